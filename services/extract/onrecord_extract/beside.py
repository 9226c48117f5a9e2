"""The words beside a statement's cue that may tell when, where and to whom it was said.

They stand before the source ("At a briefing on Monday, X said"), between source and cue, or behind both, and are read
in chunks from comma to comma: an apposition or a clause of its own ("X, who lives in Lagos,") tells of something else.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.dates import PHRASE
from onrecord_extract.lexicon import either

MAX_LEAD_CHARS = 240
MAX_TAIL_CHARS = 240

MAX_DAY_CHARS = 40
_AND = re.compile(r"\s*(?:and|but|while|when|as)\b")
_MARKS = re.compile(r"['\"”’»]{0,3}[,.]?['\"”’»]{0,3}\s*")
_LATE_DAY = re.compile(r"\b(?:(?:late|early|earlier)\s+)?(?:on|in|last)\s+[^,.;]{3,30}$|\b(?:yesterday|today)\s*$")
_HANGS = re.compile(r",\s+(?:(?:also|further|while|and)\s+)?$")
_WITH = re.compile(r",\s+with\s+$")
_WHEN = re.compile(r",?\s+when\s+$")
_WHERE = re.compile(r",\s+where\s+$")
_COMMA = re.compile(r"[,;]\s(?!\d{4}\b)|\s[–—-]+\s|[()]")
_LABEL = re.compile(r"\s*[A-Z][^\n:.,;“\"]{0,60}:\s")
_OPENS = re.compile(
    r"""\s*(?:(?:but|and|also|however|meanwhile|separately|still|while|when)\s+)?(?:
      at|in|on|during|via|through|by|from|over|for|this|that\ day
    | the\ (?:(?:same|previous|following|next)\ )?(?:day|morning|afternoon|evening|night)
    | late|later|early|earlier|last|today|yesterday|tonight|speaking|talking|addressing|writing|answering|responding
    | replying|briefing|touring|visiting|inspecting|testifying|appearing|attending|commenting|posting|asked|telling
    | tells|told
    | an?\ (?:day|week|month|year|hour)|that\ (?:morning|afternoon|evening|night)
    | (?:hours|minutes)\ (?:later|earlier|before)
    | (?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:st|nd|rd|th)?\ [A-Z]
    | (?:jan|feb|march|april|may|june|july|aug|sept|oct|nov|dec)\w*\.?\ \d|two|three|four|five
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


class Surroundings:
    """Where an article's attributions stand, so that what lies beside one does not run over into the next."""

    def __init__(self, text: str, attributions: Sequence[Attribution]) -> None:
        self._text = text
        parts = (
            part[0]
            for one in attributions
            for part in (*one.content, *(span for span in (one.source, one.cue) if span))
        )
        self._starts = sorted(set(parts))
        self._ends = sorted({end for one in attributions for _, end in one.content})

    def beside(self, attribution: Attribution) -> list[Offsets]:
        """The chunks that may tell of the saying: those between source and cue, those behind, those that lead."""
        cue, source = attribution.cue, attribution.source
        if cue is None:
            return []
        found: list[Offsets] = []
        if source and source[1] < cue[0]:
            found += self._chunks(source[1], cue[0])
        found += self._chunks(*self._tail(attribution, cue, source))
        found += self._behind_content(attribution, cue)
        if source is None:
            found += self._right_before(attribution.frame[0], cue)
        found += self._main_clause(attribution.frame[0], cue, source)
        found += self._day_when(attribution.frame[0], source)
        found += self._with_clause(attribution.frame[0], cue, source)
        found += self._led_content(attribution, cue)
        first = min(span[0] for span in (cue, attribution.content[0], source) if span)
        before = bisect_right(self._ends, first) - 1
        label = _LABEL.match(self._text, attribution.frame[0], first)
        opens = label.end() if label else attribution.frame[0]
        begin = max(opens, self._ends[before] if before >= 0 else 0, first - MAX_LEAD_CHARS)
        if begin < first:
            found += self._chunks(begin, first, lead=True)
        return found

    def _behind_content(self, attribution: Attribution, cue: Offsets) -> Iterator[Offsets]:
        """What follows a content in its sentence: "hailed it as "a bridge" at the opening on Monday"."""
        end = attribution.content[-1][1]
        if cue[0] < end < attribution.frame[1] and attribution.content[-1][0] >= cue[1]:
            marks = _MARKS.match(self._text, end)
            start = marks.end() if marks else end
            stop = max(start, min(self._next(start), attribution.frame[1], start + MAX_TAIL_CHARS))
            if not _AND.match(self._text, start):
                yield from takewhile(lambda chunk: chunk[0] == start, self._chunks(start, stop, lead=True))

    def _right_before(self, begin: int, cue: Offsets) -> Iterator[Offsets]:
        """The day right before a cue whose source is not known: "The department on Sunday forecast"."""
        begin = max(begin, cue[0] - MAX_DAY_CHARS)
        match = _LATE_DAY.search(self._text[begin : cue[0]])
        if match:
            yield begin + match.start(), cue[0]

    def _main_clause(self, begin: int, cue: Offsets, source: Offsets | None) -> Iterator[Offsets]:
        """The clause that a participle or "where" hangs on: "The union called off the strike on Friday, saying …"."""
        before = bisect_right(self._ends, cue[0]) - 1
        begin = max(begin, self._ends[before] if before >= 0 else 0, cue[0] - MAX_LEAD_CHARS)
        hangs = None
        if self._text[slice(*cue)].lower().split()[0].endswith("ing"):
            hangs = _HANGS.search(self._text, begin, cue[0])
        elif source and begin < source[0] < cue[0]:
            hangs = _WHERE.search(self._text, begin, source[0])
        if hangs:
            marks = [mark.end() for mark in _COMMA.finditer(self._text, begin, hangs.start())]
            yield marks[-1] if marks else begin, hangs.start()

    def _with_clause(self, begin: int, cue: Offsets, source: Offsets | None) -> Iterator[Offsets]:
        """The clause up to its day that "with" hangs on: "The towns clashed on Friday, with a mayor calling it …"."""
        joined = source and source[1] < cue[0] and not self._text[source[1] : cue[0]].strip()
        hangs = _WITH.search(self._text, begin, source[0]) if joined and source else None
        if hangs and self._text[slice(*cue)].endswith("ing"):
            days = [day.end() for day in PHRASE.finditer(self._text, begin, hangs.start())]
            yield from ((begin, end) for end in days[-1:])

    def _day_when(self, begin: int, source: Offsets | None) -> Iterator[Offsets]:
        """The day right before a clause with "when": "has not appeared since Monday, when he told the council"."""
        when = _WHEN.search(self._text, max(begin, source[0] - MAX_LEAD_CHARS), source[0]) if source else None
        if when:
            begin = max(begin, when.start() - MAX_DAY_CHARS)
            yield from (
                day.span() for day in PHRASE.finditer(self._text, begin, when.start()) if day.end() == when.start()
            )

    def _led_content(self, attribution: Attribution, cue: Offsets) -> Iterator[Offsets]:
        """The day that a finder counts to the content: "said yesterday | it had opened the roads"."""
        start, end = attribution.content[0]
        day = PHRASE.match(self._text, start, min(end, start + MAX_DAY_CHARS)) if start >= cue[1] else None
        if day and not self._text[cue[1] : start].strip():
            following = self._text[day.end() : end].split(maxsplit=1)[:1]
            if following and following[0].lower() in either("subject_pronouns", "determiners"):
                yield day.span()

    def _next(self, start: int) -> int:
        """Where the next part of an attribution begins, from `start` on."""
        place = bisect_right(self._starts, start - 1)
        return self._starts[place] if place < len(self._starts) else len(self._text)

    def _tail(self, attribution: Attribution, cue: Offsets, source: Offsets | None) -> Offsets:
        start = max(cue[1], source[1]) if source and source[1] <= attribution.frame[1] else cue[1]
        if source and source[0] > cue[1] and any(cue[1] <= piece[0] < source[0] for piece in attribution.content):
            start = cue[1]
        return start, max(start, min(self._next(start), attribution.frame[1], start + MAX_TAIL_CHARS))

    def _chunks(self, start: int, end: int, *, lead: bool = False) -> Iterator[Offsets]:
        """The stretches between commas that open like a setting; the first one of a tail may open as it likes."""
        at, first = start, not lead
        while at < end:
            match = _COMMA.search(self._text, at, end)
            stop = match.start() if match else end
            if first or _OPENS.match(self._text, at, stop):
                yield at, stop
            first, at = False, match.end() if match else end
