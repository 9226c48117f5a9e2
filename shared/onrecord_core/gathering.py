"""Gathering: while a queue waits ahead, entries gather, and one write takes many.

A write has a price of its own, whatever it holds. While the group that passes entries on has a queue, more of them come
in a moment, and may as well be written together. Without a queue nothing waits.
"""

from typing import TYPE_CHECKING, Any, cast

from redis.exceptions import RedisError

from onrecord_core.logs import get_logger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from redis.asyncio import Redis

LONGEST_SECONDS = 2.0
QUICKEST_SECONDS = 0.02
"""What an entry of the queue takes at the very least: so the pause is over before the queue is."""

log = get_logger(__name__)


class Gathering:
    """How long to let entries gather that `group` passes on from `stream`."""

    def __init__(self, redis: "Redis", *, stream: str, group: str) -> None:
        self._redis = redis
        self._stream = stream
        self._group = group

    async def pause(self) -> float:
        """Seconds to wait before the next read; 0 where there is no queue, or nothing is known of one."""
        try:
            groups = cast("Sequence[Mapping[str, Any]]", await self._redis.xinfo_groups(self._stream))
        except RedisError as error:
            log.debug("cannot see whether more will come", stream=self._stream, error=str(error))
            return 0.0
        queue = sum(group.get("lag") or 0 for group in groups if group["name"].decode() == self._group)
        return min(queue * QUICKEST_SECONDS, LONGEST_SECONDS)
