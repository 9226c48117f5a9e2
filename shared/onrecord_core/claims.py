"""Claims: entries that nobody works on any more, and when each is to be taken over.

An entry is pending by one of three: a consumer that works on it (and renews its lease), one that died with it, or
one of the two that stand for nobody, AGAIN and RELEASED. XPENDING shows all that before an entry is taken over,
which XAUTOCLAIM does not.
"""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onrecord_core.pending import AGAIN, RELEASED, Pending, claim, pending, release
from onrecord_core.settings import Settings
from onrecord_core.streams import Fields

if TYPE_CHECKING:
    from redis.asyncio import Redis

PAGE = 100
type Why = Literal["handed back", "died", "failed"]
"""Why an entry was left: a service that stopped gave it back, its worker died, perhaps of it, or its handler failed."""
_ORDER: tuple[Why, ...] = ("handed back", "died", "failed")
SPREAD = 1 / 3
"""The part of a delay that differs from entry to entry, so that what failed together is not tried again together."""


def delay(settings: Settings, entry_id: str, deliveries: int) -> float:
    """Seconds for which an entry that was delivered so many times is left alone: it doubles each time.

    Between two thirds and the whole of that, never less than the lease, and the same whoever works it out.
    """
    doubled = settings.lease_seconds * (1 + SPREAD / (1 - SPREAD)) * 2 ** min(deliveries - 1, 60)
    longest = min(doubled, settings.retry_max_seconds)
    share = int.from_bytes(hashlib.blake2b(f"{entry_id} {deliveries}".encode(), digest_size=4).digest()) / 2**32
    return max(longest * (1 - SPREAD * share), settings.lease_seconds)


def _why(holder: str) -> Why:
    """Why the entries of a consumer of this name were left."""
    return "handed back" if holder == RELEASED else "failed" if holder == AGAIN else "died"


@dataclass(frozen=True, slots=True)
class Left:
    """An entry whose time has come."""

    id: str
    deliveries: int
    """How often it was delivered so far."""
    idle_ms: int
    """It is ours only where it has been left alone for so long."""
    why: Why


class Claims:
    """What one consumer may take over in its group."""

    def __init__(self, redis: "Redis", settings: Settings, *, stream: str, group: str, consumer: str) -> None:
        self._redis = redis
        self._settings = settings
        self._stream = stream
        self._group = group
        self._consumer = consumer

    async def due(self, most: int = 1) -> list[Left]:
        """The first entries whose time has come, not taken yet, all left for the same reason; at most so many.

        What was handed back comes first, then what died with its worker, for they may have waited for nothing but a
        worker; then what failed, of which there may be much. Of what died there is one at a time.
        """
        rows = await self._redis.xinfo_consumers(self._stream, self._group)
        holders = [row["name"].decode() for row in rows if row["pending"]]
        for holder in sorted(holders, key=lambda name: _ORDER.index(_why(name))):
            why = _why(holder)
            if found := await self._due_of(holder, why, 1 if why == "died" else most):
                return found
        return []

    async def _due_of(self, holder: str, why: Why, most: int) -> list[Left]:
        found: list[Left] = []
        after = "-"
        lease_ms = int(self._settings.lease_seconds * 1000)
        while True:
            page = await pending(
                self._redis, self._stream, self._group, after=after, idle_ms=lease_ms, count=PAGE, consumer=holder
            )
            for entry in page:
                wait_ms = self._wait_ms(entry)
                if entry.idle_ms >= wait_ms:
                    found.append(Left(entry.id, entry.deliveries, idle_ms=wait_ms, why=why))
                if len(found) == most:
                    return found
            if len(page) < PAGE:
                return found
            after = f"({page[-1].id}"

    def _wait_ms(self, entry: Pending) -> int:
        lease = self._settings.lease_seconds
        seconds = lease if entry.consumer == RELEASED else delay(self._settings, entry.id, entry.deliveries)
        return int(seconds * 1000)

    async def take(self, left: Left) -> Fields | None:
        """Take an entry over; None where somebody else was faster or the entry is gone."""
        return await claim(self._redis, self._stream, self._group, self._consumer, left.id, idle_ms=left.idle_ms)

    async def release(self) -> int:
        """Hand back all that this consumer has, and leave the group.

        What is handed back is said to be idle for a lease, so that the next one that looks may take it, and only one.
        """
        idle_ms = int(self._settings.lease_seconds * 1000)
        return await release(self._redis, self._stream, self._group, self._consumer, idle_ms=idle_ms)
