"""The page around the prose: paragraphs, headline lines and the dateline."""

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord_extract.furniture import furniture

WRAP_COLUMNS = 100
"""A text none of whose lines is longer counts as wrapped by hand, so that a line break ends no paragraph."""
MIN_WRAPPED_LINES = 6
MAX_HEADLINE_CHARS = 250
MIN_SENTENCE_CHARS = 30

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
DATELINE = re.compile(
    rf"""\s*(?:(?:date\s+)?(?P<iso>\d{{4}}-\d\d-\d\d)\s+)?
    (?P<place>[A-Z][A-Z'’.\- ]{{2,40}}(?:,\ [A-Z][\w. ]{{1,25}}?)??)
    (?:,\ (?P<day>{_MONTH}\ \d{{1,2}}|\d{{1,2}}\ {_MONTH})(?:,?\ (?P<year>\d{{4}}))?)?
    [.,]?\s*(?:/[^/\n]{{2,20}}/\.?(?:\s*[-–—])?|\([\w .&/-]{{2,25}}\)\s*[-–—]+|[-–—]{{1,2}}(?=\s))\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_HEADER = re.compile(r"\s*(?:date\s+)?(\d{4}-\d\d-\d\d)\s+")


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
        body = start + prefix_length(text[start : start + MAX_HEADLINE_CHARS])
        found.append(Paragraph(min(body, end), end, headline=number < lede, number=number))
    return tuple(found)


def dateline(text: str) -> re.Match[str] | None:
    """The first dateline that stands at the start of a paragraph, with groups iso, place, day and year."""
    for start, end in _lines(text):
        if match := _dateline_at(text, start, min(end, start + MAX_HEADLINE_CHARS)):
            return match
    return None


def prefix_length(opening: str) -> int:
    """How many characters of a paragraph's opening are a dateline or a date header."""
    match = _dateline_at(opening, 0, len(opening)) or _HEADER.match(opening)
    return match.end() if match else 0


def _dateline_at(text: str, start: int, end: int) -> re.Match[str] | None:
    match = DATELINE.match(text, start, end)
    # The pattern ignores case for the months; a place in a dateline is in capitals, or a day stands beside it.
    if match and (match["day"] or match["place"].split(",")[0].isupper()):
        return match
    return None


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
    return ended and not line.endswith(("...", "…")) and len(line) >= MIN_SENTENCE_CHARS
