"""Words for a time: "on Thursday", "a day earlier", "6 September", "last month". `reckoning.py` says what they mean."""

import re
from dataclasses import dataclass
from datetime import date

from onrecord_core.datelines import MONTH, WEEKDAYS
from onrecord_core.records import Precision

from onrecord_extract.lexicon import words

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = rf"(?:an?|{'|'.join(NUMBERS)}|\d{{1,2}})"
_WEEKDAY = rf"(?:{'|'.join(day.capitalize() for day in WEEKDAYS)}|{'|'.join(day.upper() for day in WEEKDAYS)})"
_PART = r"(?:morning|afternoon|evening|night)"
_UNIT = r"(?:week|month|year|weekend)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"

PHRASE = re.compile(
    rf"""(?<![\w-])(?:
      (?P<calendar>(?:{_WEEKDAY},?\ )?(?:
          (?P<month>(?i:{MONTH}))\ (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|:)(?:,?\ (?P<year>\d{{4}})\b)?
        | (?:the\ )?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:\ of)?\ (?P<month2>(?i:{MONTH}))
            (?:,?\ (?P<year2>\d{{4}})\b)?))
    | (?P<numeric>\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})
    | (?P<ordinal>(?<=[Oo]n\ )the\ \d{{1,2}}(?:st|nd|rd|th)
        (?=\s*(?:[,.;)]|that\b|of\ (?:this|the)\ month|$)))
    | (?P<weekday>(?P<turn>(?i:last|this|next|this\ past)\ )?(?P<named>{_WEEKDAY})
        (?:,?\ (?:of\ )?(?P<week>last|this|next)\ week)?(?:\ {_PART})?)
    | (?P<near>(?i:the\ day\ before\ yesterday|today|tonight|this\ {_PART}|yesterday|last\ night))
    | (?P<beside>(?i:(?:the|that)\ same\ (?:day|{_PART})|that\ (?:day|{_PART})|(?:a|one)\ day\ (?:earlier|before|later)
        |(?:earlier|later)\ (?:on\ )?in\ the\ (?:day|{_PART})
        |(?:{_NUMBER}\ )?(?:hours?|minutes|moments)\ (?:earlier|before|later)
        |within\ (?:(?:the|an)\ hour|hours|minutes)
        |the\ (?:day\ before|previous\ day|next\ day|following\ day)|{_NUMBER}\ days\ (?:earlier|before|later)))
    | (?P<ago>(?P<count>(?i:{_NUMBER}))\ (?P<unit>day|week|month|year)s?\ ago)
    | (?P<stretch>(?i:(?:in\ the\ )?{_SEASON}\ of\ (?:(?P<of_year>last|this)\ year|(?P<season_year>\d{{4}}))
        |(?:last|this|the\ past|this\ past)\ {_SEASON}))
    | (?P<span>(?i:(?:earlier\ |later?\ |over\ |at\ |during\ |in\ )?(?P<which>last|this|the\ past|past|the)
        \ (?P<of>{_UNIT}))\b)
    | (?P<within>(?<=[Ii]n\ )(?:(?:early|mid|late)[\ -])?(?P<whole>(?i:{MONTH}))
        (?:\ (?:of\ )?(?P<whole_year>\d{{4}})\b|\ (?P<of_last>last|this)\ year)?)
    | (?P<in_year>(?<=[Ii]n\ )(?:(?:early|mid|late)[\ -])?(?P<bare>(?:19|20)\d\d)\b)
    )(?![\w-])""",
    re.VERBOSE,
)
"""Words that date something; which alternative matched is the match's `lastgroup`."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a phrase means, the first and the last of them."""

    first: date
    last: date
    precision: Precision

    @property
    def day(self) -> date | None:
        """The day, where it means one."""
        return self.first if self.precision == "day" else None


def is_date_word(word: str) -> bool:
    """Whether a word is a weekday, a month, "today" or "yesterday"."""
    lower = word.lower().rstrip(".")
    if lower in {"today", "yesterday"}:
        return True
    return word[:1].isupper() and (lower in WEEKDAYS or lower in words("months"))


def weekdays_in(text: str) -> set[int]:
    """The weekdays that a text names, Monday being 0."""
    return {WEEKDAYS.index(m["named"].lower()) for m in PHRASE.finditer(text) if m["named"]}
