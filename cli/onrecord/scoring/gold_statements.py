"""Reference statements, and passages that are none, as the lines of a corpus write them."""

from typing import Literal

from pydantic import BaseModel, Field, NonNegativeInt

type Answer = str | None
type Answers = list[Answer] | str | None
type Pieces = list[tuple[NonNegativeInt, NonNegativeInt]]


class GoldAbout(BaseModel):
    """An entity or a topic that a content names, by its fullest name; `…_alt` hold further right names and kinds."""

    name: str
    name_alt: list[str] = []
    kind: Literal["person", "organization", "place", "event", "topic"]
    kind_alt: list[str] = []


class GoldStatement(BaseModel):
    """A reference statement; the fields in `…_alt` hold further right answers."""

    doc: str
    id: str
    spans: Pieces
    content: list[str] = []
    type: str
    tier: str | None = None
    utterance_group: str | None = None
    """Statements of one group may be found as one."""
    speaker: Answer = None
    speaker_alt: Answers = None
    role: Answer = None
    role_alt: Answers = None
    affiliation: Answer = None
    affiliation_alt: Answers = None
    said_on: Answer = None
    said_on_alt: Answers = None
    stance: Answer = None
    stance_alt: Answers = None
    type_alt: Answers = None
    nested_in: str | None = None
    speaker_kind: Answer = None
    speaker_kind_alt: Answers = None
    resolution: Answer = None
    resolution_alt: Answers = None
    country: Answer = None
    """Of the affiliation."""
    country_alt: Answers = None
    on_behalf_of: Answer = None
    on_behalf_of_alt: Answers = None
    act: Answer = None
    act_alt: Answers = None
    section: Answer = None
    section_alt: Answers = None
    addressee: Answer = None
    addressee_alt: Answers = None
    venue: Answer = None
    venue_alt: Answers = None
    place: Answer = None
    place_alt: Answers = None
    target: Answer = None
    target_alt: Answers = None
    about: list[GoldAbout] = []
    about_alt: list[GoldAbout] = []
    """What may be named or not."""
    conditions: list[str] = []
    restates: list[str] = []

    @property
    def optional(self) -> bool:
        """Whether it may be found or not."""
        return self.tier == "optional"

    def answers_to(self, field: str) -> bool:
        """Whether the reference says something of a field, be it that there is nothing."""
        return field in self.model_fields_set


class Passage(BaseModel):
    """A passage that is no statement."""

    text: str
    span: tuple[NonNegativeInt, NonNegativeInt]


class Negatives(BaseModel):
    """The passages of a document that are no statements."""

    doc: str
    not_statements: list[Passage] = Field(default_factory=list[Passage])
