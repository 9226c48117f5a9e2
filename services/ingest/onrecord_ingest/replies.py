"""What the HTTP API answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from onrecord_core.errors import MalformedEntryError
from onrecord_core.problems import FieldProblem, Problem, problem
from onrecord_core.progress import Progress, Status
from pydantic import BaseModel, Field

from onrecord_ingest.submission import InvalidSubmissionError

EXAMPLE_ID = "1700000000000-0"
EXAMPLE_ARTICLE = "art_5f2c1a9be07d4438c6a1f0d2"


class Receipt(BaseModel):
    """A submission stands in the queue."""

    id: str = Field(description="The submission's id.", examples=[EXAMPLE_ID])
    status: Literal["queued"] = Field(default="queued", description="It waits to be read.")
    status_url: str = Field(description="Tells how far it is.", examples=[f"/v1/articles/{EXAMPLE_ID}"])
    ignored: list[str] = Field(default=[], description="Fields that mean nothing here.", examples=[["colour"]])


class Line(BaseModel):
    """A line of a batch."""

    line: int = Field(description="The line's number, from 1.", examples=[1])


class QueuedLine(Receipt, Line):
    """A line of a batch stands in the queue."""


class RefusedLine(Line):
    """A line of a batch is not taken."""

    status: Literal["refused"] = Field(default="refused", description="It is not queued.")
    problem: Problem = Field(description="What to change.")


type Answer = QueuedLine | RefusedLine


class ArticleStatus(BaseModel):
    """How far an article is."""

    id: str = Field(description="The id that was asked for: a submission's or an article's.", examples=[EXAMPLE_ID])
    status: Status = Field(
        description="queued: waits to be read. accepted: waits for its statements. extracted: its statements are out. "
        "duplicate: its text was seen before, as `article_id`. refused: see `reason`.",
        examples=["extracted"],
    )
    article_id: str | None = Field(
        description="The article's id, once it is known; of a duplicate, that of the article that it repeats.",
        examples=[EXAMPLE_ARTICLE],
    )
    statements: int | None = Field(description="How many statements were found, once it is extracted.", examples=[12])
    reason: str | None = Field(description="Why it is refused, and what to change.", examples=[None])
    updated_at: datetime = Field(description="Since when it is so.", examples=["2026-01-31T09:30:00Z"])

    @classmethod
    def of(cls, progress: Progress) -> "ArticleStatus":
        """The answer for a note of progress."""
        return cls.model_validate(progress.model_dump())


def status_url(name: str) -> str:
    """Where the progress of a submission or an article is told."""
    return f"/v1/articles/{name}"


def receipt(name: str, ignored: Sequence[str], *, line: int) -> QueuedLine:
    """The answer for a queued line of a batch."""
    return QueuedLine(line=line, id=name, status_url=status_url(name), ignored=list(ignored))


def problem_of(error: MalformedEntryError) -> Problem:
    """400 for what is no JSON, 422 for JSON that is no submission."""
    if not isinstance(error, InvalidSubmissionError):
        return problem(400, str(error))
    fields = [FieldProblem(field=name, detail=change) for name, change in error.fields if name]
    return problem(422, str(error), errors=fields)
