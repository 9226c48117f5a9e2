"""Datelines: "MOSCOW, December 23. /TASS/.", "NAIROBI, Kenya (AP) —", "Geneva, 3 May 2024 –", "NEW DELHI:".

What stands before the first words of a report: the place that it is from, often a day, often an agency.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

MAX_DATELINE_CHARS = 250
"""Within so many characters of its line a dateline ends."""
MIN_PLACE_LETTERS = 3
MAX_LINES = 40
"""A dateline stands among the first lines of a text that have words."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
"""A pattern for the names of months, lower case; to be used where case is ignored."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_DAY = rf"""(?i:(?:(?:{"|".join(WEEKDAYS)}),?\ )?(?:
      (?P<month>{MONTH})\ (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\ (?P<year>\d{{4}})\b)?
    | (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\ (?P<month2>{MONTH})(?:,?\ (?P<year2>\d{{4}})\b)?
    | (?P<numeric>\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})))"""
_NAME = r"[^\W\d_]++(?:[.'’-][^\W\d_]++)*+\.?"
_DATELINE = re.compile(
    rf"""\s*(?:(?:date\s+)?(?P<header>\d{{4}}-\d\d-\d\d)\s+)?
    (?P<place>{_NAME}(?:[ /]{_NAME}){{0,3}})
    (?P<region>,\ [A-Z][\w.'’-]{{0,20}}?(?:\ [A-Z][\w.'’-]{{0,20}}?){{0,2}})??
    (?:(?P<joint>,\ |:\ |\ ?[-–—|]+\ |\ \()(?:{_DAY})\)?)?
    (?:[.,]?\s*(?P<agency>/[^/\n]{{2,20}}/|(?:--?)?\([\w .&/,\-]{{2,30}}\)))?
    (?P<mark>\.?\s*[-–—|]{{1,2}}(?=[\s\w])|\.(?=\s)|:|\s*$|(?<=[)])(?=\ [A-Z“"‘]))\s*""",
    re.VERBOSE,
)
_AGENCY_ALONE = re.compile(r"\s*\((?:[A-Z][\w.&]*)(?: [A-Z][\w.&]*){0,3}\)\s*[-–—]{1,2}\s+")
_HEADER = re.compile(r"\s*(?:date\s+)?(?P<header>\d{4}-\d\d-\d\d)\s+")
_NO_PLACE = re.compile(
    rf"(?i:breaking|exclusive|updated?|watch|live|analysis|opinion|correction|video|photos|published|posted|explainer"
    rf"|factbox|timeline|wrapup|interview|by|from|date|{'|'.join(WEEKDAYS)}|{MONTH})"
)
_PARTICLE = re.compile("de|da|do|del|della|di|of|and|the|la|le|el|al|es|en|am|an|der|upon|sur|on")

type IsPlace = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a report opens with; offsets are code points into the text that it was found in."""

    start: int
    end: int
    """Where the report's own words begin."""
    place: tuple[int, int] | None = None
    month: int | None = None
    """From 1 to 12; None where no day is given."""
    day: int | None = None
    year: int | None = None

    @property
    def full_day(self) -> date | None:
        """The day, where the dateline gives it with its year."""
        return self.date_in(self.year) if self.year else None

    def date_in(self, year: int) -> date | None:
        """The dateline's day in a year; None where it has no day, or the year has no such day."""
        return calendar_day(year, self.month, self.day) if self.month and self.day else None


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar does not have it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_number(name: str) -> int:
    """The number of a month by its name or an abbreviation of three letters and more."""
    return MONTHS.index(name[:3].lower()) + 1


def numeric_day(written: str) -> date | None:
    """The day of "2021-09-06", "12.03.2024" or "23/12/2021"; None where day and month could change places.

    With full stops the day stands first; with strokes both orders are in use.
    """
    if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
        return calendar_day(*(int(part) for part in written.split("-")))
    first, second, year = (int(part) for part in re.split(r"[./]", written))
    if "/" in written and first != second and max(first, second) <= 12:  # noqa: PLR2004 - months of a year
        return None
    by_day = calendar_day(year, second, first)
    return by_day or (calendar_day(year, first, second) if "/" in written else None)


def dateline_at(text: str, start: int, end: int, *, is_place: IsPlace = lambda _: False) -> Dateline | None:
    """The dateline with which the line from `start` to `end` opens; a header "date 2021-12-23" counts to it.

    `is_place` tells whether a name is that of a town or a country. Without it, names followed by a colon ("NEW DELHI:")
    and names in small letters without a day ("Cairo –") are taken for labels.
    """
    end = min(end, start + MAX_DATELINE_CHARS)
    match = _DATELINE.match(text, start, end)
    if match and _is_dateline(match, is_place):
        return _read(match, is_place)
    if match := _HEADER.match(text, start, end):
        return _dated(match, numeric_day(match["header"]))
    match = _AGENCY_ALONE.match(text, start, end)
    return Dateline(match.start(), match.end()) if match else None


def lines(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of the lines of a text that have words, white space around them left out."""
    for match in re.finditer(r"[^\r\n\u2028\u2029]+", text):
        line = match[0]
        if line.strip():
            yield match.start() + len(line) - len(line.lstrip()), match.start() + len(line.rstrip())


def dated_by_dateline(text: str) -> date | None:
    """The day of the first dateline among the first lines of a text, where it is given with its year."""
    for number, (start, end) in enumerate(lines(text)):
        if number >= MAX_LINES:
            return None
        found = dateline_at(text, start, end)
        if found and found.full_day:
            return found.full_day
    return None


def _is_dateline(match: re.Match[str], is_place: IsPlace) -> bool:
    place, mark = match["place"], match["mark"].strip()
    words = [word for word in re.split(r"[ /]", place) if not _PARTICLE.fullmatch(word.lower())]
    if sum(map(str.isalpha, place)) < MIN_PLACE_LETTERS or not words or _NO_PLACE.fullmatch(words[0].rstrip(".")):
        return False
    closed = bool(match["agency"]) or mark not in {"", "."}
    if _is_dated(match):
        named = all(word[0].isupper() for word in words)
        known = place.isupper() or is_place(place)
        label = match["joint"].startswith(":") and not (match["region"] or is_place(place))
        return named and not label and (closed or not mark or known)
    if mark == ":" and not (match["agency"] or "").startswith("/"):
        return is_place(place)  # else a label: "HOLM (via video):"
    if not closed or (match["agency"] and match["agency"][0] != "/" and mark in {"", "."}):
        return False
    return place.isupper() or is_place(place) or (bool(match["agency"]) and all(word[0].isupper() for word in words))


def _is_dated(match: re.Match[str]) -> bool:
    return bool(match["day"] or match["day2"] or match["numeric"])


def _read(match: re.Match[str], is_place: IsPlace) -> Dateline:
    alone = not match["mark"].strip() and not match["agency"]  # "Jane Doe, 5 May 2024" is signed, not sent from Jane
    place = match.span("place") if not alone or is_place(match["place"]) else None
    if match["header"]:
        return _dated(match, numeric_day(match["header"]), place)
    if match["numeric"]:
        return _dated(match, numeric_day(match["numeric"]), place)
    month, day, year = (match[name] or match[name + "2"] for name in ("month", "day", "year"))
    if not day:
        return Dateline(match.start(), match.end(), place)
    return Dateline(match.start(), match.end(), place, month_number(month), int(day), int(year) if year else None)


def _dated(match: re.Match[str], day: date | None, place: tuple[int, int] | None = None) -> Dateline:
    if day is None:
        return Dateline(match.start(), match.end(), place)
    return Dateline(match.start(), match.end(), place, day.month, day.day, day.year)
