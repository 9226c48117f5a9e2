"""The streams' server goes away while a handler asks it something: that is no failure of the entries in work."""

from collections.abc import Sequence
from typing import Any, cast

from onrecord_core.delivery import Consumer, Done, Entry, Outcome
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams, ensure_group, named
from redis.asyncio import Redis
from redis.exceptions import ConnectionError  # noqa: A004

GROUP = "readers"


async def test_the_handler_is_asked_again_and_no_try_is_counted(
    redis: Redis, settings: Settings, streams: Streams
) -> None:
    """More often than there are tries."""
    asked: list[int] = []

    async def handle(entries: Sequence[Entry]) -> Sequence[Outcome]:
        asked.extend(entry.deliveries for entry in entries)
        if len(asked) <= settings.max_tries + 1:
            raise ConnectionError("away")
        return [Done() for _ in entries]

    consumer = Consumer(redis, settings, source="t", stream=streams.articles, group=GROUP, handle=handle)
    await ensure_group(redis, streams.articles, GROUP)
    await redis.xadd(streams.articles, {"x": "y"})
    reply = cast("Any", await redis.xreadgroup(GROUP, consumer.name, {streams.articles: ">"}))
    [[entry_id, fields]] = reply[0][1]
    await consumer.process([Entry(streams.articles, entry_id.decode(), named(fields))])
    assert asked == [1] * (settings.max_tries + 2)
    [group] = await redis.xinfo_groups(streams.articles)
    assert group["pending"] == 0
    assert await redis.xlen(streams.dead) == 0
