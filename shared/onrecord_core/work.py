"""What a consumer has in hand in this process, and when it last brought something to its end."""

import contextlib
import time
from collections.abc import Generator


class Work:
    """The work of one consumer, as its health needs to know it."""

    def __init__(self) -> None:
        self._begun: list[float] = []
        self._last = time.monotonic()
        self.settled_at: float | None = None
        """When entries were last settled, in seconds since 1970; None where none were since this process started."""

    @contextlib.contextmanager
    def in_hand(self) -> Generator[None]:
        """Have entries in hand."""
        begun = time.monotonic()
        self._begun.append(begun)
        try:
            yield
        finally:
            self._begun.remove(begun)

    def settled(self) -> None:
        """Note that entries came to their ends."""
        self._last = time.monotonic()
        self.settled_at = time.time()

    @property
    def idle_seconds(self) -> float:
        """How long ago entries were last settled, or this process started."""
        return time.monotonic() - self._last

    @property
    def in_hand_seconds(self) -> float:
        """For how long the oldest of what is in hand has been; 0 where nothing is."""
        return time.monotonic() - min(self._begun, default=time.monotonic())
