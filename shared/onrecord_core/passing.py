"""Errors of a streams' server that is away, full or changing hands: they pass, and whoever needs it waits for it."""

import re
from collections.abc import Iterator

from redis.exceptions import (
    ClusterDownError,
    ConnectionError,  # noqa: A004
    OutOfMemoryError,
    ReadOnlyError,
    TimeoutError,  # noqa: A004
    TryAgainError,
)

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0
_CLASSES = (ConnectionError, TimeoutError, OutOfMemoryError, ReadOnlyError, ClusterDownError, TryAgainError)
_CODES = re.compile(r"(^|caused error: )(MISCONF|NOREPLICAS|UNBLOCKED)\b")
"""Those for which redis-py has no class: a disk that cannot be written, a copy that is missing, a master that is none
any more."""


def passes(error: BaseException) -> bool:
    """Whether an error is one that waiting mends."""
    return isinstance(error, _CLASSES) or _CODES.search(str(error)) is not None


def pauses() -> Iterator[float]:
    """Seconds to wait for the streams' server each time that it is away: growing, without end."""
    pause = FIRST_PAUSE
    while True:
        yield pause
        pause = min(pause * 2, LONGEST_PAUSE)
