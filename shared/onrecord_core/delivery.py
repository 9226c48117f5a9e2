"""Delivery: every entry of a stream is brought to one of four ends, at least once.

=========  ================================================================================================
done       its effects are published and it is acknowledged, in one transaction
refused    bad input (RefusedError): it becomes a dead letter at once
again      any other error: it stays pending and is tried again after a growing delay
failed     it went wrong `max_tries` times, or as many workers died with it: it becomes a dead letter
=========  ================================================================================================

FastStream reads what is new. What a stopped, dead or failing consumer left pending is claimed
(`onrecord_core.claims`), and what failed is handled by itself, so that a bad entry takes no other with it; one whose
worker died is handled while nothing else is, for it may have killed it. While a handler works, the lease of its entries
is renewed, so that nobody takes them over. While the server of the streams is away or full, an outcome waits for it;
what a stopping service has not finished is handed back.
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Sequence
from typing import TYPE_CHECKING

from faststream import AckPolicy
from faststream.redis import RedisBatchStreamMessage, RedisBroker, StreamSub
from faststream.redis.parser import MessageFormat
from redis.exceptions import RedisError, WatchError

from onrecord_core.claims import Claims, Left
from onrecord_core.gathering import Gathering
from onrecord_core.leases import leased
from onrecord_core.logs import get_logger
from onrecord_core.measures import Measures
from onrecord_core.outcomes import Done, Entry, Failed, GivenUpError, Handle, Outcome, one_by_one
from onrecord_core.passing import passes, pauses
from onrecord_core.settings import Settings, consumer_name
from onrecord_core.settling import OnDead, Settler
from onrecord_core.streams import named
from onrecord_core.turn import Turn
from onrecord_core.work import Work

if TYPE_CHECKING:
    from redis.asyncio import Redis

__all__ = ["Consumer", "Done", "Entry", "Failed", "Handle", "Outcome", "RawFormat", "one_by_one"]

POLL_MS = 1000
"""How long one read waits for entries; redis-py's socket timeout of five seconds is the limit."""
ALONE = 2
"""The delivery by which an entry is in work alone; at the first, what its worker died of may be another one."""
SIDE_BY_SIDE = 8
"""How many entries are taken over at a time."""
CLAIM_SECONDS = 1.0
"""How often what is pending is looked through, at least; what was handed back waits no longer."""
log = get_logger(__name__)


class RawFormat(MessageFormat):
    """Leaves entries alone: handlers read their fields themselves, so that one bad entry strands no batch."""

    @classmethod
    async def encode(cls, **_: object) -> bytes:
        """Raise: `Consumer` writes events itself, in one MULTI with the acknowledgement."""
        raise NotImplementedError("publish by an outcome (Done), not through FastStream")

    @classmethod
    def parse(cls, data: bytes) -> tuple[bytes, dict[str, object]]:
        """Say that there is no body and no header."""
        del data
        return b"null", {}


