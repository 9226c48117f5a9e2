"""Transcripts and interviews: turns behind labels, as in "PESKOV: We will wait." or "Q: Who pays?", "A: The port."

The form says who speaks, so it is read by its form: each answer is one statement of the person whom its label names,
however many paragraphs it runs over; questions are none.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.layout import paragraphs
from onrecord_extract.lexicon import words

MIN_TURNS = 2
MIN_WORDS = 3
"""An answer of fewer words says nothing by itself."""
CONFIDENCE = 0.9
"""Of a turn, by hand; no probability."""

# "MARIN", "SEC. BLINKEN", "Dmitry Peskov", "Q", "Question"; in a transcript a label stands before a turn's first words
_LABEL = re.compile(
    r"(?P<label>(?:[A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){0,4}|[A-Z][\w.'’-]*(?: [a-z]{2,3})?(?: [A-Z][\w.'’-]*){0,3})):"
    r"[ \t\u00a0]+(?=\S)"
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says before the next speaks."""

    label: Offsets
    pieces: tuple[Offsets, ...]
    """A piece for each paragraph."""
    is_question: bool

    @property
    def start(self) -> int:
        return self.label[0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]

    def attribution(self, inner: tuple[Attribution, ...]) -> Attribution:
        """The turn as an attribution; `inner` are those that it reports in its own words."""
        colon = (self.label[1], self.label[1] + 1)
        frame = (self.start, self.end)
        return Attribution(self.pieces, self.label, colon, ":", "state", CONFIDENCE, frame, inner=inner)


def turns(text: str) -> list[Turn]:
    """The turns of a transcript in order; none where the text is not one.

    A text is a transcript where a label for questions stands in it, or where a label comes twice and another does too,
    and where every other paragraph behind the first label at the least has one.
    """
    found = list(_turns(text))
    counts = Counter(text[slice(*turn.label)] for turn in found)
    asked = any(turn.is_question for turn in found)
    alternating = sum(count > 1 for count in counts.values()) >= MIN_TURNS
    dense = 2 * len(found) >= sum(len(turn.pieces) for turn in found)
    return found if len(found) >= MIN_TURNS and dense and (asked or alternating) else []


def _turns(text: str) -> Iterator[Turn]:
    label: Offsets | None = None
    pieces: list[Offsets] = []
    for paragraph in paragraphs(text):
        match = _LABEL.match(text, paragraph.start, paragraph.end)
        if match:
            if label:
                yield _turn(text, label, pieces)
            label, pieces = match.span("label"), [(match.end(), paragraph.end)]
        elif label:
            pieces.append((paragraph.start, paragraph.end))
    if label:
        yield _turn(text, label, pieces)


def _turn(text: str, label: Offsets, pieces: list[Offsets]) -> Turn:
    name = text[slice(*label)].rstrip(".").lower()
    return Turn(label, tuple(pieces), is_question=name in words("asker_labels"))


def says_something(text: str, turn: Turn) -> bool:
    """Whether a turn is an answer of some words."""
    size = sum(len(_WORD.findall(text, *piece)) for piece in turn.pieces)
    return not turn.is_question and size >= MIN_WORDS
