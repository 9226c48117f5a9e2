"""Whole events, one for each type and version, as other programs read them; a change here breaks subscribers.

A golden file is edited for a field that is added and may be missing, which subscribers pass over, and for nothing else:
a new version of an event gets a file of its own.
"""

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from onrecord_core.events import EVENT, Event, StatementExtracted

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.glob("*.json"))
TYPES = {kind.model_fields["type"].default for kind in get_args(get_args(Event)[0])}


def read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_event_is_read_and_written_as_it_stands(path: Path) -> None:
    event = EVENT.validate_json(path.read_bytes())
    assert json.loads(EVENT.dump_json(event)) == read(path)


@pytest.mark.parametrize("added", ["restates"])
def test_a_statement_of_before_a_field_was_added_is_read(added: str) -> None:
    old = read(GOLDEN / "statement.extracted.v1.json")
    del old["data"][added]
    event = EVENT.validate_python(old)
    assert isinstance(event, StatementExtracted)
    assert getattr(event.data, added) == ()


def test_every_event_type_has_its_example() -> None:
    assert {read(path)["type"] for path in FILES} == TYPES
    assert all(path.stem == read(path)["type"].removeprefix("io.onrecord.") for path in FILES)


def test_the_example_of_a_statement_fills_every_field_and_is_true() -> None:
    event = EVENT.validate_json((GOLDEN / "statement.extracted.v1.json").read_bytes())
    assert isinstance(event, StatementExtracted)
    article = read(GOLDEN / "article.accepted.v1.json")["data"]
    event.data.check(article["text"])
    assert event.data.article.revision == article["revision"]
    empty = [name for name, value in event.data if value in (None, ())]
    assert empty == []
