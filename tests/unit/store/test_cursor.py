"""A cursor leads on from where it was given, and nothing else passes for one."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord_store.cursor import Cursor, CursorError
from onrecord_store.question import Question


def _cursor(question: Question, position: str = "2024-03-04", name: str = "st_1") -> Cursor:
    return Cursor(sort=question.sort, question=question.fingerprint, position=position, id=name)


def _with(question: Question, token: str) -> Question:
    return question.model_copy(update={"cursor": token})


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=200))
def test_a_cursor_survives_the_way_through_a_url(name: str) -> None:
    question = Question.model_validate({"speaker": "Lavrov"})
    cursor = _cursor(question, name=name)
    assert cursor.token.replace("-", "").replace("_", "").isalnum()
    assert Cursor.of(_with(question, cursor.token)) == cursor


def test_the_first_page_has_none() -> None:
    assert Cursor.of(Question()) is None


@pytest.mark.parametrize(
    ("sort", "position"),
    [
        ("-said_at", "-infinity"),
        ("said_at", "infinity"),
        ("published_at", "2024-03-04 10:00:00.25+00"),
        ("relevance", "0.6079271"),
        ("relevance", "1e-20"),
    ],
)
def test_positions_that_postgresql_writes(sort: str, position: str) -> None:
    question = Question.model_validate({"sort": sort, "q": "x"})
    cursor = _cursor(question, position)
    assert Cursor.of(_with(question, cursor.token)) == cursor


@pytest.mark.parametrize(
    ("sort", "position"),
    [
        ("-said_at", "yesterday"),
        ("-said_at", "2024-03-04 10:00:00"),
        ("published_at", "'; DROP TABLE statement; --"),
        ("relevance", "NaN"),
        ("relevance", "infinity"),
        ("relevance", ""),
    ],
)
def test_positions_that_are_no_key_of_the_order(sort: str, position: str) -> None:
    question = Question.model_validate({"sort": sort, "q": "x"})
    with pytest.raises(CursorError, match="leave `cursor` out"):
        Cursor.of(_with(question, _cursor(question, position).token))


def test_a_cursor_of_another_question_is_refused_and_told_so() -> None:
    token = _cursor(Question.model_validate({"speaker": "Lavrov"})).token
    for other in ({}, {"speaker": "Putin"}, {"speaker": "Lavrov", "sort": "said_at"}, {"speaker": "Lavrov", "q": "x"}):
        with pytest.raises(CursorError, match="belongs to other filters"):
            Cursor.of(_with(Question.model_validate(other), token))


def test_the_size_of_pages_may_change_on_the_way() -> None:
    token = _cursor(Question.model_validate({"limit": 10})).token
    assert Cursor.of(_with(Question.model_validate({"limit": 20}), token))


@given(st.text(max_size=300) | st.binary(max_size=200).map(lambda data: base64.urlsafe_b64encode(data).decode()))
def test_anything_else_is_refused(token: str) -> None:
    with pytest.raises(CursorError):
        Cursor.of(_with(Question(), token))


@pytest.mark.parametrize("change", [{"id": "a\0b"}, {"id": "\ud800"}, {"id": None}, {"more": 1}, {"sort": "id"}])
def test_a_forged_cursor_is_refused(change: dict[str, object]) -> None:
    forged = {**_cursor(Question()).model_dump(), **change}
    token = base64.urlsafe_b64encode(json.dumps(forged).encode()).decode()
    with pytest.raises(CursorError):
        Cursor.of(_with(Question(), token))
