"""Quotation marks, paired: straight and curly, British single ones told from apostrophes, « », „ “, 「」.

Only the outermost pair counts. A quotation that is not closed ends with its paragraph, and when the next paragraph
opens with a mark again, it goes on there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from onrecord_extract.layout import paragraphs

CLOSERS = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "‘": "’", "'": "'", "‚": "‘’", "「": "」", "『": "』"}
"""Which marks may close a quotation that each mark opens."""
SINGLE = "'‘‚"
MARKS = frozenset('"“”„«»‘’‚「」『』')
FALLBACK_CHARS = 160
"""How far behind a mark that may be an apostrophe a better closing mark is looked for."""
_BEFORE_OPENING = frozenset("([{—–-/:,;…")
_AFTER_CLOSING = frozenset(".,;:!?)]}—–-…/")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks; `continues` says that it goes on from the quotation before it."""

    start: int
    end: int
    closed: bool
    continues: bool = False

    @property
    def inner(self) -> tuple[int, int]:
        """Offsets of the words between the marks."""
        return self.start + 1, self.end - 1 if self.closed else self.end


@lru_cache(maxsize=2)
def quotations(text: str) -> Sequence[Quotation]:
    """The quotations of all paragraphs, in order. Linear in the length of the text."""
    found: list[Quotation] = []
    blocks = paragraphs(text)
    for paragraph, following in zip_longest(blocks, blocks[1:]):
        reopening = text[following.start] if following else ""
        inside = list(_in_paragraph(text, paragraph.start, paragraph.end, reopening))
        reopens = bool(inside) and inside[0].start == paragraph.start
        if found and not found[-1].closed and reopens:
            inside[0] = replace(inside[0], continues=True)
        found += inside
    return tuple(found)


def _in_paragraph(text: str, start: int, end: int, reopening: str) -> Iterator[Quotation]:
    """The quotations of a paragraph; `reopening` is the first character of the next."""
    at, searched_until = start, dict[str, int]()
    while at < end:
        mark = text[at]
        if mark not in CLOSERS or not _opens(text, at, start, end):
            at += 1
            continue
        close = _closing(text, at, end, searched_until)
        # an apostrophe is not closed either, but the next paragraph does not open with it
        if (close is None and mark in SINGLE and mark != reopening) or close == at + 1:
            at += 1
            continue
        yield Quotation(at, end if close is None else close + 1, closed=close is not None)
        at = end if close is None else close + 1


def _opens(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if after.isspace() and text[at] != "«":
        return False
    free = before.isspace() or before in _BEFORE_OPENING or (before in MARKS and text[at] != "”")
    if text[at] in "“„«「『":
        return True
    return free and (text[at] not in SINGLE or after.isalnum() or after in "[(")


def _closing(text: str, at: int, end: int, searched_until: dict[str, int]) -> int | None:
    """Where the quotation opened at `at` closes.

    `searched_until` remembers by mark up to where nothing was found, so that many openings without a closing one do not
    make the search quadratic.
    """
    mark = text[at]
    closers = CLOSERS[mark]
    if searched_until.get(mark, -1) >= end:
        return None
    fallback = None
    for i in range(at + 1, end):
        if fallback is not None and i - fallback > FALLBACK_CHARS:
            break
        if text[i] not in closers:
            continue
        if mark not in SINGLE:
            if mark != '"' or not _is_inner_opening(text, i, end):
                return i
        elif _ends_word(text, i, end):
            if not _is_plural_possessive(text, i, end):
                return i
            fallback = fallback or i
    if fallback is None:
        searched_until[mark] = end
    return fallback


def _is_inner_opening(text: str, i: int, end: int) -> bool:
    return text[i - 1].isspace() and i + 1 < end and text[i + 1].isalnum()


def _ends_word(text: str, i: int, end: int) -> bool:
    after = text[i + 1] if i + 1 < end else " "
    return not text[i - 1].isspace() and (after.isspace() or after in _AFTER_CLOSING or after in MARKS)


def _is_plural_possessive(text: str, i: int, end: int) -> bool:
    """Whether the mark may be the apostrophe of "the militants’ camp"."""
    return text[i - 1] == "s" and i + 2 < end and text[i + 1] == " " and text[i + 2].islower()
