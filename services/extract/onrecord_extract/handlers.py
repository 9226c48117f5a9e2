"""An accepted article in, its statements out."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Protocol

import structlog
from onrecord_core.delivery import Done, Entry
from onrecord_core.errors import MalformedEntryError
from onrecord_core.events import ArticleAccepted, Event, Extraction, Origin, article_extracted, statement_extracted
from onrecord_core.measures import Measures
from onrecord_core.progress import ProgressBook, text_id
from onrecord_core.records import Article, Extractor, Statement
from onrecord_core.streams import Streams, decode
from onrecord_core.tracing import Tracing

log = structlog.stdlib.get_logger(__name__)


class Extract(Protocol):
    """What finds the statements of an article that is no later than `today`."""

    def __call__(self, article: Article, *, today: date) -> list[Statement]: ...


class ArticleHandler:
    """Turns `article.accepted` into `statement.extracted` for each statement, then `article.extracted`."""

    def __init__(
        self,
        streams: Streams,
        progress: ProgressBook,
        *,
        extract: Extract,
        extractor: Extractor,
        measures: Measures,
        tracing: Tracing,
    ) -> None:
        self._streams = streams
        self._progress = progress
        self._extract = extract
        self._extractor = extractor
        self._extracting = measures.stage("extract")
        self._articles = measures.articles("extracted")
        self._statements = measures.statements("extracted")
        self._tracing = tracing

    async def __call__(self, entry: Entry) -> Done:
        """Extract one article; raises MalformedEntryError for another event, SpanMismatchError for a false span."""
        event = decode(entry.fields)
        if not isinstance(event, ArticleAccepted):
            raise MalformedEntryError(f"{self._streams.articles} carries {event.type}; it is for accepted articles")
        article = event.data
        # the day of submission, not the clock's: however often an article is read, its statements stay the same
        today = (article.fetched_at or event.time).date()
        with (
            structlog.contextvars.bound_contextvars(article_id=article.id, event_id=event.id),
            self._tracing.span("extract", event.traceparent, article_id=article.id) as traceparent,
        ):
            with self._extracting.time():
                statements = await asyncio.to_thread(self._extract, article, today=today)
            for statement in statements:
                statement.check(article.text)
            log.info("extracted", statements=len(statements), characters=len(article.text))
        return self._done(article, statements, replace(event.origin, traceparent=traceparent))

    def _done(self, article: Article, statements: list[Statement], origin: Origin) -> Done:
        extraction = Extraction(
            article_id=article.id,
            revision=article.revision,
            statements=tuple(statement.id for statement in statements),
            extractor=self._extractor,
        )
        events: list[Event] = [statement_extracted(statement, origin=origin) for statement in statements]
        events.append(article_extracted(extraction, origin=origin))

        def count() -> None:
            self._articles.inc()
            self._statements.inc(len(statements))

        return Done(
            publish=[(self._streams.statements, event) for event in events],
            also=lambda pipe: self._progress.note(
                pipe,
                text_id(article.id, article.revision),
                "extracted",
                article_id=article.id,
                statements=len(statements),
            ),
            then=count,
        )
