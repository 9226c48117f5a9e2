"""Restarting each service in turn while articles are dropped loses nothing, doubles nothing, and sets nothing aside.

The lease is longer than the test may take: what a stopping service did not hand back would be missing in the end.
And there is one try: a delivery that came to nothing would be a dead letter if it were counted.
"""

import asyncio
import itertools
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
from onrecord.client import connected
from onrecord.dropping import Dropper
from onrecord.formats import Found
from onrecord.processes import Identity
from onrecord.stack import Stack, StackOptions
from onrecord.state import Part
from onrecord.tally import Result
from onrecord_core.pending import RELEASED
from onrecord_core.streams import Streams
from onrecord_core.testing import wait_until
from redis.asyncio import Redis

from .conftest import SETTINGS
from .test_killing_a_process import Run, article, per_article

SERVICES = ["ingest", "extract-1", "store"]
STRICT = SETTINGS | {"ONRECORD_LEASE_SECONDS": "600", "ONRECORD_MAX_TRIES": "1"}
NAME = "rolling"


class Load:
    """Articles that are dropped one after the other until it is told to end."""

    def __init__(self) -> None:
        self.ended = threading.Event()
        self.results: list[Result] = []

    def articles(self) -> Iterator[Found]:
        """As a file that somebody goes on writing."""
        for number in itertools.count():
            if self.ended.wait(0.03):
                return
            yield Found(f"{number}", f"{number}", article(NAME, number))

    async def drop(self, url: str) -> None:
        """Drop them as `onrecord ingest` does."""
        async with connected(url, "ingest", patience=60.0) as api:
            await Dropper(api, listener=self.results.append, patience=90.0).drop(self.articles())


def part(stack: Stack, name: str) -> Part:
    return next(part for part in stack.state.parts if part.name == name)


async def restart(stack: Stack, name: str) -> None:
    """End a service as a supervisor does, and wait until another process of it is well."""
    before: Identity = part(stack, name).process
    before.send(signal.SIGTERM)

    async def well() -> bool:
        if before.alive or part(stack, name).process == before:
            return False
        async with httpx.AsyncClient() as client:
            try:
                return (await client.get(f"http://127.0.0.1:{part(stack, name).port}/readyz")).is_success
            except httpx.TransportError:
                return False

    await wait_until(well, description=f"{name} is restarted", within=60.0, every=0.1)


async def test_restarting_each_service_under_load_loses_nothing(folder: Path) -> None:
    options = StackOptions(folder, ingest_port=0, store_port=0, workers=2, environment=STRICT)
    with Stack(options) as stack:
        load = Load()
        dropping = asyncio.create_task(load.drop(stack.state.ingest_url))
        for name in SERVICES:
            moved = len(load.results)

            async def moving(moved: int = moved) -> bool:
                return dropping.done() or len(load.results) >= moved + 20

            await wait_until(moving, description=f"articles come through before {name} is restarted", within=60.0)
            await restart(stack, name)
        load.ended.set()
        await dropping
        assert Counter(result.status for result in load.results) == {"extracted": len(load.results)}
        streams = Streams(stack.state.prefix)
        async with Redis.from_url(stack.state.redis_url) as redis:  # pyright: ignore[reportUnknownMemberType]
            run = Run(stack, redis, NAME)

            async def through() -> bool:
                return not await run.waiting()

            await wait_until(through, description="all are stored", within=60.0)
            assert await redis.xlen(streams.dead) == 0
            assert await redis.xlen(streams.articles) == len(load.results)
            for stream, group in ((s, g) for s, names in streams.groups.items() for g in names):
                left = {row["name"].decode() for row in await redis.xinfo_consumers(stream, group)} - {RELEASED}
                assert len(left) == (2 if group == "extract" else 1), "who stopped left its group"
            found = await run.statements()
        assert len({name for name, _ in found}) == len(found)
        assert per_article(found) == {result.file: result.statements for result in load.results}
