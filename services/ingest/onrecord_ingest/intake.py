"""Putting submissions into their stream, and telling how far they are."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from onrecord_core.progress import Progress, ProgressBook, text_id
from onrecord_core.room import Gauge
from onrecord_core.server import NotOnDiskError, execute_durably, run_id
from onrecord_core.streams import FIELD, Streams
from pydantic import TypeAdapter

from onrecord_ingest.idempotency import Key
from onrecord_ingest.settings import IngestSettings
from onrecord_ingest.submission import Submission

if TYPE_CHECKING:
    from redis.asyncio import Redis

SUBMISSION_ID = re.compile(r"(\d{1,19})-\d{1,19}", re.ASCII)
DAY_MS = 24 * 60 * 60 * 1000

# A key is forgotten when its submission is refused, so that the article can be sent again once the reason is mended.
_PUT = """
local ids = {}
for n = 4, #ARGV, 3 do
  local key = ARGV[n + 1] ~= '0' and KEYS[tonumber(ARGV[n + 1])]
  local before = key and redis.call('HMGET', key, 'body', 'id') or {}
  local id = before[2]
  if id and redis.call('HGET', ARGV[1] .. id, 'status') == 'refused' then id = false end
  if not id then
    id = redis.call('XADD', KEYS[1], '*', ARGV[3], ARGV[n])
    if key then redis.call('HSET', key, 'body', ARGV[n + 2], 'id', id) end
  elseif before[1] ~= ARGV[n + 2] then
    id = ''
  end
  if key and id ~= '' then redis.call('EXPIRE', key, ARGV[2]) end
  ids[#ids + 1] = id
end
return ids
"""


_AS_JSON = TypeAdapter(Submission)


@dataclass(frozen=True, slots=True)
class Drop:
    """A submission on its way into the stream, as it will stand there: as a text it may take four times the memory."""

    data: bytes
    key: Key | None = None

    @classmethod
    def of(cls, submission: Submission, key: Key | None = None) -> "Drop":
        """The drop of a submission."""
        return cls(_AS_JSON.dump_json(submission, exclude_defaults=True), key)


class Intake:
    """The submissions stream, as the HTTP API sees it."""

    def __init__(self, redis: "Redis", settings: IngestSettings) -> None:
        self._redis = redis
        self._gauge = Gauge(redis, settings)
        self._prefix = settings.prefix
        self._key_seconds = int(settings.idempotency_hours * 3600)
        self._streams = Streams(settings.prefix)
        self._progress = ProgressBook(self._streams, days=settings.progress_days)
        self._keep_ms = settings.progress_days * DAY_MS

    async def put(self, drops: Sequence[Drop], *, durably: bool = True) -> list[str | None]:
        """Queue submissions, all or none; gives their ids, None for one whose key came with another body before.

        One whose key came with the same body before is queued already and has the id that it had. `durably`: only
        return when they are on the server's disk. Raises RedisError, QueueFullError and NotOnDiskError.
        """
        await self._gauge.check()
        keys = [self._streams.submissions]
        arguments: list[str | bytes] = [self._streams.progress(""), str(self._key_seconds), FIELD]
        for drop in drops:
            if drop.key:
                keys.append(f"{self._prefix}idempotency:{drop.key.name}")
            arguments.append(drop.data)
            arguments += [str(len(keys)), drop.key.body] if drop.key else ["0", ""]
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.eval(_PUT, len(keys), *keys, *arguments)
            [ids] = await execute_durably(pipe) if durably else await pipe.execute()
        return [entry_id.decode() or None for entry_id in cast("list[bytes]", ids)]

    async def server(self) -> str:
        """What names the server's process, a new one after each restart; raises RedisError."""
        return await run_id(self._redis)

    async def on_disk(self, server: str) -> None:
        """Return when all that was put while `server` was the server's process is on its disk.

        Raises RedisError, and NotOnDiskError where it is another one by now, which may have lost something.
        """
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.set(f"{self._prefix}on-disk", "1")  # WAITAOF is about what its own connection wrote
            await execute_durably(pipe)
        if await run_id(self._redis) != server:
            raise NotOnDiskError("the streams' server was started again meanwhile; send it again")

    async def progress(self, name: str) -> Progress | None:
        """How far a submission or an article is; None where nothing is known of it.

        What was accepted is as far as its text is. A duplicate stays one, with the statements of its article.
        """
        own = await self._progress.read(self._redis, name) or await self._queued(name)
        if own is None or own.article_id is None:
            return own
        if own.status == "duplicate":
            article = await self.progress(own.article_id)
            return own.model_copy(update={"statements": article.statements if article else None})
        text = own.revision and await self._progress.read(self._redis, text_id(own.article_id, own.revision))
        return text.model_copy(update={"id": name}) if text else own

    async def _queued(self, name: str) -> Progress | None:
        """A submission of which nobody has made a note is queued, if it stands in the stream."""
        match = SUBMISSION_ID.fullmatch(name)
        if not match or int(match[1]) < time.time() * 1000 - self._keep_ms:  # so old, its note may have gone
            return None
        found = cast("Sequence[Any]", await self._redis.xrange(self._streams.submissions, name, name))
        if not found:
            return None
        return Progress.model_validate({"id": name, "status": "queued", "updated_at": int(match[1]) / 1000})
