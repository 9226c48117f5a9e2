"""What an extractor got wrong, one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from onrecord.scoring.marks import Offsets

MissKind = Literal["missed", "spare", "false alarm", "source", "speaker", "said_at", "kind"]


@dataclass(frozen=True, slots=True)
class Miss:
    """A statement or an attribution that was missed, one too many, or one with a wrong field."""

    what: MissKind
    """The field that is wrong, else missed, spare or false alarm."""
    words: str
    """Its content."""
    gold: str | None = None
    """What the field should be; None where the reference has nothing there."""
    predicted: str | None = None


def words_at(text: str, spans: Iterable[Offsets]) -> str:
    """The words of several pieces in one line."""
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)
