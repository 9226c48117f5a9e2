"""Who may take an entry over, and what becomes of one that kills its worker: on a real server, with real processes."""

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from onrecord_core.claims import Claims
from onrecord_core.delivery import ALONE, Consumer, Done, Entry, Failed, Outcome
from onrecord_core.events import EntryDeadLettered
from onrecord_core.pending import AGAIN, RELEASED, pending, remove_dead, renew
from onrecord_core.service import consuming
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams, decode, ensure_group, entries
from onrecord_core.testing import wait_until
from redis.asyncio import Redis

from .worker import GROUP

WORKER = Path(__file__).parent / "worker.py"


def consumer_of(redis: Redis, settings: Settings, streams: Streams, handle: Callable[..., object]) -> Consumer:
    async def outcomes(batch: Sequence[Entry]) -> Sequence[Outcome]:
        result = handle(batch)
        if asyncio.iscoroutine(result):
            await result
        return [Done()] * len(batch)

    return Consumer(redis, settings, source="t", stream=streams.articles, group=GROUP, handle=outcomes)


async def consumers(redis: Redis, stream: str) -> dict[str, int]:
    """The names of a group's consumers with what each has pending."""
    return {row["name"].decode(): row["pending"] for row in await redis.xinfo_consumers(stream, GROUP)}


async def test_what_failed_in_order_belongs_to_nobody_while_it_waits(
    redis: Redis, settings: Settings, streams: Streams
) -> None:
    async def fail(batch: Sequence[Entry]) -> Sequence[Outcome]:
        return [Failed(ConnectionError("away"))] * len(batch)

    consumer = Consumer(redis, settings, source="t", stream=streams.articles, group=GROUP, handle=fail)
    async with consuming(settings.model_copy(update={"lease_seconds": 60}), [consumer]):
        await redis.xadd(streams.articles, {"a": "1"})

        async def put_off() -> bool:
            return (await consumers(redis, streams.articles)).get(AGAIN) == 1

        await wait_until(put_off, description="the entry waits for its next try")
    [left] = await pending(redis, streams.articles, GROUP, after="-", count=10)
    assert (left.consumer, left.deliveries) == (AGAIN, 1)
    assert consumer.name not in await consumers(redis, streams.articles)


async def test_what_a_stopping_service_has_not_finished_is_taken_over_at_once(
    redis: Redis, settings: Settings, streams: Streams
) -> None:
    """Long before the lease is over, and the delivery that came to nothing is not counted."""
    patient = settings.model_copy(update={"lease_seconds": 60.0, "grace_seconds": 0.4})
    started = asyncio.Event()

    async def never(_: Sequence[Entry]) -> None:
        started.set()
        await asyncio.Event().wait()

    first = consumer_of(redis, patient, streams, never)
    async with consuming(patient, [first]):
        await redis.xadd(streams.articles, {"a": "1"})
        await asyncio.wait_for(started.wait(), 10)
    assert await consumers(redis, streams.articles) == {RELEASED: 1}
    seen: list[Entry] = []
    async with consuming(patient, [consumer_of(redis, patient, streams, seen.extend)]):
        await wait_until(lambda: settled(redis, streams), description="another took it over", within=10)
    assert [entry.deliveries for entry in seen] == [1]


async def settled(redis: Redis, streams: Streams) -> bool:
    groups = await redis.xinfo_groups(streams.articles)
    return bool(groups) and all(group["lag"] == 0 and group["pending"] == 0 for group in groups)


async def left_by(redis: Redis, stream: str, holder: str, count: int) -> list[str]:
    """Have a consumer read entries and then leave them alone for an hour; gives their ids."""
    for _ in range(count):
        await redis.xadd(stream, {"a": "1"})
    ids = [name for name, _ in await entries(redis, stream)][-count:]
    await redis.xreadgroup(GROUP, holder, {stream: ">"})
    await redis.xclaim(stream, GROUP, holder, 0, [*ids], idle=3_600_000, retrycount=1, justid=True)
    return ids


