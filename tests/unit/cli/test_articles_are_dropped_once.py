"""The key by which an article is queued once, however often a command is given again."""

import json
import os
from pathlib import Path

from onrecord.dropping import line_of
from onrecord.files import read
from onrecord.formats import Found


def keys(path: Path, run: str) -> list[str]:
    with Path(os.devnull).open("rb") as stdin:
        found = [item for item in read([str(path)], stdin=stdin) if isinstance(item, Found)]
    return [json.loads(line_of(item, run))["idempotency_key"] for item in found]


def test_a_command_given_again_goes_on_where_it_stopped(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "same"}\n{"text": "same"}\n{"text": "other"}\n')
    first = keys(file, "run 1")
    assert len(set(first)) == 3
    assert keys(file, "run 2") == first


def test_a_file_that_is_written_anew_is_dropped_anew(tmp_path: Path) -> None:
    """A page that goes from A to B and back to A is news three times."""
    file = tmp_path / "a.txt"
    seen: set[str] = set()
    for number, text in enumerate("ABA"):
        file.write_text(text)
        os.utime(file, ns=(number, number))
        seen.update(keys(file, "run"))
    assert len(seen) == 3


def test_an_address_is_fetched_anew_in_every_run(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"url": "https://news.example/live"}\n')
    assert keys(file, "run 1") == keys(file, "run 1") != keys(file, "run 2")


def test_a_key_that_an_article_brings_is_kept() -> None:
    line = line_of(Found("-", "-", {"text": "x", "idempotency_key": "mine"}), "run")
    assert json.loads(line) == {"text": "x", "idempotency_key": "mine"}
