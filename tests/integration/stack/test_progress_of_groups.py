"""Lag, pending entries and dead letters of each consumer group, as the broker knows them."""

from onrecord_core import groups
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams, ensure_group
from redis.asyncio import Redis


async def test_an_instance_that_never_ran_has_groups_to_come(redis: Redis, settings: Settings) -> None:
    progress = await groups.read(redis, settings.prefix)
    assert [(group.group, group.ready, group.waiting) for group in progress.groups] == [
        ("ingest", False, 0),
        ("extract", False, 0),
        ("store", False, 0),
        ("store", False, 0),
        ("extract", False, 0),
        ("store", False, 0),
    ]
    assert progress.dead_letters == 0


async def test_what_is_read_and_what_is_not(redis: Redis, settings: Settings, streams: Streams) -> None:
    await ensure_group(redis, streams.submissions, "ingest")
    for number in range(5):
        await redis.xadd(streams.submissions, {"text": str(number)})
    await redis.xreadgroup("ingest", "someone", {streams.submissions: ">"}, count=2)
    await redis.xadd(streams.dead, {"data": "{}"})

    progress = await groups.read(redis, settings.prefix)
    ingest = progress.groups[0]
    assert (ingest.entries, ingest.lag, ingest.pending, ingest.waiting) == (5, 3, 2, 5)
    assert ingest.oldest_pending_seconds is not None
    assert 0 <= ingest.oldest_pending_seconds < 60
    assert progress.dead_letters == 1


async def test_work_for_a_service_that_never_ran_is_waiting(redis: Redis, settings: Settings, streams: Streams) -> None:
    await redis.xadd(streams.submissions, {"text": "x"})
    ingest = (await groups.read(redis, settings.prefix)).groups[0]
    assert (ingest.ready, ingest.waiting) == (False, 1)


async def test_groups_of_subscribers_are_told_too(redis: Redis, settings: Settings, streams: Streams) -> None:
    await ensure_group(redis, streams.statements, "newsroom")
    found = [(group.group, group.stream) for group in (await groups.read(redis, settings.prefix)).groups]
    assert ("newsroom", streams.statements) in found
