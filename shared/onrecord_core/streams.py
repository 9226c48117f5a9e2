"""The streams: their names, their consumer groups, and how an event stands in an entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from pydantic import ValidationError
from redis.exceptions import ResponseError
from redis.typing import EncodableT, FieldT, StreamIdT

from onrecord_core.errors import MalformedEntryError
from onrecord_core.events import EVENT, Event

if TYPE_CHECKING:
    from redis.asyncio import Redis

type Fields = dict[str, bytes]
"""An entry's fields: names as text, values as they were written."""

FIELD = "data"
"""The one field of an entry; it holds the event's JSON."""


@dataclass(frozen=True, slots=True)
class Streams:
    """Names of the keys of one instance."""

    prefix: str

    @property
    def submissions(self) -> str:
        """Articles as anybody drops them."""
        return f"{self.prefix}submissions"

    @property
    def articles(self) -> str:
        """Accepted articles."""
        return f"{self.prefix}articles"

    @property
    def statements(self) -> str:
        """Statements, and the articles that are through."""
        return f"{self.prefix}statements"

    @property
    def dead(self) -> str:
        """Entries that could not be processed."""
        return f"{self.prefix}dead"

    def progress(self, name: str) -> str:
        """The hash that tells how far an article or a submission is."""
        return f"{self.prefix}progress:{name}"

    def seen(self, kind: str, name: str) -> str:
        """The key that tells whether an article was accepted before."""
        return f"{self.prefix}seen:{kind}:{name}"


def encode(event: Event) -> dict[FieldT, EncodableT]:
    """The fields of the entry that carries an event."""
    return {FIELD: EVENT.dump_json(event)}


def decode(fields: Mapping[str, bytes]) -> Event:
    """The event of an entry's fields; raises MalformedEntryError."""
    try:
        data = fields[FIELD]
    except KeyError:
        raise MalformedEntryError(f"the entry has no field {FIELD!r}, but {sorted(fields)}") from None
    try:
        return EVENT.validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise MalformedEntryError(f"not an event of onrecord: {where}: {first['msg']}") from error


async def ensure_group(redis: "Redis", stream: str, group: str) -> None:
    """Create a consumer group that begins with the oldest entry, and its stream; one that exists stays as it is.

    FastStream would create it at `$` and pass over what was dropped before the service first ran.
    """
    try:
        await redis.xgroup_create(stream, group, id="0", mkstream=True)
    except ResponseError as error:
        if "BUSYGROUP" not in str(error):
            raise


async def entries(
    redis: "Redis", stream: str, *, first: str = "-", last: str = "+", count: int | None = None
) -> list[tuple[str, Fields]]:
    """Entries of a stream with their ids, oldest first."""
    rows = cast("Sequence[Any]", await redis.xrange(stream, first, last, count))
    return [(entry_id.decode(), named(fields)) for entry_id, fields in rows]


@dataclass(frozen=True, slots=True)
class Pending:
    """An entry that was delivered and not acknowledged."""

    id: str
    idle_ms: int
    deliveries: int


async def pending(redis: "Redis", stream: str, group: str, *, after: str, idle_ms: int, count: int) -> list[Pending]:
    """At most `count` entries pending for `idle_ms` or longer, from the id `after` on (`-` for the first)."""
    rows = cast("Sequence[Any]", await redis.xpending_range(stream, group, after, "+", count, idle=idle_ms))
    return [Pending(r["message_id"].decode(), r["time_since_delivered"], r["times_delivered"]) for r in rows]


async def claim(
    redis: "Redis", stream: str, group: str, consumer: str, entry_id: str, *, idle_ms: int
) -> Fields | None:
    """Take over one pending entry; None where somebody else was faster or the entry is gone."""
    reply: Sequence[Any] = cast("Any", await redis.xclaim(stream, group, consumer, idle_ms, [entry_id]))
    return named(reply[0][1]) if reply else None


async def renew(redis: "Redis", stream: str, group: str, consumer: str, ids: Sequence[str]) -> None:
    """Set the idle time of pending entries to 0; the count of deliveries stays, what is acknowledged is passed over."""
    wanted: list[StreamIdT] = list(ids)
    await redis.xclaim(stream, group, consumer, 0, wanted, idle=0, justid=True)


def named(fields: Mapping[bytes, bytes]) -> Fields:
    """Fields as Redis gives them, with their names as text."""
    return {name.decode("utf-8", "replace"): value for name, value in fields.items()}
