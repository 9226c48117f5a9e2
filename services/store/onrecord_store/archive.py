"""Writing: what the streams say goes into the tables, one transaction for each batch.

The tables end up the same in whatever order events come and however often: the newer account of a thing stands, and
retractions and entities are worked out from all that is known. What a reading retracts is put into the outbox, in the
transaction that retracts it.

Locks are taken in one order by everybody: that of decisions by hand, articles by id, names. Whoever settles speakers
has that of names, so that names count alike for all; who brings new ones has it alone.
"""

import contextlib
from collections.abc import AsyncGenerator, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import psycopg
from onrecord_core.errors import SpanMismatchError
from onrecord_core.events import (
    Event,
    Retraction,
    StatementExtracted,
    StatementRetracted,
    statement_extracted,
    statement_retracted,
)
from onrecord_core.records import Extractor, Statement
from psycopg.rows import DictRow

from onrecord_store.database import Connection, Pool
from onrecord_store.outbox import SOURCE, put_out
from onrecord_store.rows import (
    ArticleKey,
    ArticleRow,
    ExtractionRow,
    Reading,
    RetractionRow,
    StatementRow,
    Values,
    entity_values,
)
from onrecord_store.settling import articles_of, settle_entities, settle_speakers
from onrecord_store.sqlfiles import query


