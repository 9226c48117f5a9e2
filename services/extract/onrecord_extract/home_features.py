"""What speaks for a country's being the one that a text is from, whose own offices it does not mark."""

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from onrecord_extract.layout import dateline_place, lede_of, paragraphs
from onrecord_extract.lexicon import Country, country_of_town, national_marks
from onrecord_extract.mentions import Mention, NamedCountry
from onrecord_extract.regions import region_of, regions

type Features = dict[str, float]

MAX_OPENINGS = 6
MAX_SECTION_WORDS = 2
MOST_OF_A_MARK = 3
"""So often does a mark count that stands more often."""
FEW = 3
"""Fewer names of countries than this are few."""
_OPENING = re.compile(r"([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})[ \t]*(?:[:.—–]|\(|, [A-Z][\w.]+ \d|$)", re.MULTILINE)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Home:
    """A country that a text may be from, None for none of them, and what speaks for it."""

    country: Country | None
    features: Features


def homes(text: str, named: Sequence[NamedCountry], found: Sequence[Mention]) -> list[Home]:
    """The countries that a text may be from, by all that it names and all its marks, and that it is from none."""
    marks = marks_of(text)
    counts = Counter(one.country for one in named)
    officials = Counter(m.role.country for m in found if m.role and m.role.country and _is_official(m))
    lede = lede_of(text)
    start, end = (lede.start, lede.end) if lede else (0, 0)
    heading = {one.country for one in named if one.start < start}
    leading = {one.country for one in named if start <= one.start < end}
    section = _section(text, named)
    options = dict.fromkeys([*counts, *marks])
    none: Features = {"none": 1.0, "none_of_few": float(len(named) < FEW)}
    return [Home(None, none)] + [
        Home(
            one,
            {
                "headline": float(one in heading),
                "lede": float(one in leading),
                "section": float(section == one),
                "most": float(counts[one] > 0 and counts[one] == max(counts.values())),
                "officials_of_others": _part(counts, one) if officials and not officials[one] else 0.0,
                "marks": math.log1p(marks.get(one, 0.0)),
                "share_of_marks": _part(marks, one),
                "share": _part(counts, one),
                **_by_kind([each for each in named if each.country == one]),
            },
        )
        for one in options
    ]


def _by_kind(named: Sequence[NamedCountry]) -> Features:
    kinds = Counter(one.by for one in named)
    return {
        "named": math.log1p(len(named)),
        "towns": math.log1p(kinds["town"]),
        "bodies": math.log1p(kinds["body"]),
        "subjects": math.log1p(sum(one.is_subject for one in named)),
        "by_people": kinds["people"] / max(1, len(named)),
    }


def _part(counts: Mapping[Country, float], one: Country) -> float:
    """The part that one country has in all counts."""
    return counts.get(one, 0.0) / (sum(counts.values()) or 1.0)


def _is_official(mention: Mention) -> bool:
    return mention.role is not None and (mention.role.is_of_state or mention.role.is_spokesperson)


def marks_of(text: str) -> dict[Country, float]:
    """How much the marks of a text speak for each country; one that several have speaks less for each."""
    spoken: defaultdict[Country, float] = defaultdict(float)
    for mark, countries in national_marks().items():
        if mark.removesuffix("#") in text and (found := _pattern(mark).findall(text)):
            for country in countries:
                spoken[country] += min(len(found), MOST_OF_A_MARK) / math.sqrt(len(countries))
    return spoken


@cache
def _pattern(mark: str) -> re.Pattern[str]:
    before = r"(?<![\w$])" if mark[0].isalnum() else r"(?<![\w])"
    word = re.escape(mark.removesuffix("#"))
    behind = r"\d" if mark.endswith("#") else r"(?!\w)"
    return re.compile(f"{before}{word}{behind}")


def _section(text: str, named: Sequence[NamedCountry]) -> Country | None:
    """The country to which a line above the prose files a text: "Israel News", "Politics | Germany"."""
    for block in paragraphs(text):
        if not block.headline:
            return None
        first, after = (bisect_left(named, at, key=attrgetter("start")) for at in (block.start, block.end))
        inside = [one.country for one in named[first:after]]
        if len(inside) == 1 and len(_WORD.findall(text, block.start, block.end)) <= MAX_SECTION_WORDS:
            return inside[0]
    return None


def country_of_opening(text: str) -> Country | None:
    """The country of the town in the dateline, or of one that opens a paragraph ("SEOUL: …") or is all of it."""
    if (state := region_of(text)) and (region := regions().get(state)):
        return region.country  # "MILL CREEK, Mo."
    openings = (_OPENING.match(text, block.start) for block in paragraphs(text)[:MAX_OPENINGS])
    towns = (
        country_of_town(town) for town in (dateline_place(text), *(found[1] for found in openings if found)) if town
    )
    return next((country for country in towns if country), None)
