"""When it was said: only what the text states beside the cue, or what the same speaker carries over.

A day is resolved against the article's day: `published_at`, else the dateline, else nothing. The year of a dateline
without one is the newest in which its weekday fits, not after the day when the page was fetched; where that is unknown,
not after `HORIZON`, so that the same text gives the same answer in every year.
"""

import re
from datetime import date, datetime, timedelta

from onrecord_core.records import Article

from onrecord_extract.layout import dateline
from onrecord_extract.lexicon import words

HORIZON = date(2026, 12, 31)
"""The end of the year of this version."""
OLDEST_YEAR = 1990
SEASON = timedelta(days=31)
PHOTO = re.compile(r"\b(?:photo|picture|image)\b[^\n.]{0,80}\d{4}", re.IGNORECASE)

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\.?"
PHRASE = re.compile(
    rf"""\b(?:(?P<iso>\d{{4}}-\d\d-\d\d)
      | {_MONTH}\ (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\ (?P<year>\d{{4}})\b)?
      | (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\ {_MONTH.replace("month", "month2")}\b(?:,?\ (?P<year2>\d{{4}})\b)?
      | (?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b
      | (?P<near>[Tt]oday|[Yy]esterday)\b)(?!['’])""",
    re.VERBOSE,
)


def is_date_word(word: str) -> bool:
    """Whether a word is a weekday, a month, "today" or "yesterday"."""
    lower = word.lower().rstrip(".")
    if lower in {"today", "yesterday"}:
        return True
    return word[:1].isupper() and (lower in _WEEKDAYS or lower in words("months"))


def day_of(moment: date | datetime) -> date:
    """The calendar day of a date or of a moment, in the moment's own zone."""
    return moment.date() if isinstance(moment, datetime) else moment


def reference_day(article: Article) -> date | None:
    """The day from which "on Thursday" is reckoned: of publication, else of the dateline, else None."""
    if article.published_at:
        return day_of(article.published_at)
    line = dateline(article.text)
    return _day_of_dateline(article, line) if line else _day_after_photo(article.text)


def _day_of_dateline(article: Article, line: re.Match[str]) -> date | None:
    header = line["iso"] and _iso(line["iso"])
    if header:
        return header
    if not line["day"]:
        return None
    said = PHRASE.match(line["day"] + (f", {line['year']}" if line["year"] else ""))
    if said is None:
        return None
    if line["year"]:
        return _calendar(int(line["year"]), said)
    horizon = day_of(article.fetched_at) if article.fetched_at else HORIZON
    return _year_that_fits(
        said, weekdays_in(article.text[line.end() : _paragraph_end(article.text, line.end())]), horizon
    )


def _day_after_photo(text: str) -> date | None:
    """The first day, from that of the newest photo on, that is the first weekday of the text.

    Press photos are days old, unless they are from the archive; so a date without a year must confirm the season: it
    has to lie within `SEASON` behind the photo. Without such a pair no day is inferred.
    """
    photos = [day for m in PHOTO.finditer(text) if (said := PHRASE.search(m[0])) and (day := resolve(said, None))]
    taken = max(photos, default=None)
    weekday = next((m["weekday"] for m in PHRASE.finditer(text) if m["weekday"]), None)
    if taken is None or weekday is None:
        return None
    plain = (m for m in PHRASE.finditer(text) if (m["day"] or m["day2"]) and not (m["year"] or m["year2"]))
    near = (_calendar(taken.year, m) for m in plain)
    if not any(day and taken < day <= taken + SEASON for day in near):
        return None
    return taken + timedelta(days=(_WEEKDAYS.index(weekday.lower()) - taken.weekday()) % 7)


def weekdays_in(text: str) -> set[int]:
    """The weekdays that a text names, Monday being 0."""
    return {_WEEKDAYS.index(m["weekday"].lower()) for m in PHRASE.finditer(text) if m["weekday"]}


def resolve(phrase: re.Match[str], reference: date | None) -> date | None:
    """The day that a match of `PHRASE` means, at or before `reference`; None where that is not certain."""
    if phrase["iso"]:
        return _iso(phrase["iso"])
    if year := phrase["year"] or phrase["year2"]:
        return _calendar(int(year), phrase)
    return _before(phrase, reference) if reference else None


def _before(phrase: re.Match[str], reference: date) -> date | None:
    if near := phrase["near"]:
        return reference - timedelta(days=near.lower() == "yesterday")
    if weekday := phrase["weekday"]:
        return reference - timedelta(days=(reference.weekday() - _WEEKDAYS.index(weekday.lower())) % 7)
    this_year = _calendar(reference.year, phrase)
    if this_year and this_year > reference:
        return _calendar(reference.year - 1, phrase)
    return this_year


def _paragraph_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _iso(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _calendar(year: int, phrase: re.Match[str]) -> date | None:
    month = phrase["month"] or phrase["month2"]
    try:
        return date(year, _MONTHS.index(month[:3].lower()) + 1, int(phrase["day"] or phrase["day2"]))
    except ValueError:
        return None


def _year_that_fits(phrase: re.Match[str], weekdays: set[int], horizon: date) -> date | None:
    for year in range(horizon.year, OLDEST_YEAR, -1):
        day = _calendar(year, phrase)
        if day and day <= horizon and day.weekday() in weekdays:
            return day
    return None
