"""`onrecord ingest` drops what files hold, follows it to its end, and says what became of each."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from onrecord.main import app
from typer.testing import CliRunner


def results(output: str) -> dict[str, dict[str, Any]]:
    lines = [json.loads(line) for line in output.splitlines()]
    return {Path(line["file"]).name: line for line in lines}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    for name in ("fine", "duplicate", "refused", "bad"):
        (tmp_path / f"{name}.txt").write_text(f"{name} article")
    (tmp_path / "lines.jsonl").write_text('{"text": "fine", "publisher": "P", "colour": "red"}\n{"text": \n')
    (tmp_path / "README.md").write_text("# no article")
    return tmp_path


def test_each_article_has_a_line_with_its_end(
    runner: CliRunner, ingest_url: str, fake_ingest: Any, articles: Path
) -> None:
    ran = runner.invoke(app, ["ingest", str(articles), "--ingest-url", ingest_url])
    assert ran.exit_code == 1  # some were refused
    ends = results(ran.stdout)
    assert {name: end["status"] for name, end in ends.items()} == {
        "fine.txt": "extracted",
        "duplicate.txt": "duplicate",
        "refused.txt": "refused",
        "bad.txt": "refused",
        "lines.jsonl:1": "extracted",
        "lines.jsonl:2": "refused",
    }
    fine = ends["fine.txt"]
    assert fine["id"] in fake_ingest.dropped
    assert (fine["article_id"], fine["statements"], fine["reason"]) == (f"art_{fine['id']}", 3, None)
    assert "change it" in ends["bad.txt"]["reason"]
    assert "not JSON" in ends["lines.jsonl:2"]["reason"]
    assert "2 articles with 6 statements · 1 duplicate · 3 refused" in ran.stderr
    assert "README.md (another type)" in ran.stderr
    assert "colour (1)" in ran.stderr


def test_all_taken_is_status_0_duplicates_included(runner: CliRunner, ingest_url: str, articles: Path) -> None:
    files = [str(articles / name) for name in ("fine.txt", "duplicate.txt")]
    ran = runner.invoke(app, ["ingest", *files, "--ingest-url", ingest_url])
    assert ran.exit_code == 0, ran.output


def test_the_text_arrives_to_the_character(
    runner: CliRunner, ingest_url: str, fake_ingest: Any, tmp_path: Path
) -> None:
    text = "“Größe”,\r\nsaid\u00a0she.\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    ran = runner.invoke(app, ["ingest", str(tmp_path / "a.txt"), "--ingest-url", ingest_url])
    assert ran.exit_code == 0, ran.output
    assert [dropped["text"] for dropped in fake_ingest.dropped.values()] == [text]


def test_many_articles_go_in_batches_and_all_come_through(runner: CliRunner, ingest_url: str, fake_ingest: Any) -> None:
    lines = "".join(json.dumps({"text": f"fine {number}"}) + "\n" for number in range(333))
    ran = runner.invoke(app, ["ingest", "-", "--ingest-url", ingest_url], input=lines)
    assert ran.exit_code == 0, ran.output
    assert len(results(ran.stdout)) == 333
    assert sum(fake_ingest.batches) == 333
    assert max(fake_ingest.batches) <= 50
    assert {dropped["text"] for dropped in fake_ingest.dropped.values()} == {f"fine {number}" for number in range(333)}


def test_no_wait_returns_once_all_is_queued(runner: CliRunner, ingest_url: str, fake_ingest: Any) -> None:
    ran = runner.invoke(app, ["ingest", "-", "--no-wait", "--ingest-url", ingest_url], input="never ends")
    assert ran.exit_code == 0, ran.output
    assert json.loads(ran.stdout)["status"] == "queued"
    assert not fake_ingest.asked


def test_a_service_that_is_away_is_tried_again(runner: CliRunner, ingest_url: str, fake_ingest: Any) -> None:
    fake_ingest.away = 2
    ran = runner.invoke(app, ["ingest", "-", "--ingest-url", ingest_url], input="fine")
    assert ran.exit_code == 0, ran.output
    assert ran.stderr.count("trying again") == 2


def test_lines_that_the_queue_has_not_taken_are_posted_again(
    runner: CliRunner, ingest_url: str, fake_ingest: Any
) -> None:
    fake_ingest.lines_away = 1
    ran = runner.invoke(app, ["ingest", "-", "--ingest-url", ingest_url], input='{"text": "a"}\n{"text": "b"}\n')
    assert ran.exit_code == 0, ran.output
    assert sorted(dropped["text"] for dropped in fake_ingest.dropped.values()) == ["a", "b"]


def test_a_batch_that_is_too_large_is_split(runner: CliRunner, ingest_url: str, fake_ingest: Any) -> None:
    lines = "".join(json.dumps({"text": text}) + "\n" for text in ("a", "large", "b"))
    ran = runner.invoke(app, ["ingest", "-", "--ingest-url", ingest_url], input=lines)
    assert ran.exit_code == 0, ran.output
    assert sorted(dropped["text"] for dropped in fake_ingest.dropped.values()) == ["a", "b", "large"]


def test_a_service_that_stays_away_is_told_with_what_to_do(runner: CliRunner) -> None:
    ran = runner.invoke(app, ["ingest", "-", "--ingest-url", "http://127.0.0.1:9", "--retry", "0.3"], input="fine")
    assert ran.exit_code == 1
    assert "ingest does not answer at http://127.0.0.1:9" in ran.stderr
    assert "onrecord up" in ran.stderr
    assert "Traceback" not in ran.output


def test_nobody_waits_for_the_end_of_standard_input_once_the_service_is_given_up() -> None:
    """As with `tail -f articles.jsonl | onrecord ingest -`."""
    onrecord = str(Path(sys.executable).with_name("onrecord"))
    command = [onrecord, "ingest", "-", "--ingest-url", "http://127.0.0.1:9", "--retry", "0"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdin
        assert running.stderr
        running.stdin.write('{"text": "one"}\n')
        running.stdin.flush()
        assert running.wait(60) == 1
        told = running.stderr.read()
    assert "ingest does not answer" in told
    assert "Fatal" not in told


def test_articles_that_do_not_move_end_the_wait(runner: CliRunner, ingest_url: str) -> None:
    ran = runner.invoke(app, ["ingest", "-", "--patience", "1", "--ingest-url", ingest_url], input="never ends")
    assert ran.exit_code == 1
    assert "onrecord status" in ran.stderr


@pytest.mark.parametrize("wrong", [["no-such-file"], [], ["-", "-"], ["-", "--format", "xml"]])
def test_bad_usage_is_status_2(runner: CliRunner, wrong: list[str]) -> None:
    assert runner.invoke(app, ["ingest", *wrong]).exit_code == 2


def test_the_bar_of_a_terminal_tells_refusals_without_steering_it(
    runner: CliRunner, ingest_url: str, articles: Path
) -> None:
    ran = runner.invoke(app, ["ingest", str(articles), "--format", "progress", "--ingest-url", ingest_url])
    assert ran.exit_code == 1
    assert "refused.txt: no extractor reads [31mKlingon" in ran.stdout
    assert "\x1b" not in ran.stdout
    assert "2 articles with 6 statements" in ran.stdout


def test_an_address_that_is_no_service_is_told(runner: CliRunner, serve: Any) -> None:
    async def page(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"<html>hello"})

    with serve(page) as url:
        ran = runner.invoke(app, ["ingest", "-", "--ingest-url", url], input="fine")
    assert ran.exit_code == 1
    assert "is the address right?" in ran.stderr
