"""Dead letters as they are read, and the ways out: back to the stream that they came from, or away."""

import re
from collections.abc import AsyncGenerator, Awaitable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from redis.exceptions import ResponseError

from onrecord_core.deadletters import ORIGINAL
from onrecord_core.errors import OnrecordError
from onrecord_core.letters import Letter, Wanted, original, read_letter
from onrecord_core.passing import passes
from onrecord_core.streams import Fields, Streams, entries, named

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
        if before and not before.strip("0-"):
            return  # nothing is older than 0-0, and the server takes the question for an error
        while True:
            reply = await self._redis.xrevrange(self._streams.dead, newest, oldest, PAGE)
            page = cast("Sequence[Any]", reply)
            for name, fields in page:
                letter = read_letter(name.decode(), named(fields))
                if wanted(letter, prefix=self._prefix):
                    yield letter
            if len(page) < PAGE:
                return
            newest = f"({page[-1][0].decode()}"

    async def read(self, name: str) -> tuple[Letter, Fields] | None:
        """A letter with the entry's own fields; None where there is none of this id."""
        found = await entries(self._redis, self._streams.dead, first=name, last=name) if _is_id(name) else []
        return (read_letter(name, found[0][1]), original(found[0][1])) if found else None

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
            if passes(error):
                raise
            raise CannotRetryError(f"{name} cannot go back to {stream}: {error}") from error
        return Retried(entry_id.decode(), before=not done) if entry_id else None

    async def drop(self, name: str) -> bool:
        """Remove a letter for good; False where there is none of this id."""
        return _is_id(name) and bool(await self._redis.xdel(self._streams.dead, name))


def _is_id(name: str) -> bool:
    match = _ID.fullmatch(name)
    return bool(match) and all(int(part) < 2**64 for part in match.groups())
