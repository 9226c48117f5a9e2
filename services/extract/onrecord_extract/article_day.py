"""The day from which an article's "on Thursday" is reckoned, and where its dateline is from.

It is the dateline's day where that is dated, else that of publication, else the one in a line above the prose
or below it. The year
of a dateline without one is the newest in which the weekday of its paragraph fits, not after `today`; where the text
names years, the newest of them or the one after it is tried first.
"""

import re
from datetime import UTC, date, datetime, timedelta

from onrecord_core.datelines import WEEKDAYS, Dateline, lines
from onrecord_core.records import Article

from onrecord_extract.attributions import Offsets
from onrecord_extract.dates import PHRASE, weekdays_in
from onrecord_extract.layout import dateline
from onrecord_extract.reckoning import YEARS, resolve
from onrecord_extract.setting_words import setting_words

OLDEST_YEAR = 1900
MAX_DELAY = timedelta(days=3)
"""So many days after its dateline an article may be published; more, and the dateline's day is none of the report's."""
SEASON = timedelta(days=31)
MAX_HEADER_CHARS = 120
MAX_HEADERS = 12
"""Among so many first lines one may give the day of the page."""
MAX_FOOTERS = 8
"""And among so many last ones."""
PHOTO = re.compile(r"\b(?:photo|picture|image)\b[^\n.]{0,80}\d{4}", re.IGNORECASE)
# a line that is a date, or ends with one that no preposition makes that of an event: "Briefing, Oslo, 5 March 2024"
_BEFORE = re.compile(
    r"(?:^|[|•·,:;/(–—-]|\b(?:published|posted|updated|modified|dated?|released?|issued)(?:\s+(?:on|at))?:?)\s*"
    r"(?:\b(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b[.,]?\s*)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s*(?:$|[|•·,;)/–—-]|(?:at\s)?\d{1,2}[:.]\d\d|by\s)")
_FOOTER = re.compile(r"\W*(?:(?:this \w+ was|first|last)\s+)*(?:published|posted|updated|released)\b", re.IGNORECASE)
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
    if article.published_at:
        published = day_of(article.published_at)
        written = _last_before(line, published) if line else None
        return written if written and published - written <= MAX_DELAY else published
    if line and line.full_day:
        return line.full_day
    header = header_day(article.text)
    if page_day := header[0] if header else _footer_day(article.text) or _title_day(article.text):
        written = _last_before(line, page_day) if line else None
        return written if written and page_day - written <= MAX_DELAY else page_day
    latest = today or (day_of(article.fetched_at) if article.fetched_at else datetime.now(UTC).date())
    return _day_of_dateline(article.text, line, latest) if line and line.day else _day_after_photo(article.text)


def _last_before(line: Dateline, published: date) -> date | None:
    """The dateline's day in its own year, or in the newest that makes it no later than the day of publication."""
    if line.year:
        return line.full_day
    days = (line.date_in(published.year), line.date_in(published.year - 1))
    return next((day for day in days if day and day <= published), None)


def header_day(text: str) -> tuple[date, Offsets] | None:
    """The day of a short line above the prose, such as "Published: 6 May 2024" or "By Jane Doe | May 6, 2024"."""
    for number, (start, end) in enumerate(lines(text)):
        if number >= MAX_HEADERS:
            return None
        if end - start > MAX_HEADER_CHARS or PHOTO.search(text, start, end):
            continue
        for match in PHRASE.finditer(text, start, end):
            full = match["year"] or match["year2"] or match["numeric"]
            if full and _BEFORE.search(text[start : match.start()]) and _BEHIND.match(text[match.end() : end]):
                found = resolve(match, None)
                if found and found.day:
                    return found.day, match.span()
    return None


def _footer_day(text: str) -> date | None:
    """The day of a line below the prose: "Published in the Harbour Times, May 6th, 2024"."""
    tail = len(text) - MAX_FOOTERS * MAX_HEADER_CHARS
    for start, end in list(lines(text[max(0, tail) :]))[-MAX_FOOTERS:]:
        line = text[max(0, tail) :][start:end]
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
