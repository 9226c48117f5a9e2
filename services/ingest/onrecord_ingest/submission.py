"""A submission: an article as somebody drops it, read from a stream entry or from JSON.

At least one of `text`, `html` and `url` is needed; `text` and `html` win over fetching `url`, which is then the
article's address. Fields that it does not know are no error: they are reported back.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, cast

from onrecord_core.errors import MalformedEntryError, TooLargeError
from onrecord_core.records import ArticleDate
from onrecord_core.streams import FIELD
from onrecord_core.traceparent import valid
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError, from_json

from onrecord_ingest.urls import URLError, canonical_url

MAX_AUTHORS = 50
MAX_IGNORED = 20
NAME_CHARS = 300
ISO_DAY = 10
TRACEPARENT = "traceparent"
LANGUAGE_CHARS = 35
"""What RFC 5646 (4.4.1) has readers of tags hold at least; it stands in every statement of an article."""
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


class NotJSONError(MalformedEntryError):
    """What should be JSON is not."""


class InvalidSubmissionError(MalformedEntryError):
    """A submission whose fields cannot be used; `fields` pairs each with what to change."""

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{name}: {change}" if name else change for name, change in fields))
        self.fields = fields


def _storable(value: str | None) -> str | None:
    """Refuse what neither UTF-8 nor a database can hold, rather than change a text behind its sender's back."""
    if value is None or not value.strip():
        return None
    if (at := value.find("\0")) >= 0:
        raise PydanticCustomError("nul", "holds a NUL character at {at}; remove it", {"at": at})
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise PydanticCustomError(
            "surrogate", "holds half a surrogate pair at {at}; encode it as UTF-8", {"at": error.start}
        ) from None
    return value


def _address(value: str | None) -> str | None:
    if value is not None:
        try:
            canonical_url(value)
        except URLError as error:
            raise PydanticCustomError("url", "{reason}", {"reason": str(error)}) from None
    return value


def _date(value: object) -> ArticleDate | None:
    if value is None or value == "":
        return None
    if isinstance(value, date):  # a datetime is a date too
        return value
    try:
        text = cast("str", value).strip()
        if len(text) <= ISO_DAY:
            return date.fromisoformat(text)
        found = datetime.fromisoformat(text)
        _ = found.tzinfo and found.astimezone(UTC)  # which may lie outside of the years 1 to 9999
    except (AttributeError, OverflowError, ValueError):
        raise PydanticCustomError(
            "iso_date", "give an ISO 8601 date or datetime: 2021-12-23 or 2021-12-23T16:20:00+03:00"
        ) from None
    return found


def _language(value: str | None) -> str | None:
    tag = (value or "").strip()
    if tag and not LANGUAGE_TAG.fullmatch(tag):
        raise PydanticCustomError("language", "give a BCP 47 language tag, such as en or en-GB")
    return tag or None


def _authors(value: object) -> object:
    if value is None:
        return ()
    names = value.split(";") if isinstance(value, str) else value
    if not isinstance(names, list | tuple):
        return names
    stripped = [name.strip() if isinstance(name, str) else name for name in cast("Sequence[object]", names)]
    return [name for name in stripped if name != ""]


_Text = Annotated[str | None, AfterValidator(_storable)]
_Line = Annotated[Annotated[str, StringConstraints(max_length=1000)] | None, AfterValidator(_storable)]
_Url = Annotated[str | None, AfterValidator(_storable), AfterValidator(_address)]
_Tag = Annotated[Annotated[str, StringConstraints(max_length=LANGUAGE_CHARS)] | None, AfterValidator(_language)]
_Name = Annotated[str, StringConstraints(max_length=NAME_CHARS), AfterValidator(_storable)]


