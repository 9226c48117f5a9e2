"""Room: how much memory the streams take, and whether more may come in.

Writing to the streams stops for newcomers before the server's memory is full, so that what is in them can still be
processed: an article is written once more when it is accepted, and its statements beside it.
"""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from onrecord_core.errors import TransientError
from onrecord_core.server import memory_of
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams

if TYPE_CHECKING:
    from redis.asyncio import Redis

FRESH_SECONDS = 1.0
SHARE = 0.02
"""The part of the time that measuring may take: long streams are measured less often."""
SHORT = 0.5
"""The part of the room from which on the streams are trimmed of all that is processed."""


class QueueFullError(TransientError):
    """No room for more; what is in the streams is to be processed first."""


@dataclass(frozen=True, slots=True)
class Room:
    """How full the streams are: parts of what they may take, 1.0 being full."""

    streams: float
    server: float

    @property
    def taken(self) -> float:
        """The larger part."""
        return max(self.streams, self.server)


async def room_of(redis: "Redis", settings: Settings) -> Room:
    """Measure the streams, the dead letters with them, and the server's memory."""
    streams = Streams(settings.prefix)
    async with redis.pipeline(transaction=False) as pipe:
        for name in (*streams.groups, streams.dead):
            # all of it: entries are of any size, and a sample would be the oldest ones
            pipe.memory_usage(name, samples=0)  # pyright: ignore[reportUnknownMemberType]
        sizes = cast("list[int | None]", await pipe.execute())
    memory = await memory_of(redis)
    limit = settings.queue_max_bytes
    return Room(
        streams=sum(size or 0 for size in sizes) / limit if limit else 0.0,
        server=memory.used / memory.most / settings.queue_max_memory if memory.most else 0.0,
    )


class Gauge:
    """Tells newcomers whether there is room; asks the server once a second at most, or less often."""

    def __init__(self, redis: "Redis", settings: Settings) -> None:
        self._redis = redis
        self._settings = settings
        self._room = Room(0.0, 0.0)
        self._until = 0.0

    async def check(self) -> None:
        """Raise QueueFullError where there is no room."""
        if time.monotonic() > self._until:
            begun = time.monotonic()
            self._until = begun + FRESH_SECONDS
            self._room = await room_of(self._redis, self._settings)
            self._until += (time.monotonic() - begun) / SHARE
        if self._room.streams >= 1:
            raise QueueFullError(
                f"the queue is full ({self._settings.queue_max_bytes} bytes, ONRECORD_QUEUE_MAX_BYTES); try again when "
                "what is in it has been processed. `onrecord status` tells which service is behind, and how many "
                "dead letters take room"
            )
        if self._room.server >= 1:
            raise QueueFullError(
                f"the memory of the streams' server is {self._settings.queue_max_memory:.0%} full "
                "(ONRECORD_QUEUE_MAX_MEMORY); try again in a while"
            )
