"""The streams' server goes away while a handler asks it something: that is no failure of the entries in work."""

import asyncio
import time
from collections.abc import Sequence
from typing import Any, cast

from onrecord_core.delivery import Consumer, Done, Entry, Outcome
from onrecord_core.service import consuming
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams, ensure_group, named
from onrecord_core.testing import wait_until
from redis.asyncio import Redis
from redis.exceptions import ConnectionError  # noqa: A004

from tests.integration.conftest import at

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


async def test_a_server_that_refuses_to_be_read_is_asked_now_and_then(
    valkey: Redis, settings: Settings, streams: Streams
) -> None:
    """As one whose copy is missing does, whose disk is full, or that is not the master any more."""
    handled = asyncio.Event()

    async def done(entries: Sequence[Entry]) -> Sequence[Outcome]:
        handled.set()
        return [Done() for _ in entries]

    async def refused() -> int:
        commands = cast("Any", await valkey.info("commandstats"))  # pyright: ignore[reportUnknownMemberType]
        return commands.get("cmdstat_xreadgroup", {}).get("rejected_calls", 0)

    here = at(settings, valkey)
    consumer = Consumer(valkey, here, source="t", stream=streams.articles, group=GROUP, handle=done)
    async with consuming(here, [consumer]):
        await valkey.config_set("min-replicas-to-write", "1")  # pyright: ignore[reportUnknownMemberType]
        await wait_until(refused, description="it is refused")
        until = time.monotonic() + 2

        async def waited() -> bool:
            return time.monotonic() > until

        await wait_until(waited, description="it has had the time to ask again")
        assert await refused() < 5
        await valkey.config_set("min-replicas-to-write", "0")  # pyright: ignore[reportUnknownMemberType]
        await valkey.xadd(streams.articles, {"x": "y"})
        await asyncio.wait_for(handled.wait(), 20)
