"""Drives replays: sends articles to be read again, a bounded number at a time, and sends again what was lost.

The stream of replays holds what is to be read and no more, so it stays short however long a replay is. One process
drives at a time; when it dies another goes on, for where a replay stands is in the database.
"""

import asyncio
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import psycopg
from onrecord_core.events import Replayed, ReplayRequest, replay_requested
from onrecord_core.logs import get_logger
from onrecord_core.records import Article, Extractor
from onrecord_core.streams import Streams, encode
from psycopg.rows import DictRow
from pydantic_core import from_json
from redis.exceptions import RedisError

from onrecord_store.database import Connection, Pool
from onrecord_store.figures import Figures
from onrecord_store.replay_results import NONE, note_done
from onrecord_store.replays import ReplayOrder
from onrecord_store.sqlfiles import query

if TYPE_CHECKING:
    from redis.asyncio import Redis

LOCK = 0x7265706C6179
"""The advisory lock of who drives: "replay" in ASCII."""
IN_FLIGHT = 100
"""Articles that are sent and not done, at most."""
BUSY_SECONDS = 0.1
IDLE_SECONDS = 1.0
AWAY_SECONDS = 2.0
OVERDUE_SECONDS = 30.0
"""After so long without a word it is looked whether an article is still on its way."""
SENDS_MAX = 3
GIVEN_UP = f"sent {SENDS_MAX} times and not heard of again; onrecord:dead may tell why"

log = get_logger(__name__)


class ReplayDriver:
    """Drives replays until it is cancelled."""

    def __init__(self, pool: Pool, redis: "Redis", streams: Streams, figures: Figures) -> None:
        self._pool = pool
        self._figures = figures
        self._redis = redis
        self._streams = streams

    async def drive_forever(self) -> None:
        """Drive, on through outages of the database and of Redis."""
        while True:
            try:
                seconds = BUSY_SECONDS if await self.step() else IDLE_SECONDS
            except (psycopg.Error, RedisError) as error:
                log.warning("replays stand still", error=str(error), again_in_seconds=AWAY_SECONDS)
                seconds = AWAY_SECONDS
            await asyncio.sleep(seconds)

    async def step(self) -> bool:
        """Bring the oldest replay that is under way a step on; False where there is none for this process."""
        async with self._pool.connection() as connection, connection.transaction():
            answer = await connection.execute(query("replay_under_way"), {"lock": LOCK})
            row = await answer.fetchone()
            if row is None:
                return False
            replay: str = row["id"]
            if not row["waiting"] and not row["sent"]:
                await connection.execute(query("replay_finished"), {"replay": replay})
                log.info("replay done", replay_id=replay)
                return True
            order = ReplayOrder.model_validate_json(row["request"])
            limit = room(order.rate, row["sent"], row["quiet_seconds"])
            answer = await connection.execute(query("replay_next"), {"replay": replay, "limit": limit})
            waiting = await answer.fetchall()
            passed = await _pass_over(connection, replay, [row for row in waiting if not row["is_current"]])
            await self._send(connection, replay, order, [row for row in waiting if row["is_current"]])
            await self._recover(connection, replay)
        for replayed in passed:
            self._figures.read_again(replayed, NONE)
        return True

    async def _send(self, connection: Connection, replay: str, order: ReplayOrder, rows: Sequence[DictRow]) -> None:
        if not rows:
            return
        async with self._redis.pipeline(transaction=True) as pipe:
            for row in rows:
                request = ReplayRequest(
                    replay_id=replay, article=_article(row), unless=_last(row) if order.outdated else None
                )
                pipe.xadd(self._streams.replays, encode(replay_requested(request)))
            entries: list[bytes] = await pipe.execute()
        sent = {
            "replay": replay,
            "articles": [row["id"] for row in rows],
            "entries": [entry.decode() for entry in entries],
        }
        await connection.execute(query("replay_sent"), sent)
        log.info("sent to be read again", replay_id=replay, articles=len(rows))

    async def _recover(self, connection: Connection, replay: str) -> None:
        """Have sent again what is in neither stream any more, as after Redis lost its data."""
        overdue = {"replay": replay, "seconds": OVERDUE_SECONDS}
        answer = await connection.execute(query("replay_overdue"), overdue)
        rows = await answer.fetchall()
        if not rows or await self._redis.xlen(self._streams.replayed):
            return
        lost = [row["article_id"] for row in rows if not await self._is_there(row["entry_id"])]
        if lost:
            log.warning("lost on the way, sent again", replay_id=replay, articles=len(lost))
            values = {"replay": replay, "articles": lost, "sends": SENDS_MAX, "failure": GIVEN_UP}
            await connection.execute(query("replay_lost"), values)

    async def _is_there(self, entry_id: str) -> bool:
        return bool(await self._redis.xrange(self._streams.replays, entry_id, entry_id))


def room(rate: float | None, sent: int, quiet_seconds: float | None) -> int:
    """How many articles may be sent now."""
    room = IN_FLIGHT - sent
    if rate is None:
        return max(room, 0)
    due = 1 if quiet_seconds is None else math.floor(rate * quiet_seconds)
    return max(min(room, due), 0)


async def _pass_over(connection: Connection, replay: str, rows: Sequence[DictRow]) -> list[Replayed]:
    """Note that articles are done which have another text by now: that was read when it came, or will be."""
    passed = [Replayed(replay_id=replay, article_id=row["id"], revision=row["revision"]) for row in rows]
    for replayed in passed:
        await note_done(connection, replayed, NONE)
    return passed


def _article(row: DictRow) -> Article:
    return Article.model_validate({**from_json(row["record"]), "text": row["text"]})


def _last(row: DictRow) -> Extractor | None:
    name, version = row["extractor_name"], row["extractor_version"]
    return Extractor(name=name, version=version) if name else None
