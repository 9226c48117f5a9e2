"""How a content is cut: legal parentheses out, outer marks, closing commas and the full stop of indirect speech off."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from onrecord_core.records import StatementKind

from onrecord_extract.attributions import Offsets
from onrecord_extract.quotes import CLOSERS, Quotation
from onrecord_extract.selection_words import selection_words

LEGAL = re.compile(
    r"\s?\((?=[^()]{0,200}(?:outlawed|banned|prohibited|undesirable|foreign agent|extremist|terrorist)\b[^()]{0,200}"
    r"(?:\bin|\bby|\bagent))[^()]{0,400}\)",
    re.IGNORECASE,
)
"""The parenthesis that a publisher must add and nobody said: "(outlawed in Russia)"."""
_LOOSE = " \t\r\n\u00a0,;:—–-"
_LOOSE_BEFORE = _LOOSE + "."


def cut(
    text: str, pieces: Iterable[Offsets], quotations: dict[int, Quotation], *, verbatim: bool = False
) -> tuple[tuple[Offsets, ...], StatementKind]:
    """The pieces of a content as they are recorded, and its kind. `quotations` are keyed by their start.

    What is `verbatim`, an answer in a transcript, is direct, and its quotations are of others.
    """
    parts = [part for piece in pieces for part in _without_insertions(text, piece)]
    parts = [part for part in (_trimmed(text, *part) for part in parts) if part[0] < part[1]]
    if verbatim:
        return tuple(parts), "direct"
    inner = [_inner(text, part, quotations) for part in parts]
    quoted = [i for i in inner if i is not None]
    if parts and len(quoted) == len(parts):
        return tuple(quoted), "direct"
    marked = any(start <= q.start < end for start, end in parts for q in _within(text, start, end, quotations))
    return tuple(_unstopped(text, part, quotations) for part in parts), "mixed" if marked else "indirect"


def _within(text: str, start: int, end: int, quotations: dict[int, Quotation]) -> Iterator[Quotation]:
    for at in range(start, end):
        if text[at] in CLOSERS and at in quotations:
            yield quotations[at]


def _without_insertions(text: str, piece: Offsets) -> Iterator[Offsets]:
    """A piece parted by what its speaker did not say: legal parentheses and stage directions."""
    start, end = piece
    for match in _insertions().finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


@cache
def _insertions() -> re.Pattern[str]:
    stage = "|".join(sorted(selection_words("stage")))
    return re.compile(
        rf"{LEGAL.pattern}|\s?[(\[](?:[\w’']+ ){{0,3}}(?:{stage})(?: [\w’']+){{0,3}}\.?[)\]]", re.IGNORECASE
    )


def _trimmed(text: str, start: int, end: int) -> Offsets:
    while start < end and text[start] in _LOOSE_BEFORE:
        start += 1
    while end > start and text[end - 1] in _LOOSE:
        end -= 1
    return start, end


def _inner(text: str, part: Offsets, quotations: dict[int, Quotation]) -> Offsets | None:
    """The words between the marks where one quotation is the whole piece, a full stop behind it aside."""
    quotation = quotations.get(part[0])
    if quotation is None or text[quotation.end : part[1]].strip(" .,;\u00a0"):
        return None
    start, end = quotation.inner
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return (start, end) if start < end else None


def _unstopped(text: str, part: Offsets, quotations: dict[int, Quotation]) -> Offsets:
    """Without the full stop of indirect speech; one within quotation marks or of an abbreviation stays."""
    start, end = part
    if end - start > 1 and text[end - 1] == "." and not _is_abbreviated(text, start, end):
        end -= 1
    return start, end


def _is_abbreviated(text: str, start: int, end: int) -> bool:
    return re.search(r"(?:\b[A-Za-z]\.){2,}$", text[max(start, end - 12) : end]) is not None