class Consumer:
    """One member of a consumer group, which reads one stream.

    `handle` gets at most `batch` entries. `on_dead` may add commands to the transaction that sets an entry aside.
    Consumers that share a `turn` have nothing in work beside an entry whose worker died; those of which one waits for
    what another does must not share it. `measures` count to which ends entries come. `gathering` tells how long new
    entries are left to gather after each batch.
    """

    def __init__(
        self,
        redis: "Redis",
        settings: Settings,
        *,
        source: str,
        stream: str,
        group: str,
        handle: Handle,
        batch: int = 1,
        on_dead: OnDead | None = None,
        turn: Turn | None = None,
        measures: Measures | None = None,
        gathering: Gathering | None = None,
    ) -> None:
        self.redis = redis
        self.settings = settings
        self.source = source
        self.stream = stream
        self.group = group
        self.name = consumer_name()
        self._handle = handle
        self._batch = batch
        self._gathering = gathering
        self._stopping = asyncio.Event()
        self._turn = turn or Turn()
        self.work = Work()
        ends = (measures or Measures()).ends_of(stream.removeprefix(settings.prefix))
        self._settler = Settler(redis, settings, source=source, stream=stream, group=group, on_dead=on_dead, ends=ends)
        self.claims = Claims(redis, settings, stream=stream, group=group, consumer=self.name)

    def subscribe(self, broker: RedisBroker) -> None:
        """Have FastStream read this consumer's new entries; the group must exist when the broker starts."""
        sub = StreamSub(
            self.stream,
            group=self.group,
            consumer=self.name,
            batch=True,
            max_records=self._batch,
            polling_interval=POLL_MS,
        )

        async def read(message: RedisBatchStreamMessage) -> None:
            raw = message.raw_message
            pairs = zip(raw["message_ids"], raw["data"], strict=True)
            await self.process([Entry(self.stream, i.decode(), named(fields)) for i, fields in pairs])
            if self._gathering:
                await self.stopped(within=await self._gathering.pause())

        broker.subscriber(stream=sub, ack_policy=AckPolicy.MANUAL)(read)

    async def process(self, entries: Sequence[Entry]) -> None:
        """Bring entries to their ends; never raises for what the handler or Redis does."""
        async with self._leased(entries), self._turn.together():
            await self._process(entries)

    @contextlib.asynccontextmanager
    async def _leased(self, entries: Sequence[Entry]) -> AsyncGenerator[None]:
        ids = [entry.id for entry in entries]
        lease = self.settings.lease_seconds
        async with leased(self.redis, self.stream, self.group, self.name, ids, seconds=lease):
            yield

    async def _process(self, entries: Sequence[Entry]) -> None:
        with self.work.in_hand():
            try:
                while not await self._settled(await self._handled(entries)):
                    log.debug("what the outcome rested on has changed", stream=self.stream)
            except RedisError as error:
                log.warning("not settled, stays pending", stream=self.stream, error=str(error))
                return
        self.work.settled()
        log.debug("settled", stream=self.stream, entries=len(entries))

    async def _handled(self, entries: Sequence[Entry]) -> list[tuple[Entry, Outcome]]:
        """Ask the handler; while it needs the streams' server and that is away, again: no entry is to blame for it."""
        for pause in pauses():
            try:
                return list(zip(entries, await self._handle(entries), strict=True))
            except Exception as error:  # noqa: BLE001 - whatever it is, it ends as a dead letter that names it
                if not passes(error):
                    return [(entry, Failed(error)) for entry in entries]
                log.warning("the handler waits for the streams' server", stream=self.stream, error=str(error))
            await asyncio.sleep(pause)
        raise AssertionError("the pauses have no end")

    async def _settled(self, pairs: Sequence[tuple[Entry, Outcome]]) -> bool:
        """Settle entries; False where somebody changed what an outcome rests on."""
        try:
            await self._settler.settle(pairs)
        except WatchError:
            return False
        return True

    async def claim_until_stopped(self) -> None:
        """Take over and process what other consumers left, until `stop`."""
        while not self.is_stopping:
            try:
                claimed = await self.claim()
            except RedisError as error:
                log.warning("nothing claimed", stream=self.stream, error=str(error))
                claimed = False
            except Exception:
                log.exception("nothing claimed", stream=self.stream)
                claimed = False
            if not claimed:
                pause = min(self.settings.lease_seconds / 2, CLAIM_SECONDS)
                await self.stopped(within=pause)

    @property
    def is_stopping(self) -> bool:
        """Whether nothing more is to be read or claimed."""
        return self._stopping.is_set()

    async def stopped(self, *, within: float) -> None:
        """Wait for the stop, so many seconds at most."""
        if within:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), within)

    async def claim(self) -> bool:
        """Take over and process the first entries whose time has come; False where there are none. Raises RedisError.

        What may have killed its worker is processed while this process has nothing else; what failed, by itself.
        """
        found = await self.claims.due(min(self._batch, SIDE_BY_SIDE))
        if not found:
            return False
        async with self._turn.alone() if found[0].why == "died" else self._turn.together():
            taken = [entry for left in found if (entry := await self._taken(left))]
            async with self._leased(taken):
                if found[0].why == "failed":
                    await asyncio.gather(*(self._process([entry]) for entry in taken))
                elif taken:
                    await self._process(taken)
        return True

    async def _taken(self, left: Left) -> Entry | None:
        """Claim an entry; None where somebody else was faster, or where it is given up."""
        fields = await self.claims.take(left)
        if fields is None:
            return None
        if left.deliveries < max(self.settings.max_tries, ALONE):
            return Entry(self.stream, left.id, fields, left.deliveries + 1)
        died = f"given up: {left.deliveries} workers took it and none came back; did it kill them?"
        await self._settler.settle([(Entry(self.stream, left.id, fields, left.deliveries), Failed(GivenUpError(died)))])
        return None

    def stop(self) -> None:
        """Claim nothing more."""
        self._stopping.set()

    async def hand_back(self) -> None:
        """Give back what this consumer has not finished, so that another takes it over at once."""
        try:
            if entries := await self.claims.release():
                log.info("handed back", stream=self.stream, entries=entries)
        except RedisError as error:
            log.warning("not handed back, taken over after the lease", stream=self.stream, error=str(error))