async def test_what_waits_for_nothing_but_a_worker_is_taken_over_before_what_failed(
    redis: Redis, settings: Settings, streams: Streams
) -> None:
    """However much has failed before it; and of what may kill its worker there is one at a time."""
    await ensure_group(redis, streams.articles, GROUP)
    failed = await left_by(redis, streams.articles, AGAIN, 3)
    died = await left_by(redis, streams.articles, "the-dead", 2)
    handed_back = await left_by(redis, streams.articles, RELEASED, 2)
    claims = Claims(redis, settings, stream=streams.articles, group=GROUP, consumer="me")
    taken: list[list[str]] = []
    while due := await claims.due(8):
        taken.append([left.id for left in due])
        for left in due:
            assert await claims.take(left)
    assert taken == [handed_back, died[:1], died[1:], failed]


async def test_what_failed_is_tried_again_side_by_side_and_each_by_itself(
    redis: Redis, settings: Settings, streams: Streams
) -> None:
    """One that takes long, as the page of a slow site does, does not hold up the others."""
    together = asyncio.Barrier(3)
    sizes: list[int] = []

    async def wait_for_the_others(batch: Sequence[Entry]) -> Sequence[Outcome]:
        sizes.append(len(batch))
        async with asyncio.timeout(10):
            await together.wait()
        return [Done()] * len(batch)

    await ensure_group(redis, streams.articles, GROUP)
    await left_by(redis, streams.articles, AGAIN, 3)
    consumer = Consumer(
        redis, settings, source="t", stream=streams.articles, group=GROUP, handle=wait_for_the_others, batch=3
    )
    async with consuming(settings, [consumer]):
        await wait_until(lambda: settled(redis, streams), description="all are done")
    assert sizes == [1, 1, 1]
    assert await redis.xlen(streams.dead) == 0


async def test_an_outcome_takes_place_once_however_often_it_is_settled(
    redis: Redis, settings: Settings, streams: Streams
) -> None:
    """A worker that was stopped for so long that another took its entry over settles it in vain."""
    await ensure_group(redis, streams.articles, GROUP)
    await redis.xadd(streams.articles, {"a": "1"})
    await redis.xreadgroup(GROUP, "slow", {streams.articles: ">"})
    [(name, fields)] = await entries(redis, streams.articles)

    async def count(batch: Sequence[Entry]) -> Sequence[Outcome]:
        return [Done(also=lambda pipe: pipe.incr(f"{settings.prefix}effects")) for _ in batch]

    consumer = Consumer(redis, settings, source="t", stream=streams.articles, group=GROUP, handle=count)
    for _ in range(3):
        await consumer.process([Entry(streams.articles, name, fields)])
    assert await redis.get(f"{settings.prefix}effects") == b"1"


async def test_a_lease_is_renewed_by_its_holder_alone(redis: Redis, streams: Streams) -> None:
    await ensure_group(redis, streams.articles, GROUP)
    for _ in range(2):
        await redis.xadd(streams.articles, {"a": "1"})
    ids = [name for name, _ in await entries(redis, streams.articles)]
    await redis.xreadgroup(GROUP, "slow", {streams.articles: ">"})
    await redis.xclaim(streams.articles, GROUP, "other", 0, [ids[0]])
    assert await renew(redis, streams.articles, GROUP, "slow", ids) == 1
    assert {
        entry.id: entry.consumer for entry in await pending(redis, streams.articles, GROUP, after="-", count=9)
    } == {
        ids[0]: "other",
        ids[1]: "slow",
    }


