"""The day of a whole page: the posts of a live page and the words of a release are dated by the line above them.

A page that is written while things happen bears the time of each post; a release is what its author says on its day.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice, pairwise

from onrecord_core.datelines import lines
from onrecord_core.records import SaidAt, Span

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.layout import lede_of
from onrecord_extract.page_day import MAX_HEADER_CHARS, days_in_line
from onrecord_extract.sentences import words_of
from onrecord_extract.setting_words import setting_words
from onrecord_extract.stating import Occasion

MIN_POSTS = 3
"""So many lines that are or begin with a time of day make a live page."""
MAX_LEAD_CHARS = 160
"""So far into the first paragraph of a release its dateline may stand."""
_TIME = re.compile(
    r"\W*\d{1,2}\s?(?:[.:h]\s?\d\d\s{0,4}(?:[ap]\.?m\b\.?)?|[ap]\.?m\b\.?)"
    r"\s{0,4}(?:\(?[A-Z]{2,5}\)?)?\s*(?:$|[–—|•:-])",
    re.IGNORECASE,
)


def of_headed(
    text: str, attributions: Sequence[Attribution], occasions: Sequence[Occasion], reference: date | None
) -> list[Occasion]:
    """The occasions with the day of the page, where it is a live page or a release and says its day."""
    live = list(_days_of_live(text, reference))
    days = live or list(_days_of_release(text))
    starts = [phrase.start for phrase, _ in days]
    found = list(occasions)
    for n, (one, occasion) in enumerate(zip(attributions, occasions, strict=True)):
        if days and _is_of_page(occasion, is_live=bool(live)):
            # what stands above the first day sums up what follows it
            phrase, day = days[max(0, bisect_right(starts, one.frame[0]) - 1)]
            found[n] = replace(
                occasion, said_at=SaidAt(value=day, precision="day", basis="dateline", phrase=phrase), is_earlier=False
            )
    return found


def _is_of_page(occasion: Occasion, *, is_live: bool) -> bool:
    """Whether the day of the page is that of an undated statement; what "has been said" on a live page is new."""
    earlier = occasion.is_earlier and not (is_live and occasion.is_perfect)
    aside = occasion.is_background or earlier or occasion.is_nested
    return not (aside or occasion.said_at.phrase or occasion.said_at.value)


def _days_of_live(text: str, reference: date | None) -> Iterator[tuple[Span, date]]:
    """The days that lines of a live page tell, with their words."""
    rows = list(lines(text))
    if sum(_TIME.match(text[start:end]) is not None for start, end in rows) >= MIN_POSTS:
        for start, end in rows:
            if end - start <= MAX_HEADER_CHARS:
                yield from days_in_line(text, start, end, reference)


def _days_of_release(text: str) -> Iterator[tuple[Span, date]]:
    """The day of a release, in the lines above its prose or in its dateline."""
    lede = lede_of(text)
    if lede is None:
        return
    above = [*lines(text[: lede.start]), (lede.start, min(lede.end, lede.start + MAX_LEAD_CHARS))]
    if any(_is_release(text, row) for row in above):
        yield from islice((day for row in above for day in days_in_line(text, *row)), 1)


def _is_release(text: str, row: Offsets) -> bool:
    """Whether a line says that a release follows: "Press release", "For immediate release", "/PRNewswire/"."""
    said = [token.lower for token in words_of(text, *row)]
    named = any(
        word in setting_words("releases") and before in setting_words("of_releases") for before, word in pairwise(said)
    )
    return named or not setting_words("release_wires").isdisjoint(said)
