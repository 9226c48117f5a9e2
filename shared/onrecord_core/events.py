"""The events on the streams: CloudEvents 1.0 in JSON, readable by any client in any language.

An event's `type` is `io.onrecord.<noun>.<verb>.v1`; its `id` is deterministic, so that the same thing published twice
is one event to whoever keeps ids. `docs/asyncapi.yaml` describes them and is checked against this module.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BeforeValidator, Field, TypeAdapter

from onrecord_core.ids import digest
from onrecord_core.records import Article, Extractor, Record, Statement
from onrecord_core.traceparent import valid


def _absent(value: object) -> bool:
    return value is None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an event comes from: what is carried on from the submission to all that follows from it."""

    traceparent: str | None = None
    """The place in a trace, as W3C Trace Context writes it."""
    submittedtime: datetime | None = None
    """When the article was submitted."""


NOWHERE = Origin()


class CloudEvent(Record):
    """The envelope's attributes, as CloudEvents 1.0 names them."""

    specversion: Literal["1.0"] = "1.0"
    id: str
    source: str
    """The service that says so: `onrecord/ingest`, `onrecord/extract` …"""
    subject: str
    """The id of the article or statement that the event is about."""
    time: datetime
    datacontenttype: Literal["application/json"] = "application/json"
    traceparent: Annotated[str | None, BeforeValidator(valid)] = Field(default=None, exclude_if=_absent)
    """W3C Trace Context, as CloudEvents' extension for distributed tracing names it; one that is not valid is none."""
    submittedtime: AwareDatetime | None = Field(default=None, exclude_if=_absent)
    """When the article was submitted, an extension of ours: from then on the way to the store is timed."""

    @property
    def origin(self) -> Origin:
        """Where the event comes from."""
        return Origin(self.traceparent, self.submittedtime)


class ArticleAccepted(CloudEvent):
    """An article is clean, dated, of a known language and not a duplicate."""

    type: Literal["io.onrecord.article.accepted.v1"] = "io.onrecord.article.accepted.v1"
    data: Article


class StatementExtracted(CloudEvent):
    """A statement was found in an article."""

    type: Literal["io.onrecord.statement.extracted.v1"] = "io.onrecord.statement.extracted.v1"
    data: Statement


class Extraction(Record):
    """The outcome of reading one revision of an article."""

    article_id: str
    revision: str
    statements: tuple[str, ...]
    """Ids of all statements found, in the order of the text."""
    extractor: Extractor


class ArticleExtracted(CloudEvent):
    """All statements of an article are out."""

    type: Literal["io.onrecord.article.extracted.v1"] = "io.onrecord.article.extracted.v1"
    data: Extraction


class Retraction(Record):
    """A statement that a later extraction no longer finds."""

    statement_id: str
    article_id: str
    revision: str
    extractor: Extractor


class StatementRetracted(CloudEvent):
    """A statement is no longer held to be one."""

    type: Literal["io.onrecord.statement.retracted.v1"] = "io.onrecord.statement.retracted.v1"
    data: Retraction


class ReplayRequest(Record):
    """An article of the store that is to be read again."""

    replay_id: str
    article: Article
    unless: Extractor | None = None
    """Where this extractor would read it, it need not be read."""


class ReplayRequested(CloudEvent):
    """A stored article is to be read by the current extractor."""

    type: Literal["io.onrecord.replay.requested.v1"] = "io.onrecord.replay.requested.v1"
    data: ReplayRequest


class Failure(Record):
    """Why an entry could not be processed."""

    type: str = Field(description="The kind of error.", examples=["FetchError"])
    message: str = Field(description="What was wrong, and what to change.")
    traceback_digest: str | None = Field(
        default=None, description="Groups equal failures: the hash of where the error was raised."
    )


class Replayed(Record):
    """What came of reading a stored article again: all statements at once, so that the store can tell what changed."""

    replay_id: str
    article_id: str
    revision: str
    extraction: Extraction | None = None
    """None where it was not read, as `failure` tells, or as the extractor that read it last is still the current."""
    statements: tuple[Statement, ...] = ()
    failure: Failure | None = None


class ReplayRead(CloudEvent):
    """A stored article was read again."""

    type: Literal["io.onrecord.replay.read.v1"] = "io.onrecord.replay.read.v1"
    data: Replayed