class Archive:
    """Keeps articles and statements. All methods raise psycopg.Error."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def save_articles(self, rows: Sequence[ArticleRow]) -> list[Exception | None]:
        """Keep articles; None for each."""
        in_order = sorted(rows, key=lambda row: row.article)  # one order of locks for everybody
        async with self._transaction() as connection:
            await lock_articles(connection, in_order)
            await _each(connection, "keep_article", [row.values for row in in_order])
            await _each(connection, "keep_acceptance", [row.values for row in in_order])
            retractions = await _settle_retractions(connection, in_order)
            await put_out(connection, retractions)
            await connection.execute(query("lock_names_shared"))
            await settle_speakers(connection, _ids(in_order))
        return [None] * len(rows)

    async def save_readings(self, rows: Sequence[Reading]) -> list[Exception | None]:
        """Keep what readings of articles say; the articles must be here.

        Gives a SpanMismatchError for each statement whose spans the article's text does not hold: it is not kept.
        """
        async with self._transaction() as connection:
            await lock_articles(connection, rows)
            kept = await keep_readings(connection, rows)
            await put_out(connection, kept.retractions)
            if kept.are_overruled:
                await put_out(connection, await _what_stands(connection, kept.rows))
        return kept.errors

    @contextlib.asynccontextmanager
    async def _transaction(self) -> AsyncGenerator[Connection]:
        """A transaction whose statements go out without waiting for each other's answers."""
        async with self._pool.connection() as connection, connection.pipeline(), connection.transaction():
            await connection.execute(query("plan_once"))
            yield connection

    async def present(self, articles: Collection[ArticleKey]) -> set[ArticleKey]:
        """Those of these articles that are here."""
        async with self._pool.connection() as connection:
            rows = await connection.execute(query("present_articles"), _keys(articles))
            return {ArticleKey(row["id"], row["revision"]) async for row in rows}


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of readings."""

    errors: list[Exception | None]
    """As `Archive.save_readings` gives them."""
    rows: list[Reading]
    """Those that are kept."""
    retractions: list[StatementRetracted]
    """What they retract, for whoever was told of it."""
    are_overruled: bool
    """Whether some statement stands as it was: by a newer revision, or as it was told before."""


_QUERIES: dict[type[Reading], str] = {
    ExtractionRow: "keep_extraction",
    RetractionRow: "keep_retraction",
}


async def lock_articles(connection: Connection, rows: Sequence[ArticleRow | Reading]) -> None:
    """Have the statements of these articles change in turn, until the transaction ends."""
    await connection.execute(query("lock_decisions_shared"))
    await connection.execute(query("lock_articles"), {"ids": _ids(rows)})


async def keep_readings(connection: Connection, rows: Sequence[Reading]) -> Kept:
    """Keep what readings say of articles that are locked."""
    texts = await _texts(connection, {row.article for row in rows if isinstance(row, StatementRow)})
    results: list[Exception | None] = [_mismatch(row, texts) for row in rows]
    true = [row for row, error in zip(rows, results, strict=True) if error is None]
    statements = [row for row in true if isinstance(row, StatementRow)]
    written = await _each(connection, "keep_statement", [row.values for row in statements])
    for kind, name in _QUERIES.items():
        await _each(connection, name, [row.values for row in true if type(row) is kind])
    retractions = await _settle_retractions(connection, true)
    others = await keep_new_entities(connection, statements)
    await settle_speakers(connection, {*_ids(true), *others})
    return Kept(results, true, retractions, are_overruled=0 <= written.rowcount < len(statements))


async def _each(connection: Connection, name: str, values: Sequence[Values]) -> psycopg.AsyncCursor[DictRow]:
    """Do the same with each; the cursor knows how many rows that wrote once a question that follows is answered."""
    async with connection.cursor() as cursor:
        if values:
            await cursor.executemany(query(name), values)
    return cursor


async def _texts(connection: Connection, articles: Collection[ArticleKey]) -> dict[ArticleKey, str]:
    if not articles:
        return {}
    rows = await connection.execute(query("article_texts"), _keys(articles))
    return {ArticleKey(row["id"], row["revision"]): row["text"] async for row in rows}


def _mismatch(row: Reading, texts: dict[ArticleKey, str]) -> SpanMismatchError | None:
    if isinstance(row, StatementRow):
        try:
            row.statement.check(texts[row.article])
        except SpanMismatchError as error:
            return error
    return None


async def _settle_retractions(connection: Connection, rows: Sequence[ArticleRow | Reading]) -> list[StatementRetracted]:
    answer = await connection.execute(query("settle_retractions"), {"ids": _ids(rows)})
    return [_retracted(row, row["retracted_at"]) async for row in answer]


async def keep_new_entities(connection: Connection, rows: Sequence[StatementRow]) -> list[str]:
    """Keep the entities of statements' speakers, and settle as whom each counts; most are known already.

    Names count alike from here on until the transaction ends. Gives the articles that are to be settled for it.
    """
    named = {row.identity.id: (row.identity, str(row.values["speaker"])) for row in rows if row.identity}
    answer = await connection.execute(query("known_entities"), {"ids": list(named)})
    known = {row["id"] async for row in answer}
    new = sorted(named.keys() - known)
    if not new:
        await connection.execute(query("lock_names_shared"))
        return []
    await connection.execute(query("lock_new_names"))
    await _each(connection, "keep_entity", [entity_values(*named[name]) for name in new])
    return await articles_of(connection, await settle_entities(connection, new))


async def _what_stands(connection: Connection, rows: Sequence[Reading]) -> list[Event]:
    """Statements that an older revision was told of late, as they stand: to be told anew, so that this is the newest.

    Else whoever keeps the newest event of each would keep what the older revision says.
    """
    told = [row for row in rows if isinstance(row, StatementRow)]
    answer = await connection.execute(
        query("what_stands"),
        {
            "ids": [row.statement.id for row in told],
            "revisions": [row.article.revision for row in told],
            "times": [row.values["extracted_at"] for row in told],
        },
    )
    return [_found(row) if row["in_force"] else _retracted(row, row["told_at"]) async for row in answer]


def _found(row: DictRow) -> StatementExtracted:
    return statement_extracted(Statement.model_validate_json(row["record"]), time=row["told_at"])


def _retracted(row: DictRow, time: datetime) -> StatementRetracted:
    retraction = Retraction(
        statement_id=row["id"],
        article_id=row["article_id"],
        revision=row["revision"],
        extractor=Extractor(name=row["extractor_name"], version=row["extractor_version"]),
    )
    return statement_retracted(retraction, source=SOURCE, time=time)


def _ids(rows: Sequence[ArticleRow | Reading]) -> list[str]:
    return sorted({row.article.id for row in rows})


def _keys(articles: Collection[ArticleKey]) -> Values:
    return {"ids": [key.id for key in articles], "revisions": [key.revision for key in articles]}
