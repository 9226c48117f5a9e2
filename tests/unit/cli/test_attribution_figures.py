"""The figures of attributions on small corpora whose figures can be worked out by hand."""

import json
from pathlib import Path

import pytest
from onrecord.scoring import brat
from onrecord.scoring.as_json import attribution_figures
from onrecord.scoring.errors import CorpusError
from onrecord.scoring.evaluation import Attributions, DocumentResult, intervals, worst
from onrecord.scoring.figures import Figures, total

TEXT = (
    "“The ferry,” Ana Pereira said, “sails at noon.”\n"
    "Officials in the port expect rain for days.\n"
    "The crew may strike, a mate warned the owners.\n"
)


def span(words: str, start: int = 0) -> tuple[int, int]:
    place = TEXT.index(words, start)
    return place, place + len(words)


def pieces(*words: str) -> str:
    return ";".join(f"{start} {end}" for start, end in map(span, words))


GOLD = "\n".join((
    f"T1\tSource {pieces('Ana Pereira')}\tAna Pereira",
    f"T2\tCue {pieces('said')}\tsaid",
    f"T3\tContent {pieces('“The ferry,”', '“sails at noon.”')}\t“The ferry,” “sails at noon.”",
    f"T4\tAttribution {pieces('said')}\tsaid",
    "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3",
    f"T5\tCue {pieces('expect')}\texpect",
    f"T6\tContent {pieces('rain')}\train",
    f"T7\tContent {pieces('for days')}\tfor days",
    "E2\tAttribution:T5 Cue:T5 Content:T6 Content2:T7",
    f"T8\tContent {pieces('The crew may strike')}\tThe crew may",
    "strike",
    f"T9\tCue {pieces('warned')}\twarned",
    "E3\tCue:T9 Content:T8 Source:T77",
    "#1\tAnnotatorNotes T8\tunsure",
    "T10\tCue 12\tbroken",
    "T11\tCue 5 100000\tbehind the text",
    "E4\tCue:T9",
))  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "ferry_one.txt").write_text(TEXT)
    (tmp_path / "text" / "unread.txt").write_text(TEXT)
    (tmp_path / "attributions" / "ferry_one_b.ann").write_text(GOLD)
    (tmp_path / "attributions" / "ferry_one_c.ann").write_text("")
    return tmp_path


def predicted(folder: Path, *statements: dict[str, list[tuple[int, int]]], doc: str = "ferry_one") -> Path:
    path = folder / "predictions.jsonl"
    path.write_text(json.dumps({"doc": doc, "statements": statements}) + "\n\n")
    return path


def measured(folder: Path, *statements: dict[str, list[tuple[int, int]]]) -> DocumentResult:
    return next(Attributions(folder, predicted(folder, *statements)).results())


def f1s(figures: Figures) -> dict[str, float]:
    return {name: round(100 * found.f1, 1) for name, found in figures.found.items()}


FERRY = {
    "source": [span("Ana Pereira")],
    "cue": [span("said")],
    "content": [span("“The ferry,”"), span("“sails at noon.”")],
}
RAIN = {"source": [span("Officials in the port")], "cue": [span("expect")], "content": [span("rain for days.")]}


def test_the_first_annotator_is_the_gold_and_broken_lines_are_told(corpus: Path) -> None:
    (corpus / "attributions" / "ferry_one_a.ann").write_text("\ufeff" + GOLD)
    [document] = brat.annotated_texts(corpus, brat.names(corpus))
    assert [len(one.content) for one in document.gold] == [2, 2, 1]
    assert [bool(one.source) for one in document.gold] == [True, False, False]
    assert document.gold[2].cue == (span("warned"),)
    assert [Path(where).name for where in document.broken] == [f"ferry_one_a.ann:{line}" for line in (13, 15, 16)]


@pytest.mark.parametrize(
    "line", ["T1", "T1\tContent", "T1\tContent 5", f"T1\tContent 0 {'9' * 5000}", "E1", "E1\tContent:T9"]
)
def test_a_line_that_cannot_be_read_is_broken_and_no_more(line: str) -> None:
    assert brat.parsed(line, 100) == ((), [1])


@pytest.mark.parametrize("line", ["", "#1\tNotes", "A1\tModality E1", "the tail of a span", "Tuesday"])
def test_lines_of_other_kinds_are_passed_over(line: str) -> None:
    assert brat.parsed(line, 100) == ((), [])


def test_what_is_right_to_the_character_is_right_in_every_figure(corpus: Path) -> None:
    gold = [
        {"source": list(one.source), "cue": list(one.cue), "content": list(one.content)}
        for one in brat.parsed(GOLD, len(TEXT))[0]
    ]
    result = measured(corpus, *gold)
    assert {name: f1 for name, f1 in f1s(result.figures).items() if f1 != 100} == {
        "types.mixed.token": 0,
        "types.mixed.detected": 0,
    }
    assert not result.misses
    assert worst([result], "full") == []


def test_marks_and_blanks_matter_for_exact_characters_alone(corpus: Path) -> None:
    bare = {**FERRY, "content": [span("The ferry,"), span("sails at noon")]}
    figures = measured(corpus, bare).figures
    assert figures.found["exact"].gold_hits == 1
    assert figures.found["exact_char"].gold_hits == 0
    assert figures.found["types.direct.detected"].f1 == 1


