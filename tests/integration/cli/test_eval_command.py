"""`onrecord eval` tells figures, worst documents and misses, to people and to programs."""

import json
from pathlib import Path

import pytest
from onrecord.main import app
from typer.testing import CliRunner

TEXT = "“The harbour stays open,” Foreign Minister Ana Pereira said.\n\nShe is glad of the rain, a mate thinks.\n"
WORDS = (
    "Foreign Minister Ana Pereira",
    "said",
    "“The harbour stays open,”",
    "a mate",
    "thinks",
    "She is glad of the rain",
)


def annotation() -> str:
    roles = ("Source", "Cue", "Content") * 2
    spans = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in WORDS]
    lines = [
        f"T{number}\t{role} {start} {end}\t{TEXT[start:end]}"
        for number, (role, (start, end)) in enumerate(zip(roles, spans, strict=True), 1)
    ]
    return "\n".join([*lines, "E1\tCue:T2 Source:T1 Content:T3", "E2\tCue:T5 Source:T4 Content:T6", "T9\tCue x"])


@pytest.fixture(autouse=True)
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules, which miss the second attribution."""
    monkeypatch.setenv("ONRECORD_EXTRACTOR_MODEL", "rules")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    for name in ("text", "attributions"):
        (folder / name).mkdir(parents=True)
    for name in ("harbour", "quay"):
        (folder / "text" / f"{name}.txt").write_text(TEXT)
    (folder / "attributions" / "harbour_ana.ann").write_text(annotation())
    (folder / "attributions" / "quay_ana.ann").write_text("")
    return folder


def test_figures_documents_and_misses_are_told_to_programs(runner: CliRunner, corpus: Path) -> None:
    ran = runner.invoke(app, ["eval", "--corpus", str(corpus), "--json", "--misses", "1", "--bootstrap", "50"])
    assert ran.exit_code == 0, ran.output
    told = json.loads(ran.stdout)
    assert (told["format"], told["documents"], told["n_gold"]) == ("brat", 2, 2)
    assert told["full"].keys() == {"p", "r", "f1"}
    assert told["f1_95"].keys() == {"exact", "token", "detected", "full"}
    assert {row["doc"] for row in told["worst"]} == {"harbour", "quay"}
    assert len(told["misses"]) == 1
    assert [Path(where).name for where in told["broken"]] == ["harbour_ana.ann:9"]
    assert "harbour_ana.ann:9" in ran.stderr


def test_what_extract_prints_is_what_eval_reads(runner: CliRunner, corpus: Path, tmp_path: Path) -> None:
    printed = runner.invoke(app, ["extract", "--attributions", str(corpus / "text")])
    (tmp_path / "predictions.jsonl").write_text(printed.stdout)
    arguments = ["eval", "--corpus", str(corpus), "--json"]
    itself = runner.invoke(app, arguments)
    given = runner.invoke(app, [*arguments, "--predictions", str(tmp_path / "predictions.jsonl")])
    assert json.loads(itself.stdout) == json.loads(given.stdout)


def test_the_table_has_figures_worst_documents_and_misses(runner: CliRunner, corpus: Path) -> None:
    ran = runner.invoke(app, ["eval", "--corpus", str(corpus), "--bootstrap", "20"])
    assert ran.exit_code == 0, ran.output
    for part in (
        "2 documents",
        "full",
        "indirect detected",
        "span cue",
        "95 % of F1",
        "worst documents",
        "quay",
        "Misses",
    ):
        assert part in ran.stdout
    assert "\x1b" not in ran.stdout


def test_nothing_is_listed_where_none_is_wanted(runner: CliRunner, corpus: Path) -> None:
    ran = runner.invoke(app, ["eval", "--corpus", str(corpus), "--worst", "0", "--misses", "0"])
    assert "worst" not in ran.stdout
    assert "Misses" not in ran.stdout


def test_documents_are_chosen_by_how_their_names_begin(runner: CliRunner, corpus: Path) -> None:
    ran = runner.invoke(app, ["eval", "--corpus", str(corpus), "--json", "--docs", "har"])
    assert json.loads(ran.stdout)["documents"] == 1


def test_reference_statements_are_measured(runner: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "harbour.txt").write_text(TEXT)
    start = TEXT.index("The harbour")
    gold = {"doc": "harbour.txt", "id": "1", "type": "direct", "spans": [[start, start + 22]], "speaker": "Ana Pereira"}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n")
    ran = runner.invoke(app, ["eval", "--corpus", str(tmp_path), "--json"])
    told = json.loads(ran.stdout)
    assert (told["format"], told["gold"], told["recall"], told["speaker"]) == ("jsonl", 1, 1, 1)
    ran = runner.invoke(app, ["eval", "--corpus", str(tmp_path)])
    assert "attributed" in ran.stdout
    assert "false alarms" in ran.stdout


def test_what_cannot_be_read_is_told_with_status_1(runner: CliRunner, corpus: Path) -> None:
    (corpus / "predictions.jsonl").write_text('{"doc": "elsewhere", "statements": []}')
    ran = runner.invoke(app, ["eval", "--corpus", str(corpus), "--predictions", str(corpus / "predictions.jsonl")])
    assert ran.exit_code == 1
    assert "elsewhere" in ran.stderr


def test_a_folder_that_is_no_corpus_is_bad_usage(runner: CliRunner, tmp_path: Path) -> None:
    assert runner.invoke(app, ["eval", "--corpus", str(tmp_path)]).exit_code == 2
    assert runner.invoke(app, ["eval", "--corpus", str(tmp_path / "none")]).exit_code == 2
    assert runner.invoke(app, ["eval"]).exit_code == 2
