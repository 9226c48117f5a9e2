"""Replays: which stored articles are read again, and how far that is.

A replay settles its articles when it is asked for. Each is then sent to be read (`replay_driver`), and done when the
store has what came of it (`replay_results`). All of that is in the database, so that it outlives every process.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Self

from onrecord_core.ids import digest
from onrecord_core.records import Record
from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict, Field, model_validator

from onrecord_store.database import Connection, Pool
from onrecord_store.names import words
from onrecord_store.question import Day, Name, PlainText
from onrecord_store.rows import ID_CHARS, Values
from onrecord_store.sqlfiles import query

ARTICLES_MAX = 10_000
SHOWN = 100
FAILURES = 100


class ArticleFilter(BaseModel):
    """Which articles, in their current revision; all given filters must hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: Day | None = Field(default=None, description="Accepted on this day (UTC) or later.", examples=["2024-03-01"])
    until: Day | None = Field(
        default=None, description="Accepted on this day (UTC) or earlier.", examples=["2024-03-31"]
    )
    publisher: Name | None = Field(default=None, description="Words of the publisher's name.", examples=["TASS"])
    extractor: Annotated[PlainText, Field(max_length=ID_CHARS, pattern=r"^[^/]+/[^/]+$")] | None = Field(
        default=None,
        description="Read last by this extractor, as `NAME/VERSION`.",
        examples=["onrecord-rules/0.1.0"],
    )

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError("`since` is after `until`; swap them")
        return self


class ReplayOrder(ArticleFilter):
    """What is to be read again."""

    articles: Annotated[
        tuple[Annotated[PlainText, Field(max_length=ID_CHARS)], ...], Field(max_length=ARTICLES_MAX)
    ] = Field(default=(), description="Only these articles, by id; all where none is given.", examples=[["art_5b1c"]])
    outdated: bool = Field(
        default=False, description="Pass over articles that the current extractor has read last already."
    )
    rate: Annotated[float, Field(gt=0, le=1_000_000)] | None = Field(
        default=None, description="Articles a second at most; as many as the extractors have time for unless given."
    )

    @property
    def fingerprint(self) -> str:
        """Tells this order from others; the same articles in another order are the same."""
        return digest(self.model_copy(update={"articles": tuple(sorted(set(self.articles)))}).model_dump_json())


class Failed(Record):
    """An article that could not be read again."""

    article_id: str
    reason: str = Field(description="What to change.")


class Replay(Record):
    """How far a replay is."""

    id: str
    order: ReplayOrder
    status: str = Field(description="`running`, `done` or `stopped`.")
    created_at: datetime
    finished_at: datetime | None
    articles: int = Field(description="Articles that it goes through.")
    done: int = Field(description="Of these, how many are through, with those passed over or failed.")
    skipped: int = Field(
        description="Articles that the current extractor had read last already, or that got another text meanwhile, "
        "which is read as it comes."
    )
    failed: int = Field(description="Articles that could not be read.")
    unchanged: int = Field(description="Statements that are found as before.")
    changed: int = Field(description="Statements of which another account is given, such as another speaker.")
    new: int = Field(description="Statements that were not found before.")
    retracted: int = Field(description="Statements that are no longer found.")
    failures: tuple[Failed, ...] = Field(default=(), description="The first articles that could not be read, and why.")


class ReplayList(Record):
    """Replays."""

    items: tuple[Replay, ...] = Field(description="The newest first.")


class Replays:
    """Starts, shows and stops replays. Methods raise psycopg.Error."""

    def __init__(self, reading: Pool, writing: Pool) -> None:
        self._reading = reading
        self._writing = writing

    async def start(self, order: ReplayOrder) -> Replay:
        """Begin a replay; where one that was ordered alike is under way, it is that one."""
        while True:
            if replay := await self._begin(order):
                return replay

    async def _begin(self, order: ReplayOrder) -> Replay | None:
        """A replay that was begun or is under way; None where the one under way ended before it was looked at."""
        fresh = {"id": f"rp_{secrets.token_hex(8)}", "digest": order.fingerprint, "request": order.model_dump_json()}
        async with self._writing.connection() as connection, connection.transaction():
            answer = await connection.execute(query("start_replay"), fresh)
            if await answer.fetchone():
                matching = query("plan_replay").format(matching=query("matching_articles"))
                chosen = await filter_values(connection, order, order.articles)
                await connection.execute(matching, {**chosen, "replay": fresh["id"]})
            found = await _shown(connection, digest=order.fingerprint)
        return found[0] if found else None

    async def get(self, replay_id: str) -> Replay | None:
        """One replay, with why articles failed; None where there is none."""
        async with self._reading.connection() as connection:
            found = await _shown(connection, replay_id=replay_id)
            if not found:
                return None
            rows = await connection.execute(query("failed_replays"), {"id": replay_id, "limit": FAILURES})
            failures = tuple([Failed(article_id=row["article_id"], reason=row["failure"]) async for row in rows])
        return found[0].model_copy(update={"failures": failures})

    async def newest(self, limit: int) -> list[Replay]:
        """The newest replays, without why articles failed."""
        async with self._reading.connection() as connection:
            return await _shown(connection, limit=limit)

    async def stop(self, replay_id: str) -> Replay | None:
        """Send no more articles of a replay to be read; None where there is none."""
        async with self._writing.connection() as connection, connection.transaction():
            await connection.execute(query("stop_replay"), {"id": replay_id})
            found = await _shown(connection, replay_id=replay_id)
        return found[0] if found else None


async def filter_values(connection: Connection, chosen: ArticleFilter, articles: Sequence[str] = ()) -> Values:
    """The parameters of `matching_articles`."""
    return {
        "articles": list(articles) or None,
        "since": chosen.since,
        "until": chosen.until,
        "publishers": await _publishers(connection, chosen.publisher) if chosen.publisher else None,
        "extractor": chosen.extractor,
    }


async def _publishers(connection: Connection, name: str) -> list[str]:
    """Publishers' names as articles have them, that hold all words of a name."""
    rows = await connection.execute(query("publishers"))
    wanted = set(words(name))
    return [row["publisher"] async for row in rows if wanted <= set(words(row["publisher"]))]


async def _shown(
    connection: Connection, *, replay_id: str | None = None, digest: str | None = None, limit: int = 1
) -> list[Replay]:
    rows = await connection.execute(query("show_replays"), {"id": replay_id, "digest": digest, "limit": limit})
    return [_replay(row) async for row in rows]


def _replay(row: DictRow) -> Replay:
    status = "stopped" if row.pop("stopped") else "done" if row["finished_at"] else "running"
    return Replay(order=ReplayOrder.model_validate_json(row.pop("request")), status=status, **row)
