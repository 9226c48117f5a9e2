"""A watchdog: ends a process whose work stands still, for nothing in the process can end such work.

A thread that is lost in a text cannot be stopped, and one that keeps the interpreter to itself, as a regular expression
does, lets nothing else run: no lease is renewed, no request answered, no signal heard. So a timer outside of the
interpreter (Python's faulthandler) is put off again and again, while the event loop runs and nothing that is watched
takes too long. When it runs out, it writes to standard error where each thread is, and ends the process with status 1.
Whoever started it starts it again; the entry counts as one whose worker died, and is set aside after `max_tries`.
"""

import asyncio
import contextlib
import faulthandler
from collections.abc import AsyncGenerator, Callable
from functools import wraps

from onrecord_core.work import Work

BEAT_SECONDS = 1.0
STDERR = 2
"""The descriptor: what stands for it in Python may be anything by then."""


class Watchdog:
    """Ends this process when something watched takes `seconds`, or the event loop stands still so long; 0 is never."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._work = Work()

    def watched[**P, T](self, function: Callable[P, T]) -> Callable[P, T]:
        """A function that must not take longer, in whatever thread it is called."""

        @wraps(function)
        def calling(*args: P.args, **kwargs: P.kwargs) -> T:
            with self._work.in_hand():
                return function(*args, **kwargs)

        return calling

    @contextlib.asynccontextmanager
    async def on_guard(self) -> AsyncGenerator[None]:
        """Be on guard for as long as the context lasts."""
        beating = asyncio.create_task(self._beat()) if self._seconds else None
        try:
            yield
        finally:
            if beating:
                beating.cancel()
                faulthandler.cancel_dump_traceback_later()

    async def _beat(self) -> None:
        while True:
            left = self._seconds - self._work.in_hand_seconds
            if left > 0:
                faulthandler.dump_traceback_later(left, exit=True, file=STDERR)
            await asyncio.sleep(min(BEAT_SECONDS, self._seconds / 4))
