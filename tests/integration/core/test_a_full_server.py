"""A server whose memory is full: outcomes wait for it, and those who empty it are let in."""

import time
from collections.abc import Sequence

import pytest
from onrecord_core.delivery import Consumer, Done, Entry, Outcome
from onrecord_core.housekeeping import do_a_round, is_our_turn
from onrecord_core.service import consuming
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams, ensure_group
from onrecord_core.testing import wait_until
from redis.asyncio import Redis
from redis.exceptions import OutOfMemoryError

from tests.integration.conftest import at

GROUP = "store"


@pytest.fixture
def here(settings: Settings, valkey: Redis) -> Settings:
    """Settings of a service that works on that server."""
    return at(settings, valkey)


async def fill(valkey: Redis) -> None:
    await valkey.config_set("maxmemory", "1mb")  # pyright: ignore[reportUnknownMemberType]
    with pytest.raises(OutOfMemoryError):
        await valkey.set("x", "y")


async def settled(valkey: Redis, streams: Streams) -> bool:
    [group] = await valkey.xinfo_groups(streams.statements)
    return group["lag"] == 0 and group["pending"] == 0


async def test_an_outcome_waits_until_there_is_room_and_is_written_once(
    valkey: Redis, here: Settings, streams: Streams
) -> None:
    """For longer than all tries would take: it is no failure of the entry."""
    seen: list[Entry] = []

    async def publish(batch: Sequence[Entry]) -> Sequence[Outcome]:
        seen.extend(batch)
        return [Done(also=lambda pipe: pipe.rpush(f"{here.prefix}effects", "1")) for _ in batch]

    consumer = Consumer(valkey, here, source="t", stream=streams.statements, group=GROUP, handle=publish)
    async with consuming(here, [consumer]):
        await valkey.xadd(streams.statements, {"a": "1"})
        await wait_until(lambda: settled(valkey, streams), description="the first is through")
        await valkey.xadd(streams.statements, {"a": "2"})
        await fill(valkey)

        until = time.monotonic() + here.lease_seconds * 2**here.max_tries

        async def held_for_long() -> bool:
            left = await valkey.xpending_range(streams.statements, GROUP, "-", "+", 1)
            return bool(left) and time.monotonic() > until

        await wait_until(held_for_long, description="the second waits")
        await valkey.config_set("maxmemory", "0")  # pyright: ignore[reportUnknownMemberType]
        await wait_until(lambda: settled(valkey, streams), description="the second is through")
    assert await valkey.lrange(f"{here.prefix}effects", 0, -1) == [b"1", b"1"]  # pyright: ignore[reportGeneralTypeIssues]
    assert await valkey.xlen(streams.dead) == 0
    assert [entry.deliveries for entry in seen] == [1, 1]


async def test_a_service_that_starts_on_a_full_server_empties_it(
    valkey: Redis, here: Settings, streams: Streams
) -> None:
    await ensure_group(valkey, streams.statements, GROUP)
    for _ in range(50):
        await valkey.xadd(streams.statements, {"data": "x" * 20_000})
    await fill(valkey)

    async def done(batch: Sequence[Entry]) -> Sequence[Outcome]:
        return [Done()] * len(batch)

    consumer = Consumer(valkey, here, source="t", stream=streams.statements, group=GROUP, handle=done, batch=10)
    async with consuming(here, [consumer]):
        await wait_until(lambda: settled(valkey, streams), description="all are through")
    assert await is_our_turn(valkey, here, "anybody")
    await do_a_round(valkey, here)
    assert await valkey.xlen(streams.statements) == 1
