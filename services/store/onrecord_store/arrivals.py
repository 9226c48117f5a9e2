"""A statement can come before its article, for they are on two streams: it waits until the article is here.

It waits for as long as the store's group on the stream of articles has entries unread or pending. When there are none
and the article is still not here, it will not come.
"""

from collections.abc import Collection, Iterable
from functools import partial
from typing import TYPE_CHECKING

from onrecord_core.logs import get_logger
from redis.exceptions import RedisError

from onrecord_store.archive import Archive
from onrecord_store.holding import Holding
from onrecord_store.rows import ArticleKey

if TYPE_CHECKING:
    from redis.asyncio import Redis

FIRST_SECONDS = 0.002
LONGEST_SECONDS = 0.25
MOST_REMEMBERED = 10_000

log = get_logger(__name__)


class Arrivals:
    """Waits for articles; `stream` and `group` are those by which they come."""

    def __init__(self, redis: "Redis", archive: Archive, holding: Holding, *, stream: str, group: str) -> None:
        self._redis = redis
        self._archive = archive
        self._holding = holding
        self._stream = stream
        self._group = group
        self._here: set[ArticleKey] = set()

    def arrived(self, articles: Iterable[ArticleKey]) -> None:
        """Remember that articles are here, so that they need not be looked up."""
        if len(self._here) > MOST_REMEMBERED:
            self._here.clear()
        self._here.update(articles)

    async def missing(self, articles: Collection[ArticleKey]) -> set[ArticleKey]:
        """Wait for articles; give those that will not come."""
        wanted = set(articles) - self._here
        if not wanted:
            return wanted
        # asked for before the articles are looked up: one that arrives in between is then found by the look-up
        none_to_come = False
        seconds = FIRST_SECONDS
        while True:
            present = await self._holding.through_outages(partial(self._archive.present, wanted))
            self.arrived(present)
            wanted -= present
            if not wanted or none_to_come:
                return wanted
            none_to_come = await self._none_to_come()
            if not none_to_come:
                log.debug("statements wait for their articles", articles=len(wanted))
                await self._holding.pause(seconds)
                seconds = min(seconds * 2, LONGEST_SECONDS)

    async def _none_to_come(self) -> bool:
        """Whether the group has read and acknowledged all entries of the stream."""
        try:
            for group in await self._redis.xinfo_groups(self._stream):
                if group["name"].decode() == self._group:
                    # `lag` is unknown after entries were deleted, so look for an unread entry itself
                    after = f"({group['last-delivered-id'].decode()}"
                    unread = await self._redis.xrange(self._stream, after, "+", count=1)
                    return not unread and group["pending"] == 0
        except RedisError as error:
            log.warning("cannot see which articles are still to come", error=str(error))
        return False
