"""What a handler gets, an entry, and what it gives for it, an outcome."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from onrecord_core.errors import OnrecordError
from onrecord_core.events import Event

if TYPE_CHECKING:
    from redis.asyncio.client import Pipeline


class GivenUpError(OnrecordError):
    """As many workers as there are tries took the entry and did not come back."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a stream, as it was written; `deliveries` counts this one."""

    stream: str
    id: str
    fields: Mapping[str, bytes]
    deliveries: int = 1


@dataclass(frozen=True, slots=True)
class Done:
    """The entry is processed: publish these events and acknowledge it, all or nothing."""

    publish: Sequence[tuple[str, Event]] = ()
    also: "Callable[[Pipeline], object] | None" = None
    """Adds further commands to the transaction."""
    expects: Mapping[str, bytes | None] = field(default_factory=dict[str, bytes | None])
    """Keys on which the outcome rests, with the strings they held; where one has changed, the handler is asked anew."""
    then: Callable[[], object] | None = None
    """Called once the entry is acknowledged by this outcome, to count it."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The entry could not be processed; a RefusedError is final, any other error is tried again."""

    error: Exception


Outcome = Done | Failed
type End = Literal["done", "refused", "again", "failed"]
Handle = Callable[[Sequence[Entry]], Awaitable[Sequence[Outcome]]]
"""Brings entries to an outcome each, in their order; raising is Failed for all of them."""


async def one_by_one(entries: Sequence[Entry], handle: Callable[[Entry], Awaitable[Done]]) -> list[Outcome]:
    """Handle entries singly, so that each has an outcome of its own."""
    outcomes: list[Outcome] = []
    for entry in entries:
        try:
            outcomes.append(await handle(entry))
        except Exception as error:  # noqa: BLE001 - it ends as a dead letter that names it
            outcomes.append(Failed(error))
    return outcomes
