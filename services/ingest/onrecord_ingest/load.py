"""How much of what was posted is in work: some kilobytes on the wire may be megabytes here.

Requests are counted by the gate; their bodies are counted here, unpacked, for as long as they wait for the queue.
"""

import contextlib
from collections.abc import Generator

from onrecord_core.problems import RETRY_AFTER_SECONDS, ProblemError


class Load:
    """The bytes of bodies in work in this process; no more than `most`, or one body however large."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._total = 0

    @contextlib.contextmanager
    def share(self) -> Generator["Share"]:
        """The share of one request, which is nothing any more in the end."""
        share = Share(self)
        try:
            yield share
        finally:
            share.clear()

    def add(self, count: int, *, own: int) -> None:
        """Count bytes of a request that has `own` already; raises ProblemError where there is no room for them."""
        if self._total + count > self._most and self._total > own:
            detail = f"{self._total} bytes are in work; try again in a while, or raise ONRECORD_MAX_LOAD_BYTES"
            raise ProblemError(503, detail, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
        self._total += count

    def remove(self, count: int) -> None:
        """Count bytes no more."""
        self._total -= count


class Share:
    """The bytes of one request."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._own = 0

    def add(self, count: int) -> None:
        """Count bytes that have come; raises ProblemError, 503, where there is no room for them."""
        self._load.add(count, own=self._own)
        self._own += count

    def clear(self) -> None:
        """What has come is dealt with."""
        self._load.remove(self._own)
        self._own = 0
