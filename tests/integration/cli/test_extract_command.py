"""`onrecord extract` reads files with nothing running, and every span it prints is true."""

import json
from pathlib import Path
from typing import Any

import pytest
from onrecord.main import app
from onrecord_core.records import Statement
from typer.testing import CliRunner

TEXT = (
    "“The harbour stays open,” Foreign Minister Ana Pereira said on Monday.\r\n\r\n"
    "Pereira said that talks would go on.\n"
)


def extracted(runner: CliRunner, *arguments: str, stdin: str | None = None, status: int = 0) -> list[Statement]:
    ran = runner.invoke(app, ["extract", *arguments], input=stdin)
    assert ran.exit_code == status, ran.output
    return [Statement.model_validate_json(line) for line in ran.stdout.splitlines()]


def test_a_file_is_known_by_its_name_and_its_spans_are_true(runner: CliRunner, tmp_path: Path) -> None:
    path = tmp_path / "folder" / "harbour.txt"
    path.parent.mkdir()
    path.write_bytes(TEXT.encode())
    statements = extracted(runner, str(path))
    assert statements
    assert {statement.article.id for statement in statements} == {"harbour.txt"}
    for statement in statements:
        statement.check(TEXT)
    assert statements[0].speaker
    assert statements[0].speaker.name == "Ana Pereira"


def test_an_article_in_json_keeps_what_it_brings(runner: CliRunner, tmp_path: Path) -> None:
    brought = {
        "id": "x-1",
        "published_at": "2025-11-03",
        "publisher": "Example Daily",
        "headline": "Harbour stays open",
        "url": "https://example.org/harbour",
    }
    (tmp_path / "a.json").write_text(json.dumps({**brought, "text": TEXT, "colour": "red"}))
    for statement in extracted(runner, str(tmp_path / "a.json")):
        kept: dict[str, Any] = statement.article.model_dump(mode="json")
        assert {name: kept[name] for name in brought} == brought


def test_lines_without_an_id_are_known_by_file_and_line(runner: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n" + json.dumps({"text": TEXT}) + "\n")
    assert {statement.article.id for statement in extracted(runner, str(tmp_path / "a.jsonl"))} == {"a.jsonl:2"}


def test_the_day_of_publication_is_for_articles_that_tell_none(runner: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"id": "none", "text": TEXT})
        + "\n"
        + json.dumps({"id": "own", "text": TEXT, "published_at": "2020-01-06"})
    )
    days = {
        statement.article.id: str(statement.article.published_at)
        for statement in extracted(runner, "--published-at", "2025-11-03", str(tmp_path / "a.jsonl"))
    }
    assert days == {"none": "2025-11-03", "own": "2020-01-06"}


def test_a_page_is_read_as_ingest_reads_it(runner: CliRunner, tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.split("\r\n\r\n"))
    (tmp_path / "a.html").write_text(
        "<html lang=en><head><title>Harbour stays open</title></head><body><nav>Home News Sport</nav>"
        f"<article><h1>Harbour stays open</h1>{paragraphs * 3}</article></body></html>"
    )
    statements = extracted(runner, str(tmp_path / "a.html"))
    assert statements
    assert {statement.article.id for statement in statements} == {"a.html"}
    assert {statement.article.headline for statement in statements} == {"Harbour stays open"}


def test_standard_input_is_read(runner: CliRunner) -> None:
    assert {statement.article.id for statement in extracted(runner, "-", stdin=TEXT)} == {"stdin"}


def test_the_table_shows_words_speaker_and_kind(runner: CliRunner) -> None:
    ran = runner.invoke(app, ["extract", "--format", "table", "-"], input=TEXT)
    assert ran.exit_code == 0, ran.output
    for part in ("The harbour stays open", "Ana Pereira", "Foreign Minister", "direct"):
        assert part in ran.stdout


def test_what_cannot_be_read_is_told_and_the_rest_is_read(runner: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        "\n".join(json.dumps(article) for article in (
            {"url": "https://example.org/a"},
            {"text": TEXT, "published_at": "yesterday"},
            {"id": "good", "text": TEXT},
        ))
    )  # fmt: skip
    ran = runner.invoke(app, ["extract", str(tmp_path / "a.jsonl")])
    assert ran.exit_code == 1
    assert "a.jsonl:1: has only an address" in ran.stderr
    assert "a.jsonl:2: published_at" in ran.stderr
    assert {json.loads(line)["article"]["id"] for line in ran.stdout.splitlines()} == {"good"}


def test_attributions_are_printed_a_document_a_line(runner: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_bytes(TEXT.encode())
    (tmp_path / "silent.txt").write_text("Nobody spoke.")
    (tmp_path / "x.json").write_text(json.dumps({"id": "v2.txt.txt", "text": TEXT}))
    ran = runner.invoke(app, ["extract", "--attributions", str(tmp_path)])
    assert ran.exit_code == 0, ran.output
    harbour, silent, other = map(json.loads, ran.stdout.splitlines())
    assert harbour["doc"] == "harbour"
    first = harbour["statements"][0]
    words = {role: [TEXT[start:end] for start, end in first[role]] for role in ("source", "cue", "content")}
    assert words["cue"] == ["said"]
    assert "Ana Pereira" in words["source"][0]
    assert "The harbour stays open" in words["content"][0]
    assert silent == {"doc": "silent", "statements": []}
    assert other == {"doc": "v2.txt", "statements": harbour["statements"]}


def test_a_document_where_nobody_is_named_has_an_empty_source(runner: CliRunner) -> None:
    ran = runner.invoke(app, ["extract", "--attributions", "-"], input="“The harbour stays open for all of you.”\n")
    [statement] = json.loads(ran.stdout)["statements"]
    assert (statement["source"], statement["cue"]) == ([], [])


def test_attributions_are_no_table(runner: CliRunner) -> None:
    assert runner.invoke(app, ["extract", "--attributions", "--format", "table", "-"], input=TEXT).exit_code == 2


@pytest.mark.parametrize("wrong", [["https://example.org/a"], ["no-such-file"], ["-", "--published-at", "soon"], []])
def test_bad_usage_is_status_2(runner: CliRunner, wrong: list[str]) -> None:
    assert runner.invoke(app, ["extract", *wrong]).exit_code == 2
