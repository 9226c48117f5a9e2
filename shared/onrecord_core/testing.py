"""For tests, ours and those of users: waiting for a described condition instead of sleeping."""

import asyncio
import time
from collections.abc import Awaitable, Callable


async def wait_until[T](
    condition: Callable[[], Awaitable[T]], *, description: str, within: float = 30.0, every: float = 0.02
) -> T:
    """Wait until `condition` gives a true value, and give that value.

    `within` and `every` are seconds. Raises TimeoutError with the description and the last value.
    """
    deadline = time.monotonic() + within
    while True:
        value = await condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {within:g} s: {description} (last: {value!r})")
        await asyncio.sleep(every)
