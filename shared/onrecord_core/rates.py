"""How often somebody may ask: a token bucket for each caller.

The buckets are in this process: a limit is there to protect the process, and one that asked Redis would cost each
request a round trip, and be away with Redis. So n processes let n times as much through.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MOST_CALLERS = 10_000
"""Buckets that are kept; whoever has not asked for the longest time is forgotten, and begins with a full one."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Rates:
    """Lets each caller ask `burst` times at once and `per_second` times a second in the long run (0: without limit)."""

    def __init__(self, *, per_second: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second = per_second
        self._burst = float(burst)
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def wait(self, caller: str) -> float:
        """Let a caller ask once more: 0 where it may now, else the seconds until it may; then nothing is counted."""
        if not self._per_second:
            return 0.0
        now = self._clock()
        bucket = self._buckets.pop(caller, None) or _Bucket(self._burst, now)
        self._buckets[caller] = bucket
        if len(self._buckets) > MOST_CALLERS:
            self._buckets.popitem(last=False)
        bucket.left = min(self._burst, bucket.left + (now - bucket.at) * self._per_second)
        bucket.at = now
        if bucket.left < 1:
            return (1 - bucket.left) / self._per_second
        bucket.left -= 1
        return 0.0
