"""Predicted statements, as `onrecord extract --format jsonl` prints them; only what is measured is read of them."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from onrecord_core.records import Statement
from pydantic import BaseModel, NonNegativeInt

from onrecord.scoring.reading import read_lines
from onrecord.scoring.tokens import Spans


class _Piece(BaseModel):
    start: NonNegativeInt
    end: NonNegativeInt


class _Affiliation(BaseModel):
    name: str | None = None
    country: str | None = None


class _Speaker(BaseModel):
    name: str | None = None
    kind: str | None = None
    resolution: str | None = None
    role: str | None = None
    affiliation: _Affiliation | None = None
    on_behalf_of: str | None = None
    entity_id: str | None = None


class _SaidAt(BaseModel):
    value: str | None = None


class Words(BaseModel):
    """A span's words."""

    text: str


class _Cue(BaseModel):
    act: str | None = None


class PredictedAbout(BaseModel):
    """What a content names."""

    name: str
    kind: str


class _Article(BaseModel):
    id: str


class PredictedStatement(BaseModel):
    """What is measured of a statement."""

    article: _Article
    content: list[_Piece]
    kind: str | None = None
    speaker: _Speaker | None = None
    said_at: _SaidAt | None = None
    stance: str | None = None
    nested_in: str | None = None
    cue: _Cue | None = None
    section: str | None = None
    addressee: Words | None = None
    venue: Words | None = None
    place: Words | None = None
    about: list[PredictedAbout] = []
    target: str | None = None
    conditions: list[Words] = []
    restates: list[str] = []

    @property
    def spans(self) -> Spans:
        """The pieces of the content."""
        return tuple((piece.start, piece.end) for piece in self.content)

    @property
    def name(self) -> str | None:
        """The speaker's name."""
        return self.speaker.name if self.speaker else None

    @property
    def role(self) -> str | None:
        """The speaker's role."""
        return self.speaker.role if self.speaker else None

    @property
    def affiliation(self) -> str | None:
        """For whom the speaker speaks."""
        return self.speaker.affiliation.name if self.speaker and self.speaker.affiliation else None

    @property
    def country(self) -> str | None:
        """The country of the affiliation."""
        return self.speaker.affiliation.country if self.speaker and self.speaker.affiliation else None

    @property
    def speaker_kind(self) -> str | None:
        """What the speaker is; None where there is none."""
        return self.speaker.kind if self.speaker else None

    @property
    def resolution(self) -> str | None:
        """How the speaker was told; None where there is none."""
        return self.speaker.resolution if self.speaker else None

    @property
    def on_behalf_of(self) -> str | None:
        """For whom a spokesperson speaks."""
        return self.speaker.on_behalf_of if self.speaker else None

    @property
    def entity_id(self) -> str | None:
        """Who the speaker is, across documents."""
        return self.speaker.entity_id if self.speaker else None

    @property
    def act(self) -> str | None:
        """What the statement does, by its cue."""
        return self.cue.act if self.cue else None

    @property
    def said_on(self) -> str | None:
        """The day of saying, None where it is not dated."""
        return (self.said_at.value if self.said_at else None) or None


def as_predicted(statements: Iterable[Statement]) -> list[PredictedStatement]:
    """What the extractor found, as it is measured."""
    return [PredictedStatement.model_validate(one.model_dump(mode="json")) for one in statements]


def read_statements(path: Path) -> dict[str, list[PredictedStatement]]:
    """Predictions by their document; raises CorpusError for the first line that cannot be read."""
    found: defaultdict[str, list[PredictedStatement]] = defaultdict(list)
    for _, one in read_lines(path, PredictedStatement):
        found[one.article.id].append(one)
    return dict(found)
