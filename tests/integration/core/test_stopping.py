"""A service that stops: nothing new is taken, and what is in work has its time, in the background too."""

import asyncio
import time
from collections.abc import Sequence

from onrecord_core.background import Background
from onrecord_core.delivery import Consumer, Done, Entry, Handle, Outcome
from onrecord_core.pending import RELEASED
from onrecord_core.service import consuming
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams
from onrecord_core.testing import wait_until
from redis.asyncio import Redis

GROUP = "extract"


class Handling:
    """A handler that is held until it is let go."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.let_go = asyncio.Event()

    async def __call__(self, entries: Sequence[Entry]) -> Sequence[Outcome]:
        self.begun.set()
        await self.let_go.wait()
        return [Done() for _ in entries]


async def test_nothing_live_is_taken_while_the_background_finishes(
    redis: Redis, settings: Settings, streams: Streams
) -> None:
    live, again = Handling(), Handling()
    live.let_go.set()
    consumer, background = pair(redis, settings, streams, live, again)
    seconds = settings.grace_seconds / 4

    async def add_one_late() -> None:
        await wait_until(stopping, description="the service stops")
        await redis.xadd(streams.articles, {"a": "1"})
        until = time.monotonic() + seconds

        async def read_or_late() -> bool:
            return live.begun.is_set() or time.monotonic() > until

        await wait_until(read_or_late, description="the entry was there for a while")
        again.let_go.set()

    async def stopping() -> bool:
        return consumer.is_stopping

    late = asyncio.create_task(add_one_late())
    async with consuming(settings, [consumer], background):
        await redis.xadd(streams.replays, {"a": "1"})
        await again.begun.wait()
    await late
    assert not live.begun.is_set()
    [group] = await redis.xinfo_groups(streams.replays)
    assert (group["lag"], group["pending"]) == (0, 0), "what was in work is done"


async def test_all_that_is_in_work_has_the_same_time(redis: Redis, settings: Settings, streams: Streams) -> None:
    """Not one after the other: a supervisor kills what takes longer than it was given."""
    brief = settings.model_copy(update={"grace_seconds": 4.0})
    live, again = Handling(), Handling()
    consumer, background = pair(redis, brief, streams, live, again)
    async with consuming(brief, [consumer], background):
        await redis.xadd(streams.replays, {"a": "1"})
        await again.begun.wait()
        await redis.xadd(streams.articles, {"a": "1"})
        await live.begun.wait()
        begun = time.monotonic()
    assert time.monotonic() - begun < 1.5 * brief.grace_seconds
    for stream in (streams.articles, streams.replays):
        held = await redis.xinfo_consumers(stream, GROUP)
        assert [(one["name"].decode(), one["pending"]) for one in held] == [(RELEASED, 1)]


def pair(
    redis: Redis, settings: Settings, streams: Streams, live: Handle, again: Handle
) -> tuple[Consumer, Background]:
    """A consumer of articles, and one of replays in its background."""
    consumer = Consumer(redis, settings, source="t", stream=streams.articles, group=GROUP, handle=live)
    behind = Consumer(redis, settings, source="t", stream=streams.replays, group=GROUP, handle=again)
    return consumer, Background(behind, live=consumer, share=0.1)
