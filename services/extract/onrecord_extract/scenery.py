"""Places that a text names beside a person or alone: "Minister Ana Brandt (Norway)", the town of an unmarked mayor."""

import re

from onrecord_extract.entities import Entity
from onrecord_extract.lexicon import Country, country_named, country_of_town, words
from onrecord_extract.people import People

MAX_NAMED = 8
_BEHIND = re.compile(r" ?\((?P<name>[^()\n]{2,40})\)")
_NAME = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?")


def country_behind(people: People, entity: Entity) -> Country | None:
    """The country in brackets behind a name where it is first told: "Ana Brandt (Norway)"."""
    named = (m for m, e in people.between(entity.first, entity.first + 1) if e is entity)
    found = next((match for m in named if (match := _BEHIND.match(people.text, m.end))), None)
    return country_named(found["name"]) if found else None


def only_town(people: People) -> str | None:
    """The town or province that a text names, if it names no other and no country."""
    if len(people.countries) > MAX_NAMED:
        return None
    names = (_NAME.match(people.text, one.start) for one in people.countries)
    towns = {_town(match[0]) if match and _is_scene(people.text, match.start()) else None for match in names}
    return towns.pop() if len(towns) == 1 else None


def _is_scene(text: str, at: int) -> bool:
    """Whether something is told to happen in what an offset names: "in Oslo", not the surname Stanley."""
    return not words("links_of_scenes").isdisjoint(text[max(0, at - 10) : at].lower().split()[-1:])


def _town(name: str) -> str | None:
    """A known town with which a run of capitals begins."""
    return next((one for one in (name, name.split(" ")[0]) if country_of_town(one)), None)
