"""Nothing that an article brings steers the terminal, and a statement shows when, who, where and what."""

import io
import json
from datetime import date
from typing import Any

import pytest
from onrecord.show import block, name_of, office_of, table, when, words_of
from onrecord.terminal import clean, one_line_json
from onrecord_core.records import Precision, Statement
from rich.console import Console

HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m[bold red]Ana\u202e :smile:\x00"


def statement(**changes: Any) -> Statement:
    words = "We will go on talking."
    record = {
        "id": "st_1",
        "article": {"id": "a", "revision": "r", "publisher": "Example Daily", "url": "https://example.org/a"},
        "speaker": {
            "name": "Ana Pereira",
            "kind": "person",
            "resolution": "named",
            "role": "Foreign Minister",
            "affiliation": {"name": "Portugal", "country": "PT"},
        },
        "content": [{"start": 0, "end": len(words), "text": words}],
        "kind": "direct",
        "said_at": {"value": "2021-12-23", "precision": "day", "basis": "published"},
        "confidence": 1,
        "extractor": {"name": "test", "version": "1"},
    }
    return Statement.model_validate({**record, **changes})


def printed(what: object, width: int = 100) -> str:
    out = io.StringIO()
    Console(file=out, width=width, markup=False, emoji=False, highlight=False).print(what)
    return out.getvalue()


def test_a_block_has_date_speaker_publisher_words_and_kind() -> None:
    lines = printed(block(statement(stance="conditional"))).splitlines()
    assert lines[0].split("  ")[0] == "23 Dec 2021"
    assert "Ana Pereira · Foreign Minister · PT" in lines[0]
    assert lines[0].rstrip().endswith("Example Daily")
    assert "“We will go on talking.”" in lines[1]
    assert lines[1].rstrip().endswith("direct · ◇ conditional")


def test_without_a_stance_none_is_shown() -> None:
    assert printed(block(statement())).rstrip().endswith("  direct")


@pytest.mark.parametrize("width", [30, 60, 100, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for shown in (block(statement(), address=True), table([statement()])):
        assert max(len(line) for line in printed(shown, width).splitlines()) <= width


@pytest.mark.parametrize(
    ("precision", "shown"),
    [("day", "23 Dec 2021"), ("week", "wk 23 Dec 2021"), ("month", "Dec 2021"), ("year", "2021")],
)
def test_a_date_is_shown_as_exactly_as_it_is_known(precision: Precision, shown: str) -> None:
    assert when(statement(said_at={"value": date(2021, 12, 23), "precision": precision})) == shown


def test_what_is_not_known_is_said_to_be_so() -> None:
    bare = statement(speaker=None, said_at=None, kind="indirect")
    assert (when(bare), name_of(bare), office_of(bare)) == ("undated", "nobody named", [])
    assert words_of(bare) == "We will go on talking."


def test_a_speaker_without_a_name_is_shown_by_the_words_for_it() -> None:
    mention = {"start": 30, "end": 40, "text": "a diplomat"}
    nameless = statement(speaker={"name": None, "kind": "anonymous", "resolution": "nominal", "mention": mention})
    assert name_of(nameless) == "a diplomat"


def test_hostile_names_and_words_stay_text() -> None:
    span = {"start": 0, "end": len(HOSTILE), "text": HOSTILE}
    hostile = statement(
        article={"id": "a", "revision": "r", "publisher": HOSTILE, "url": HOSTILE},
        speaker={"name": HOSTILE, "kind": "person", "resolution": "named", "role": HOSTILE},
        content=[span],
    )
    for shown in (block(hostile, address=True), table([hostile])):
        text = printed(shown, 300)
        assert not {"\x1b", "\x07", "\x9b", "\x00", "\u202e"} & set(text)
        assert "[bold red]Ana" in text
        assert ":smile:" in text


def test_clean_keeps_letters_and_makes_one_line() -> None:
    assert clean("Größe\u00a0 “so”\r\n\t日本 👍") == "Größe “so” 日本 👍"


def test_json_lines_are_the_same_json_without_what_splits_or_steers() -> None:
    raw = json.dumps({"text": "a\u2028b\x85c\x9bd\u202ee “ü”"}, ensure_ascii=False)
    line = one_line_json(raw)
    assert json.loads(line) == json.loads(raw)
    assert len(line.splitlines()) == 1
    assert "\x9b" not in line
    assert "“ü”" in line
