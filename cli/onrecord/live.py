"""The stream of statements as anybody may read it: by XREAD, in no group, on through a broken connection."""

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from typing import Any, cast

from onrecord_core.errors import MalformedEntryError
from onrecord_core.events import Event
from onrecord_core.streams import Streams, decode, named
from redis.asyncio import Redis
from redis.exceptions import AuthenticationError, ConnectionError, RedisError, TimeoutError  # noqa: A004

from onrecord.waiting import FIRST_WAIT, LONGEST_WAIT

BLOCK_MS = 2000
"""How long one read waits; redis-py's socket timeout of five seconds is the limit."""
PAGE = 100
START = "0-0"

_ENTRY_ID = re.compile(r"\d{1,20}(-\d{1,20})?")


class Following:
    """One reader of a stream of statements.

    `since`: the id of the entry to begin after, `-` for the beginning, None for what comes from now on. `say` is told
    when the server goes away and comes back, and of entries that are no events. Raises MalformedEntryError for a
    `since` that is none of these.
    """

    def __init__(self, redis_url: str, prefix: str, *, since: str | None, say: Callable[[str], object]) -> None:
        if since not in (None, "-") and not _ENTRY_ID.fullmatch(since):
            raise MalformedEntryError(f"--since {since!r} is no id of an entry; write 1700000000000-0, or -")
        self._url = redis_url
        self._stream = Streams(prefix).statements
        self._last = START if since == "-" else since
        self._say = say

    async def events(self) -> AsyncGenerator[Event]:
        """The events of the stream, without end; raises redis.exceptions.AuthenticationError."""
        wait = FIRST_WAIT
        try:
            client = Redis.from_url(self._url)  # pyright: ignore[reportUnknownMemberType]
        except ValueError as error:
            raise MalformedEntryError("ONRECORD_REDIS_URL is no address; write redis://host:6379/0") from error
        async with client as redis:
            while True:
                try:
                    entries = await self._read(redis)
                except AuthenticationError as error:
                    raise MalformedEntryError(f"the server of the streams refuses us: {error}") from error
                except (ConnectionError, TimeoutError) as error:
                    self._say(f"the streams are away ({error}); trying again in {wait:.1f} s")
                    await asyncio.sleep(wait)
                    wait = min(wait * 2, LONGEST_WAIT)
                    continue
                except RedisError as error:
                    raise MalformedEntryError(f"{self._stream} cannot be read: {error}") from error
                if wait > FIRST_WAIT:
                    self._say("the streams are back")
                    wait = FIRST_WAIT
                for entry_id, fields in entries:
                    self._last = entry_id
                    if event := self._event(entry_id, fields):
                        yield event

    def _event(self, entry_id: str, fields: Mapping[bytes, bytes]) -> Event | None:
        try:
            return decode(named(fields))
        except MalformedEntryError as error:
            self._say(f"entry {entry_id} is passed over: {error}")
            return None

    async def _read(self, redis: Redis) -> list[tuple[str, Mapping[bytes, bytes]]]:
        if self._last is None:
            # Not `$`: after a broken connection that would pass over what came meanwhile.
            newest: Sequence[Any] = cast("Any", await redis.xrevrange(self._stream, count=1))
            self._last = newest[0][0].decode() if newest else START
            self._say(f"watching {self._stream}; Ctrl-C ends it")
        reply = cast("Any", await redis.xread({self._stream: self._last}, count=PAGE, block=BLOCK_MS))
        streams: Sequence[Any] = list(cast("dict[Any, Any]", reply).items()) if isinstance(reply, dict) else reply
        return [(entry_id.decode(), fields) for _, entries in streams for entry_id, fields in entries]
