"""Reading a stream in the background: one entry at a time, when a live stream leaves room for it.

While the live stream's group has nothing waiting, the background has the process to itself. While it has, the
background gets `share` of the time of one worker: after an entry that took a second, at a share of a tenth, it waits
for nine. So live entries are never behind more than one entry of the background, and the background never stands still.
"""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from redis.exceptions import RedisError, ResponseError

from onrecord_core.delivery import POLL_MS, Consumer, Entry
from onrecord_core.logs import get_logger
from onrecord_core.streams import ensure_group, named

if TYPE_CHECKING:
    from redis.asyncio import Redis

LOOK_SECONDS = 0.05
"""How often it is looked whether the live stream is idle again."""
AWAY_SECONDS = 1.0

log = get_logger(__name__)


class Background:
    """Reads the stream of `consumer` while `live` leaves room; `share` is of the time, above 0 and at most 1."""

    def __init__(self, consumer: Consumer, *, live: Consumer, share: float) -> None:
        self.consumer = consumer
        self._live = live
        self._share = share
        self._not_before = 0.0

    async def read_until_stopped(self) -> None:
        """Read until `consumer` is stopped; its group must exist."""
        consumer = self.consumer
        while not consumer.is_stopping:
            try:
                if await self._may_read():
                    await self._read_one()
                else:
                    await consumer.stopped(within=LOOK_SECONDS)
            except RedisError as error:
                log.warning("nothing read in the background", stream=consumer.stream, error=str(error))
                await consumer.stopped(within=AWAY_SECONDS)

    async def _may_read(self) -> bool:
        return time.monotonic() >= self._not_before or not await _has_work(self._live)

    async def _read_one(self) -> None:
        entry = await read_one(self.consumer)
        if entry is None:
            return
        started = time.monotonic()
        await self.consumer.process([entry])
        now = time.monotonic()
        self._not_before = now + (now - started) * (1 / self._share - 1)


async def _has_work(consumer: Consumer) -> bool:
    """Whether entries of a consumer's stream are unread or in work; where the group is gone, all of them are."""
    groups = await consumer.redis.xinfo_groups(consumer.stream)
    return all((one.get("lag") or 0) + one["pending"] for one in groups if one["name"].decode() == consumer.group)


async def read_one(consumer: Consumer) -> Entry | None:
    """The next new entry of a consumer's group, waited for up to POLL_MS; a group that was lost is made again."""
    redis: Redis = consumer.redis
    try:
        reply = cast(
            "Any", await redis.xreadgroup(consumer.group, consumer.name, {consumer.stream: ">"}, count=1, block=POLL_MS)
        )
    except ResponseError as error:
        if "NOGROUP" not in str(error):
            raise
        await ensure_group(redis, consumer.stream, consumer.group)
        return None
    streams: Sequence[Any] = list(cast("dict[Any, Any]", reply).items()) if isinstance(reply, dict) else reply
    for _, entries in streams or ():
        for entry_id, fields in entries:
            return Entry(consumer.stream, entry_id.decode(), named(fields))
    return None
