"""Events are CloudEvents 1.0 in JSON, with ids that do not change when they are published again."""

import json
from datetime import UTC, datetime

import pytest
from onrecord_core.errors import MalformedEntryError
from onrecord_core.events import (
    DeadLetter,
    Extraction,
    Failure,
    Retraction,
    article_accepted,
    article_extracted,
    entry_deadlettered,
    statement_extracted,
    statement_retracted,
)
from onrecord_core.ids import revision_of
from onrecord_core.records import Article, Extractor, Span, Statement
from onrecord_core.streams import decode, encode

EXTRACTOR = Extractor(name="rules", version="1")
ARTICLE = Article(id="art_1", revision=revision_of("Où ?"), text="Où ?", publisher="Nordvarde")


def test_an_entry_is_readable_json_in_one_field() -> None:
    fields = encode(article_accepted(ARTICLE))
    assert list(fields) == ["data"]
    event = json.loads(bytes(fields["data"]))  # pyright: ignore[reportArgumentType]
    assert event["specversion"] == "1.0"
    assert event["type"] == "io.onrecord.article.accepted.v1"
    assert event["subject"] == event["data"]["id"] == "art_1"
    assert "Où ?".encode() in fields["data"]  # pyright: ignore[reportOperatorIssue]


def test_the_same_thing_published_twice_is_one_event() -> None:
    first = article_accepted(ARTICLE, time=datetime(2026, 1, 1, tzinfo=UTC))
    again = article_accepted(ARTICLE, time=datetime(2026, 1, 2, tzinfo=UTC))
    changed = article_accepted(ARTICLE.model_copy(update={"revision": "other"}))
    assert first.id == again.id != changed.id


def test_another_account_of_a_statement_is_another_event() -> None:
    span = Span.of(ARTICLE.text, 0, 2)
    statement = Statement(
        id="st_1", article=ARTICLE.ref, content=(span,), kind="direct", confidence=0.5, extractor=EXTRACTOR
    )
    other = statement.model_copy(update={"target": "x"})
    assert statement_extracted(statement).id == statement_extracted(statement).id != statement_extracted(other).id


def test_a_statement_that_is_withdrawn_anew_is_another_event() -> None:
    retraction = Retraction(statement_id="st_1", article_id="art_1", revision="r", extractor=EXTRACTOR)
    first, again, later = (
        statement_retracted(retraction, source="onrecord/store", time=datetime(2026, 1, day, tzinfo=UTC))
        for day in (1, 1, 2)
    )
    assert first.id == again.id != later.id


def test_different_kinds_of_event_have_different_ids() -> None:
    extraction = Extraction(article_id="art_1", revision="r", statements=(), extractor=EXTRACTOR)
    retraction = Retraction(statement_id="art_1", article_id="art_1", revision="r", extractor=EXTRACTOR)
    letter = DeadLetter(stream="art_1", entry_id="r", group="rules", error=Failure(type="E", message=""), tries=1)
    events = [
        article_extracted(extraction),
        statement_retracted(retraction, source="onrecord/store", time=datetime(2026, 1, 1, tzinfo=UTC)),
        entry_deadlettered(letter, source="onrecord/extract"),
    ]
    assert len({event.id for event in events}) == 3
    assert events[2].source == "onrecord/extract"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "no field 'data'"),
        ({"text": b"x"}, "no field 'data', but \\['text'\\]"),
        ({"data": b"{"}, "Invalid JSON"),
        ({"data": b"\xff"}, "Invalid JSON|invalid"),
        ({"data": b'{"type": "com.example.other"}'}, "not an event of onrecord"),
        ({"data": b'{"type": "io.onrecord.article.accepted.v1"}'}, "Field required"),
    ],
)
def test_what_is_not_an_event_is_refused_with_a_reason(fields: dict[str, bytes], message: str) -> None:
    with pytest.raises(MalformedEntryError, match=message):
        decode(fields)


def test_an_event_survives_its_way_through_a_stream() -> None:
    event = article_accepted(ARTICLE)
    fields = {str(name): bytes(value) for name, value in encode(event).items()}  # pyright: ignore[reportArgumentType]
    assert decode(fields) == event
