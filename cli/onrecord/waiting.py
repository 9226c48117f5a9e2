"""Waiting for a service: as long as it is away, as long as it asks for, or until it is one's turn."""

import random
import time
from collections.abc import Awaitable, Callable

import stamina
from onrecord_core.errors import OnrecordError

FIRST_WAIT = 0.2
LONGEST_WAIT = 5.0
"""Of the waits that grow by themselves; a service may ask for a longer one."""
JITTER = 0.2
TURN_WITHIN = 60.0
"""Seconds for which any command waits where it asks more often than it may, though it waits for nothing else."""
stamina.instrumentation.set_on_retry_hooks(())  # it would log; `say` tells people


class AwayError(OnrecordError):
    """A service that does not answer, or not now; `retry_after` is for how many seconds it asks to be left alone."""

    def __init__(self, message: str, *, retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class LimitedError(AwayError):
    """A service that is asked more often than its rate limit allows."""


async def again[T](call: Callable[[], Awaitable[T]], *, patience: float, say: Callable[[str], object]) -> T:
    """Call until it does not raise AwayError, with growing waits, for at most `patience` seconds.

    Where a service asks for a longer wait, that is kept to; where it limits how often it is asked, its turn is waited
    for by whoever has no patience too.
    """
    started = time.monotonic()
    wait = 0.0

    def worth(error: Exception) -> bool | float:
        """The seconds to wait after an error, False where it is not to be waited for."""
        allowed = max(patience, TURN_WITHIN) if isinstance(error, LimitedError) else patience
        if not isinstance(error, AwayError) or time.monotonic() - started + wait > allowed:
            return False
        say(f"{error}; trying again in {wait:.1f} s")
        return wait

    async for attempt in stamina.retry_context(
        on=worth, attempts=None, timeout=None, wait_initial=FIRST_WAIT, wait_max=LONGEST_WAIT, wait_jitter=0
    ):
        with attempt:
            try:
                return await call()
            except AwayError as error:
                longest = max(attempt.next_wait, error.retry_after)
                wait = longest + random.uniform(0, JITTER)  # noqa: S311 - that not all come back at once
                raise
    raise AssertionError("the attempts end with an answer or an error")