class Submission(BaseModel):
    """An article as it is dropped."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    text: _Text = Field(
        default=None,
        description="The article's text; kept to the character.",
        examples=["“We will go on talking,” Foreign Minister Ana Pereira said on Monday."],
    )
    html: str | None = Field(
        default=None, description="The article's page; its text and what it says of itself are read."
    )
    url: _Url = Field(
        default=None,
        description="The article's address; its page is fetched where neither text nor html is given.",
        examples=["https://example.org/world/2021/12/23/talks-go-on"],
    )
    headline: _Line = Field(default=None, description="As printed over the article.", examples=["Talks go on"])
    publisher: _Line = Field(default=None, description="Who published it.", examples=["Example Daily"])
    authors: Annotated[tuple[_Name, ...], Field(max_length=MAX_AUTHORS), BeforeValidator(_authors)] = Field(
        default=(), description="A list, or one string with `;` between names.", examples=[["Jane Doe"]]
    )
    published_at: Annotated[ArticleDate | None, BeforeValidator(_date)] = Field(
        default=None, description="ISO 8601 date, or datetime with its zone.", examples=["2021-12-23"]
    )
    language: _Tag = Field(
        default=None, description="BCP 47; told from the text where it is not given.", examples=["en"]
    )
    idempotency_key: Annotated[str, StringConstraints(max_length=200)] | None = Field(
        default=None,
        exclude=True,
        description="Over HTTP: sent again with the same key, the article is queued once. Stands for the header.",
        examples=["8e03978e-40d5-43dd-bc93-6894a57f9324"],
    )
    traceparent: Annotated[str | None, BeforeValidator(valid)] = Field(
        default=None,
        description="W3C Trace Context; over HTTP the header of this name stands for it. One is made where none comes.",
        examples=["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"],
    )

    def in_trace(self, traceparent: str | None) -> "Submission":
        """The submission in the trace of a traceparent that comes with it, unless that is not valid."""
        found = valid(traceparent)
        return self.model_copy(update={"traceparent": found}) if found else self


@dataclass(frozen=True, slots=True)
class Parsed:
    """A submission, and the names of the fields that came with it and mean nothing here."""

    submission: Submission
    ignored: tuple[str, ...] = ()


def parse_fields(fields: Mapping[str, Any]) -> Parsed:
    """Read a submission's fields; raises InvalidSubmissionError."""
    try:
        submission = Submission.model_validate(fields)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        raise InvalidSubmissionError([(".".join(map(str, e["loc"])), e["msg"]) for e in found[:MAX_IGNORED]]) from None
    if not (submission.text or submission.html or submission.url):
        raise InvalidSubmissionError([("", "an article needs one of text, html or url, and it must not be empty")])
    unknown = sorted(name[:NAME_CHARS] for name in fields if name not in Submission.model_fields)
    return Parsed(submission, tuple(unknown[:MAX_IGNORED]))


def parse_json(data: bytes) -> Parsed:
    """Read a submission from JSON; raises NotJSONError or InvalidSubmissionError."""
    try:
        value = from_json(data)
    except ValueError as error:
        raise NotJSONError(f"not JSON in UTF-8: {error}") from None
    if not isinstance(value, dict):
        raise InvalidSubmissionError([("", 'an article is one JSON object, such as {"text": "…"}')])
    return parse_fields(cast("dict[str, Any]", value))


def parse_entry(fields: Mapping[str, bytes], *, max_bytes: int) -> Parsed:
    """Read a submission from a stream entry: JSON in the field `data`, or plain fields.

    Raises TooLargeError, NotJSONError or InvalidSubmissionError.
    """
    size = sum(len(name) + len(value) for name, value in fields.items())
    if size > max_bytes:
        raise TooLargeError(f"the entry has {size} bytes, more than {max_bytes}; raise ONRECORD_MAX_BODY_BYTES")
    if FIELD in fields:
        parsed = parse_json(fields[FIELD])
        beside = tuple(sorted(name for name in fields if name not in {FIELD, TRACEPARENT}))
        submission = parsed.submission.in_trace(fields.get(TRACEPARENT, b"").decode("ascii", "replace"))
        return Parsed(submission, (*parsed.ignored, *beside)[:MAX_IGNORED])
    try:
        return parse_fields({name: value.decode() for name, value in fields.items()})
    except UnicodeDecodeError as error:
        raise InvalidSubmissionError([("", f"the fields are not UTF-8 ({error.reason}); encode them so")]) from None
