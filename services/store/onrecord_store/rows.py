"""What the tables keep of an event: checked, and taken apart into the columns that queries filter and sort on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from onrecord_core.entities import Identity, identify
from onrecord_core.errors import MalformedEntryError, TooLargeError
from onrecord_core.events import ArticleAccepted, ArticleExtracted, StatementExtracted, StatementRetracted
from onrecord_core.ids import revision_of
from onrecord_core.records import Speaker, Statement

from onrecord_store.names import words

ID_CHARS = 200
"""The longest id; an index must hold it."""
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""A NUL character in JSON, and not the six characters that spell one."""

type Values = Mapping[str, object]
"""The columns of one row."""


@dataclass(frozen=True, slots=True, order=True)
class ArticleKey:
    """One revision of an article."""

    id: str
    revision: str

    def __str__(self) -> str:
        """For messages."""
        return f"{self.id} (revision {self.revision[:12]})"


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An accepted article."""

    article: ArticleKey
    values: Values


@dataclass(frozen=True, slots=True)
class StatementRow:
    """An extracted statement."""

    article: ArticleKey
    statement: Statement
    identity: Identity | None
    """Who the speaker is by name."""
    values: Values


@dataclass(frozen=True, slots=True)
class ExtractionRow:
    """Which statements one reading of an article found."""

    article: ArticleKey
    values: Values


@dataclass(frozen=True, slots=True)
class RetractionRow:
    """A statement that is withdrawn."""

    article: ArticleKey
    values: Values


type Reading = StatementRow | ExtractionRow | RetractionRow
"""What a reading of an article says."""


def article_row(event: ArticleAccepted) -> ArticleRow:
    """The row of an accepted article.

    Raises MalformedEntryError for NUL characters, a revision that is not that of the text, or a date out of range,
    and TooLargeError for a long id.
    """
    article = event.data
    key = _key(article.id, article.revision)
    record = article.model_dump_json(exclude={"text"})
    if "\0" in article.text or _holds_nul(record):
        raise MalformedEntryError("the article holds NUL characters, which PostgreSQL cannot keep; take them out")
    if article.revision != revision_of(article.text):
        raise MalformedEntryError("the article's revision is not the SHA-256 of its text")
    _moment(article.published_at)
    values = {
        "id": key.id,
        "revision": key.revision,
        "accepted_at": _moment(event.time),
        "record": record,
        "text": article.text,
    }
    return ArticleRow(key, values)


def statement_row(event: StatementExtracted) -> StatementRow:
    """The row of a statement; raises as `article_row` does."""
    statement = event.data
    article = statement.article
    speaker = statement.speaker
    key = _key(article.id, article.revision, statement.id)
    identity = identify(speaker, article.id) if speaker else None
    record = statement.model_dump_json()
    if _holds_nul(record):
        raise MalformedEntryError("the statement holds NUL characters, which PostgreSQL cannot keep; take them out")
    values = {
        "id": statement.id,
        "article_id": key.id,
        "revision": key.revision,
        "extracted_at": _moment(event.time),
        "record": record,
        "kind": statement.kind,
        "speaker": speaker.name if speaker else None,
        "speaker_words": words(speaker.name) if speaker else [],
        "country": speaker.affiliation.country if speaker and speaker.affiliation else None,
        "organization_words": words(*_organizations(speaker)) if speaker else [],
        "publisher_words": words(article.publisher),
        "headline": article.headline,
        "content": "\n".join(span.text for span in statement.content),
        "content_start": min(span.start for span in statement.content),
        "said_at": statement.said_at.value if statement.said_at else None,
        "published_at": _moment(article.published_at),
        "named_entity": identity and identity.id,
    }
    return StatementRow(key, statement, identity, values)


def entity_values(identity: Identity, name: str) -> Values:
    """The columns of an entity that is seen under a name."""
    return {
        "id": identity.id,
        "kind": identity.kind,
        "key": identity.key,
        "words": list(identity.words),
        "country": identity.country,
        "article_id": identity.article,
        "is_vague": identity.is_vague,
        "name": name,
        "split_from": None,
    }


def _organizations(speaker: Speaker) -> tuple[str | None, ...]:
    """For whom it was said: the affiliation, whom the speaker speaks for, and the speaker where it is no person."""
    itself = speaker.name if speaker.kind in {"organization", "government", "group", "media"} else None
    return (speaker.affiliation.name if speaker.affiliation else None, speaker.on_behalf_of, itself)


def extraction_row(event: ArticleExtracted) -> ExtractionRow:
    """What a reading found; raises as `article_row` does."""
    reading = event.data
    key = _key(reading.article_id, reading.revision, *reading.statements)
    values = {
        "article_id": key.id,
        "revision": key.revision,
        "extracted_at": _moment(event.time),
        "extractor_name": reading.extractor.name,
        "extractor_version": reading.extractor.version,
        "statement_ids": list(reading.statements),
    }
    return ExtractionRow(key, values)


def retraction_row(event: StatementRetracted) -> RetractionRow:
    """What is withdrawn; raises as `article_row` does."""
    retraction = event.data
    key = _key(retraction.article_id, retraction.revision, retraction.statement_id)
    values = {
        "statement_id": retraction.statement_id,
        "article_id": key.id,
        "revision": key.revision,
        "retracted_at": _moment(event.time),
    }
    return RetractionRow(key, values)


def _holds_nul(record: str) -> bool:
    return "\\u0000" in record and _NUL.search(record) is not None  # the pattern alone is slow where there is none


def _key(article_id: str, revision: str, *ids: str) -> ArticleKey:
    for name in (article_id, revision, *ids):
        if len(name) > ID_CHARS:
            raise TooLargeError(f"an id of {len(name)} characters; at most {ID_CHARS} are kept")
        if "\0" in name:
            raise MalformedEntryError("an id holds NUL characters, which PostgreSQL cannot keep; take them out")
    return ArticleKey(article_id, revision)


def _moment(when: date | datetime | None) -> datetime | None:
    """A moment in UTC; a day is its midnight, and so is a time without a zone taken as UTC."""
    if when is None:
        return None
    if not isinstance(when, datetime):
        when = datetime.combine(when, time())
    if when.tzinfo is None:
        return when.replace(tzinfo=UTC)
    try:
        return when.astimezone(UTC)
    except OverflowError:
        raise MalformedEntryError(f"the date {when} lies outside of the years 1 to 9999 in UTC") from None
