"""Faults, one after the other and at most two at a time, while articles are dropped; and what is in the store then.

`python -m tests.chaos.run FAULTS SEED` prints a line for each fault and, as the last line, the count; the exit status
is 1 where anything is lost, doubled or wrong. The same seed draws the same faults and writes the same articles; how
they meet is the machine's affair.
"""

import argparse
import asyncio
import contextlib
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable
from random import Random

import httpx
from onrecord_core import groups
from onrecord_core.testing import wait_until
from redis.exceptions import RedisError

from .checker import Verdict, check
from .embedded import embedded_site
from .faults import Fault, drawn
from .load import Load
from .site import Site

TOGETHER = 2
"""Faults that may last at the same time."""
PER_SECOND = 6.0
GAP = (1.0, 6.0)
"""Seconds from one fault to the next."""
SETTLED_WITHIN = 300.0
WARM = 10
"""Articles that are accepted before anything goes wrong."""
SHOWN = 20


async def chaos(
    tried: Site,
    faults: int,
    seed: int,
    *,
    per_second: float = PER_SECOND,
    gap: tuple[float, float] = GAP,
    say: Callable[[str], object] = print,
) -> Verdict:
    """Let so many faults happen to a stack, and compare what it holds when they are over and all is settled.

    `per_second` articles are dropped; `gap` is the least and the longest time between two faults, in seconds.
    """
    load = Load(seed, url=tried.ingest_url, per_second=per_second)
    dropping = asyncio.create_task(load.drop())
    try:
        random = Random(f"faults {seed}")  # noqa: S311 - a test's, not a secret's
        await _strike(tried, load, random, faults=faults, gap=gap, say=say)
    finally:
        load.ended.set()
    await dropping
    started = time.monotonic()
    await wait_until(lambda: _settled(tried), description="all is settled", within=SETTLED_WITHIN, every=0.2)
    say(f"settled {time.monotonic() - started:.1f} s after the last article was dropped; comparing")
    accepted = load.in_order
    verdict = await check(tried, accepted)
    verdict.wrong += [f"{result.file}: not accepted, {result.reason}" for result in load.refused]
    kinds = Counter(made.kind for made in accepted)
    dropped = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    say(f"dropped: {dropped}; read again by replays: {verdict.read_again}")
    return verdict


async def _strike(
    tried: Site, load: Load, random: Random, *, faults: int, gap: tuple[float, float], say: Callable[[str], object]
) -> None:
    places = asyncio.Semaphore(TOGETHER)
    started = time.monotonic()

    async def happen(number: int, fault: Fault) -> None:
        try:
            say(
                f"{number:>{len(str(faults))}}/{faults} {time.monotonic() - started:6.1f} s  {fault.name} "
                f"({len(load.accepted)} articles accepted)"
            )
            await fault.strike(tried)
        finally:
            places.release()

    async def warm() -> bool:
        return len(load.accepted) >= WARM

    await wait_until(warm, description="articles are accepted", within=60.0)
    async with asyncio.TaskGroup() as tasks:
        for number, fault in zip(range(1, faults + 1), drawn(random, tried), strict=False):
            await places.acquire()
            tasks.create_task(happen(number, fault))
            await asyncio.sleep(random.uniform(*gap))


async def _settled(tried: Site) -> bool:
    """Whether every group has read its whole stream and acknowledged all of it, and no replay is under way."""
    try:
        async with httpx.AsyncClient(base_url=tried.store_url, trust_env=False) as store:
            replays = (await store.get("/v1/replays")).raise_for_status().json()["items"]
        progress = await groups.read(tried.redis, tried.streams.prefix)
    except (RedisError, httpx.HTTPError):
        return False  # it is on its way back
    through = [one.ready and not one.pending and one.oldest_unread_seconds is None for one in progress.groups]
    return all(through) and all(replay["finished_at"] for replay in replays)


def main() -> None:
    """Let faults happen, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.run", description=__doc__)
    parser.add_argument("faults", type=int, nargs="?", default=100, help="how many (100)")
    parser.add_argument("seed", type=int, nargs="?", help="which faults and articles (another one each time)")
    parser.add_argument("--per-second", type=float, default=PER_SECOND, help="articles dropped in a second (6)")
    chosen = parser.parse_args()
    seed: int = secrets.randbelow(1_000_000) if chosen.seed is None else chosen.seed
    print(f"seed {seed}", flush=True)
    verdict = asyncio.run(_on_an_embedded_stack(chosen.faults, seed, per_second=chosen.per_second))
    for kind, found in (("lost", verdict.lost), ("doubled", verdict.doubled), ("wrong", verdict.wrong)):
        for what in found[:SHOWN]:
            print(f"{kind}: {what}")
        if len(found) > SHOWN:
            print(f"{kind}: {len(found) - SHOWN} more")
    print(summary(chosen.faults, verdict))
    sys.exit(0 if verdict.good else 1)


async def _on_an_embedded_stack(faults: int, seed: int, *, per_second: float) -> Verdict:
    async with embedded_site() as tried:
        return await chaos(tried, faults, seed, per_second=per_second, say=_say)


def _say(line: str) -> None:
    with contextlib.suppress(BrokenPipeError):
        print(line, flush=True)


def summary(faults: int, verdict: Verdict) -> str:
    """The last line."""
    return (
        f"faults {faults}, articles {verdict.articles}, statements {verdict.statements}, "
        f"lost {len(verdict.lost)}, doubled {len(verdict.doubled)}"
    )


if __name__ == "__main__":
    main()
