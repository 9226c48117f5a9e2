"""Settling: the outcomes of entries, written with their acknowledgement in one transaction."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from redis.exceptions import RedisError, WatchError

from onrecord_core.deadletters import failure_of, letter_fields, traceback_of
from onrecord_core.errors import OnrecordError, RefusedError
from onrecord_core.events import DeadLetter, Failure
from onrecord_core.logs import get_logger
from onrecord_core.outcomes import Done, End, Entry, Failed, GivenUpError, Outcome
from onrecord_core.passing import passes, pauses
from onrecord_core.pending import put_off, settle
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams, encode
from onrecord_core.traceparent import found_in, trace_id_of

if TYPE_CHECKING:
    from prometheus_client import Counter
    from redis.asyncio import Redis
    from redis.asyncio.client import Pipeline

log = get_logger(__name__)

type OnDead = "Callable[[Pipeline, Entry, Failure], object]"
"""Adds commands to the transaction that sets an entry aside."""


class Settler:
    """Writes the outcomes of one consumer group."""

    def __init__(
        self,
        redis: "Redis",
        settings: Settings,
        *,
        source: str,
        stream: str,
        group: str,
        on_dead: OnDead | None,
        ends: Mapping[End, "Counter"],
    ) -> None:
        self._redis = redis
        self._max_tries = settings.max_tries
        self._source = source
        self._stream = stream
        self._group = group
        self._on_dead = on_dead
        self._ends = ends
        self._dead = Streams(settings.prefix).dead

    async def settle(self, pairs: Sequence[tuple[Entry, Outcome]]) -> None:
        """Write outcomes, and while the streams' server is away or full, wait for it.

        Raises WatchError where what an outcome rests on has changed, and RedisError for what waiting does not mend.
        """
        for pause in pauses():
            try:
                await self._write(pairs)
            except WatchError:
                raise
            except RedisError as error:
                if not passes(error):
                    raise
                log.warning("the outcome waits for the streams' server", stream=self._stream, error=str(error))
            else:
                return
            await asyncio.sleep(pause)

    async def _write(self, pairs: Sequence[tuple[Entry, Outcome]]) -> None:
        expected = {key: value for _, done in pairs if isinstance(done, Done) for key, value in done.expects.items()}
        async with self._redis.pipeline(transaction=True) as pipe:
            if expected:
                await pipe.watch(*expected)
                if await pipe.mget(list(expected)) != list(expected.values()):
                    raise WatchError("changed since the handler looked")
                pipe.multi()
            answers: list[tuple[int, End, Outcome]] = []
            for entry, outcome in pairs:
                end, effects = self._effects(entry, outcome)
                if effects is None:
                    put_off(pipe, self._stream, self._group, entry.id)
                else:
                    settle(pipe, self._stream, self._group, entry.id, effects)
                answers.append((len(pipe.command_stack) - 1, end, outcome))
            results = await pipe.execute() if answers else []
        for place, end, outcome in answers:
            if results[place]:  # else another has brought it to its end
                self._count(end, outcome)

    def _count(self, end: End, outcome: Outcome) -> None:
        self._ends[end].inc()
        if end == "done" and isinstance(outcome, Done) and outcome.then:
            outcome.then()

    def _effects(self, entry: Entry, outcome: Outcome) -> "tuple[End, Pipeline | None]":
        """An entry's end, and what takes place when it is acknowledged; None where it is to be tried again."""
        if isinstance(outcome, Done):
            try:
                return "done", self._done(outcome)
            except Exception as error:  # noqa: BLE001 - as where the handler raises it
                outcome = Failed(error)
        effects = self._redis.pipeline()
        end = self._fail(effects, entry, outcome.error)
        return end, None if end == "again" else effects

    def _done(self, outcome: Done) -> "Pipeline":
        effects = self._redis.pipeline()
        for stream, event in outcome.publish:
            effects.xadd(stream, encode(event))
        if outcome.also:
            outcome.also(effects)
        return effects

    def _fail(self, pipe: "Pipeline", entry: Entry, error: Exception) -> End:
        """The end to which an error brings an entry: it becomes a dead letter, or is tried again."""
        final = isinstance(error, RefusedError | GivenUpError) or entry.deliveries >= self._max_tries
        failure = failure_of(error)
        traceparent = found_in(entry.fields)
        log.warning(
            "dead letter" if final else "tried again later",
            stream=entry.stream,
            entry_id=entry.id,
            tries=entry.deliveries,
            error=f"{failure.type}: {failure.message}",
            exc_info=None if isinstance(error, OnrecordError) else error,
            **({"trace_id": trace_id_of(traceparent)} if traceparent else {}),
        )
        if final:
            letter = DeadLetter(
                stream=entry.stream, entry_id=entry.id, group=self._group, error=failure, tries=entry.deliveries
            )
            pipe.xadd(
                self._dead, letter_fields(letter, entry.fields, source=self._source, raised_at=traceback_of(error))
            )
            if self._on_dead:
                self._on_dead(pipe, entry, failure)
            return "refused" if isinstance(error, RefusedError) else "failed"
        return "again"
