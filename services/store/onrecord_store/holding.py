"""Holding on: work in hand waits for what it needs, instead of going back to the stream as failed.

While a handler holds on, `Consumer` renews the lease of its entries. When the service stops, whoever holds on is
cancelled, so that the entries stay pending and the next process goes on with them.
"""

import asyncio
import contextlib
import math
import time
from collections.abc import Awaitable, Callable, Sequence

import psycopg
from onrecord_core.logs import get_logger

from onrecord_store.database import is_away, refusal

FIRST_SECONDS = 0.1
LONGEST_SECONDS = 5.0

log = get_logger(__name__)

type Save[T] = Callable[[Sequence[T]], Awaitable[Sequence[Exception | None]]]
"""Writes items in one transaction; for each, in order, why it was left out, or None."""


class Holding:
    """Waits, until the service stops."""

    def __init__(self) -> None:
        self._closing = asyncio.Event()

    def close(self) -> None:
        """Cancel whoever holds on."""
        self._closing.set()

    async def pause(self, seconds: float) -> None:
        """Wait; raises asyncio.CancelledError when the service stops."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)
        if self._closing.is_set():
            raise asyncio.CancelledError("the service stops")

    async def through_outages[T](self, work: Callable[[], Awaitable[T]], *, within: float = math.inf) -> T:
        """Do `work`, again and again with growing pauses for as long as the database is away.

        After `within` seconds its psycopg.Error is raised.
        """
        deadline = time.monotonic() + within
        seconds = FIRST_SECONDS
        while True:
            try:
                return await work()
            except psycopg.Error as error:
                if not is_away(error) or time.monotonic() > deadline:
                    raise
                log.warning("the database is away, holding on", error=str(error), again_in_seconds=seconds)
            await self.pause(seconds)
            seconds = min(seconds * 2, LONGEST_SECONDS)

    async def save_each[T](self, items: Sequence[T], save: Save[T]) -> Sequence[Exception | None]:
        """Save items in one transaction; where that fails, each in its own, so that a bad one takes no other along."""
        if not items:
            return []
        try:
            return await self.through_outages(lambda: save(items))
        except psycopg.Error as error:
            if len(items) == 1:
                return [refusal(error)]
            log.warning("a batch was rolled back, its entries go in singly", entries=len(items), error=str(error))
        results: list[Exception | None] = []
        for item in items:
            results.extend(await self.save_each([item], save))
        return results
