"""The streams stay bounded, and nothing that is needed goes."""

import asyncio
import time

from onrecord_core.housekeeping import do_a_round, is_our_turn
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams, ensure_group, entries
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
