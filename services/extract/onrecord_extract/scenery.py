"""The country, region or town of an office that leaves it out: "Minister Ana Brandt (Norway)", a lone town’s mayor."""

import re
from collections.abc import Iterable, Set

from onrecord_extract.entities import Entity
from onrecord_extract.home import is_home_office
from onrecord_extract.layout import dateline_place
from onrecord_extract.lexicon import Country, country_named, country_of_town, seat_of, words
from onrecord_extract.localities import is_local, locality_of
from onrecord_extract.people import People
from onrecord_extract.regions import main_region, region_of
from onrecord_extract.role_words import role_words
from onrecord_extract.roles import Role

MAX_NAMED = 8
_BEHIND = re.compile(r" ?\((?P<name>[^()\n]{2,40})\)")
_NAME = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?")


def place_of_office(people: People, entity: Entity, roles: Iterable[Role]) -> Country | str | None:
    """The country, or the name of the region or town, of an office that leaves it out, as it goes without saying."""
    roles = tuple(roles)
    if any(role_words(r.text)[:1] == ["state"] for r in roles) and (region := region_of(people.text)):
        return region  # "State Sen. Ana Brandt" in Ohio
    home = _country_behind(people, entity) or entity.country or people.home
    if home and home.code in words("federations") and (region := _governed(people, roles, words("premiers"))):
        return region
    if home and any(is_home_office(r) or _heads_territory(home, r) for r in roles):
        return home
    if place := next((p for r in roles if (p := locality_of(people.text, r.text))), None):
        return place
    if any(_is_of_central_bank(people.text, r) for r in roles) and people.home:
        return people.home
    return (
        _governed(people, roles, words("governors")) or _town_of_paper(people)
        if any(is_local(r.text) for r in roles)
        else None
    )


def _governed(people: People, roles: Iterable[Role], offices: Set[str]) -> str | None:
    """The region of who governs one: that of the dateline, else that of the text's own country which it names most."""
    if people.home is None or not any(r.heads & offices for r in roles):
        return None
    return region_of(people.text) or main_region(people.text, people.home)


def _town_of_paper(people: People) -> str | None:
    """The only town that a text names, else that of its dateline, unless that is a capital."""
    there = dateline_place(people.text).title()
    return _only_town(people) or (there if there and not seat_of(there) else None)


def _heads_territory(home: Country, role: Role) -> bool:
    """Whether an office is that of who governs Hong Kong or Macau: "Chief Executive"."""
    return home.code in {"HK", "MO"} and role.text == "Chief Executive"


def _is_of_central_bank(text: str, role: Role) -> bool:
    return bool(role.heads & words("heads_of_central_banks")) and "central bank" in text


def _country_behind(people: People, entity: Entity) -> Country | None:
    """The country in brackets behind a name where it is first told: "Ana Brandt (Norway)"."""
    named = (m for m, e in people.between(entity.first, entity.first + 1) if e is entity)
    found = next((match for m in named if (match := _BEHIND.match(people.text, m.end))), None)
    return country_named(found["name"]) if found else None


def _only_town(people: People) -> str | None:
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
    return next((one for one in (name, name.split(" ", maxsplit=1)[0]) if country_of_town(one)), None)
