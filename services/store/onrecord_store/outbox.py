"""What the store has to tell: written in the transaction that it tells of, then published, at least once.

An event's id is deterministic, so that one that a dying process publishes twice is one to whoever keeps ids.
"""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

import psycopg
from onrecord_core.events import EVENT, Event
from onrecord_core.logs import get_logger
from onrecord_core.streams import FIELD, Streams
from redis.exceptions import RedisError

from onrecord_store.database import Connection, Pool
from onrecord_store.sqlfiles import query

if TYPE_CHECKING:
    from redis.asyncio import Redis

SOURCE = "onrecord/store"
LOCK = 0x6F7574626F78
"""The advisory lock of who publishes: "outbox" in ASCII."""
PAGE = 500
LOOK_SECONDS = 1.0
"""How late a retraction may be told of; looking more often costs an idle store more than all else that it does."""
AWAY_SECONDS = 2.0

log = get_logger(__name__)


async def put_out(connection: Connection, events: Sequence[Event]) -> None:
    """Have events published once the transaction is committed, in their order."""
    if events:
        async with connection.cursor() as cursor:
            await cursor.executemany(query("put_out"), [{"event": EVENT.dump_json(one).decode()} for one in events])


class Outbox:
    """Publishes what was put out, of whichever process; one process does so at a time, so that the order is kept."""

    def __init__(self, pool: Pool, redis: "Redis", streams: Streams) -> None:
        self._pool = pool
        self._redis = redis
        self._stream = streams.statements

    async def publish_forever(self) -> None:
        """Publish until cancelled, on through outages of the database and of Redis."""
        while True:
            try:
                published = await self.publish()
            except (psycopg.Error, RedisError) as error:
                log.warning("nothing published", error=str(error), again_in_seconds=AWAY_SECONDS)
                await asyncio.sleep(AWAY_SECONDS)
                continue
            if published < PAGE:
                await asyncio.sleep(LOOK_SECONDS)

    async def publish(self) -> int:
        """Publish the oldest events, at most PAGE; gives how many. Raises psycopg.Error and redis.RedisError."""
        async with self._pool.connection() as connection, connection.transaction():
            answer = await connection.execute(query("outbox_head"), {"lock": LOCK, "limit": PAGE})
            rows = await answer.fetchall()
            if not rows:
                return 0
            async with self._redis.pipeline(transaction=True) as pipe:
                for row in rows:
                    pipe.xadd(self._stream, {FIELD: row["event"]})
                await pipe.execute()
            await connection.execute(query("outbox_sent"), {"ids": [row["id"] for row in rows]})
        log.info("published", events=len(rows))
        return len(rows)
