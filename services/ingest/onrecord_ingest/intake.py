"""Putting submissions into their stream, and telling how far they are."""

import re
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from onrecord_core.progress import Progress, ProgressBook
from onrecord_core.streams import FIELD, Streams

from onrecord_ingest.settings import IngestSettings
from onrecord_ingest.submission import Submission

if TYPE_CHECKING:
    from redis.asyncio import Redis

SUBMISSION_ID = re.compile(r"(\d{1,19})-\d{1,19}", re.ASCII)
DAY_MS = 24 * 60 * 60 * 1000


class Intake:
    """The submissions stream, as the HTTP API sees it."""

    def __init__(self, redis: "Redis", settings: IngestSettings) -> None:
        self._redis = redis
        self._streams = Streams(settings.prefix)
        self._progress = ProgressBook(self._streams, days=settings.progress_days)
        self._keep_ms = settings.progress_days * DAY_MS

    async def put(self, submissions: Sequence[Submission]) -> list[str]:
        """Queue submissions, all or none; gives their ids."""
        async with self._redis.pipeline(transaction=True) as pipe:
            for submission in submissions:
                pipe.xadd(self._streams.submissions, {FIELD: submission.model_dump_json(exclude_defaults=True)})
            ids = cast("list[bytes]", await pipe.execute())
        return [entry_id.decode() for entry_id in ids]

    async def progress(self, name: str) -> Progress | None:
        """How far a submission or an article is; None where nothing is known of it.

        An accepted submission is as far as its article is. A duplicate stays one, with the statements of its article.
        """
        own = await self._progress.read(self._redis, name) or await self._queued(name)
        if own is None or own.article_id is None or own.article_id == name:
            return own
        article = await self._progress.read(self._redis, own.article_id)
        if article is None:
            return own
        if own.status == "duplicate":
            return own.model_copy(update={"statements": article.statements})
        return article.model_copy(update={"id": name})

    async def _queued(self, name: str) -> Progress | None:
        """A submission of which nobody has made a note is queued, if it stands in the stream."""
        match = SUBMISSION_ID.fullmatch(name)
        if not match or int(match[1]) < time.time() * 1000 - self._keep_ms:  # so old, its note may have gone
            return None
        found = cast("Sequence[Any]", await self._redis.xrange(self._streams.submissions, name, name))
        if not found:
            return None
        return Progress.model_validate({"id": name, "status": "queued", "updated_at": int(match[1]) / 1000})
