"""Which days the words for a time mean, reckoned from the article's day and never after it.

Where two days would do, they mean none.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from onrecord_core.datelines import WEEKDAYS, calendar_day, month_number, numeric_day

from onrecord_extract.dates import NUMBERS, Days

YEARS = range(1000, 3000)
"""What lies in other years is a misprint, or made to break a calendar."""
_WITHIN_A_DAY = re.compile(r"\bsame\b|^that\b|\bin the\b|\b(?:hours?|minutes|moments)\b")


def resolve(phrase: re.Match[str], reference: date | None, told: date | None = None) -> Days | None:
    """The days that a match of `PHRASE` means, none of them after `reference`; None where that is not certain.

    `told` is the day of which the text last told; "a day earlier" is reckoned from it.
    """
    found = _days(phrase, reference, told)
    return found if found and found.first.year in YEARS and found.last.year in YEARS else None


def _days(phrase: re.Match[str], reference: date | None, told: date | None) -> Days | None:
    if phrase["numeric"]:
        return _one(numeric_day(phrase["numeric"]))
    if year := phrase["year"] or phrase["year2"]:
        return _one(_in_year(int(year), phrase))
    if phrase["beside"]:
        return _one(told and told + timedelta(days=_moved(phrase["beside"].lower())))
    if year := phrase["whole_year"]:
        return _month(int(year), month_number(phrase["whole"]))
    if year := phrase["bare"] or phrase["season_year"]:
        return _year(int(year))
    return _READERS[str(phrase.lastgroup)](phrase, reference) if reference else None


def _one(day: date | None) -> Days | None:
    return Days(day, day, "day") if day else None


def _calendar(phrase: re.Match[str], reference: date) -> Days | None:
    """The newest such day that is not after the reference."""
    this_year = _in_year(reference.year, phrase)
    if this_year is None or this_year > reference:
        return _one(_in_year(reference.year - 1, phrase))
    return _one(this_year)


def _ordinal(phrase: re.Match[str], reference: date) -> Days | None:
    day = int(re.sub(r"\D", "", phrase["ordinal"]))
    before = reference.replace(day=1) - timedelta(days=1)
    this_month = calendar_day(reference.year, reference.month, day)
    if this_month and this_month <= reference:
        return _one(this_month)
    return _one(calendar_day(before.year, before.month, day))


def _weekday(phrase: re.Match[str], reference: date) -> Days | None:
    back = (reference.weekday() - WEEKDAYS.index(phrase["named"].lower())) % 7
    turn = (phrase["turn"] or "").strip().lower()
    if "next" in (turn, phrase["week"]):
        return None
    monday = reference - timedelta(days=reference.weekday())
    newest = reference - timedelta(days=back or 7 * (turn == "last"))
    if phrase["week"] == "last":
        return _one(monday - timedelta(days=7) + timedelta(days=WEEKDAYS.index(phrase["named"].lower())))
    if turn == "last" and not newest < monday:
        # "last Monday" on a Thursday: three days ago to some, ten to others
        return Days(newest - timedelta(days=7), newest, "week")
    return _one(newest)


def _near(phrase: re.Match[str], reference: date) -> Days | None:
    word = phrase["near"].lower()
    return _one(reference - timedelta(days=2 if "before" in word else word in {"yesterday", "last night"}))


def _ago(phrase: re.Match[str], reference: date) -> Days | None:
    count, unit = _number(phrase["count"]), phrase["unit"]
    if unit == "day":
        return _one(reference - timedelta(days=count))
    if unit == "week":
        return _week(reference - timedelta(weeks=count))
    months = count if unit == "month" else 12 * count
    year, month = divmod(reference.year * 12 + reference.month - 1 - months, 12)
    return _month(year, month + 1) if unit == "month" else _year(year)


def _span(phrase: re.Match[str], reference: date) -> Days | None:
    unit, last = phrase["of"].lower(), phrase["which"].lower() == "last"
    if unit == "weekend":
        saturday = reference - timedelta(days=(reference.weekday() - 5) % 7)
        return Days(saturday, min(saturday + timedelta(days=1), reference), "week")
    if phrase["which"].lower() == "the":
        return None  # "in the week", "over the year" tell of no certain one
    if unit == "week":
        return _week(reference - timedelta(weeks=last))
    if unit == "year":
        return _year(reference.year - last)
    before = reference.replace(day=1) - timedelta(days=1) if last else reference
    return _month(before.year, before.month)


def _season(phrase: re.Match[str], reference: date) -> Days | None:
    return _year(reference.year - ("last" in phrase["stretch"].lower().split()))


def _within(phrase: re.Match[str], reference: date) -> Days | None:
    month = month_number(phrase["whole"])
    if phrase["of_last"]:
        return _month(reference.year - (phrase["of_last"] == "last"), month)
    return _month(reference.year - (month > reference.month), month)


_READERS: dict[str, Callable[[re.Match[str], date], Days | None]] = {
    "calendar": _calendar,
    "ordinal": _ordinal,
    "weekday": _weekday,
    "near": _near,
    "ago": _ago,
    "span": _span,
    "stretch": _season,
    "within": _within,
}


def _week(day: date) -> Days:
    monday = day - timedelta(days=day.weekday())
    return Days(monday, monday + timedelta(days=6), "week")


def _month(year: int, month: int) -> Days | None:
    if not date.min.year <= year < date.max.year:
        return None
    after = date(year + month // 12, month % 12 + 1, 1)
    return Days(date(year, month, 1), after - timedelta(days=1), "month")


def _year(year: int) -> Days | None:
    return Days(date(year, 1, 1), date(year, 12, 31), "year") if date.min.year <= year <= date.max.year else None


def _in_year(year: int, phrase: re.Match[str]) -> date | None:
    month, day = phrase["month"] or phrase["month2"], phrase["day"] or phrase["day2"]
    return calendar_day(year, month_number(month), int(day))


def _moved(words_beside: str) -> int:
    """By how many days "a day earlier" or "three days later" lies off."""
    if _WITHIN_A_DAY.search(words_beside):
        return 0
    first, _ = words_beside.split(maxsplit=1)
    count = 1 if first == "the" else _number(first)
    return count if words_beside.endswith("later") or "next" in words_beside or "following" in words_beside else -count


def _number(word: str) -> int:
    lower = word.lower()
    if lower in {"a", "an"}:
        return 1
    return int(lower) if lower.isdigit() else NUMBERS.index(lower) + 1
