"""The streams: their names, their consumer groups, and how an event stands in an entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from pydantic import ValidationError
from redis.exceptions import ResponseError
from redis.typing import EncodableT, FieldT

from onrecord_core.errors import MalformedEntryError
from onrecord_core.events import EVENT, Event

if TYPE_CHECKING:
    from redis.asyncio import Redis

type Fields = dict[str, bytes]
"""An entry's fields: names as text (what is no UTF-8 in them as lone surrogates), values as they were written."""

CLOCK_MS = range(10**12, 10**13)
"""Ids that are times: from 2001 to 2286."""
EPOCH = datetime.fromtimestamp(0, UTC)
SAME_MS_MAX = 1_000_000
"""More entries than a server writes in a millisecond; a number chosen by hand may be greater."""
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
    def replays(self) -> str:
        """Stored articles that are to be read again."""
        return f"{self.prefix}replays"

    @property
    def replayed(self) -> str:
        """What came of reading them again, for the store."""
        return f"{self.prefix}replayed"

    @property
    def dead(self) -> str:
        """Entries that could not be processed."""
        return f"{self.prefix}dead"

    @property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """The streams on which the services work, each with the groups that must have read an entry."""
        return {
            self.submissions: ("ingest",),
            self.articles: ("extract", "store"),
            self.statements: ("store",),
            self.replays: ("extract",),
            self.replayed: ("store",),
        }

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

    FastStream would create it at `$` and pass over what was dropped before the service first ran. It is looked for
    first: a full server creates nothing, and must not keep those out who would empty it.
    """
    if await redis.exists(stream) and group.encode() in [row["name"] for row in await redis.xinfo_groups(stream)]:
        return
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


def written_at(entry_id: str) -> datetime | None:
    """When an entry was written, by the clock of Redis; None where its id was chosen by hand and is no time.

    Entries of one millisecond are a microsecond apart, in their order, so that no two of a batch have the same time.
    """
    milliseconds, _, number = entry_id.partition("-")
    if int(milliseconds) not in CLOCK_MS:
        return None
    return EPOCH + timedelta(milliseconds=int(milliseconds), microseconds=min(int(number or 0), SAME_MS_MAX))


def named(fields: Mapping[bytes, bytes]) -> Fields:
    """Fields as Redis gives them, with their names as text."""
    return {name.decode("utf-8", "surrogateescape"): value for name, value in fields.items()}


def unnamed(name: str) -> bytes:
    """A field's name as it was written."""
    return name.encode("utf-8", "surrogateescape")
