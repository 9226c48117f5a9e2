"""Whatever happens to workers, every entry ends done or dead, and takes effect once.

hypothesis chooses what happens: entries come, workers take them, work, fail, die before they have settled, wake up when
others have taken over, stop in order; time passes. All that on a real server, whose clock is not waited for: the
idle time of what is pending is set instead.
"""

import asyncio
import secrets
from collections import Counter
from collections.abc import Sequence
from typing import Any, cast

from hypothesis import HealthCheck
from hypothesis import settings as bounds
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from onrecord_core.delivery import Consumer, Done, Entry, Outcome, one_by_one
from onrecord_core.errors import RefusedError
from onrecord_core.letters import Letter, read_letter
from onrecord_core.pending import pending
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams, ensure_group, entries, named
from redis.asyncio import Redis

GROUP = "readers"
WORKERS = 3
TRIES = 3
LONG_AGO_MS = 3_600_000
workers = st.integers(0, WORKERS - 1)


class Delivery(RuleBasedStateMachine):
    """One stream, one group, a few workers."""

    def __init__(self, redis_url: str) -> None:
        super().__init__()
        self.settings = Settings(redis_url=redis_url, prefix=f"test-{secrets.token_hex(4)}:", max_tries=TRIES)
        self.streams = Streams(self.settings.prefix)
        self.stream = self.streams.articles
        self.runner = asyncio.Runner()
        self.redis = Redis.from_url(redis_url)  # pyright: ignore[reportUnknownMemberType]
        self.failures: dict[str, int] = {}
        """How often each entry is to fail, by its id; -1 for those that are refused."""
        self.failed: Counter[str] = Counter()
        self.died: set[str] = set()
        """Entries with which a worker died."""
        self.consumers: list[Consumer] = []
        self.in_hand: list[list[Entry]] = []

    @initialize()
    def begin(self) -> None:
        """Nothing is there yet."""
        self.runner.run(ensure_group(self.redis, self.stream, GROUP))
        self.consumers = [self.consumer() for _ in range(WORKERS)]
        self.in_hand = [[] for _ in range(WORKERS)]

    def consumer(self) -> Consumer:
        """A worker that has just started."""
        return Consumer(self.redis, self.settings, source="t", stream=self.stream, group=GROUP, handle=self.handle)

    async def handle(self, taken: Sequence[Entry]) -> Sequence[Outcome]:
        """Fail as often as each entry is to; else count that it took effect."""

        async def one(entry: Entry) -> Done:
            await asyncio.sleep(0)
            if self.failures[entry.id] < 0:
                raise RefusedError("bad")
            if self.failed[entry.id] < self.failures[entry.id]:
                self.failed[entry.id] += 1
                raise OSError("not now")
            return Done(also=lambda pipe: pipe.hincrby(f"{self.settings.prefix}effects", entry.id, 1))

        return await one_by_one(taken, one)

    @rule(fails=st.sampled_from([0, 0, 0, 1, 2, TRIES, -1]))
    def add(self, fails: int) -> None:
        """An entry comes."""
        entry_id = cast("bytes", self.runner.run(cast("Any", self.redis.xadd(self.stream, {"x": "y"}))))
        self.failures[entry_id.decode()] = fails

    @rule(worker=workers, count=st.integers(1, 3))
    def take(self, worker: int, count: int) -> None:
        """A worker takes new entries, and has not begun with them."""
        self.in_hand[worker] += self.runner.run(self._read(self.consumers[worker], count))

    @precondition(lambda self: any(self.in_hand))
    @rule(worker=workers)
    def work(self, worker: int) -> None:
        """A worker settles what it has in hand, which others may have taken over meanwhile."""
        self.runner.run(self.consumers[worker].process(self.in_hand[worker]))
        self.in_hand[worker] = []

    @precondition(lambda self: any(self.in_hand))
    @rule(worker=workers)
    def work_without_an_answer(self, worker: int) -> None:
        """A worker settles, hears nothing of it, and does it again later."""
        self.runner.run(self.consumers[worker].process(self.in_hand[worker]))

    @rule(worker=workers)
    def die(self, worker: int) -> None:
        """A worker dies with what it has in hand; another starts."""
        self.died.update(entry.id for entry in self.in_hand[worker])
        self.consumers[worker], self.in_hand[worker] = self.consumer(), []

    @rule(worker=workers)
    def stop(self, worker: int) -> None:
        """A worker stops in order and hands back what it has; another starts."""
        self.runner.run(self.consumers[worker].hand_back())
        self.consumers[worker], self.in_hand[worker] = self.consumer(), []

    @rule()
    def time_passes(self) -> None:
        """Whatever is pending has been left alone for long."""
        self.runner.run(self._age())

    @rule(worker=workers)
    def take_over(self, worker: int) -> None:
        """A worker takes over an entry whose time has come, where there is one, and processes it."""
        self.runner.run(self.consumers[worker].claim())

    @invariant()
    def nothing_takes_effect_twice(self) -> None:
        """An entry is done once or dead once, or neither as yet."""
        ends = self.runner.run(self._ends())
        assert all(count == 1 for count in ends.values()), ends
        assert ends.keys() <= self.failures.keys()

    def teardown(self) -> None:
        """Let the workers go on in peace until nothing is left; then every entry has come to the right end."""
        try:
            if self.consumers:
                self.runner.run(self._drained())
                self._check_ends()
        finally:
            self.runner.run(self._leave())
            self.runner.close()

    def _check_ends(self) -> None:
        ends = self.runner.run(self._ends())
        assert ends == Counter(self.failures.keys())
        for entry_id, letter in self.runner.run(self._letters()).items():
            fails = self.failures[entry_id]
            if letter.error.type == "RefusedError":
                assert fails < 0
            elif letter.error.type == "GivenUpError":
                assert letter.tries >= TRIES
                assert entry_id in self.died
            else:
                assert fails > 0
                assert letter.tries >= TRIES

    async def _drained(self) -> None:
        for _ in range(20 * (len(self.failures) + 1)):
            await self._age()
            worker = self.consumers[0]
            if fresh := await self._read(worker, 10):
                await worker.process(fresh)
            elif not await worker.claim():
                break
        left = await pending(self.redis, self.stream, GROUP, after="-", count=1000)
        assert not left

    async def _read(self, worker: Consumer, count: int) -> list[Entry]:
        reply = cast("Any", await self.redis.xreadgroup(GROUP, worker.name, {self.stream: ">"}, count=count))
        rows: Sequence[Any] = reply[0][1] if reply else []
        return [Entry(self.stream, entry_id.decode(), named(fields)) for entry_id, fields in rows]

    async def _age(self) -> None:
        for entry in await pending(self.redis, self.stream, GROUP, after="-", count=1000):
            await self.redis.xclaim(self.stream, GROUP, entry.consumer, 0, [entry.id], idle=LONG_AGO_MS, justid=True)

    async def _ends(self) -> Counter[str]:
        """How often each entry came to an end."""
        effects = await cast("Any", self.redis.hgetall(f"{self.settings.prefix}effects"))
        done = Counter({entry_id.decode(): int(count) for entry_id, count in effects.items()})
        return done + Counter(letter.entry_id for letter in await self._read_letters())

    async def _letters(self) -> dict[str, Letter]:
        return {letter.entry_id: letter for letter in await self._read_letters()}

    async def _read_letters(self) -> list[Letter]:
        return [read_letter(name, fields) for name, fields in await entries(self.redis, self.streams.dead)]

    async def _leave(self) -> None:
        for key in await self.redis.keys(f"{self.settings.prefix}*"):  # pyright: ignore[reportUnknownMemberType]
            await self.redis.delete(key)
        await self.redis.aclose()


def test_every_entry_ends_done_or_dead_and_takes_effect_once(redis_url: str) -> None:
    class Here(Delivery):
        def __init__(self) -> None:
            super().__init__(redis_url)

    run_state_machine_as_test(
        Here,
        settings=bounds(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
