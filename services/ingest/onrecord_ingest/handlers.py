"""A submission in, an accepted article out; or the word that it is a duplicate."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

import structlog
from onrecord_core.delivery import Done, Entry, Failed, Outcome
from onrecord_core.errors import NoTextError
from onrecord_core.events import Failure, Origin, article_accepted
from onrecord_core.logs import get_logger
from onrecord_core.measures import Measures
from onrecord_core.progress import ProgressBook
from onrecord_core.records import Article
from onrecord_core.streams import Streams, written_at
from onrecord_core.traceparent import trace_id_of
from onrecord_core.tracing import Tracing

from onrecord_ingest.accept import accept
from onrecord_ingest.fetch import Fetched
from onrecord_ingest.page import Page
from onrecord_ingest.seen import Recalled, SeenBook
from onrecord_ingest.settings import IngestSettings
from onrecord_ingest.submission import Submission, parse_entry

if TYPE_CHECKING:
    from redis.asyncio import Redis
    from redis.asyncio.client import Pipeline

log = get_logger(__name__)


class ReadPage(Protocol):
    """Reads a page; raises NoTextError where there is no article in it."""

    async def __call__(self, html: str, *, url: str | None = None) -> Page:
        """What the page at `url` says."""
        ...


class Read(NamedTuple):
    """An article as it was read, as of when it has this text, and where it comes from."""

    article: Article
    as_of: datetime
    origin: Origin


class SubmissionHandler:
    """Turns submissions into `article.accepted`.

    The articles of a batch are read side by side, so that a slow page holds up no other, and judged one after the
    other, so that the second of two equal ones is told from the first. Two processes may judge equal articles at
    the same time: each states what its judgement rests on, and the later one is asked anew.
    """

    def __init__(
        self,
        redis: "Redis",
        settings: IngestSettings,
        *,
        fetch: Callable[[str], Awaitable[Fetched]],
        read_page: ReadPage,
        measures: Measures,
        tracing: Tracing,
    ) -> None:
        self._redis = redis
        self._settings = settings
        self._streams = Streams(settings.prefix)
        self._progress = ProgressBook(self._streams, days=settings.progress_days)
        self._seen = SeenBook(self._streams, days=settings.dedup_days)
        self._fetch = fetch
        self._read_page = read_page
        self._fetching = measures.stage("fetch")
        self._cleaning = measures.stage("clean")
        self._accepted = measures.articles("accepted")
        self._duplicates = measures.articles("duplicate")
        self._tracing = tracing

    async def __call__(self, entries: Sequence[Entry]) -> Sequence[Outcome]:
        """Bring entries of the submissions stream to their outcomes."""
        read = await asyncio.gather(*(self._read(entry) for entry in entries), return_exceptions=True)
        articles = [found.article for found in read if isinstance(found, Read)]
        recalled = await self._seen.recall(self._redis, articles)
        return [self._outcome(entry, result, recalled) for entry, result in zip(entries, read, strict=True)]

    async def _read(self, entry: Entry) -> Read:
        with structlog.contextvars.bound_contextvars(submission_id=entry.id):
            parsed = parse_entry(entry.fields, max_bytes=self._settings.max_body_bytes)
            if parsed.ignored:
                log.info("fields ignored", ignored=parsed.ignored)
            with self._tracing.span("ingest", parsed.submission.traceparent, submission_id=entry.id) as traceparent:
                submission, fetched = await self._with_page(parsed.submission)
                with self._cleaning.time():
                    article = await asyncio.to_thread(
                        accept,
                        submission,
                        await self._page_of(submission),
                        languages=self._settings.language_codes,
                        max_chars=self._settings.max_text_chars,
                        fetched_at=fetched and fetched.at,
                    )
            submitted = written_at(entry.id)
            # not the time of handling: an entry may be handled after one that was submitted later, or again
            as_of = article.fetched_at or submitted or datetime.now(UTC)
            return Read(article, as_of, Origin(traceparent, submitted))

    async def _with_page(self, submission: Submission) -> tuple[Submission, Fetched | None]:
        """A submission with its page, which is fetched where only its address came."""
        if submission.text or submission.html or not submission.url:
            return submission, None
        with self._fetching.time():
            fetched = await self._fetch(submission.url)
        brought = {"html": fetched.html, "text": fetched.text, "url": fetched.url}
        return submission.model_copy(update=brought), fetched

    async def _page_of(self, submission: Submission) -> Page | None:
        """The page, where one came; beside a given text it only tells what that leaves open."""
        if not submission.html:
            return None
        try:
            return await self._read_page(submission.html, url=submission.url)
        except NoTextError:
            if submission.text:
                return None
            raise

    def _outcome(self, entry: Entry, result: Read | BaseException, recalled: Recalled) -> Outcome:
        if isinstance(result, Exception):
            return Failed(result)
        if isinstance(result, BaseException):
            raise result
        article = result.article
        repeated = recalled.judge(article, result.as_of)
        expects = recalled.expected(article)
        trace_id = trace_id_of(result.origin.traceparent or "")
        with structlog.contextvars.bound_contextvars(
            submission_id=entry.id, article_id=repeated or article.id, trace_id=trace_id
        ):
            if repeated:
                return self._duplicate(entry, repeated, expects)
            return self._news(entry, result, recalled.newest(article), expects)

    def _duplicate(self, entry: Entry, article_id: str, expects: dict[str, bytes | None]) -> Done:
        log.info("duplicate")
        note = self._progress.note
        return Done(
            also=lambda pipe: note(pipe, entry.id, "duplicate", article_id=article_id),
            expects=expects,
            then=self._duplicates.inc,
        )

    def _news(self, entry: Entry, found: Read, newest: bytes, expects: dict[str, bytes | None]) -> Done:
        article = found.article
        event = article_accepted(article, time=found.as_of, origin=found.origin)
        log.info("accepted", event_id=event.id, characters=len(article.text), published=article.published_basis)

        def also(pipe: "Pipeline") -> None:
            self._seen.note(pipe, article, newest)
            for name in (entry.id, article.id):
                self._progress.note(pipe, name, "accepted", article_id=article.id, revision=article.revision)

        return Done(publish=[(self._streams.articles, event)], also=also, expects=expects, then=self._accepted.inc)

    def note_refusal(self, pipe: "Pipeline", entry: Entry, failure: Failure) -> None:
        """Add to the transaction that sets an entry aside that its submission is refused, and why."""
        self._progress.note(pipe, entry.id, "refused", reason=failure.message)
