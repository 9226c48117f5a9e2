"""What was before: an article's revisions with what each reading found in them, and the accounts of a statement."""

import contextlib
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from onrecord_core.records import Extractor, Statement
from psycopg.rows import DictRow
from pydantic_core import from_json

from onrecord_store.database import Connection, Pool
from onrecord_store.history_answers import (
    Account,
    ArticleReading,
    ArticleRevision,
    ArticleRevisions,
    StatementHistory,
    Step,
)
from onrecord_store.sqlfiles import query


@dataclass(frozen=True, slots=True)
class Read:
    """A reading as it is kept."""

    revision: str
    at: datetime
    extractor: Extractor
    found: tuple[str, ...]


type Acceptance = tuple[datetime, str]
"""When which revision was accepted."""


class HistoryReader:
    """Answers what was before. Methods raise psycopg.Error, and give None for an id that is not known."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def article(self, article_id: str) -> ArticleRevisions | None:
        """The revisions of an article."""
        async with self._one_moment() as connection:
            rows = await _all(connection, "article_revisions", article_id)
            reads = await _reads(connection, article_id)
        if not rows:
            return None
        readings: list[list[ArticleReading]] = [[] for _ in rows]
        for number, reading in compared(_acceptances(rows), reads):
            readings[number].append(reading)
        last = len(rows) - 1
        revisions = [_revision(row, readings[place], is_current=place == last) for place, row in enumerate(rows)]
        return ArticleRevisions(id=article_id, revisions=tuple(revisions))

    async def statement(self, statement_id: str) -> StatementHistory | None:
        """The history of a statement."""
        async with self._one_moment() as connection:
            rows = await _all(connection, "statement_versions", statement_id)
            if not rows:
                return None
            accounts = [_account(row) for row in rows]
            article_id = accounts[0].statement.article.id
            acceptances = _acceptances(await _all(connection, "article_revisions", article_id))
            reads = await _reads(connection, article_id)
            withdrawn = await _all(connection, "retractions_of_statement", statement_id)
            state = await _all(connection, "statement_state", statement_id)
        steps = [*_read_steps(statement_id, compared(acceptances, reads)), *(_withdrawal(row) for row in withdrawn)]
        return StatementHistory(
            id=statement_id,
            article_id=article_id,
            in_force=bool(state and state[0]["in_force"]),
            steps=tuple(sorted(steps, key=lambda step: step.at)),
            accounts=tuple(accounts),
        )

    @contextlib.asynccontextmanager
    async def _one_moment(self) -> AsyncGenerator[Connection]:
        """A connection on which all is answered as of one moment: no reading of a revision that is not yet there."""
        async with self._pool.connection() as connection, connection.transaction():
            await connection.execute(query("as_of_one_moment"))
            yield connection


def compared(acceptances: Sequence[Acceptance], reads: Sequence[Read]) -> Iterator[tuple[int, ArticleReading]]:
    """Readings in the order of time, each with the number of the acceptance that it followed.

    A reading rules unless one that ruled before it was of a later acceptance.
    """
    ruling, newest = (), -1
    for read in reads:
        own = [number for number, (_, revision) in enumerate(acceptances) if revision == read.revision]
        place = max((number for number in own if acceptances[number][0] <= read.at), default=own[0])
        rules = place >= newest
        before, found = frozenset(ruling), frozenset(read.found)
        yield (
            place,
            ArticleReading(
                extracted_at=read.at,
                revision=read.revision,
                extractor=read.extractor,
                rules=rules,
                added=tuple(name for name in read.found if rules and name not in before),
                kept=tuple(name for name in read.found if rules and name in before),
                retracted=tuple(name for name in ruling if rules and name not in found),
            ),
        )
        if rules:
            ruling, newest = read.found, place


def _read_steps(statement_id: str, compared: Iterable[tuple[int, ArticleReading]]) -> Iterator[Step]:
    """What readings did to a statement."""
    for _, reading in compared:
        if statement_id in reading.added or statement_id in reading.retracted:
            yield Step(
                at=reading.extracted_at,
                step="found" if statement_id in reading.added else "retracted",
                revision=reading.revision,
                extractor=reading.extractor,
            )


def _withdrawal(row: DictRow) -> Step:
    return Step(at=row["retracted_at"], step="retracted", revision=row["revision"], extractor=None)


async def _all(connection: Connection, name: str, wanted: str) -> list[DictRow]:
    answer = await connection.execute(query(name), {"id": wanted})
    return await answer.fetchall()


def _acceptances(rows: Sequence[DictRow]) -> list[Acceptance]:
    return [(row["accepted_at"], row["revision"]) for row in rows]


async def _reads(connection: Connection, article_id: str) -> list[Read]:
    return [
        Read(
            revision=row["revision"],
            at=row["extracted_at"],
            extractor=Extractor(name=row["extractor_name"], version=row["extractor_version"]),
            found=tuple(row["statement_ids"]),
        )
        for row in await _all(connection, "article_readings", article_id)
    ]


def _revision(row: DictRow, readings: Sequence[ArticleReading], *, is_current: bool) -> ArticleRevision:
    article = from_json(row["record"])
    return ArticleRevision(
        revision=row["revision"],
        accepted_at=row["accepted_at"],
        is_current=is_current,
        headline=article["headline"],
        published_at=article["published_at"],
        characters=row["characters"],
        readings=tuple(readings),
    )


def _account(row: DictRow) -> Account:
    return Account(
        found_at=row["found_at"],
        last_found_at=row["last_found_at"],
        statement=Statement.model_validate_json(row["record"]),
    )
