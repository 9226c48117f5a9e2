"""The embedded stack as a site: its services reach Valkey by a way that can be cut."""

import asyncio
import contextlib
import os
import signal
import tempfile
from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
from onrecord import leftovers, ports, valkey
from onrecord.logfiles import LogFile
from onrecord.processes import Identity
from onrecord.stack import Notice, Stack, StackOptions
from onrecord.supervised import Supervised
from onrecord_core.testing import wait_until
from redis.asyncio import Redis

from .proxy import Proxy
from .site import Site, patient

SETTINGS = {
    "ONRECORD_LEASE_SECONDS": "2",
    "ONRECORD_RETRY_MAX_SECONDS": "5",
    "ONRECORD_GRACE_SECONDS": "5",
    "ONRECORD_TRIM_SECONDS": "5",
    "ONRECORD_EXTRACTOR_MODEL": "rules",
    "ONRECORD_RATE_PER_SECOND": "0",
}
BACK_WITHIN = 120.0
"""Seconds for a killed process to be back at work: a busy machine starts a service in half a minute."""


class EmbeddedSite(Site):
    """A stack of processes on this machine."""

    services = ("ingest", "extract-1", "extract-2", "store")
    servers = ("valkey", "postgres")

    def __init__(self, stack: Stack, broker: Supervised, proxy: Proxy, redis: Redis) -> None:
        state = stack.state
        super().__init__(redis, prefix=state.prefix, ingest_url=state.ingest_url, store_url=state.store_url)
        self.partitions = {"cut the way to Valkey": proxy.cut, "stall the way to Valkey": proxy.stalled}
        self._stack = stack
        self._broker = broker

    async def kill(self, name: str) -> None:
        """End a process at once while it is at work, and wait until its supervisor has started another."""
        await self._end(name, signal.SIGKILL)

    async def restart(self, name: str) -> None:
        """End a service in order, and wait until its supervisor has started another that is at work."""
        await self._end(name, signal.SIGTERM)
        await self._until_at_work(name)

    @contextlib.asynccontextmanager
    async def paused(self, name: str) -> AsyncGenerator[None]:
        """Have a process, with all that it started, stand still."""
        process = self._process(name)
        _signal(process, signal.SIGSTOP)
        try:
            yield
        finally:
            _signal(process, signal.SIGCONT)

    async def _end(self, name: str, number: signal.Signals) -> None:
        await self._until_at_work(name)
        ended = self._process(name)
        ended.send(number)

        async def another() -> bool:
            return self._process(name) != ended and self._process(name).alive

        await wait_until(another, description=f"{name} is started again", within=BACK_WITHIN)

    def _process(self, name: str) -> Identity:
        """The process that bears a name now."""
        if name == "valkey":
            assert self._broker.identity
            return self._broker.identity
        return next(part.process for part in self._stack.state.parts if part.name == name)

    async def _until_at_work(self, name: str) -> None:
        await wait_until(lambda: self._works(name), description=f"{name} is at work", within=BACK_WITHIN)

    async def _works(self, name: str) -> bool:
        """Whether a process is through with its start: a service answers then, whatever it says of its health."""
        if name in self.servers:
            return self._process(name).alive
        part = next(part for part in self._stack.state.parts if part.name == name)
        async with httpx.AsyncClient(trust_env=False) as client:
            try:
                await client.get(f"http://{ports.LOOPBACK}:{part.port}/healthz")
            except httpx.ConnectError:
                return False
            except httpx.TransportError:
                return part.process.alive  # it was asked in the middle of a pause, or of a partition
        return True


def _signal(process: Identity, number: signal.Signals) -> None:
    if process.alive:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)


@contextlib.asynccontextmanager
async def embedded_site() -> AsyncGenerator[EmbeddedSite]:
    """A stack on free ports, in a folder of its own that is gone afterwards."""
    with contextlib.ExitStack() as stack_of:
        folder = Path(stack_of.enter_context(tempfile.TemporaryDirectory(prefix="orch", ignore_cleanup_errors=True)))
        stack_of.callback(leftovers.end, folder / "broker")
        broker = _broker(folder / "broker")
        stack_of.callback(broker.stop)
        broker.start()

        async def ready() -> bool:
            return broker.is_ready()

        await wait_until(ready, description="Valkey is ready")
        assert broker.spec.port
        async with Proxy(broker.spec.port).listening() as proxy, patient(valkey.url(broker.spec.port)) as redis:
            options = StackOptions(
                folder / "stack",
                workers=2,
                ingest_port=0,
                store_port=0,
                redis_url=valkey.url(proxy.port),
                environment=SETTINGS,
            )
            stack = Stack(options)
            await asyncio.to_thread(stack.start)  # for what it starts needs the proxy, which runs in this thread
            try:
                yield EmbeddedSite(stack, broker, proxy, redis)
            finally:
                await asyncio.to_thread(stack.stop)


def _broker(folder: Path) -> Supervised:
    """Valkey, supervised as the stack supervises its own, but reached by another port than its own."""
    folder.mkdir()

    def tell_nobody(_: Notice) -> None: ...

    log = LogFile(folder / "valkey.log", "valkey")
    return Supervised(valkey.spec(folder, ports.any_free()), log, notify=tell_nobody, on_start=lambda: None)