class DeadLetter(Record):
    """An entry that could not be processed; its original fields stand beside this event, prefixed `original.`."""

    stream: str
    entry_id: str
    group: str
    error: Failure
    tries: int = Field(ge=1)


class EntryDeadLettered(CloudEvent):
    """A stream entry was set aside."""

    type: Literal["io.onrecord.entry.deadlettered.v1"] = "io.onrecord.entry.deadlettered.v1"
    data: DeadLetter


Event = Annotated[
    ArticleAccepted
    | StatementExtracted
    | ArticleExtracted
    | StatementRetracted
    | ReplayRequested
    | ReplayRead
    | EntryDeadLettered,
    Field(discriminator="type"),
]
EVENT: TypeAdapter[Event] = TypeAdapter(Event)
"""Reads and writes any event; raises pydantic.ValidationError."""


def _event[E: CloudEvent](
    kind: type[E],
    data: Record,
    *,
    source: str,
    subject: str,
    key: Sequence[str],
    time: datetime | None,
    origin: Origin = NOWHERE,
) -> E:
    return kind.model_validate(
        {
            "id": digest(kind.model_fields["type"].default, *key),
            "source": source,
            "subject": subject,
            "time": time or datetime.now(UTC),
            "data": data,
            "traceparent": origin.traceparent,
            "submittedtime": origin.submittedtime,
        }
    )


def article_accepted(article: Article, *, time: datetime | None = None, origin: Origin = NOWHERE) -> ArticleAccepted:
    """The event that an article is accepted; `time` is now where it is not given."""
    key = (article.id, article.revision)
    return _event(
        ArticleAccepted, article, source="onrecord/ingest", subject=article.id, key=key, time=time, origin=origin
    )


def statement_extracted(
    statement: Statement, *, time: datetime | None = None, origin: Origin = NOWHERE
) -> StatementExtracted:
    """The event that a statement was found; another account of the same statement is another event."""
    key = (statement.id, statement.article.revision, statement.model_dump_json())
    source, subject = "onrecord/extract", statement.id
    return _event(StatementExtracted, statement, source=source, subject=subject, key=key, time=time, origin=origin)


def article_extracted(
    extraction: Extraction, *, time: datetime | None = None, origin: Origin = NOWHERE
) -> ArticleExtracted:
    """The event that all statements of an article are out; other statements are another event."""
    extractor = extraction.extractor
    key = (extraction.article_id, extraction.revision, extractor.name, extractor.version, *extraction.statements)
    source, subject = "onrecord/extract", extraction.article_id
    return _event(ArticleExtracted, extraction, source=source, subject=subject, key=key, time=time, origin=origin)


def statement_retracted(retraction: Retraction, *, source: str, time: datetime) -> StatementRetracted:
    """The event that a statement is withdrawn since `time`; withdrawn anew, after it was found again, is another."""
    extractor = retraction.extractor
    since = time.astimezone(UTC).isoformat()
    key = (retraction.statement_id, retraction.revision, extractor.name, extractor.version, since)
    return _event(StatementRetracted, retraction, source=source, subject=retraction.statement_id, key=key, time=time)


def replay_requested(request: ReplayRequest, *, time: datetime | None = None) -> ReplayRequested:
    """The event that an article is to be read again."""
    article = request.article
    key = (request.replay_id, article.id, article.revision)
    return _event(ReplayRequested, request, source="onrecord/store", subject=article.id, key=key, time=time)


def replay_read(replayed: Replayed, *, time: datetime | None = None) -> ReplayRead:
    """The event that an article was read again."""
    key = (replayed.replay_id, replayed.article_id, replayed.revision)
    return _event(ReplayRead, replayed, source="onrecord/extract", subject=replayed.article_id, key=key, time=time)


def entry_deadlettered(
    letter: DeadLetter, *, source: str, time: datetime | None = None, origin: Origin = NOWHERE
) -> EntryDeadLettered:
    """The event that an entry was set aside; `source` is the service that did so."""
    key = (letter.stream, letter.entry_id, letter.group)
    return _event(EntryDeadLettered, letter, source=source, subject=letter.entry_id, key=key, time=time, origin=origin)
