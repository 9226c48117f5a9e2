"""What a text tells of long ago: a statement that it dates so, or that stands in a paragraph that does."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from onrecord_extract.attributions import Attribution
from onrecord_extract.dates import PHRASE, Days
from onrecord_extract.layout import Paragraph
from onrecord_extract.reckoning import resolve

LONG_AGO = timedelta(days=7)
"""What a text dates so long before itself is background, and takes no day from elsewhere."""
APPOSITION_CHARS = 80

_SENTENCE = re.compile(r"(?:^|[.!?]['\"”’)]*\s+)\W*(?:[A-Z][a-z]+\s)?$")
_WHEN = re.compile(r"\W{0,4}when\b")
_APPOSITION = re.compile(r",\s*(?:who|which|whose|where|[a-z]+(?:ed|en|wn|lt|ld))\b[^,.]*$")


class Background:
    """Tells the paragraphs of an article that recount what is long past."""

    def __init__(self, text: str, attributions: Sequence[Attribution], reference: date | None) -> None:
        self._text = text
        self._reference = reference
        pieces = sorted(piece for one in attributions for piece in one.content)
        self._starts = [start for start, _ in pieces]
        self._ends: list[int] = []
        for _, end in pieces:
            self._ends.append(max(end, self._ends[-1] if self._ends else 0))
        self._old: dict[int, bool] = {}

    def is_old(self, days: Days | None) -> bool:
        """Whether days lie long before the article."""
        reference = self._reference
        if days is None or reference is None:
            return False
        if days.precision == "month":
            return days.last < reference.replace(day=1)
        if days.precision == "year":
            return days.last < reference.replace(month=1, day=1)
        return reference - days.last >= LONG_AGO + timedelta(days=days.precision == "week")

    def is_when_old(self, attribution: Attribution) -> bool:
        """Whether a clause behind a saying dates it long ago: "she said when she took office in May"."""
        end = attribution.frame[1]
        start = max(attribution.content[-1][1], attribution.cue[1] if attribution.cue else 0)
        when = _WHEN.match(self._text, start, end)
        return when is not None and any(
            self.is_old(resolve(phrase, self._reference)) for phrase in PHRASE.finditer(self._text, when.end(), end)
        )

    def tells_of_old(self, block: Paragraph) -> bool:
        """Whether a paragraph dates what it tells long before the article, outside the words of its speakers."""
        if block.number not in self._old:
            self._old[block.number] = not block.headline and self._reference is not None and self._is_dated_old(block)
        return self._old[block.number]

    def _is_dated_old(self, block: Paragraph) -> bool:
        for phrase in PHRASE.finditer(self._text, block.start, block.end):
            days = resolve(phrase, self._reference)
            if days is None or not self.is_old(days) or self._is_quoted(phrase.start()):
                continue
            before = self._text[max(block.start, phrase.start() - APPOSITION_CHARS) : phrase.start()]
            # a month or a year tells of the whole paragraph only where a sentence begins with it
            if not _APPOSITION.search(before) and (days.day or _SENTENCE.search(before)):
                return True
        return False

    def _is_quoted(self, at: int) -> bool:
        place = bisect_right(self._starts, at) - 1
        return place >= 0 and at < self._ends[place]
