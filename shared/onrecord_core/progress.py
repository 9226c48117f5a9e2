"""How far an article or a submission is, kept in small Redis hashes for `progress_days`.

ingest and extract write it in the transactions that also publish and acknowledge, so it never says more than is so.
ingest notes of a submission and of an article which text was accepted, extract how far that text is; so what becomes of
an earlier text of an article is not taken for news of a later one.
"""

from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, cast

from redis.typing import EncodableT, FieldT

from onrecord_core.records import Record
from onrecord_core.streams import Streams

if TYPE_CHECKING:
    from redis.asyncio import Redis
    from redis.asyncio.client import Pipeline

Status = Literal["queued", "accepted", "duplicate", "extracted", "refused"]


class Progress(Record):
    """One step on the way of an article; `id` is the article's, the submission's or that of a text (`text_id`)."""

    id: str
    status: Status
    article_id: str | None = None
    revision: str | None = None
    """Which text of the article was accepted."""
    statements: int | None = None
    """How many statements were found; known once it is extracted."""
    reason: str | None = None
    """Why it was refused, and what to change."""
    updated_at: datetime


def text_id(article_id: str, revision: str) -> str:
    """The id under which it is noted how far one text of an article is."""
    return f"{article_id}:{revision}"


class ProgressBook:
    """Writes and reads progress."""

    def __init__(self, streams: Streams, *, days: float) -> None:
        self._streams = streams
        self._keep = timedelta(days=days)

    def note(
        self,
        pipe: "Pipeline",
        name: str,
        status: Status,
        *,
        article_id: str | None = None,
        revision: str | None = None,
        statements: int | None = None,
        reason: str | None = None,
    ) -> None:
        """Add to a transaction that `name`, an id as in Progress, has come to `status`."""
        progress = Progress(
            id=name,
            status=status,
            article_id=article_id,
            revision=revision,
            statements=statements,
            reason=reason,
            updated_at=datetime.now(UTC),
        )
        fields: dict[FieldT, EncodableT] = {
            key: str(value) for key, value in progress.model_dump(mode="json", exclude_none=True).items()
        }
        key = self._streams.progress(name)
        pipe.delete(key)
        pipe.hset(key, mapping=fields)
        pipe.expire(key, self._keep)

    async def read(self, redis: "Redis", name: str) -> Progress | None:
        """What was noted under an id; None where nothing was."""
        fields = await cast("Awaitable[dict[bytes, bytes]]", redis.hgetall(self._streams.progress(name)))
        if not fields:
            return None
        return Progress.model_validate({key.decode(): value.decode() for key, value in fields.items()})
