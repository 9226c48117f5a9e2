"""Dead letters as they are read, and the ways out: back to the stream that they came from, or away."""

import contextlib
import re
from collections.abc import AsyncGenerator, Awaitable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from pydantic import Field
from redis.exceptions import ResponseError

from onrecord_core.deadletters import ORIGINAL, TRACEBACK
from onrecord_core.errors import MalformedEntryError, OnrecordError
from onrecord_core.events import EntryDeadLettered, Failure
from onrecord_core.records import Record
from onrecord_core.streams import Fields, Streams, decode, entries, named

if TYPE_CHECKING:
    from redis.asyncio import Redis

PAGE = 16
"""Letters read at a time; each may hold an entry of several megabytes."""
REMEMBERED = timedelta(days=30)
"""For how long it is known that a letter was retried."""

_ID = re.compile(r"(\d{1,20})-(\d{1,20})", re.ASCII)
_RETRY = """
local found = redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])
if #found == 0 then return {0, redis.call('GET', KEYS[3])} end
local fields, original = found[1][2], {}
for n = 1, #fields, 2 do
  if string.sub(fields[n], 1, #ARGV[2]) == ARGV[2] then
    original[#original + 1] = string.sub(fields[n], #ARGV[2] + 1)
    original[#original + 1] = fields[n + 1]
  end
end
local entry = redis.call('XADD', KEYS[2], '*', unpack(original))
redis.call('SET', KEYS[3], entry, 'EX', ARGV[3])
redis.call('XDEL', KEYS[1], ARGV[1])
return {1, entry}
"""


class CannotRetryError(OnrecordError):
    """A dead letter whose entry cannot go back where it came from."""


class Letter(Record):
    """An entry that could not be processed, and why."""

    id: str = Field(description="Of the dead letter.")
    stream: str = Field(description="The stream that the entry came from.")
    entry_id: str = Field(description="The entry's id there.")
    group: str = Field(description="The consumer group that could not process it.")
    source: str = Field(description="The service that set it aside.")
    error: Failure = Field(description="Why; `traceback_digest` is the same for failures at the same place.")
    tries: int = Field(description="How often it was delivered.")
    entered_at: datetime | None = Field(description="When the entry came into its stream.")
    failed_at: datetime = Field(description="When it was set aside.")
    size: int = Field(description="Bytes of the entry.")
    traceback: str | None = Field(default=None, description="Where the error was raised; the end of it.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters are meant; what is None asks for nothing."""

    stream: str | None = None
    """A stream's name, with or without the prefix of the instance."""
    error: str | None = None
    """A type of error, or the digest of a traceback."""
    since: datetime | None = None

    def __call__(self, letter: Letter, *, prefix: str) -> bool:
        """Whether a letter is one of them; `since` is left to the stream's order."""
        named_so = self.stream is None or letter.stream in (self.stream, f"{prefix}{self.stream}")
        return named_so and self.error in (None, letter.error.type, letter.error.traceback_digest)


@dataclass(frozen=True, slots=True)
class Retried:
    """A letter whose entry is back in its stream."""

    entry_id: str
    """The id that it has there now."""
    before: bool
    """It was retried before, and nothing was done now."""


class Letterbox:
    """The dead letters of an instance."""

    def __init__(self, redis: "Redis", prefix: str) -> None:
        self._redis = redis
        self._prefix = prefix
        self._streams = Streams(prefix)

    async def find(self, wanted: Wanted, *, before: str | None = None) -> AsyncGenerator[Letter]:
        """Letters, newest first, from the one after `before` on, an id."""
        oldest = str(int(wanted.since.timestamp() * 1000)) if wanted.since else "-"
        newest = f"({before}" if before else "+"
        while True:
            reply = await self._redis.xrevrange(self._streams.dead, newest, oldest, PAGE)
            page = cast("Sequence[Any]", reply)
            for name, fields in page:
                letter = _read(name.decode(), named(fields))
                if wanted(letter, prefix=self._prefix):
                    yield letter
            if len(page) < PAGE:
                return
            newest = f"({page[-1][0].decode()}"

    async def read(self, name: str) -> tuple[Letter, Fields] | None:
        """A letter with the entry's own fields; None where there is none of this id."""
        found = await entries(self._redis, self._streams.dead, first=name, last=name) if _is_id(name) else []
        return (_read(name, found[0][1]), _original(found[0][1])) if found else None

    async def retry(self, name: str) -> Retried | None:
        """Put the entry of a letter back into its stream and remove the letter, all or nothing.

        Every group of the stream gets the entry, also those that have processed it; a repeat changes nothing there.
        A second retry is told of the first for 30 days. None where there never was such a letter. Raises
        CannotRetryError.
        """
        if not _is_id(name):
            return None
        found = await self.read(name)
        stream = found[0].stream if found else self._streams.submissions
        if stream not in self._streams.groups:
            raise CannotRetryError(
                f"{name} came from {stream or 'nowhere'}, which is no stream of this instance; see it, and drop it"
            )
        keys = [self._streams.dead, stream, f"{self._prefix}retried:{name}"]
        remembered = int(REMEMBERED.total_seconds())
        try:
            call = self._redis.eval(_RETRY, len(keys), *keys, name, ORIGINAL, str(remembered))
            done, entry_id = await cast("Awaitable[tuple[int, bytes | None]]", call)
        except ResponseError as error:
            raise CannotRetryError(f"{name} cannot go back to {stream}: {error}") from error
        return Retried(entry_id.decode(), before=not done) if entry_id else None

    async def drop(self, name: str) -> bool:
        """Remove a letter for good; False where there is none of this id."""
        return _is_id(name) and bool(await self._redis.xdel(self._streams.dead, name))


def _read(name: str, fields: Fields) -> Letter:
    size = sum(len(key) + len(value) for key, value in _original(fields).items())
    try:
        event = decode(fields)
    except MalformedEntryError as error:
        return _unreadable(name, str(error), size)
    if not isinstance(event, EntryDeadLettered):
        return _unreadable(name, f"it carries {event.type}", size)
    letter = event.data
    raised_at = fields.get(TRACEBACK)
    return Letter(
        id=name,
        stream=letter.stream,
        entry_id=letter.entry_id,
        group=letter.group,
        source=event.source,
        error=letter.error,
        tries=letter.tries,
        entered_at=_moment(letter.entry_id),
        failed_at=event.time,
        size=size,
        traceback=raised_at.decode("utf-8", "replace") if raised_at else None,
    )


def _unreadable(name: str, why: str, size: int) -> Letter:
    """What somebody else put among the dead letters."""
    return Letter(
        id=name,
        stream="",
        entry_id="",
        group="",
        source="",
        error=Failure(type="MalformedEntryError", message=f"no dead letter of onrecord: {why}"),
        tries=0,
        entered_at=None,
        failed_at=_moment(name) or datetime.fromtimestamp(0, UTC),
        size=size,
    )


def _original(fields: Mapping[str, bytes]) -> Fields:
    return {key.removeprefix(ORIGINAL): value for key, value in fields.items() if key.startswith(ORIGINAL)}


def _is_id(name: str) -> bool:
    match = _ID.fullmatch(name)
    return bool(match) and all(int(part) < 2**64 for part in match.groups())


def _moment(entry_id: str) -> datetime | None:
    """The time in an entry's id; None where it is none."""
    with contextlib.suppress(ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(int(entry_id.partition("-")[0]) / 1000, UTC)
    return None
