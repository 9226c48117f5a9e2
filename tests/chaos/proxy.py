"""A way to a server that can be cut and mended."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator


class Proxy:
    """Passes on what comes to its port, unless it is told otherwise."""

    def __init__(self, port: int) -> None:
        self.port = 0
        """Where it listens, on loopback."""
        self._target = port
        self._refuses = 0
        self._flows = asyncio.Event()
        self._flows.set()
        self._stalls = 0
        self._writers: set[asyncio.StreamWriter] = set()

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncGenerator["Proxy"]:
        """Listen on a free port."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            self._drop()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(server.wait_closed(), 5.0)

    @contextlib.asynccontextmanager
    async def cut(self) -> AsyncGenerator[None]:
        """Drop all connections, and every new one, within this context."""
        self._refuses += 1
        self._drop()
        try:
            yield
        finally:
            self._refuses -= 1

    @contextlib.asynccontextmanager
    async def stalled(self) -> AsyncGenerator[None]:
        """Let connections stand, and nothing through, within this context."""
        self._stalls += 1
        self._flows.clear()
        try:
            yield
        finally:
            self._stalls -= 1
            if not self._stalls:
                self._flows.set()

    def _drop(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            if not self._refuses:
                with contextlib.suppress(OSError):
                    await self._join(reader, writer)
        finally:
            writer.transport.abort()
            self._writers.discard(writer)

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        ways = {asyncio.create_task(self._pass(reader, back)), asyncio.create_task(self._pass(there, writer))}
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            back.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                await self._flows.wait()
                writer.write(data)
                await writer.drain()
