"""Reading: questions answered from the tables."""

from dataclasses import dataclass
from datetime import date, datetime

import psycopg
from onrecord_core.records import Article, Statement
from psycopg import sql
from psycopg.rows import DictRow
from pydantic_core import from_json

from onrecord_store.cursor import Cursor
from onrecord_store.database import Pool
from onrecord_store.names import words
from onrecord_store.question import Question, Sort
from onrecord_store.rows import Values
from onrecord_store.sqlfiles import query


@dataclass(frozen=True, slots=True)
class Found:
    """One page; `next_cursor` is None on the last."""

    statements: list[Statement]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A statement as it is kept, with the text of its article's revision where that was asked for."""

    statement: Statement
    retracted_at: datetime | None
    text: str | None


@dataclass(frozen=True, slots=True)
class _Order:
    """A way to sort: a column of the view, its type, and its direction; and how days are told on the way."""

    key: str
    type: str
    ascending: bool
    day: str = "said_at_newest_first"
    """The column for the day: the key where that is one."""
    undated: str = "-infinity"
    """What it holds where there is no day."""

    def compose(self) -> sql.Composed:
        """The query for statements in this order."""
        return query("find_statements").format(
            key=sql.Identifier(self.key),
            type=sql.Identifier(self.type),
            beyond=sql.SQL(">" if self.ascending else "<"),
            direction=sql.SQL("ASC" if self.ascending else "DESC"),
            day=sql.Identifier(self.day),
        )

    def days(self, question: Question) -> tuple[date | str | None, date | str | None]:
        """Between which days of that column the question looks; None where it looks at all."""
        if question.dated is False:
            return self.undated, self.undated
        if question.dated or question.since or question.until:
            return question.since or date.min, question.until or date.max
        return None, None


_ORDERS: dict[Sort, _Order] = {
    "-said_at": _Order("said_at_newest_first", "date", ascending=False),
    "said_at": _Order("said_at_oldest_first", "date", ascending=True, day="said_at_oldest_first", undated="infinity"),
    "-published_at": _Order("published_at_newest_first", "timestamptz", ascending=False),
    "published_at": _Order("published_at_oldest_first", "timestamptz", ascending=True),
    "relevance": _Order("relevance", "float4", ascending=False),
}


class Reader:
    """Answers questions. Methods raise psycopg.Error."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def find(self, question: Question, limit: int) -> Found:
        """One page of at most `limit` statements; raises CursorError."""
        cursor = Cursor.of(question)
        async with self._pool.connection() as connection:
            order = _ORDERS[question.sort]
            answer = await connection.execute(order.compose(), _parameters(question, order, cursor, limit=limit + 1))
            rows = await answer.fetchall()
        page, more = rows[:limit], len(rows) > limit
        last = page[-1] if more else None
        return Found(
            [_statement(row) for row in page],
            _next(question, last["position"], last["id"]) if last else None,
        )

    async def statement(self, statement_id: str, *, with_text: bool = False) -> Kept | None:
        """A statement by its id, retracted or not; None where there is none."""
        async with self._pool.connection() as connection:
            answer = await connection.execute(query("get_statement"), {"id": statement_id, "with_text": with_text})
            row = await answer.fetchone()
        return Kept(_statement(row), row["retracted_at"], row["text"]) if row else None

    async def article(self, article_id: str, revision: str | None) -> tuple[Article, list[Statement]] | None:
        """A revision of an article, the current one where None is given, with its statements in order."""
        async with self._pool.connection() as connection:
            answer = await connection.execute(query("get_article"), {"id": article_id, "revision": revision})
            row = await answer.fetchone()
            if row is None:
                return None
            key = {"id": article_id, "revision": row["revision"]}
            statements = await connection.execute(query("statements_of_article"), key)
            found = [_statement(record) async for record in statements]
        article = Article.model_validate({**from_json(row["record"]), "text": row["text"]})
        return article, found

    async def unwell(self) -> str | None:
        """Why the database cannot be asked; None where it answers."""
        try:
            async with self._pool.connection() as connection:
                await connection.execute(query("ping"))
        except psycopg.Error as error:
            return f"the database does not answer: {error}"
        return None


def _statement(row: DictRow) -> Statement:
    """A statement as it was extracted, but for the entity: that is the one as whom the speaker counts now."""
    statement = Statement.model_validate_json(row["record"])
    if statement.speaker is None:
        return statement
    speaker = statement.speaker.model_copy(update={"entity_id": row["entity_id"]})
    return statement.model_copy(update={"speaker": speaker})


def _parameters(question: Question, order: _Order, cursor: Cursor | None, *, limit: int) -> Values:
    first, last = order.days(question)
    return {
        "entity": question.entity,
        "speaker": question.speaker and words(question.speaker),
        "country": question.country,
        "organization": question.organization and words(question.organization),
        "publisher": question.publisher and words(question.publisher),
        "kind": question.kind,
        "first": first,
        "last": last,
        "q": question.q,
        "position": cursor and cursor.position,
        "after": cursor and cursor.id,
        "limit": limit,
    }


def _next(question: Question, position: str, statement_id: str) -> str:
    return Cursor(sort=question.sort, question=question.fingerprint, position=position, id=statement_id).token
