"""The page around the prose: paragraphs, headline lines and the dateline."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from onrecord_core.datelines import Dateline, dateline_at

from onrecord_extract.furniture import furniture
from onrecord_extract.lexicon import words
from onrecord_extract.towns import is_town

WRAP_COLUMNS = 100
"""A text none of whose lines is longer counts as wrapped by hand, so that a line break ends no paragraph."""
MIN_WRAPPED_LINES = 6
MIN_SENTENCE_CHARS = 30
MIN_TITLE_WORDS = 5
"""So many longer words, all capitals, make a line a title."""
MAX_TITLE_CHARS = 200
_LONGER = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose: `start` is behind a dateline, `end` before the line break."""

    start: int
    end: int
    headline: bool
    """Whether it stands above the first paragraph that ends like a sentence."""
    number: int


@lru_cache(maxsize=4)
def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of `text` in order, furniture left out."""
    lines = _lines(text)
    marked = furniture([text[start:end] for start, end in lines])
    bounds = [bound for bound, is_furniture in zip(lines, marked, strict=True) if not is_furniture]
    lede = next((n for n, (start, end) in enumerate(bounds) if _is_sentence(text[start:end])), 0)
    found: list[Paragraph] = []
    for number, (start, end) in enumerate(bounds):
        line = _dateline_at(text, start, end)
        found.append(Paragraph(line.end if line else start, end, headline=number < lede, number=number))
    return tuple(found)


@lru_cache(maxsize=4)
def lede_of(text: str) -> Paragraph | None:
    """The first paragraph of a text below its headlines."""
    return next((block for block in paragraphs(text) if not block.headline), None)


def paragraph_at(blocks: Sequence[Paragraph], at: int) -> Paragraph | None:
    """Which of some paragraphs, given in order, an offset stands in; None between them."""
    place = bisect_right(blocks, at, key=attrgetter("start")) - 1
    return blocks[place] if place >= 0 and at < blocks[place].end else None


def paragraphs_before(text: str, at: int) -> int:
    """How many paragraphs of a text begin at an offset or before it."""
    return bisect_right(paragraphs(text), at, key=attrgetter("start"))


def paragraph_start(text: str, at: int) -> int:
    """Where the last paragraph begins that does so at an offset or before it; 0 where none does."""
    begun = paragraphs_before(text, at)
    return paragraphs(text)[begun - 1].start if begun else 0


@lru_cache(maxsize=4)
def dateline(text: str) -> Dateline | None:
    """The first dateline of a text that has a place or a day."""
    found = (_dateline_at(text, start, end) for start, end in _lines(text))
    return next((one for one in found if one and (one.place or one.day)), None)


@lru_cache(maxsize=4)
def dateline_place(text: str) -> str:
    """The place of the first dateline that has one; empty where none has."""
    found = (_dateline_at(text, start, end) for start, end in _lines(text))
    return next((text[slice(*one.place)] for one in found if one and one.place), "")


def _dateline_at(text: str, start: int, end: int) -> Dateline | None:
    found = dateline_at(text, start, end, is_place=is_town)
    # "Moscow: We will wait" is a headline, in which the town speaks for its government
    label = found and found.day is None and text[start : found.end].rstrip().endswith(":")
    return None if label and not _is_sentence(text[start:end]) else found


def _lines(text: str) -> list[tuple[int, int]]:
    """Offsets of the stripped paragraphs."""
    rows = [match.span() for match in re.finditer(r"[^\r\n\u2028\u2029]+", text)]
    wrapped = len(rows) >= MIN_WRAPPED_LINES and max(end - start for start, end in rows) <= WRAP_COLUMNS
    if wrapped and re.search(r"\n[ \t\r]*\n", text):
        rows = [match.span() for match in re.finditer(r"[^\r\n]+(?:\r?\n[^\r\n]+)*", text)]
    stripped: list[tuple[int, int]] = []
    for start, end in rows:
        line = text[start:end]
        if line.strip():
            stripped.append((start + len(line) - len(line.lstrip()), start + len(line.rstrip())))
    return stripped


def _is_sentence(line: str) -> bool:
    ended = line.rstrip("\"'”’»)").endswith((".", "!", "?"))
    return ended and not line.endswith(("...", "…")) and len(line) >= MIN_SENTENCE_CHARS and not _is_title(line)


def _is_title(line: str) -> bool:
    """Whether a line is in title case, whatever ends it: "Senator Hammers Bank: ‘You Should Be Ashamed.’"."""
    longer = [word for word in _LONGER.findall(line[:MAX_TITLE_CHARS]) if word.lower() not in words("function_words")]
    return len(longer) >= MIN_TITLE_WORDS and len(line) < MAX_TITLE_CHARS and all(w[0].isupper() for w in longer)
