"""The days that narration tells outside of what is said: of occasions ("was jailed on Friday") and of appearances.

Who is told to have met, visited, opened or addressed something on a day says on it what the text goes on to quote.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.dates import PHRASE
from onrecord_extract.layout import paragraphs
from onrecord_extract.reckoning import resolve
from onrecord_extract.setting_words import setting_words
from onrecord_extract.stating import Stating
from onrecord_extract.when import EVENT

EVENTFUL = ("court", "chamber", "panel", "meeting", "talks", "briefing", "match")
"""The kinds of occasion of which it is told that they were; the table `events_KIND` has their words."""
MAX_CLAUSE_CHARS = 160
MAX_SENTENCE_CHARS = 400
MAX_LED_CHARS = 16
"""A day so near the head of its sentence is that of the clause behind it."""

_CLAUSE = re.compile(r"[,;:()\n]|[.!?]['\"”’]?\s|\s[-–—]+\s")
_SENTENCE = re.compile(r"\n|(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St))(?<!\b(?:Mrs|Gen|Sen|Rep))[.!?]['\"”’]?\s+(?=[A-Z“\"‘'])")
_SETTING = re.compile(r"\W*(?:at|during|in|on|addressing|attending)\s", re.IGNORECASE)
_IS_TO = re.compile(r"\b(?:is|are|was|were) to\b")
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Told:
    """A day that a clause of narration tells, with the sentence around it."""

    day: date
    clause: Offsets
    sentence: Offsets
    at: int
    """Where the words for the day begin."""


class Narration:
    """What a text tells of days outside of what is said, the long past left out."""

    def __init__(self, stating: Stating, attributions: Sequence[Attribution]) -> None:
        self.text = stating.text
        self._stating = stating
        self._contents = sorted(piece for one in attributions for piece in one.content)
        self._starts = [start for start, _ in self._contents]

    @cached_property
    def told(self) -> list[Told]:
        """The days, in order of the text."""
        return list(self._told())

    def occasions(self) -> Iterator[tuple[str, date]]:
        """The days of occasions by their kind: "the council voted on Monday"."""
        for told in self.told:
            yield from ((kind, told.day) for kind in EVENTFUL if self._happened(kind, told))

    def appearances(self) -> Iterator[Told]:
        """The days on which a sentence lets somebody appear: "met the envoy on Monday", "At a forum on Monday, …"."""
        return (told for told in self.told if self._appears(told))

    def tells_of_talks(self, told: Told) -> bool:
        """Whether a day is told as that of talks: "spoke in a phone call on Monday"."""
        return self._happened("talks", told)

    def _told(self) -> Iterator[Told]:
        text = self.text
        for phrase in PHRASE.finditer(text):
            inside = bisect_right(self._starts, phrase.start()) - 1
            if inside >= 0 and phrase.start() < self._contents[inside][1]:
                continue
            days = resolve(phrase, self._stating.reference)
            if days and days.day and not self._stating.is_old(days):
                start, end = phrase.span()
                sentence = _around(text, _SENTENCE, start, end, MAX_SENTENCE_CHARS)
                opens, closes = _around(text, _CLAUSE, start, end, MAX_CLAUSE_CHARS)
                if closes == end and opens <= sentence[0] and start - opens <= MAX_LED_CHARS:
                    closes = _around(text, _CLAUSE, start, end + 1, MAX_CLAUSE_CHARS)[1]  # "On Friday, the council …"
                yield Told(days.day, (opens, closes), sentence, start)

    def _happened(self, kind: str, told: Told) -> bool:
        """Whether a clause tells that an occasion was on the day that stands in it."""
        events = setting_words(f"events_{kind}")
        return not self._is_to_come(told) and any(
            not EVENT.search(self.text, min(word.start(), told.at), max(word.start(), told.at))
            for word in _WORD.finditer(self.text, *told.clause)
            if word[0].lower() in events
        )

    def _is_to_come(self, told: Told) -> bool:
        before = self.text[told.clause[0] : told.at]
        words = (word.lower() for word in _WORD.findall(before))
        return not setting_words("to_come").isdisjoint(words) or _IS_TO.search(before) is not None

    def _appears(self, told: Told) -> bool:
        start = told.clause[0]
        words = [word[0].lower() for word in _WORD.finditer(self.text, *told.clause)]
        if EVENT.search(self.text, start, told.at) or self._is_to_come(told):
            return False
        opens = not self.text[told.sentence[0] : start].strip() and _SETTING.match(self.text, start)
        heard_at = opens and not setting_words("spoken").isdisjoint(words)
        return bool(heard_at) or not setting_words("appearances").isdisjoint(words)


def paragraph_of(text: str, at: int) -> int:
    """The number of the paragraph in which an offset stands."""
    found = paragraphs(text)
    return found[max(0, bisect_right(found, at, key=attrgetter("start")) - 1)].number if found else 0


def _around(text: str, marks: re.Pattern[str], start: int, end: int, reach: int) -> Offsets:
    """The stretch around a phrase, from mark to mark."""
    first = max(0, start - reach)
    opens = max((mark.end() for mark in marks.finditer(text, first, start)), default=first)
    closes = marks.search(text, end, end + reach)
    return opens, closes.start() if closes else min(len(text), end + reach)
