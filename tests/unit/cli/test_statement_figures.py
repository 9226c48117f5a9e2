"""The figures of statements on a small corpus whose figures can be worked out by hand."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from onrecord.scoring.as_json import statement_figures
from onrecord.scoring.errors import CorpusError
from onrecord.scoring.evaluation import DocumentResult, Statements
from onrecord.scoring.names import same_name, same_phrase
from onrecord.scoring.references import read_references

TEXT = (
    "Harbour (a port) closes\n\n"
    "The harbour will close, Minister Ana Pereira said on 3 March.\n"
    "“Boats may stay,” she added. “Crews must leave.”\n"
    "The mayor believes it will rain.\n"
)


def place(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def gold(name: str, words: str, **more: Any) -> dict[str, Any]:
    return {"doc": "a.txt", "id": name, "spans": [place(words)], "content": [words], "type": "indirect"} | more


GOLD = [
    gold(
        "a-1",
        "The harbour will close",
        speaker="Ana Pereira",
        role="Treasurer",
        affiliation="Portugal",
        said_on="2025-03-03",
        stance="opposed",
        stance_alt=["factual"],
        tier="core",
    ),
    gold("a-2", "Boats may stay", type="direct", speaker="Ana Pereira", utterance_group="u", tier="core"),
    gold("a-3", "Crews must leave.", type="direct", speaker="Ana Pereira", utterance_group="u", tier="core"),
    gold("a-4", "it will rain", speaker="the mayor", tier="optional"),
]
NEGATIVES = [{"doc": "a.txt", "not_statements": [{"kind": "editorial", "text": "(a port)", "span": place("(a port)")}]}]


def said(*words: str, **more: Any) -> dict[str, Any]:
    content = [{"start": start, "end": end, "text": TEXT[start:end]} for start, end in map(place, words)]
    speaker = {"name": "Ana Pereira", "role": "deputy treasurer", "affiliation": {"name": "Portugal", "country": "PT"}}
    return {"article": {"id": "a.txt"}, "content": content, "kind": "indirect", "speaker": speaker} | more


CLOSE = said("The harbour will close", said_at={"value": "2025-03-03"}, stance="factual")
BOTH = said("Boats may stay", "Crews must leave.", kind="direct", said_at=None)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(TEXT)
    (tmp_path / "articles" / "without-answers.txt").write_text(TEXT)
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(one) + "\n" for one in GOLD))
    (tmp_path / "negatives.json").write_text(json.dumps(NEGATIVES))
    return tmp_path


def measured(corpus: Path, *statements: dict[str, Any]) -> DocumentResult:
    path = corpus / "predictions.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in statements))
    [result] = Statements(corpus, path).results()
    return result


def test_an_utterance_in_one_statement_finds_all_of_its_group(corpus: Path) -> None:
    figures = statement_figures(measured(corpus, CLOSE, BOTH).figures)
    assert (figures["gold"], figures["predicted"]) == (3, 2)
    right = ("precision", "recall", "attributed_f1", "speaker", "kind", "said_at", "nested", "recall_direct")
    assert {name: figures[name] for name in right} == dict.fromkeys(right, 1)
    # Of the other two the reference wants no role, and a piece is not the whole of what was predicted.
    assert {figures[name] for name in ("role", "affiliation", "exact_span")} == {1 / 3}
    assert figures["false_alarms"] == 0


def test_an_utterance_in_two_statements_does_so_too(corpus: Path) -> None:
    two = said("Boats may stay", kind="direct"), said("Crews must leave.", kind="direct")
    figures = measured(corpus, CLOSE, *two).figures
    assert figures.found["found"].f1 == 1
    assert figures.found["found"].predicted == 3


def test_an_optional_statement_counts_neither_found_nor_missed(corpus: Path) -> None:
    rain = said("it will rain", speaker=None)
    assert measured(corpus, CLOSE, BOTH, rain).figures.found == measured(corpus, CLOSE, BOTH).figures.found


def test_a_wrong_speaker_is_found_and_not_attributed(corpus: Path) -> None:
    result = measured(corpus, {**CLOSE, "speaker": None}, BOTH)
    assert result.figures.found["found"].f1 == 1
    assert result.figures.found["attributed"].gold_hits == 2
    assert [(miss.what, miss.gold, miss.predicted) for miss in result.misses] == [("speaker", "Ana Pereira", None)]


def test_wrong_dates_and_kinds_are_told(corpus: Path) -> None:
    result = measured(corpus, {**CLOSE, "said_at": {"value": "2025-03-04"}, "kind": "mixed"}, BOTH)
    assert [(miss.what, miss.gold, miss.predicted) for miss in result.misses] == [
        ("said_at", "2025-03-03", "2025-03-04"),
        ("kind", "indirect", "mixed"),
    ]


def test_marks_and_full_stops_do_not_count(corpus: Path) -> None:
    with_marks, without = (measured(corpus, said(words)).figures for words in ("“Boats may stay,”", "Boats may stay"))
    assert with_marks == without
    assert with_marks.shares["exact_span"].value == 1


def test_what_is_missed_spare_and_a_false_alarm_is_told(corpus: Path) -> None:
    result = measured(corpus, said("(a port) closes"), said("The", "on 3 March"))
    assert [(miss.what, miss.words) for miss in result.misses] == [
        ("missed", "The harbour will close"),
        ("missed", "Boats may stay"),
        ("missed", "Crews must leave."),
        ("spare", "(a port) closes"),
        ("spare", "The … on 3 March"),
        ("false alarm", "(a port)"),
    ]
    assert result.figures.found["found"].precision == 0


def test_documents_without_answers_are_left_out_and_told(corpus: Path) -> None:
    path = corpus / "predictions.jsonl"
    path.write_text(json.dumps({**CLOSE, "article": {"id": "without-answers.txt"}}))
    measurement = Statements(corpus, path)
    assert measurement.names == ["a.txt"]
    assert measurement.left_out == ["without-answers.txt"]


def test_the_extractor_is_measured_where_no_predictions_are_given(corpus: Path) -> None:
    [result] = Statements(corpus, None).results()
    assert result.figures.found["found"].gold == 3
    assert result.figures.shares["recall_direct"].value == 1


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([{"doc": "a.txt", "id": "x", "type": "direct"}], "gold.jsonl:1: spans"),
        ([GOLD[0], GOLD[0]], "gold.jsonl:2: the id 'a-1' was there before"),
        ([{**GOLD[0], "doc": "../a.txt"}], "no name of a file"),
        ([{**GOLD[0], "doc": "b.txt"}], "no text of 'b.txt'"),
    ],
)
def test_broken_references_are_refused_and_told(corpus: Path, lines: list[dict[str, Any]], told: str) -> None:
    (corpus / "gold.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines))
    with pytest.raises(CorpusError) as refused:
        list(Statements(corpus, None).results())
    assert told in str(refused.value)


def test_broken_negatives_and_a_missing_gold_are_told(corpus: Path) -> None:
    (corpus / "negatives.json").write_text('[{"doc": "a.txt", "not_statements": [{}]}]')
    with pytest.raises(CorpusError, match=r"negatives\.json: 0\.not_statements\.0"):
        Statements(corpus, None)
    (corpus / "gold.jsonl").unlink()
    with pytest.raises(CorpusError, match=r"no gold\.jsonl"):
        Statements(corpus, None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ana Pereira", "Minister Ana Pereira", True),
        ("Sergei Ivanov", "Sergey Ivanov", True),
        ("Ana Müller", "ana muller", True),
        ("Ana Pereira", "Ana Maria Pereira", True),
        ("Pereira", "Ana Pereira", False),
        ("Ana Maria", "Ana Maria Pereira", False),
        ("Lisbon's port authority", "the Lisbon port authority", True),
        ("Ana Pereira", None, False),
        (None, "the", True),
    ],
)
def test_names_are_one_spelling_and_titles_aside(one: str | None, other: str | None, *, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("foreign policy adviser", "adviser", True),
        ("deputy governor", "governor of the bank", True),
        ("deputy governor of banks", "mayor of ships", False),
        (None, None, True),
        ("spokesman", None, False),
    ],
)
def test_phrases_are_one_by_half_of_their_words(one: str | None, other: str | None, *, same: bool) -> None:
    assert same_phrase(one, other) is same


def test_fields_that_some_references_answer_are_measured_among_these(corpus: Path) -> None:
    more = {"act": "state", "venue": None, "conditions": ["if it rains"], "section": "subhead", "restates": ["a-2"]}
    rows = [GOLD[0] | more, GOLD[1] | {"venue": "a press briefing"}, GOLD[2]]
    (corpus / "gold.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows))
    close = CLOSE | {
        "cue": {"act": "warn"},
        "conditions": [{"text": "it rains"}],
        "section": "headline",
        "restates": [],
    }
    figures = statement_figures(measured(corpus, close, BOTH | {"venue": {"text": "his briefing"}}).figures)
    assert {name: figures[name] for name in ("act", "venue", "conditions", "section", "restates")} == {
        "act": 0,
        "venue": 1,
        "conditions": 1,
        "section": 1,
        "restates": 0,
    }
    assert "addressee" not in figures


def test_further_right_answers_count_in_these_fields_too(corpus: Path) -> None:
    answers = {"act": "state", "act_alt": ["warn"], "place": None, "place_alt": ["Porto"], "country": None}
    answers |= {"speaker_kind": "person", "resolution": "named", "on_behalf_of": "the Harbour Trust"}
    (corpus / "gold.jsonl").write_text(json.dumps(GOLD[0] | answers) + "\n")
    speaker = {"name": "Ana Pereira", "kind": "group", "resolution": "named", "on_behalf_of": "Harbour Trust"}
    close = CLOSE | {"cue": {"act": "warn"}, "place": {"text": "Porto"}, "speaker": CLOSE["speaker"] | speaker}
    figures = statement_figures(measured(corpus, close).figures)
    wanted = {"act": 1, "place": 1, "country": 0, "speaker_kind": 0, "resolution": 1, "on_behalf_of": 1}
    assert {name: figures[name] for name in wanted} == wanted


def test_statements_of_one_speaker_should_have_one_entity(corpus: Path) -> None:
    (corpus / "gold.jsonl").write_text("".join(json.dumps(one | {"country": "PT"}) + "\n" for one in GOLD[:3]))
    named = [CLOSE["speaker"] | {"entity_id": name} for name in ("ent_1", "ent_2")]
    one, two = (measured(corpus, CLOSE | {"speaker": named[0]}, BOTH | {"speaker": who}).figures for who in named)
    assert statement_figures(one)["entity_id"] == {"p": 1, "r": 1, "f1": 1}
    assert two.clusters["entity_id"].precision == 1
    assert two.clusters["entity_id"].recall == pytest.approx((1 / 3 + 2 * 2 / 3) / 3)


def test_the_day_of_publication_may_stand_beside_a_text(corpus: Path) -> None:
    (corpus / "articles" / "a.json").write_text('{"published_at": "2025-03-04"}')
    assert read_references(corpus).text_of("a.txt").given.published_at == date(2025, 3, 4)


def test_what_stands_beside_a_text_must_be_readable(corpus: Path) -> None:
    (corpus / "articles" / "a.json").write_text('{"published_at": "soon"}')
    with pytest.raises(CorpusError, match=r"a\.json: published_at"):
        list(Statements(corpus, None).results())