async def test_a_dead_consumer_is_removed_and_one_with_entries_never(redis: Redis, streams: Streams) -> None:
    await ensure_group(redis, streams.articles, GROUP)
    await redis.xadd(streams.articles, {"a": "1"})
    await redis.xreadgroup(GROUP, "laden", {streams.articles: ">"})
    await redis.xreadgroup(GROUP, "empty", {streams.articles: ">"})
    assert await remove_dead(redis, streams.articles, GROUP, idle_ms=60_000) == []
    assert await remove_dead(redis, streams.articles, GROUP, idle_ms=0) == ["empty"]
    assert await consumers(redis, streams.articles) == {"laden": 1}


class Workers:
    """Processes that consume the test's stream and are started again when they die, as a supervisor does it."""

    def __init__(self, settings: Settings, count: int) -> None:
        self.deaths: Counter[int] = Counter()
        self._settings = settings
        self._processes = [self._start() for _ in range(count)]
        self._watch = asyncio.create_task(self._start_again())

    def _start(self) -> "subprocess.Popen[bytes]":
        environment = {f"ONRECORD_{name.upper()}": str(value) for name, value in self._settings if value is not None}
        return subprocess.Popen([sys.executable, str(WORKER)], env={**os.environ, **environment})

    async def _start_again(self) -> None:
        while True:
            for n, process in enumerate(self._processes):
                if process.poll() is not None:
                    self.deaths[process.returncode] += 1
                    self._processes[n] = self._start()
            await asyncio.sleep(0.02)

    async def stop(self) -> None:
        self._watch.cancel()
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            await asyncio.to_thread(process.wait, 20)


@dataclass(frozen=True)
class Deeds:
    """What two entries do to their workers, how these end, and after how many deliveries an entry is set aside."""

    first: str
    second: str
    statuses: frozenset[int]
    max_tries: int

    @property
    def tries(self) -> int:
        """Even with `max_tries` at 1, what was in work beside one that kills is tried once more."""
        return max(self.max_tries, ALONE)


DEATHS = [Deeds("exit", "segfault", frozenset({1, -signal.SIGSEGV}), max_tries) for max_tries in (1, 2, 3)]
HANGING = Deeds("backtrack", "never return", frozenset({1}), 2)


@pytest.fixture(params=[*DEATHS, HANGING], ids=lambda deeds: f"{deeds.first} and {deeds.second}, {deeds.max_tries}")
def deeds(request: pytest.FixtureRequest) -> Deeds:
    return cast("Deeds", request.param)


@pytest.fixture
async def workers(settings: Settings, deeds: Deeds) -> AsyncGenerator[Workers]:
    """Two of them."""
    running = Workers(settings.model_copy(update={"max_tries": deeds.max_tries, "hang_seconds": 2.0}), 2)
    yield running
    await running.stop()


async def test_an_article_that_ends_its_workers_is_set_aside_and_takes_no_other_along(
    redis: Redis, streams: Streams, workers: Workers, deeds: Deeds
) -> None:
    for n in range(60):
        await redis.xadd(streams.articles, {"n": n, "do": {20: deeds.first, 40: deeds.second}.get(n, "done")})
    deadly = {name for name, fields in await entries(redis, streams.articles) if fields["do"] != b"done"}
    await wait_until(lambda: settled(redis, streams), description="all came to an end", within=120)
    letters = [decode(fields) for _, fields in await entries(redis, streams.dead)]
    assert {letter.data.entry_id for letter in letters if isinstance(letter, EntryDeadLettered)} == deadly
    for letter in letters:
        assert isinstance(letter, EntryDeadLettered)
        assert letter.data.tries == deeds.tries
        assert letter.data.error.type == "GivenUpError"
    done = [fields["n"] for _, fields in await entries(redis, streams.statements)]
    assert sorted(done, key=int) == [str(n).encode() for n in range(60) if n not in (20, 40)]
    # one delivery of each may have come to nothing because its worker died of the other one
    assert workers.deaths.keys() == deeds.statuses
    assert 2 * deeds.tries - 2 <= workers.deaths.total() <= 2 * deeds.tries
