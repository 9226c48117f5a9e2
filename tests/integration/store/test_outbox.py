"""What the store has to tell is told, whoever is away in between."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from onrecord_core.events import Event, Retraction, statement_retracted
from onrecord_core.records import Extractor
from onrecord_core.streams import Streams, decode, entries
from onrecord_store.database import make_pool
from onrecord_store.migrate import migrate
from onrecord_store.outbox import Outbox, put_out
from redis.asyncio import Redis
from redis.exceptions import RedisError

if TYPE_CHECKING:
    from onrecord_store.database import Pool


def event(name: str) -> Event:
    retraction = Retraction(
        statement_id=name, article_id="art_1", revision="r", extractor=Extractor(name="test", version="1")
    )
    return statement_retracted(retraction, source="onrecord/store", time=datetime(2024, 3, 1, tzinfo=UTC))


async def told(redis: Redis, streams: Streams) -> list[str]:
    return [decode(fields).subject for _, fields in await entries(redis, streams.statements)]


async def put(pool: "Pool", *names: str) -> None:
    async with pool.connection() as connection, connection.transaction():
        await put_out(connection, [event(name) for name in names])


async def test_events_are_published_in_their_order_and_once(database_url: str, redis: Redis, streams: Streams) -> None:
    migrate(database_url)
    async with make_pool(database_url, size=2) as pool:
        outbox, other = Outbox(pool, redis, streams), Outbox(pool, redis, streams)
        await put(pool, "st_1", "st_2")
        await put(pool, "st_3")
        assert [await outbox.publish(), await other.publish(), await outbox.publish()] == [3, 0, 0]
    assert await told(redis, streams) == ["st_1", "st_2", "st_3"]


async def test_what_cannot_be_published_stays_until_it_can(database_url: str, redis: Redis, streams: Streams) -> None:
    migrate(database_url)
    async with make_pool(database_url, size=2) as pool, Redis(host="127.0.0.1", port=1) as away:
        await put(pool, "st_1")
        with pytest.raises(RedisError):
            await Outbox(pool, away, streams).publish()
        assert await Outbox(pool, redis, streams).publish() == 1
    assert await told(redis, streams) == ["st_1"]
