"""A stored article in, what the current extractor finds in it out; the store tells what is new in that."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import structlog
from onrecord_core.delivery import Done, Entry
from onrecord_core.errors import MalformedEntryError
from onrecord_core.events import Extraction, Failure, Replayed, ReplayRequest, ReplayRequested, replay_read
from onrecord_core.records import Article, Extractor, Statement
from onrecord_core.streams import Streams, decode, encode

if TYPE_CHECKING:
    from redis.asyncio.client import Pipeline

log = structlog.stdlib.get_logger(__name__)


class ReplayHandler:
    """Turns `replay.requested` into `replay.read`.

    A request is deleted once it is settled: the stream has one group, so it holds what is to be read and no more.
    """

    def __init__(
        self, streams: Streams, *, extract: Callable[[Article], list[Statement]], extractor: Extractor
    ) -> None:
        self._streams = streams
        self._extract = extract
        self._extractor = extractor

    async def __call__(self, entry: Entry) -> Done:
        """Read one article again; raises MalformedEntryError for another event, SpanMismatchError for a false span."""
        request = _request(entry)
        replayed = _outcome(request) if request.unless == self._extractor else await self._read(request)
        return Done(
            publish=[(self._streams.replayed, replay_read(replayed))],
            also=lambda pipe: pipe.xdel(self._streams.replays, entry.id),
        )

    async def _read(self, request: ReplayRequest) -> Replayed:
        article = request.article
        with structlog.contextvars.bound_contextvars(article_id=article.id, replay_id=request.replay_id):
            statements = await asyncio.to_thread(self._extract, article)
            for statement in statements:
                statement.check(article.text)
            log.info("read again", statements=len(statements))
        extraction = Extraction(
            article_id=article.id,
            revision=article.revision,
            statements=tuple(statement.id for statement in statements),
            extractor=self._extractor,
        )
        return _outcome(request, extraction=extraction, statements=tuple(statements))

    def note_failure(self, pipe: "Pipeline", entry: Entry, failure: Failure) -> None:
        """Add to the transaction that sets a request aside that its article could not be read."""
        pipe.xdel(self._streams.replays, entry.id)
        try:
            request = _request(entry)
        except MalformedEntryError:
            return  # then there is no article of which to tell
        pipe.xadd(self._streams.replayed, encode(replay_read(_outcome(request, failure=failure))))


def _request(entry: Entry) -> ReplayRequest:
    event = decode(entry.fields)
    if not isinstance(event, ReplayRequested):
        raise MalformedEntryError(f"{entry.stream} carries {event.type}; it is for articles to be read again")
    return event.data


def _outcome(
    request: ReplayRequest,
    *,
    extraction: Extraction | None = None,
    statements: tuple[Statement, ...] = (),
    failure: Failure | None = None,
) -> Replayed:
    return Replayed(
        replay_id=request.replay_id,
        article_id=request.article.id,
        revision=request.article.revision,
        extraction=extraction,
        statements=statements,
        failure=failure,
    )
