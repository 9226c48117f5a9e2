"""Readiness: whether a service makes progress, and why not where it does not.

A process that answers may still have stalled, and a restart does not bring back a server that is away. So there are
two questions: `/healthz`, whether the process is alive, and `/readyz`, whether work gets done.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from redis.exceptions import RedisError

from onrecord_core.delivery import Consumer
from onrecord_core.groups import GroupProgress, groups_of
from onrecord_core.work import Work

ANSWER_SECONDS = 2.0
"""How long Redis has to answer, all questions together, and then the database."""

type Unwell = Callable[[], Awaitable[str | None]]
"""Tells what else is wrong with a service, such as a database that does not answer; None where all is well."""


@dataclass(frozen=True, slots=True)
class ConsumerProgress:
    """How far a consumer's group is, and what this process does about it."""

    stream: str
    group: str
    lag: int | None
    """Entries that the group has not read; None where the server cannot tell."""
    pending: int
    oldest_pending_seconds: float | None
    oldest_unread_seconds: float | None
    last_success_seconds: float | None
    """How long ago this process last brought entries to their ends; None where it never did."""
    reason: str | None
    """Why there is no progress; None where there is, or nothing to do."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What `/readyz` answers: ready where there is no reason against it."""

    reasons: tuple[str, ...]
    consumers: tuple[ConsumerProgress, ...] = ()


def reason_of(group: GroupProgress, work: Work, *, stall_seconds: float) -> str | None:
    """Why a consumer makes no progress: its group is gone, or work waits and none was settled for `stall_seconds`."""
    if not group.ready:
        return f"the consumer group {group.group} of {group.stream} is gone; start the service again"
    waits = max(group.oldest_unread_seconds or 0.0, work.in_hand_seconds)
    if min(waits, work.idle_seconds) <= stall_seconds:
        return None
    return f"{group.group} has settled nothing of {group.stream} for {work.idle_seconds:.0f} s, and entries wait"


async def progress_of(consumer: Consumer) -> ConsumerProgress:
    """Ask Redis how far a consumer's group is; raises RedisError."""
    groups = await groups_of(consumer.redis, consumer.stream, [consumer.group])
    [group] = [group for group in groups if group.group == consumer.group]
    settled = consumer.work.settled_at
    return ConsumerProgress(
        stream=consumer.stream,
        group=consumer.group,
        lag=group.lag,
        pending=group.pending,
        oldest_pending_seconds=group.oldest_pending_seconds,
        oldest_unread_seconds=group.oldest_unread_seconds,
        last_success_seconds=None if settled is None else max(0.0, time.time() - settled),
        reason=reason_of(group, consumer.work, stall_seconds=consumer.settings.stall_seconds),
    )


async def readiness_of(consumers: Sequence[Consumer], unwell: Unwell | None = None) -> Readiness:
    """Whether a service makes progress; Redis has `ANSWER_SECONDS` to tell, and `unwell` takes its own time."""
    if not consumers:
        return Readiness(("the service is starting",))
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            found = tuple([await progress_of(consumer) for consumer in consumers])
    except RedisError as error:
        return Readiness((f"Redis does not answer: {error}",))
    except TimeoutError:
        return Readiness((f"Redis does not answer within {ANSWER_SECONDS:g} s",))
    reasons = [progress.reason for progress in found]
    reasons.append(await unwell() if unwell else None)
    return Readiness(tuple(reason for reason in reasons if reason), found)


class Patient:
    """Asks whether something is well, and waits for the answer no longer than `ANSWER_SECONDS`.

    A question that is not answered is left open, and who asks next waits for the same answer. To give it up would
    take longer: a driver that is cancelled first tries to tell the server.
    """

    def __init__(self, unwell: Unwell, what: str) -> None:
        self._unwell = unwell
        self._what = what
        self._asked: asyncio.Future[str | None] | None = None

    async def __call__(self) -> str | None:
        """Why it is unwell; None where all is well."""
        if self._asked is None or self._asked.done():
            self._asked = asyncio.ensure_future(self._unwell())
        await asyncio.wait({self._asked}, timeout=ANSWER_SECONDS)
        return (
            self._asked.result() if self._asked.done() else f"{self._what} does not answer within {ANSWER_SECONDS:g} s"
        )
