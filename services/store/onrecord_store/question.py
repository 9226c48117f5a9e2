"""What a query may ask: filters, an order and a page."""

from datetime import date
from typing import Annotated, Literal, Self

from onrecord_core.ids import digest
from onrecord_core.records import StatementKind
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from onrecord_store.names import words

Sort = Literal["-said_at", "said_at", "-published_at", "published_at", "relevance"]

TEXT_CHARS = 500
CURSOR_CHARS = 2000


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("take the NUL character out")
    return text


def _a_name(text: str) -> str:
    if not words(text):
        raise ValueError("give at least one word of the name")
    return text


def _iso_day(text: object) -> object:
    """Days as ISO 8601 writes them, and not the seconds since 1970 that pydantic also takes."""
    if not isinstance(text, str):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("write the day as in 2021-12-23") from None


def _upper(text: object) -> object:
    return text.upper() if isinstance(text, str) else text


PlainText = Annotated[str, AfterValidator(_without_nul)]
Name = Annotated[str, Field(max_length=TEXT_CHARS), AfterValidator(_a_name)]
Day = Annotated[date, BeforeValidator(_iso_day)]
Country = Annotated[str, BeforeValidator(_upper), Field(pattern=r"^[A-Z]{2}$")]


class Question(BaseModel):
    """The parameters of `GET /v1/statements`; all given filters must hold. Unknown parameters are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    speaker: Name | None = Field(
        default=None,
        description="Words of the speaker's name, in any order, without regard to case and accents: "
        "`Lavrov` finds Sergey Lavrov.",
        examples=["Lavrov"],
    )
    entity: Annotated[PlainText, Field(max_length=TEXT_CHARS)] | None = Field(
        default=None,
        description="Id of the speaker's entity, as in `speaker.entity_id`; one that was merged stands for the entity "
        "that it counts as.",
        examples=["ent_1f0c9a7f3d6e5b2a4c8d9e0f"],
    )
    country: Country | None = Field(
        default=None, description="Country of the speaker's affiliation, ISO 3166-1 alpha-2.", examples=["RU"]
    )
    organization: Name | None = Field(
        default=None,
        description="Words of the name of whom it was said for: the speaker's affiliation, whom the speaker spoke on "
        "behalf of, or the speaker where that is an organisation.",
        examples=["Foreign Ministry"],
    )
    publisher: Name | None = Field(default=None, description="Words of the publisher's name.", examples=["TASS"])
    kind: StatementKind | None = Field(
        default=None, description="Word for word, in paraphrase, or both.", examples=["direct"]
    )
    since: Day | None = Field(
        default=None,
        alias="from",
        description="Said on this day or later; implies that it is dated.",
        examples=["2021-08-15"],
    )
    until: Day | None = Field(
        default=None,
        alias="to",
        description="Said on this day or earlier; implies that it is dated.",
        examples=["2022-01-31"],
    )
    dated: bool | None = Field(
        default=None,
        description="`false` gives what the article does not date, `true` only what it does.",
        examples=[True],
    )
    q: Annotated[PlainText, Field(max_length=TEXT_CHARS, pattern=r"\S")] | None = Field(
        default=None,
        description='Full-text search over content, speaker and headline, in English: words, `"a phrase"`, `or`, '
        "`-without`.",
        examples=['recognition "inclusive government" -drugs'],
    )
    sort: Sort = Field(
        default="-said_at",
        description="`-said_at`: newest first. What has no date comes last in either direction. `relevance` needs `q`.",
    )
    limit: int | None = Field(
        default=None,
        ge=1,
        description="Statements in one answer: 50 where it is not given, at most 200, unless this server is set up "
        "otherwise (`ONRECORD_STORE_PAGE`, `ONRECORD_STORE_PAGE_MAX`).",
        examples=[50],
    )
    cursor: Annotated[str, Field(max_length=CURSOR_CHARS)] | None = Field(
        default=None, description="`next_cursor` of the answer before; all other parameters but `limit` as they were."
    )

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError("`from` is after `to`; swap them")
        if self.dated is False and (self.since or self.until):
            raise ValueError("`dated=false` leaves nothing between `from` and `to`; drop one or the other")
        if self.sort == "relevance" and self.q is None:
            raise ValueError("`sort=relevance` needs `q`; add it or sort by a date")
        return self

    @property
    def fingerprint(self) -> str:
        """Tells this question from others, whatever page of it is asked for."""
        return digest(self.model_dump_json(exclude={"limit", "cursor"}))
