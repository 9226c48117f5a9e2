"""The records: an article as it is accepted, and a statement as it is found in one.

Offsets are Unicode code points into `Article.text`, end exclusive. `docs/events.md` maps the names to schema.org,
W3C Web Annotation and Popolo.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from onrecord_core.errors import SpanMismatchError

SpeakerKind = Literal["person", "organization", "government", "group", "media", "anonymous"]
Resolution = Literal["named", "pronoun", "nominal", "metonym", "implicit", "unknown"]
StatementKind = Literal["direct", "mixed", "indirect"]
Act = Literal[
    "state", "confirm", "deny", "promise", "demand", "warn", "threaten", "praise", "criticise", "apologise", "ask",
    "predict", "agree", "refuse",
]  # fmt: skip
Stance = Literal["supportive", "opposed", "conditional", "noncommittal", "factual"]
Section = Literal["headline", "lede", "body", "background"]
Precision = Literal["day", "week", "month", "year"]
SaidAtBasis = Literal["phrase", "dateline", "published", "carried"]
PublishedBasis = Literal["given", "page", "url", "dateline"]
AboutKind = Literal["person", "organization", "place", "topic", "event"]

CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""An ISO 3166-1 alpha-2 code."""
ArticleDate = date | datetime
"""A day, or a moment with its zone where the source gives one."""


class Record(BaseModel):
    """Base of the records: frozen, and closed to fields that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """A stretch of an article's text; `start` and `end` are code points, `end` exclusive."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    text: str

    @model_validator(mode="after")
    def _measure(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"a span of {self.end - self.start} code points cannot hold {len(self.text)}")
        return self

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """The span of `text` from `start` to `end`."""
        return cls(start=start, end=end, text=text[start:end])

    def check(self, text: str) -> None:
        """Raise SpanMismatchError unless `text` holds this span's words at its offsets."""
        if text[self.start : self.end] != self.text:
            raise SpanMismatchError(
                f"the article does not hold {self.text[:60]!r} at {self.start}-{self.end}; "
                "offsets are Unicode code points into article.text, end exclusive"
            )


class Article(Record):
    """An article as ingest accepts it; `text` is kept to the character."""

    id: str
    revision: str
    """SHA-256 of the text, hexadecimal."""
    url: str | None = None
    publisher: str | None = None
    headline: str | None = None
    authors: tuple[str, ...] = ()
    published_at: ArticleDate | None = None
    published_basis: PublishedBasis | None = None
    fetched_at: datetime | None = None
    language: str | None = None
    """BCP 47."""
    text: str

    @property
    def ref(self) -> "ArticleRef":
        """What a statement keeps of its article."""
        return ArticleRef.model_validate(self.model_dump(include=set(ArticleRef.model_fields)))


class ArticleRef(Record):
    """What a statement says of the article that it stands in."""

    id: str
    revision: str
    url: str | None = None
    publisher: str | None = None
    headline: str | None = None
    published_at: ArticleDate | None = None
    language: str | None = None


class Affiliation(Record):
    """The country or organisation that a speaker speaks for."""

    name: str
    country: CountryCode | None = None


class Speaker(Record):
    """Who said it; `name` is the fullest that the article gives."""

    name: str | None
    kind: SpeakerKind
    mention: Span | None = None
    """The words beside the statement that stand for the speaker."""
    resolution: Resolution
    role: str | None = None
    affiliation: Affiliation | None = None
    on_behalf_of: str | None = None
    entity_id: str | None = None


class Cue(Record):
    """The reporting words."""

    span: Span
    lemma: str
    act: Act


class SaidAt(Record):
    """When it was said; `value` is null where the text does not date it."""

    value: date | None = None
    precision: Precision | None = None
    basis: SaidAtBasis | None = None
    phrase: Span | None = None


class About(Record):
    """An entity or a topic that the content names."""

    name: str
    kind: AboutKind
    country: CountryCode | None = None
    span: Span


class Extractor(Record):
    """Which extractor found it."""

    name: str
    version: str


class Statement(Record):
    """A proposition that the article attributes to a source."""

    id: str
    article: ArticleRef
    speaker: Speaker | None = None
    cue: Cue | None = None
    content: tuple[Span, ...] = Field(min_length=1)
    """The statement's own words in order, without the outer quotation marks."""
    kind: StatementKind
    said_at: SaidAt | None = None
    addressee: Span | None = None
    venue: Span | None = None
    place: Span | None = None
    about: tuple[About, ...] = ()
    target: str | None = None
    stance: Stance | None = None
    conditions: tuple[Span, ...] = ()
    section: Section | None = None
    nested_in: str | None = None
    restates: tuple[str, ...] = ()
    """The ids of the article's statements that this one retells, as a headline or a lede does."""
    confidence: float = Field(ge=0, le=1)
    extractor: Extractor

    def spans(self) -> Iterator[Span]:
        """Every span of the statement, in no particular order."""
        yield from self.content
        yield from self.conditions
        yield from (entity.span for entity in self.about)
        optional = (
            self.speaker and self.speaker.mention,
            self.cue and self.cue.span,
            self.said_at and self.said_at.phrase,
            self.addressee,
            self.venue,
            self.place,
        )
        yield from (span for span in optional if span)

    def check(self, text: str) -> None:
        """Raise SpanMismatchError unless every span holds what `text` holds at its offsets."""
        for span in self.spans():
            span.check(text)

    @property
    def quotation(self) -> str:
        """The content as one line, its pieces parted by an ellipsis."""
        return " … ".join(" ".join(piece.text.split()) for piece in self.content)
