"""While a queue waits ahead, entries gather and are handled together."""

import asyncio
from collections.abc import Sequence

from onrecord_core.delivery import Consumer, Done, Entry, Outcome
from onrecord_core.gathering import LONGEST_SECONDS, Gathering
from onrecord_core.service import consuming
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams, ensure_group
from onrecord_core.testing import wait_until
from redis.asyncio import Redis

AHEAD = "extract"
GROUP = "store"


class Batches:
    """A handler that keeps the sizes of its batches."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    async def __call__(self, entries: Sequence[Entry]) -> Sequence[Outcome]:
        self.sizes.append(len(entries))
        return [Done()] * len(entries)


def gathering_of(redis: Redis, streams: Streams) -> Gathering:
    return Gathering(redis, stream=streams.articles, group=AHEAD)


def consumer_of(redis: Redis, settings: Settings, streams: Streams, handle: Batches) -> Consumer:
    return Consumer(
        redis,
        settings,
        source="onrecord/test",
        stream=streams.statements,
        group=GROUP,
        handle=handle,
        batch=100,
        gathering=gathering_of(redis, streams),
    )


async def queue(redis: Redis, streams: Streams, entries: int) -> None:
    await ensure_group(redis, streams.articles, AHEAD)
    for _ in range(entries):
        await redis.xadd(streams.articles, {"data": "an article"})


async def test_nothing_gathers_without_a_queue(redis: Redis, streams: Streams) -> None:
    gathering = gathering_of(redis, streams)
    assert await gathering.pause() == 0  # the stream does not exist
    await queue(redis, streams, 1)
    await redis.xreadgroup(AHEAD, "one", {streams.articles: ">"})
    assert await gathering.pause() == 0  # it is in work, and nothing is behind it


async def test_a_longer_queue_lets_more_gather_up_to_a_bound(redis: Redis, streams: Streams) -> None:
    gathering = gathering_of(redis, streams)
    await queue(redis, streams, 2)
    short = await gathering.pause()
    await queue(redis, streams, 3)
    longer = await gathering.pause()
    assert 0 < short < longer < LONGEST_SECONDS
    await queue(redis, streams, 100)
    assert await gathering.pause() == LONGEST_SECONDS


async def test_the_queue_of_another_group_counts_for_nothing(redis: Redis, streams: Streams) -> None:
    await queue(redis, streams, 5)
    await ensure_group(redis, streams.articles, "another")
    await redis.xreadgroup(AHEAD, "one", {streams.articles: ">"})
    assert await gathering_of(redis, streams).pause() == 0


async def test_what_comes_in_the_pause_is_handled_together(redis: Redis, settings: Settings, streams: Streams) -> None:
    await queue(redis, streams, 100)
    handle = Batches()
    async with consuming(settings, [consumer_of(redis, settings, streams, handle)]):
        await redis.xadd(streams.statements, {"data": "the first"})

        async def settled() -> bool:
            groups = await redis.xinfo_groups(streams.statements)
            return groups[0]["pending"] == 0 and groups[0]["lag"] == 0

        await wait_until(settled, description="the first is settled")
        for _ in range(20):  # one by one, as several workers write them
            await redis.xadd(streams.statements, {"data": "another"})
        await wait_until(settled, description="all are settled")
    assert handle.sizes == [1, 20]


async def test_a_stop_ends_the_pause(redis: Redis, settings: Settings, streams: Streams) -> None:
    await queue(redis, streams, 100)
    handle = Batches()
    stopped = asyncio.Event()

    class Long(Gathering):
        async def pause(self) -> float:
            stopped.set()
            return 3600.0

    consumer = Consumer(
        redis,
        settings.model_copy(update={"grace_seconds": 60.0}),
        source="onrecord/test",
        stream=streams.statements,
        group=GROUP,
        handle=handle,
        gathering=Long(redis, stream=streams.articles, group=AHEAD),
    )
    async with asyncio.timeout(20):  # well under grace_seconds
        async with consuming(consumer.settings, [consumer]):
            await redis.xadd(streams.statements, {"data": "the first"})
            await stopped.wait()
    assert handle.sizes == [1]
