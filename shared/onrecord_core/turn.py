"""A turn: work goes on side by side, unless some of it is to be done while nothing else is."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable


class Turn:
    """A lock that many hold together or one holds alone; who waits to be alone goes before those who come later."""

    def __init__(self) -> None:
        self._together = 0
        self._alone = False
        self._changed = asyncio.Event()

    @contextlib.asynccontextmanager
    async def together(self) -> AsyncGenerator[None]:
        """Hold it beside others."""
        await self._until(lambda: not self._alone)
        self._together += 1
        try:
            yield
        finally:
            self._together -= 1
            self._changed.set()

    @contextlib.asynccontextmanager
    async def alone(self) -> AsyncGenerator[None]:
        """Hold it while nobody else does."""
        await self._until(lambda: not self._alone)
        self._alone = True
        try:
            await self._until(lambda: not self._together)
            yield
        finally:
            self._alone = False
            self._changed.set()

    async def _until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self._changed.clear()
            await self._changed.wait()
