"""What goes wrong: each fault begins, lasts for a while, and is over."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from random import Random

from onrecord.client import connected

from .site import Site, While

PAUSE = (0.3, 4.0)
"""Seconds for which a part stands still: some are over before a lease of two seconds is, some are not."""
FULL = (0.5, 3.0)
APART = (0.3, 3.0)
PATIENCE = 120.0
"""Seconds for which the store may be away when it is asked for a replay."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong."""

    name: str
    strike: Callable[[Site], Awaitable[object]]
    """Begins it, and gives when it is over."""


async def kill(site: Site, *, victim: str) -> None:
    """End a part at once, as when memory is out."""
    await site.kill(victim)


async def pause(site: Site, *, victim: str, seconds: float) -> None:
    """Have a part stand still, as on a machine that swaps."""
    async with site.paused(victim):
        await asyncio.sleep(seconds)


async def roll(site: Site) -> None:
    """Restart the services in order, one after the other, as when a new version is brought in."""
    for victim in site.services:
        await site.restart(victim)


async def full(site: Site, *, seconds: float) -> None:
    """Have the streams' server refuse whatever needs memory."""
    async with _memory(site, "1mb"):
        await asyncio.sleep(seconds)


@asynccontextmanager
async def _memory(site: Site, bound: str) -> AsyncGenerator[None]:
    await site.redis.config_set("maxmemory", bound)  # pyright: ignore[reportUnknownMemberType]
    try:
        yield
    finally:
        await site.redis.config_set("maxmemory", "0")  # pyright: ignore[reportUnknownMemberType]


async def lose_group(site: Site, *, stream: str, group: str) -> None:
    """Delete a consumer group with all that it knows of what is pending."""
    await site.redis.xgroup_destroy(f"{site.streams.prefix}{stream}", group)


async def part(_: Site, *, apart: While, seconds: float) -> None:
    """Let nothing through on a way."""
    async with apart():
        await asyncio.sleep(seconds)


async def replay(site: Site, *, rate: float) -> None:
    """No fault, but meets them: have all that is stored read again, as many articles a second."""
    async with connected(site.store_url, "store", patience=PATIENCE, say=lambda _: None) as store:
        await store.post("/v1/replays", {"rate": rate})


GROUPS = (
    ("submissions", "ingest"),
    ("articles", "extract"),
    ("articles", "store"),
    ("statements", "store"),
    ("replays", "extract"),
    ("replayed", "store"),
)


def drawn(random: Random, site: Site) -> Iterator[Fault]:
    """Faults in random order, without end; all kinds come before one comes again."""
    while True:
        deck = [*_on_parts(random, site), *_on_the_broker(random), *_on_ways(random, site)]
        rate = random.choice((20, 50, 100))
        deck.append(Fault(f"replay of all articles, {rate} a second", partial(replay, rate=rate)))
        random.shuffle(deck)
        yield from deck


def _on_parts(random: Random, site: Site) -> Iterator[Fault]:
    for victim in (*site.services, *site.servers):
        yield Fault(f"kill {victim}", partial(kill, victim=victim))
        seconds = random.uniform(*PAUSE)
        yield Fault(f"pause {victim} for {seconds:.1f} s", partial(pause, victim=victim, seconds=seconds))
    yield Fault("rolling restart of the services", roll)


def _on_the_broker(random: Random) -> Iterator[Fault]:
    seconds = random.uniform(*FULL)
    yield Fault(f"full streams' server for {seconds:.1f} s", partial(full, seconds=seconds))
    stream, group = random.choice(GROUPS)
    yield Fault(f"lose group {group} of {stream}", partial(lose_group, stream=stream, group=group))


def _on_ways(random: Random, site: Site) -> Iterator[Fault]:
    for name, apart in site.partitions.items():
        seconds = random.uniform(*APART)
        yield Fault(f"{name} for {seconds:.1f} s", partial(part, apart=apart, seconds=seconds))
