"""What a dead letter tells."""

import base64
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from pydantic import Field

from onrecord_core.deadletters import ORIGINAL, TRACEBACK
from onrecord_core.errors import MalformedEntryError
from onrecord_core.events import EntryDeadLettered, Failure
from onrecord_core.records import Record
from onrecord_core.streams import Fields, decode


class Letter(Record):
    """An entry that could not be processed, and why."""

    id: str = Field(description="Of the dead letter.")
    stream: str = Field(description="The stream that the entry came from.")
    entry_id: str = Field(description="The entry's id there.")
    group: str = Field(description="The consumer group that could not process it.")
    source: str = Field(description="The service that set it aside.")
    error: Failure = Field(description="Why; `traceback_digest` is the same for failures at the same place.")
    tries: int = Field(description="How often it was delivered.")
    entered_at: datetime | None = Field(description="When the entry came into its stream.")
    failed_at: datetime = Field(description="When it was set aside.")
    size: int = Field(description="Bytes of the entry.")
    traceback: str | None = Field(default=None, description="Where the error was raised; the end of it.")


class EntryField(Record):
    """A field of an entry, byte for byte."""

    name: str = Field(description="Its name.", examples=["text"])
    value: str = Field(description="Its value.", examples=["…"])
    encoding: Literal["utf-8", "base64"] = Field(description="How `value` stands for its bytes.")


class WholeLetter(Letter):
    """A dead letter with the entry."""

    original: tuple[EntryField, ...] = Field(description="The entry's own fields.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters are meant; what is None asks for nothing."""

    stream: str | None = None
    """A stream's name, with or without the prefix of the instance."""
    error: str | None = None
    """A type of error, or the digest of a traceback."""
    since: datetime | None = None

    def __call__(self, letter: Letter, *, prefix: str) -> bool:
        """Whether a letter is one of them; `since` is left to the stream's order."""
        named_so = self.stream is None or letter.stream in (self.stream, f"{prefix}{self.stream}")
        return named_so and self.error in (None, letter.error.type, letter.error.traceback_digest)


def whole(letter: Letter, fields: Mapping[str, bytes]) -> WholeLetter:
    """A letter with the entry's own fields as JSON can hold them."""
    return WholeLetter(**letter.model_dump(), original=tuple(_field(name, value) for name, value in fields.items()))


def _field(name: str, value: bytes) -> EntryField:
    shown = printable(name)
    try:
        return EntryField(name=shown, value=value.decode(), encoding="utf-8")
    except UnicodeDecodeError:
        return EntryField(name=shown, value=base64.b64encode(value).decode(), encoding="base64")


def printable(name: str) -> str:
    """A field's name as UTF-8 can hold it."""
    return name.encode("utf-8", "replace").decode()


def read_letter(name: str, fields: Fields) -> Letter:
    """A letter from the fields of its entry; what is none is one that says so."""
    size = sum(len(key) + len(value) for key, value in original(fields).items())
    try:
        event = decode(fields)
    except MalformedEntryError as error:
        return _unreadable(name, str(error), size)
    if not isinstance(event, EntryDeadLettered):
        return _unreadable(name, f"it carries {event.type}", size)
    letter = event.data
    raised_at = fields.get(TRACEBACK)
    return Letter(
        id=name,
        stream=letter.stream,
        entry_id=letter.entry_id,
        group=letter.group,
        source=event.source,
        error=letter.error,
        tries=letter.tries,
        entered_at=_moment(letter.entry_id),
        failed_at=event.time,
        size=size,
        traceback=raised_at.decode("utf-8", "replace") if raised_at else None,
    )


def _unreadable(name: str, why: str, size: int) -> Letter:
    """What somebody else put among the dead letters."""
    return Letter(
        id=name,
        stream="",
        entry_id="",
        group="",
        source="",
        error=Failure(type="MalformedEntryError", message=f"no dead letter of onrecord: {why}"),
        tries=0,
        entered_at=None,
        failed_at=_moment(name) or datetime.fromtimestamp(0, UTC),
        size=size,
    )


def original(fields: Mapping[str, bytes]) -> Fields:
    """The entry's own fields, of those of its dead letter."""
    return {key.removeprefix(ORIGINAL): value for key, value in fields.items() if key.startswith(ORIGINAL)}


def _moment(entry_id: str) -> datetime | None:
    """The time in an entry's id; None where it is none."""
    with contextlib.suppress(ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(int(entry_id.partition("-")[0]) / 1000, UTC)
    return None
