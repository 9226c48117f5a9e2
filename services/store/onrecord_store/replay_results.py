"""What came of reading articles again: kept, compared with what was, and the difference put out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg
from onrecord_core.changes import Changes, changes
from onrecord_core.delivery import Done, Entry
from onrecord_core.errors import MalformedEntryError, RefusedError
from onrecord_core.events import (
    ArticleExtracted,
    Event,
    Failure,
    Replayed,
    ReplayRead,
    StatementRetracted,
    article_extracted,
    statement_extracted,
)
from onrecord_core.logs import get_logger
from onrecord_core.records import Statement
from onrecord_core.streams import Streams, decode

from onrecord_store.archive import keep_readings, lock_articles
from onrecord_store.database import Connection, Pool
from onrecord_store.figures import Figures
from onrecord_store.holding import Holding
from onrecord_store.outbox import put_out
from onrecord_store.rows import Reading, extraction_row, statement_row
from onrecord_store.sqlfiles import query

if TYPE_CHECKING:
    from redis.asyncio.client import Pipeline

NONE = Changes((), (), (), ())

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of reading one article again; `extracted` is None where it was not read."""

    replayed: Replayed
    extracted: ArticleExtracted | None
    rows: tuple[Reading, ...]


class ReplayResults:
    """Keeps the outcomes of a replay, an article in a transaction."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def save(self, result: Result) -> Changes:
        """Keep what was read, that the article is done, and what subscribers are to be told; gives what changed.

        Raises SpanMismatchError for a false statement, then nothing is kept, and psycopg.Error.
        """
        article_id = result.replayed.article_id
        async with self._pool.connection() as connection, connection.transaction():
            difference = NONE
            if result.extracted:
                await lock_articles(connection, result.rows)
                before = await _in_force(connection, article_id)
                kept = await keep_readings(connection, result.rows)
                for error in kept.errors:
                    if error:
                        raise error
                difference = changes(before, await _in_force(connection, article_id))
                await put_out(connection, [*_gone(kept.retractions, before), *_news(result.extracted, difference)])
            await note_done(connection, result.replayed, difference)
        return difference

    async def note_refusal(self, replayed: Replayed, reason: str) -> Replayed:
        """Note that what was read of an article could not be kept, and why; raises psycopg.Error."""
        refused = replayed.model_copy(update={"failure": Failure(type="RefusedError", message=reason)})
        async with self._pool.connection() as connection:
            await note_done(connection, refused, NONE)
        return refused


async def _in_force(connection: Connection, article_id: str) -> list[Statement]:
    rows = await connection.execute(query("statements_in_force"), {"article": article_id})
    return [Statement.model_validate_json(row["record"]) async for row in rows]


def _gone(retractions: Sequence[StatementRetracted], before: Sequence[Statement]) -> list[StatementRetracted]:
    """Retractions of what was in force.

    Of what a reading of an older text finds and the current text does not hold nobody was told.
    """
    known = {statement.id for statement in before}
    return [event for event in retractions if event.subject in known]


def _news(extracted: ArticleExtracted, difference: Changes) -> list[Event]:
    """What is told of new and changed statements."""
    if difference.are_none:
        return []
    told = [*difference.new, *(one.after for one in difference.changed)]
    return [*(statement_extracted(statement, time=extracted.time) for statement in told), extracted]


async def note_done(connection: Connection, replayed: Replayed, difference: Changes) -> None:
    """Note that an article is done; without an extraction and a failure it counts as skipped. Raises psycopg.Error."""
    values = {
        "replay": replayed.replay_id,
        "article": replayed.article_id,
        "unchanged": len(difference.unchanged),
        "changed": len(difference.changed),
        "new": len(difference.new),
        "retracted": len(difference.retracted),
        "skipped": replayed.extraction is None and replayed.failure is None,
        "failure": replayed.failure.message if replayed.failure else None,
    }
    await connection.execute(query("replay_done"), values)


class ReplayedHandler:
    """Keeps what comes on the stream of what was read again.

    An entry is deleted once it is settled: the stream has one group, so it holds what is to be kept and no more.
    """

    def __init__(self, results: ReplayResults, holding: Holding, streams: Streams, figures: Figures) -> None:
        self._results = results
        self._holding = holding
        self._figures = figures
        self._stream = streams.replayed

    async def __call__(self, entry: Entry) -> Done:
        """Keep what was read of one article; what cannot be kept is refused, and its article counts as failed."""
        result = _result(entry)
        try:
            difference = await self._holding.through_outages(lambda: self._results.save(result))
        except (RefusedError, psycopg.Error) as error:
            # the database is there, or it would be waited for: what it does not take now it will not take
            refused = await self._results.note_refusal(result.replayed, str(error))
            self._figures.read_again(refused, NONE)
            raise RefusedError(f"not kept: {error}") from error
        log.info(
            "read again",
            article_id=result.replayed.article_id,
            new=len(difference.new),
            changed=len(difference.changed),
            retracted=len(difference.retracted),
        )
        return Done(
            also=lambda pipe: pipe.xdel(self._stream, entry.id),
            then=lambda: self._figures.read_again(result.replayed, difference),
        )

    def note_dead(self, pipe: "Pipeline", entry: Entry, failure: Failure) -> None:
        """Add to the transaction that sets an entry aside that it is gone from its stream."""
        del failure
        pipe.xdel(self._stream, entry.id)


def _result(entry: Entry) -> Result:
    event = decode(entry.fields)
    if not isinstance(event, ReplayRead):
        raise MalformedEntryError(f"{entry.stream} carries {event.type}; it is for articles that were read again")
    replayed = event.data
    if replayed.extraction is None:
        return Result(replayed, None, ())
    extracted = article_extracted(replayed.extraction, time=event.time)
    found = [statement_row(statement_extracted(one, time=event.time)) for one in replayed.statements]
    return Result(replayed, extracted, (*found, extraction_row(extracted)))