def test_a_missing_source_is_right_where_the_gold_has_none(corpus: Path) -> None:
    result = measured(corpus, FERRY, RAIN)
    assert result.figures.found["detected"].gold_hits == 2
    assert result.figures.found["full"].gold_hits == 1
    assert result.figures.shares["source_acc"].of == 1
    assert result.figures.shares["source_acc_detected"].value == 1
    assert [(miss.what, miss.words, miss.gold, miss.predicted) for miss in result.misses] == [
        ("source", "rain for days", None, "Officials in the port"),
        ("missed", "The crew may strike", None, None),
    ]


def test_another_mention_of_the_source_is_right_by_its_spelling_alone(corpus: Path) -> None:
    text = corpus / "text" / "ferry_one.txt"
    text.write_text(TEXT + "Ana Pereira left.\n")
    elsewhere = (len(TEXT), len(TEXT) + len("Ana Pereira"))
    shares = measured(corpus, {**FERRY, "source": [elsewhere]}).figures.shares
    assert shares["source_acc_detected"].value == 0
    assert shares["source_acc_text_detected"].value == 1


def test_a_content_that_is_half_there_is_no_more_than_aligned(corpus: Path) -> None:
    figures = measured(corpus, {**FERRY, "content": [span("“The ferry,”")]}).figures
    assert figures.counts["n_aligned"] == 1
    assert figures.found["detected"].gold_hits == 0
    token = figures.found["token"]
    assert (token.predicted_hits, token.predicted, token.gold_hits, token.gold) == (2, 2, 2, 5 + 3 + 4)
    assert figures.shares["source_acc"].value == 1


def test_predictions_without_a_word_are_dropped(corpus: Path) -> None:
    figures = measured(corpus, FERRY, {"source": [], "cue": [], "content": [(0, 1)]}, {"content": []}).figures
    assert figures.counts["dropped"] == 2
    assert figures.counts["n_pred"] == 1


def test_nothing_predicted_is_zero_and_no_division(corpus: Path) -> None:
    result = next(Attributions(corpus, predicted(corpus, doc="unread")).results())
    assert set(f1s(result.figures).values()) == {0.0}
    assert result.figures.counts["documents_predicted"] == 0
    assert [miss.what for miss in result.misses] == ["missed"] * 3


def test_figures_add_up_over_documents(corpus: Path) -> None:
    one = measured(corpus, FERRY).figures
    both = total([one, one])
    assert f1s(both) == f1s(one)
    assert both.counts["n_gold"] == 6
    tree = attribution_figures(both)
    assert set(tree) >= {"exact", "exact_char", "token", "detected", "full", "types", "spans", "source_acc"}
    assert json.loads(json.dumps(tree))["types"]["direct"]["n_gold"] == 2


def test_intervals_are_the_same_on_every_run_and_hold_the_figure(corpus: Path) -> None:
    results = [measured(corpus, FERRY), measured(corpus, RAIN), measured(corpus, FERRY, RAIN)]
    found = intervals(results, ["full"], 200)
    assert found == intervals(results, ["full"], 200)
    low, high = found["full"]
    assert 0 <= low <= total(one.figures for one in results).found["full"].f1 <= high <= 1
    assert [one.figures.found["full"].gold_hits for one in worst(results, "full")] == [0, 1, 1]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"doc": "nobody", "statements": []}', ":1: the corpus has no document 'nobody'"),
        ('{"doc": "ferry_one", "statements": []}\n' * 2, ":2: the document 'ferry_one' was there before"),
        ('{"doc": "ferry_one", "statements": [{"content": [[0, 9999]]}]}', "the span 0 to 9999"),
        ('{"doc": "ferry_one", "statements": [{"content": [[9, 3]]}]}', "the span 9 to 3"),
        ('{"doc": "ferry_one", "statements": [{"content": [[-1, 3]]}]}', "statements.0.content.0.0"),
        ('{"doc": "ferry_one", "statements": [{}]}', "statements.0.content"),
        ('{"doc": ', ":1: Invalid JSON"),
    ],
)
def test_broken_predictions_are_refused_and_told(corpus: Path, line: str, told: str) -> None:
    path = corpus / "predictions.jsonl"
    path.write_text(line)
    with pytest.raises(CorpusError) as refused:
        list(Attributions(corpus, path).results())
    assert told in str(refused.value)


def test_a_corpus_that_is_none_is_told(corpus: Path) -> None:
    with pytest.raises(CorpusError, match="no annotated document"):
        Attributions(corpus, None, ["other"])
    with pytest.raises(CorpusError, match=r"attributions/NAME_ANNOTATOR\.ann"):
        Attributions(corpus / "text", None)
    (corpus / "text" / "ferry_one.txt").write_bytes(b"caf\xe9")
    with pytest.raises(CorpusError, match=r"byte 3 \(0xE9\)"):
        list(Attributions(corpus, None).results())
    (corpus / "text" / "ferry_one.txt").unlink()
    with pytest.raises(CorpusError, match=r"ferry_one\.txt cannot be read"):
        list(Attributions(corpus, None).results())
