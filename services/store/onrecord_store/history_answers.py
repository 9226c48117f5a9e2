"""What the routes answer of what was before."""

from datetime import datetime
from typing import Literal

from onrecord_core.records import ArticleDate, Extractor, Record, Statement
from pydantic import Field


class ArticleReading(Record):
    """What an extractor found in a revision, against what was in force before."""

    extracted_at: datetime = Field(description="When it was read.")
    revision: str
    extractor: Extractor
    rules: bool = Field(description="False for a late reading of a revision that a newer one had replaced by then.")
    added: tuple[str, ...] = Field(description="Ids of statements that were not in force before.")
    kept: tuple[str, ...] = Field(description="Ids of statements that were.")
    retracted: tuple[str, ...] = Field(description="Ids of statements that it no longer finds.")


class ArticleRevision(Record):
    """A text that an article had, from when it was accepted until the next was; the same text may come back."""

    revision: str
    accepted_at: datetime
    is_current: bool
    headline: str | None
    published_at: ArticleDate | None
    characters: int = Field(description="Code points of the text.")
    readings: tuple[ArticleReading, ...] = Field(description="In the order of time.")


class ArticleRevisions(Record):
    """All revisions of an article, in the order of time."""

    id: str
    revisions: tuple[ArticleRevision, ...]


class Account(Record):
    """One account that was given of a statement; its spans are true of the revision that it names."""

    found_at: datetime = Field(description="When it was given first.")
    last_found_at: datetime = Field(description="When it was given last.")
    statement: Statement


class Step(Record):
    """When a statement came into force, or went out of it."""

    at: datetime
    step: Literal["found", "retracted"]
    revision: str = Field(description="The revision that was read.")
    extractor: Extractor | None = Field(description="Which extractor read it; null where it was withdrawn otherwise.")


class StatementHistory(Record):
    """What was said of a statement, and when it was in force."""

    id: str
    article_id: str
    in_force: bool
    steps: tuple[Step, ...] = Field(description="In the order of time.")
    accounts: tuple[Account, ...] = Field(description="In the order of time.")
