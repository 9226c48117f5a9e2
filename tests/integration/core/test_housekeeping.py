"""The streams stay bounded, and nothing that is needed goes."""

import asyncio
import time

import pytest
from onrecord_core.housekeeping import do_a_round, is_our_turn, keep_house
from onrecord_core.room import room_of
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams, ensure_group, entries
from onrecord_core.testing import wait_until
from onrecord_core.trimming import ENTRIES
from redis.asyncio import Redis

BULK = "x" * 5000
"""So large that each entry is a node of its own: the server removes whole nodes."""


async def fill(redis: Redis, stream: str, count: int) -> list[str]:
    """Entries of an hour ago; gives their ids."""
    start = int(time.time() * 1000) - 3_600_000
    for n in range(count):
        await redis.xadd(stream, {"data": BULK}, id=f"{start + n}-0")
    return [name for name, _ in await entries(redis, stream)]


async def left(redis: Redis, stream: str) -> list[str]:
    return [name for name, _ in await entries(redis, stream)]


async def read(redis: Redis, stream: str, group: str, count: int, *, acknowledge: int) -> None:
    if count:
        await redis.xreadgroup(group, "reader", {stream: ">"}, count=count)
    for name in (await left(redis, stream))[:acknowledge]:
        await redis.xack(stream, group, name)


async def test_what_every_group_has_processed_goes_and_nothing_else(
    redis: Redis, settings: Settings, streams: Streams
) -> None:
    hour = settings.model_copy(update={"keep_hours": 0.5})
    names = await fill(redis, streams.articles, 20)
    await ensure_group(redis, streams.articles, "extract")
    await read(redis, streams.articles, "extract", 20, acknowledge=20)
    await do_a_round(redis, hour)
    assert await left(redis, streams.articles) == names, "the store has never run"
    await ensure_group(redis, streams.articles, "store")
    await read(redis, streams.articles, "store", 15, acknowledge=10)
    await do_a_round(redis, hour)
    assert await left(redis, streams.articles) == names[10:], "the eleventh is pending"
    await read(redis, streams.articles, "store", 0, acknowledge=5)
    await do_a_round(redis, hour)
    assert await left(redis, streams.articles) == names[14:], "all that is unread, and the last that was read"
    groups = {row["name"]: row["lag"] for row in await redis.xinfo_groups(streams.articles)}
    assert groups == {b"extract": 0, b"store": 5}


async def test_those_who_read_along_have_their_time_while_there_is_room(
    redis: Redis, settings: Settings, streams: Streams
) -> None:
    await fill(redis, streams.statements, 20)
    await ensure_group(redis, streams.statements, "store")
    await read(redis, streams.statements, "store", 20, acknowledge=20)
    await do_a_round(redis, settings)
    assert await redis.xlen(streams.statements) == 20
    await do_a_round(redis, settings.model_copy(update={"queue_max_bytes": 150_000}))
    assert await redis.xlen(streams.statements) == 1


async def test_however_much_is_processed_goes_at_once(redis: Redis, settings: Settings, streams: Streams) -> None:
    """More than one command of the server may remove."""
    start = int(time.time() * 1000) - 3_600_000
    async with redis.pipeline(transaction=False) as pipe:
        for n in range(2 * ENTRIES + 100):
            pipe.xadd(streams.statements, {"data": "x"}, id=f"{start + n}-0")
        await pipe.execute()
    await ensure_group(redis, streams.statements, "store")
    await redis.xgroup_setid(streams.statements, "store", "$")
    await do_a_round(redis, settings.model_copy(update={"keep_hours": 0.5}))
    assert await redis.xlen(streams.statements) <= 100, "the last node is not full"


@pytest.mark.parametrize(("first", "after"), [(100, 300_000), (300_000, 100)])
async def test_room_is_measured_whatever_the_size_of_the_oldest_entries(
    redis: Redis, settings: Settings, streams: Streams, first: int, after: int
) -> None:
    for size in [first] * 6 + [after] * 60:
        await redis.xadd(streams.submissions, {"data": "x" * size})
    held = 6 * first + 60 * after
    room = await room_of(redis, settings.model_copy(update={"queue_max_bytes": held}))
    assert 0.9 < room.streams < 1.6


async def test_a_group_of_strangers_does_not_stop_it(redis: Redis, settings: Settings, streams: Streams) -> None:
    """Whatever names they give their consumers, and whatever else is wrong with a round."""
    names = await fill(redis, streams.statements, 20)
    for group in ("store", "strangers"):
        await ensure_group(redis, streams.statements, group)
    await redis.xreadgroup("store", "reader", {streams.statements: ">"}, noack=True)
    await redis.xreadgroup("strangers", b"caf\xe9", {streams.statements: ">"}, count=15)  # pyright: ignore[reportArgumentType]
    await redis.xack(streams.statements, "strangers", *names[:10])
    brief = settings.model_copy(update={"keep_hours": 0.5, "trim_seconds": 0.2})
    house = asyncio.create_task(keep_house(redis, brief, "anybody"))

    async def trimmed() -> bool:
        return await left(redis, streams.statements) == names[10:]

    await wait_until(trimmed, description="what the strangers need is left")
    assert not house.done()
    house.cancel()


async def test_dead_letters_are_bounded(redis: Redis, settings: Settings, streams: Streams) -> None:
    await fill(redis, streams.dead, 20)
    await do_a_round(redis, settings)
    assert await redis.xlen(streams.dead) == 20
    await do_a_round(redis, settings.model_copy(update={"dead_max": 5}))
    assert await redis.xlen(streams.dead) == 5
    await do_a_round(redis, settings.model_copy(update={"dead_days": 0.01}))
    assert await redis.xlen(streams.dead) == 0


async def test_one_process_at_a_time_keeps_house(redis: Redis, settings: Settings) -> None:
    brief = settings.model_copy(update={"trim_seconds": 0.2})
    turns = await asyncio.gather(*(is_our_turn(redis, brief, f"process-{n}") for n in range(10)))
    assert turns.count(True) == 1
    await asyncio.sleep(0.25)
    assert await is_our_turn(redis, brief, "another")
