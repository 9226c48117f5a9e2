"""The compose stack as a site: containers are killed, paused, restarted, and taken from their network."""

import asyncio
import contextlib
import json
from collections import defaultdict
from collections.abc import AsyncGenerator
from functools import partial
from typing import Any

from onrecord_core.testing import wait_until
from redis.asyncio import Redis

from .site import Site, patient

PREFIX = "onrecord:"
AT_WORK_WITHIN = 180.0
"""Seconds for a container to be healthy: it is asked every five, and a busy machine starts it in half a minute."""
FROZEN_WITHIN = 30.0
GRACE = "30"


class DockerError(Exception):
    """A command of Docker's that failed."""


class ContainerSite(Site):
    """The containers of a compose project. Each has one thing at a time happen to it."""

    servers = ("redis", "postgres")
    services = ("ingest", "extract-1", "extract-2", "store")

    def __init__(self, project: str, redis: Redis, *, ingest_url: str, store_url: str) -> None:
        super().__init__(redis, prefix=PREFIX, ingest_url=ingest_url, store_url=store_url)
        self.partitions = {
            f"take {name} from the network": partial(self._apart, name) for name in (*self.servers, *self.services)
        }
        self._project = project
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def kill(self, name: str) -> None:
        """End a container at once while it is at work, and start it again: Docker does not after a kill by hand."""
        async with self._locks[name]:
            await self._until_at_work(name)
            await _docker("kill", await self._of(name))
            await _docker("start", await self._of(name))

    async def restart(self, name: str) -> None:
        """End a container in order, start it again, and wait until it is at work."""
        async with self._locks[name]:
            await _docker("restart", "--time", GRACE, await self._of(name))
            await self._until_at_work(name)

    @contextlib.asynccontextmanager
    async def paused(self, name: str) -> AsyncGenerator[None]:
        """Have all processes of a container stand still."""
        async with self._locks[name]:
            await wait_until(lambda: self._freezes(name), description=f"{name} stands still", within=FROZEN_WITHIN)
            try:
                yield
            finally:
                await _docker("unpause", await self._of(name))

    @contextlib.asynccontextmanager
    async def _apart(self, name: str) -> AsyncGenerator[None]:
        """Have a container reach no other and be reached by none; it comes back at another address."""
        network, service = f"{self._project}_default", name.partition("-")[0]
        async with self._locks[name]:
            await _docker("network", "disconnect", network, await self._of(name))
            # takes the address, or Docker would give it to the same container again
            other = (await _docker("run", "--detach", "--rm", "--network", network, "redis:8", "sleep", "300")).strip()
            try:
                yield
            finally:
                await _docker("network", "connect", "--alias", service, network, await self._of(name))
                await _docker("rm", "--force", "--volumes", other)

    async def _of(self, name: str) -> str:
        """The id of a container, by the labels that every version of Compose gives it."""
        service, _, number = name.partition("-")
        labels = {"project": self._project, "service": service, "container-number": number or "1"}
        filters = [f"--filter=label=com.docker.compose.{label}={value}" for label, value in labels.items()]
        return (await _docker("ps", "--all", "--quiet", *filters)).strip()

    async def _freezes(self, name: str) -> bool:
        """Pause a container; False where Docker gives up, as for one whose processes are just being started."""
        try:
            await _docker("pause", await self._of(name))
        except DockerError as error:
            if "unable to freeze" not in str(error):
                raise
            return False
        return True

    async def _until_at_work(self, name: str) -> None:
        async def healthy() -> bool:
            state: dict[str, Any] = json.loads(await _docker("inspect", "-f", "{{json .State}}", await self._of(name)))
            return state["Running"] and state["Health"]["Status"] == "healthy"

        await wait_until(healthy, description=f"{name} is healthy", within=AT_WORK_WITHIN, every=0.5)


@contextlib.asynccontextmanager
async def container_site(
    project: str, *, redis_url: str, ingest_url: str, store_url: str
) -> AsyncGenerator[ContainerSite]:
    """The site of a compose project that runs with two extract containers."""
    async with patient(redis_url) as redis:
        yield ContainerSite(project, redis, ingest_url=ingest_url, store_url=store_url)


async def _docker(*arguments: str) -> str:
    """Run a command of Docker's; returns its output, raises DockerError where it fails."""
    process = await asyncio.create_subprocess_exec(
        "docker", *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, errors = await process.communicate()
    if process.returncode:
        raise DockerError(f"docker {' '.join(arguments)}: {errors.decode()}")
    return out.decode()
