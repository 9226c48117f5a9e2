"""Parts of states that speak for themselves: "Scottish First Minister", "Governor" in a dateline’s state."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord_extract.data_files import rows
from onrecord_extract.layout import dateline
from onrecord_extract.lexicon import Country, country_named, country_of_code, words
from onrecord_extract.role_words import role_words, without_possessive
from onrecord_extract.towns import is_town

CLEAR = 2
_REGION = re.compile(r", (?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}?)\.?(?=\W*(?:[,(/:–—-]|$))")


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a state that speaks for itself."""

    name: str
    country: Country


@cache
def regions() -> dict[str, Region]:
    """The regions of `data/regions.tsv` by name and by adjective."""
    return {
        word: Region(name, country_of_code(code))
        for name, adjectives, code in rows("regions.tsv")
        for word in (name, *adjectives.split(","))
    }


def is_region(name: str) -> bool:
    """Whether a name is a region’s or its people’s."""
    return name in regions()


def region_in(role: str) -> Region | None:
    """The region that an office is of: "Scottish First Minister", "Western Australian Premier"."""
    parts = role.replace("’s", "").replace("'s", "").split()
    spans = ((" ".join(parts[n : n + size])) for size in (3, 2, 1) for n in range(len(parts) - size + 1))
    found = next((regions()[span] for span in spans if span in regions()), None)
    told = map(without_possessive, role_words(role))
    return found if found and not words("heads_of_regions").isdisjoint(told) else None


@lru_cache(maxsize=16)
def main_region(text: str, country: Country) -> str | None:
    """The region of a country that a text names most, if no other is named half as often."""
    names = [word for word, one in regions().items() if word and one.country == country]
    counts = Counter({name: len(re.findall(rf"\b{re.escape(name)}\b", text)) for name in names})
    (top, many), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return regions()[top].name if many and many >= CLEAR * second else None


def region_of(text: str) -> str | None:
    """The state or province that a dateline names behind its town: "Ohio" of "MILL CREEK, Ohio (Nord)"."""
    line = dateline(text)
    found = _REGION.match(text, line.place[1], line.end) if line and line.place else None
    name = found["name"] if found else ""
    if abbreviated := regions().get(f"{name.rstrip('.')}."):
        return abbreviated.name  # "MILL CREEK, Mo."
    return name if is_town(name) and country_named(name) is None else None
