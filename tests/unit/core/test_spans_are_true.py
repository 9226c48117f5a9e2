"""A span holds what the article holds at its offsets, or it is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord_core.errors import SpanMismatchError
from onrecord_core.records import ArticleRef, Cue, Extractor, Span, Speaker, Statement
from pydantic import ValidationError

TEXT = "\u201cWe will build 17 bridges,\u201d Anna Berg said.\u00a0\U0001f309"


def statement(**changes: object) -> Statement:
    fields: dict[str, object] = {
        "id": "st_1",
        "article": ArticleRef(id="art_1", revision="r"),
        "speaker": Speaker(name="Anna Berg", kind="person", resolution="named", mention=Span.of(TEXT, 27, 36)),
        "cue": Cue(span=Span.of(TEXT, 37, 41), lemma="say", act="state"),
        "content": (Span.of(TEXT, 1, 24),),
        "kind": "direct",
        "confidence": 0.9,
        "extractor": Extractor(name="test", version="1"),
    }
    return Statement.model_validate(fields | changes)


@given(st.text(min_size=1), st.data())
def test_any_stretch_of_any_text_is_a_true_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    Span.of(text, start, end).check(text)


def test_offsets_count_code_points() -> None:
    span = Span.of(TEXT, TEXT.index("\U0001f309"), len(TEXT))
    assert (span.start, span.end, span.text) == (44, 45, "\U0001f309")


def test_a_span_of_other_words_is_refused() -> None:
    with pytest.raises(SpanMismatchError, match="code points"):
        Span(start=0, end=3, text="abc").check("abd")


def test_a_span_that_cannot_hold_its_words_is_not_a_record() -> None:
    with pytest.raises(ValidationError, match="cannot hold"):
        Span(start=0, end=3, text="abcd")


def test_a_statement_is_checked_in_every_span() -> None:
    good = statement()
    good.check(TEXT)
    for field in ("addressee", "venue", "place"):
        with pytest.raises(SpanMismatchError):
            statement(**{field: Span(start=0, end=3, text="xyz")}).check(TEXT)
    with pytest.raises(SpanMismatchError):
        statement(conditions=(Span(start=0, end=3, text="xyz"),)).check(TEXT)


def test_a_statement_has_words() -> None:
    with pytest.raises(ValidationError):
        statement(content=())


def test_records_do_not_change_and_hold_no_unknown_field() -> None:
    good = statement()
    with pytest.raises(ValidationError, match="frozen"):
        good.kind = "mixed"  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(ValidationError, match="Extra inputs"):
        statement(mood="angry")


def test_the_quotation_is_one_line() -> None:
    pieces = (Span(start=0, end=4, text="We\n "), Span(start=9, end=12, text="win"))
    assert statement(content=pieces).quotation == "We … win"
