"""What goes wrong: each fault begins, lasts for a while, and is over."""

import asyncio
import signal
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from random import Random

from .site import LEASE, SERVERS, SERVICES, Site

PAUSE = (0.3, 2 * LEASE)
"""Seconds for which a process stands still: some are over before the lease is, some are not."""
FULL = (0.5, 3.0)
APART = (0.3, 3.0)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong."""

    name: str
    strike: Callable[[Site], Awaitable[object]]
    """Begins it, and gives when it is over."""


async def kill(site: Site, *, victim: str) -> None:
    """End a process at once, as when memory is out."""
    await site.kill(victim)


async def pause(site: Site, *, victim: str, seconds: float) -> None:
    """Have a process stand still, as on a machine that swaps."""
    process = site.process(victim)
    site.signal(process, signal.SIGSTOP)
    try:
        await asyncio.sleep(seconds)
    finally:
        site.signal(process, signal.SIGCONT)


async def full(site: Site, *, seconds: float) -> None:
    """Have Valkey refuse whatever needs memory."""
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


async def cut(site: Site, *, seconds: float) -> None:
    """Break the connections between services and Valkey, and let none through."""
    with site.proxy.cut():
        await asyncio.sleep(seconds)


async def stall(site: Site, *, seconds: float) -> None:
    """Let nothing through between services and Valkey, without a word."""
    with site.proxy.stalled():
        await asyncio.sleep(seconds)


GROUPS = (("submissions", "ingest"), ("articles", "extract"), ("articles", "store"), ("statements", "store"))


def drawn(random: Random) -> Iterator[Fault]:
    """Faults in random order, without end; all kinds come before one comes again."""
    while True:
        deck = [*_on_processes(random), *_on_the_broker(random)]
        random.shuffle(deck)
        yield from deck


def _on_processes(random: Random) -> Iterator[Fault]:
    for victim in (*SERVICES, *SERVERS):
        yield Fault(f"kill {victim}", partial(kill, victim=victim))
        seconds = random.uniform(*PAUSE)
        yield Fault(f"pause {victim} for {seconds:.1f} s", partial(pause, victim=victim, seconds=seconds))


def _on_the_broker(random: Random) -> Iterator[Fault]:
    seconds = random.uniform(*FULL)
    yield Fault(f"full Valkey for {seconds:.1f} s", partial(full, seconds=seconds))
    stream, group = random.choice(GROUPS)
    yield Fault(f"lose group {group} of {stream}", partial(lose_group, stream=stream, group=group))
    for name, strike in (("cut", cut), ("stall", stall)):
        seconds = random.uniform(*APART)
        yield Fault(f"{name} the way to Valkey for {seconds:.1f} s", partial(strike, seconds=seconds))
