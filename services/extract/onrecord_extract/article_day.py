"""The day from which an article's "on Thursday" is reckoned, and where its dateline is from.

It is the dateline's day where that is dated, else that of publication, else that of the page (`page_day.py`). The year
of a dateline without one is the newest in which the weekday of its paragraph fits, not after `today`; where the text
names years, the newest of them or the one after it is tried first.
"""

import re
from datetime import UTC, date, datetime, timedelta

from onrecord_core.datelines import WEEKDAYS, Dateline
from onrecord_core.records import Article

from onrecord_extract.dates import PHRASE, weekdays_in
from onrecord_extract.layout import dateline
from onrecord_extract.page_day import PHOTO, page_day
from onrecord_extract.reckoning import YEARS, resolve

OLDEST_YEAR = 1900
MAX_DELAY = timedelta(days=3)
"""So many days after its dateline an article may be published; more, and the dateline's day is none of the report's."""
SEASON = timedelta(days=31)
_YEAR = re.compile(r"(?<![\w$€£.,-])(?:19|20)\d\d(?![\w,-]|\.\d)")


def day_of(moment: date | datetime) -> date:
    """The calendar day of a date or of a moment, in the moment's own zone."""
    return moment.date() if isinstance(moment, datetime) else moment


def reference_day(article: Article, today: date | None = None) -> date | None:
    """The day from which "on Thursday" is reckoned; None where nothing in the article gives one.

    `today` is the day that no article is later than; without it, the day of fetching is, and without that the clock's.
    """
    found = _reference_day(article, today)
    return found if found and found.year in YEARS else None


def _reference_day(article: Article, today: date | None) -> date | None:
    line = dateline(article.text)
    published = day_of(article.published_at) if article.published_at else None
    if published is None and line and line.full_day:
        return line.full_day
    if published := published or page_day(article.text):
        written = _last_before(line, published) if line else None
        return written if written and published - written <= MAX_DELAY else published
    latest = today or (day_of(article.fetched_at) if article.fetched_at else datetime.now(UTC).date())
    return _day_of_dateline(article.text, line, latest) if line and line.day else _day_after_photo(article.text)


def _last_before(line: Dateline, published: date) -> date | None:
    """The dateline's day in its own year, or in the newest that makes it no later than the day of publication."""
    if line.year:
        return line.full_day
    days = (line.date_in(published.year), line.date_in(published.year - 1))
    return next((day for day in days if day and day <= published), None)


def _day_of_dateline(text: str, line: Dateline, latest: date) -> date | None:
    end = text.find("\n", line.end)
    near_weekdays = weekdays_in(text[line.end : end if end >= 0 else len(text)])
    weekdays = near_weekdays or {first for first in [_first_weekday(text, line.end)] if first is not None}
    fitting = [
        day
        for year in range(latest.year, OLDEST_YEAR, -1)
        if (day := line.date_in(year)) and day <= latest and day.weekday() in weekdays
    ]
    named = max((int(match[0]) for match in _YEAR.finditer(text) if int(match[0]) <= latest.year), default=None)
    near = [day for day in fitting if named and named <= day.year <= named + 1]
    return next(iter(near or fitting), None)


def _day_after_photo(text: str) -> date | None:
    """The first day, from that of the newest photo on, that is the first weekday of the text.

    Press photos are days old, unless they are from the archive; so a date without a year must confirm the season: it
    has to lie within `SEASON` behind the photo. Without such a pair no day is inferred.
    """
    found = (resolve(said, None) for m in PHOTO.finditer(text) if (said := PHRASE.search(m[0])))
    taken = max((days.first for days in found if days and days.day), default=None)
    weekday = _first_weekday(text, 0)
    if taken is None or weekday is None:
        return None
    plain = (m for m in PHRASE.finditer(text) if m["calendar"] and not (m["year"] or m["year2"]))
    near = (resolve(m, taken + SEASON) for m in plain)
    if not any(days and taken < days.first for days in near):
        return None
    return taken + timedelta(days=(weekday - taken.weekday()) % 7)


def _first_weekday(text: str, start: int) -> int | None:
    """The first weekday that a text names alone, Monday being 0; not "next Monday"."""
    found = (m["named"] for m in PHRASE.finditer(text, start) if m["named"] and not m["turn"])
    first = next(found, None)
    return WEEKDAYS.index(first.lower()) if first else None
