"""Housekeeping: what keeps the streams in order, done by one process of an instance at a time, whichever it is."""

import asyncio
import time
from typing import TYPE_CHECKING

from redis.exceptions import OutOfMemoryError, RedisError

from onrecord_core.logs import get_logger
from onrecord_core.pending import remove_dead
from onrecord_core.room import SHORT, room_of
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams
from onrecord_core.trimming import trim, xtrim

if TYPE_CHECKING:
    from redis.asyncio import Redis

CONSUMER_IDLE_MS = 10 * 60 * 1000
"""A consumer that was not seen for so long, and has nothing pending, is dead; one that lives is seen every second."""
DAY_MS = 24 * 60 * 60 * 1000

log = get_logger(__name__)


async def keep_house(redis: "Redis", settings: Settings, name: str) -> None:
    """Do a round every `trim_seconds`, until cancelled, where no other process does it."""
    while True:
        await asyncio.sleep(settings.trim_seconds)
        try:
            if await is_our_turn(redis, settings, name):
                await asyncio.wait_for(do_a_round(redis, settings), settings.trim_seconds)
        except (RedisError, TimeoutError) as error:
            log.warning("housekeeping put off", error=str(error) or type(error).__name__)
        except Exception:
            log.exception("housekeeping went wrong, and is tried again")


async def is_our_turn(redis: "Redis", settings: Settings, name: str) -> bool:
    """Take the turn, which is nobody else's for `trim_seconds`: for so long a round may last."""
    lasts_ms = max(1, int(settings.trim_seconds * 1000))
    try:
        return bool(await redis.set(f"{settings.prefix}housekeeping", name, nx=True, px=lasts_ms))
    except OutOfMemoryError:
        return True  # it is now that there is something to do; that two do it does no harm


async def do_a_round(redis: "Redis", settings: Settings) -> None:
    """Trim the streams, bound the dead letters, remove dead consumers."""
    streams = Streams(settings.prefix)
    room = await room_of(redis, settings)
    keep_hours = None if room.taken >= SHORT else settings.keep_hours
    if room.taken >= SHORT:
        log.warning("room is short, all that is processed is removed", streams=room.streams, server=room.server)
    for stream, groups in streams.groups.items():
        if removed := await trim(redis, stream, groups, keep_hours=keep_hours):
            log.info("trimmed", stream=stream, entries=removed)
        for row in await redis.xinfo_groups(stream) if await redis.exists(stream) else ():
            if dead := await remove_dead(redis, stream, row["name"], idle_ms=CONSUMER_IDLE_MS):
                log.info("dead consumers removed", stream=stream, consumers=dead)
    await _bound_letters(redis, settings, streams.dead)


async def _bound_letters(redis: "Redis", settings: Settings, dead: str) -> None:
    oldest_ms = max(0, int(time.time() * 1000 - settings.dead_days * DAY_MS))
    old = await xtrim(redis, dead, minid=str(oldest_ms))
    many = await xtrim(redis, dead, maxlen=settings.dead_max)
    if old or many:
        log.warning("dead letters removed for good", too_old=old, too_many=many)
