"""The stack that is tried: an embedded one whose services reach Valkey by a way that can be cut."""

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
from onrecord_core.streams import Streams
from onrecord_core.testing import wait_until
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ConstantBackoff

from .proxy import Proxy

LEASE = 2.0
SETTINGS = {
    "ONRECORD_LEASE_SECONDS": f"{LEASE:g}",
    "ONRECORD_RETRY_MAX_SECONDS": "5",
    "ONRECORD_GRACE_SECONDS": "5",
    "ONRECORD_TRIM_SECONDS": "5",
    "ONRECORD_EXTRACTOR_MODEL": "rules",
    "ONRECORD_RATE_PER_SECOND": "0",
}
SERVICES = ("ingest", "extract-1", "extract-2", "store")
SERVERS = ("valkey", "postgres")
BACK_WITHIN = 120.0
"""Seconds for a killed process to be back at work: a busy machine starts a service in half a minute."""


class Site:
    """What there is to break, by name."""

    def __init__(self, stack: Stack, broker: Supervised, proxy: Proxy, redis: Redis) -> None:
        self.stack = stack
        self.proxy = proxy
        self.redis = redis
        """A client that reaches Valkey directly."""
        self.streams = Streams(stack.state.prefix)
        self._broker = broker

    def process(self, name: str) -> Identity:
        """The process that bears a name now."""
        if name == "valkey":
            assert self._broker.identity
            return self._broker.identity
        return next(part.process for part in self.stack.state.parts if part.name == name)

    async def kill(self, name: str) -> None:
        """Kill a process that is at work, and wait until its supervisor has started another."""
        await wait_until(lambda: self._works(name), description=f"{name} is there to be killed", within=BACK_WITHIN)
        killed = self.process(name)
        killed.send(signal.SIGKILL)

        async def another() -> bool:
            return self.process(name) != killed and self.process(name).alive

        await wait_until(another, description=f"{name} is started again", within=BACK_WITHIN)

    async def _works(self, name: str) -> bool:
        """Whether a process is through with its start: a service answers then, whatever it says of its health."""
        if name in SERVERS:
            return self.process(name).alive
        part = next(part for part in self.stack.state.parts if part.name == name)
        async with httpx.AsyncClient(trust_env=False) as client:
            try:
                await client.get(f"http://{ports.LOOPBACK}:{part.port}/healthz")
            except httpx.ConnectError:
                return False
            except httpx.TransportError:
                return part.process.alive  # it was asked in the middle of a pause, or of a partition
        return True

    def signal(self, process: Identity, number: signal.Signals) -> None:
        """Send a signal to a process and all that it started."""
        if process.alive:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, number)


@contextlib.asynccontextmanager
async def site(*, workers: int = 2) -> AsyncGenerator[Site]:
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
        retry = Retry(ConstantBackoff(0.1), retries=300)
        redis = Redis.from_url(valkey.url(broker.spec.port), retry=retry)  # pyright: ignore[reportUnknownMemberType]
        async with Proxy(broker.spec.port).listening() as proxy, redis:
            options = StackOptions(
                folder / "stack",
                workers=workers,
                ingest_port=0,
                store_port=0,
                redis_url=valkey.url(proxy.port),
                environment=SETTINGS,
            )
            stack = Stack(options)
            await asyncio.to_thread(stack.start)  # for what it starts needs the proxy, which runs in this thread
            try:
                yield Site(stack, broker, proxy, redis)
            finally:
                await asyncio.to_thread(stack.stop)


def _broker(folder: Path) -> Supervised:
    """Valkey, supervised as the stack supervises its own, but reached by another port than its own."""
    folder.mkdir()

    def tell_nobody(_: Notice) -> None: ...

    log = LogFile(folder / "valkey.log", "valkey")
    return Supervised(valkey.spec(folder, ports.any_free()), log, notify=tell_nobody, on_start=lambda: None)
