"""The four ends of a message, on a real server."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from onrecord_core.deadletters import ORIGINAL
from onrecord_core.delivery import Consumer, Done, Entry, Failed, Outcome, one_by_one
from onrecord_core.errors import MalformedEntryError
from onrecord_core.events import EntryDeadLettered, Extraction, article_extracted
from onrecord_core.records import Extractor
from onrecord_core.service import consuming
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams, decode, ensure_group, entries
from onrecord_core.testing import wait_until
from redis.asyncio import Redis

GROUP = "readers"
EXTRACTION = Extraction(article_id="art_1", revision="r", statements=(), extractor=Extractor(name="test", version="1"))


class Recorder:
    """A handler that keeps what it saw and does to each entry what its `do` field says."""

    def __init__(self, streams: Streams) -> None:
        self.streams = streams
        self.seen: list[Entry] = []

    async def one(self, entry: Entry) -> Done:
        self.seen.append(entry)
        match entry.fields.get("do", b"done"):
            case b"refuse":
                raise MalformedEntryError("not an article; send text, html or url")
            case b"fail":
                raise ZeroDivisionError("division by zero")
            case b"fail once" if entry.deliveries == 1:
                raise ConnectionError("away for a moment")
            case _:
                event = article_extracted(EXTRACTION, time=datetime(2026, 1, 1, tzinfo=UTC))
                return Done(publish=[(self.streams.statements, event)])

    async def __call__(self, batch: Sequence[Entry]) -> Sequence[Outcome]:
        return await one_by_one(batch, self.one)


@pytest.fixture
def recorder(streams: Streams) -> Recorder:
    return Recorder(streams)


def consumer_of(redis: Redis, settings: Settings, streams: Streams, recorder: Recorder, batch: int = 10) -> Consumer:
    return Consumer(
        redis,
        settings,
        source="onrecord/test",
        stream=streams.articles,
        group=GROUP,
        handle=recorder,
        batch=batch,
    )


async def pending_count(redis: Redis, streams: Streams) -> int:
    return (await redis.xpending(streams.articles, GROUP))["pending"]


async def all_settled(redis: Redis, streams: Streams) -> bool:
    groups = await redis.xinfo_groups(streams.articles)
    return all(group["lag"] == 0 and group["pending"] == 0 for group in groups)


async def test_entries_from_before_the_first_start_are_read(
    redis: Redis, settings: Settings, streams: Streams, recorder: Recorder
) -> None:
    await redis.xadd(streams.articles, {"do": "done"})
    ((early, _),) = await entries(redis, streams.articles)
    async with consuming(settings, [consumer_of(redis, settings, streams, recorder)]):
        await wait_until(lambda: all_settled(redis, streams), description="the early entry is acknowledged")
    assert [entry.id for entry in recorder.seen] == [early]


async def test_done_publishes_and_acknowledges(
    redis: Redis, settings: Settings, streams: Streams, recorder: Recorder
) -> None:
    async with consuming(settings, [consumer_of(redis, settings, streams, recorder)]):
        await redis.xadd(streams.articles, {"do": "done"})
        await wait_until(lambda: redis.xlen(streams.statements), description="an event is published")
    ((_, fields),) = await entries(redis, streams.statements)
    assert decode(fields).subject == "art_1"
    assert await pending_count(redis, streams) == 0


async def test_refused_becomes_a_dead_letter_at_once_with_the_entry_byte_for_byte(
    redis: Redis, settings: Settings, streams: Streams, recorder: Recorder
) -> None:
    async with consuming(settings, [consumer_of(redis, settings, streams, recorder)]):
        await redis.xadd(streams.articles, {"do": "refuse", "body": b"\xff\x00raw"})
        ((bad, _),) = await entries(redis, streams.articles)
        await redis.xadd(streams.articles, {"do": "done"})
        await wait_until(lambda: all_settled(redis, streams), description="both entries have come to an end")
    ((_, fields),) = await entries(redis, streams.dead)
    letter = decode(fields)
    assert isinstance(letter, EntryDeadLettered)
    assert letter.data.stream == streams.articles
    assert letter.data.entry_id == bad
    assert letter.data.error.type == "MalformedEntryError"
    assert "send text, html or url" in letter.data.error.message
    assert letter.data.tries == 1
    assert fields[f"{ORIGINAL}body"] == b"\xff\x00raw"
    assert len(recorder.seen) == 2


async def test_a_passing_fault_is_tried_again(
    redis: Redis, settings: Settings, streams: Streams, recorder: Recorder
) -> None:
    async with consuming(settings, [consumer_of(redis, settings, streams, recorder)]):
        await redis.xadd(streams.articles, {"do": "fail once"})
        await wait_until(lambda: redis.xlen(streams.statements), description="the second try succeeds")
    assert [entry.deliveries for entry in recorder.seen] == [1, 2]
    assert await redis.xlen(streams.dead) == 0


async def test_what_always_fails_is_a_dead_letter_after_max_tries(
    redis: Redis, settings: Settings, streams: Streams, recorder: Recorder
) -> None:
    async with consuming(settings, [consumer_of(redis, settings, streams, recorder)]):
        await redis.xadd(streams.articles, {"do": "fail"})
        await wait_until(lambda: redis.xlen(streams.dead), description="the entry is given up")
    assert [entry.deliveries for entry in recorder.seen] == [1, 2, 3]
    ((_, fields),) = await entries(redis, streams.dead)
    letter = decode(fields)
    assert isinstance(letter, EntryDeadLettered)
    assert (letter.data.error.type, letter.data.tries) == ("ZeroDivisionError", 3)
    assert letter.data.error.traceback_digest


async def test_what_a_dead_consumer_left_is_taken_over(
    redis: Redis, settings: Settings, streams: Streams, recorder: Recorder
) -> None:
    await ensure_group(redis, streams.articles, GROUP)
    await redis.xadd(streams.articles, {"do": "done"})
    await redis.xreadgroup(GROUP, "the-dead", {streams.articles: ">"})
    async with consuming(settings, [consumer_of(redis, settings, streams, recorder)]):
        await wait_until(lambda: all_settled(redis, streams), description="the entry is taken over")
    assert [entry.deliveries for entry in recorder.seen] == [2]


async def test_an_entry_that_kills_its_workers_is_given_up_unhandled(
    redis: Redis, settings: Settings, streams: Streams, recorder: Recorder
) -> None:
    await ensure_group(redis, streams.articles, GROUP)
    killer = await redis.xadd(streams.articles, {"do": "done"})
    await redis.xreadgroup(GROUP, "the-dead", {streams.articles: ">"})
    await redis.xclaim(streams.articles, GROUP, "the-dead", 0, [killer], retrycount=settings.max_tries)
    async with consuming(settings, [consumer_of(redis, settings, streams, recorder)]):
        await wait_until(lambda: redis.xlen(streams.dead), description="the entry is given up")
    assert recorder.seen == []
    ((_, fields),) = await entries(redis, streams.dead)
    assert b"none came back" in fields["data"]


async def test_a_working_handler_keeps_its_entries(redis: Redis, settings: Settings, streams: Streams) -> None:
    release = asyncio.Event()
    started: list[str] = []

    async def slow(batch: Sequence[Entry]) -> Sequence[Outcome]:
        started.extend(entry.id for entry in batch)
        await release.wait()
        return [Done()] * len(batch)

    consumers = [
        Consumer(redis, settings, source="t", stream=streams.articles, group=GROUP, handle=slow) for _ in range(2)
    ]
    async with consuming(settings, consumers):
        await redis.xadd(streams.articles, {"do": "done"})
        await wait_until(lambda: has(started), description="one consumer has the entry")
        for _ in range(4):  # several leases long, another consumer looks for what it may take over
            await asyncio.sleep(settings.lease_seconds)
            idle = [c for c in consumers if await c.claims.due()]
            assert idle == []
        release.set()
        await wait_until(lambda: all_settled(redis, streams), description="the entry is acknowledged")
    assert len(started) == 1


async def test_a_stopping_service_finishes_what_is_in_work(redis: Redis, settings: Settings, streams: Streams) -> None:
    started = asyncio.Event()
    release = asyncio.Event()

    async def slow(batch: Sequence[Entry]) -> Sequence[Outcome]:
        started.set()
        await release.wait()
        return [Done()] * len(batch)

    consumer = Consumer(redis, settings, source="t", stream=streams.articles, group=GROUP, handle=slow)
    async with consuming(settings, [consumer]):
        await redis.xadd(streams.articles, {"do": "done"})
        await asyncio.wait_for(started.wait(), 10)
        asyncio.get_running_loop().call_later(0.2, release.set)
    assert await all_settled(redis, streams)


async def has(things: list[str]) -> bool:
    return bool(things)


async def test_a_handler_that_raises_for_its_batch_strands_nothing(
    redis: Redis, settings: Settings, streams: Streams
) -> None:
    sizes: list[int] = []

    async def only_singles(batch: Sequence[Entry]) -> Sequence[Outcome]:
        sizes.append(len(batch))
        if len(batch) > 1:
            raise MemoryError("too much at a time")
        return [Failed(MalformedEntryError("bad")) if b"bad" in e.fields.values() else Done() for e in batch]

    consumer = Consumer(
        redis, settings, source="t", stream=streams.articles, group=GROUP, handle=only_singles, batch=10
    )
    for value in ("good", "bad", "good"):
        await redis.xadd(streams.articles, {"is": value})
    async with consuming(settings, [consumer]):
        await wait_until(lambda: all_settled(redis, streams), description="each entry came to an end of its own")
    assert sizes == [3, 1, 1, 1]
    assert await redis.xlen(streams.dead) == 1
