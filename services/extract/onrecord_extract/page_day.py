"""The day of a page, as a line above or below the prose gives it: "Published: 6 May 2024"."""

import re
from collections.abc import Iterator
from datetime import date

from onrecord_core.datelines import lines
from onrecord_core.records import Span

from onrecord_extract.dates import PHRASE
from onrecord_extract.reckoning import resolve
from onrecord_extract.setting_words import setting_words

MAX_HEADER_CHARS = 120
MAX_HEADERS = 12
"""Among so many first lines one may give the day of the page."""
MAX_FOOTERS = 8
"""And among so many last ones."""
PHOTO = re.compile(r"\b(?:photo|picture|image)\b[^\n.]{0,80}\d{4}", re.IGNORECASE)
# a line that is a date, or ends with one that no preposition makes that of an event: "Briefing, Oslo, 5 March 2024"
_BEFORE = re.compile(
    r"(?:^|[|•·,:;/(–—-]|\b(?:published|posted|updated|modified|dated?|released?|issued)(?:\s+(?:on|at))?:?)\s*"
    r"(?:\d{1,2}[.:]\d\d\s*(?:[ap]\.?m\b\.?)?\s*(?:[a-z]{2,4}\b)?,?\s*)?"
    r"(?:\b(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b[.,]?\s*)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s*(?:$|[|•·,;()/–—-]|(?:at\s)?\d{1,2}[:.]\d\d|by\s)")
_FOOTER = re.compile(r"\W*(?:(?:this \w+ was|first|last)\s+)*(?:published|posted|updated|released)\b", re.IGNORECASE)


def page_day(text: str) -> date | None:
    """The day of a short line above the prose, of one below it, or of the title of a briefing; None without any."""
    return _header_day(text) or _footer_day(text) or _title_day(text)


def _header_day(text: str) -> date | None:
    """The day of a short line above the prose, such as "Published: 6 May 2024" or "By Jane Doe | May 6, 2024"."""
    for number, (start, end) in enumerate(lines(text)):
        if number >= MAX_HEADERS:
            return None
        if end - start > MAX_HEADER_CHARS or PHOTO.search(text, start, end):
            continue
        for _, day in days_in_line(text, start, end):
            return day
    return None


def days_in_line(text: str, start: int, end: int, reference: date | None = None) -> Iterator[tuple[Span, date]]:
    """The days that a line gives for itself, with their words: those with a year, or all that `reference` dates."""
    for match in PHRASE.finditer(text, start, end):
        full = match["calendar"] or match["numeric"]
        before = text[max(start, match.start() - MAX_HEADER_CHARS) : match.start()]
        if full and _BEFORE.search(before) and _BEHIND.match(text[match.end() : end]):
            found = resolve(match, reference)
            if found and found.day:
                yield Span.of(text, *match.span()), found.day


def _footer_day(text: str) -> date | None:
    """The day of a line below the prose: "Published in the Harbour Times, May 6th, 2024"."""
    tail = text[-MAX_FOOTERS * MAX_HEADER_CHARS :]
    for line in [tail[start:end] for start, end in lines(tail)][-MAX_FOOTERS:]:
        if len(line) > MAX_HEADER_CHARS or not _FOOTER.match(line):
            continue
        found = next((days for match in PHRASE.finditer(line) if (days := resolve(match, None))), None)
        if found and found.day:
            return found.day
    return None


def _title_day(text: str) -> date | None:
    """The day of a title such as "Daily Press Briefing on May 6, 2024"."""
    start, end = next(lines(text), (0, 0))
    for match in PHRASE.finditer(text, start, min(end, start + MAX_HEADER_CHARS)):
        before = text[start : match.start()].lower().replace(",", " ").split()
        what = before[-2:-1] if before[-1:] in (["on"], ["of"]) else before[-1:]
        found = resolve(match, None) if not setting_words("transcribed").isdisjoint(what) else None
        if found and found.day and match.end() == end:
            return found.day
    return None
