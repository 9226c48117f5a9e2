"""Persons whom a text introduces as another's counterpart: "the minister met her Kenyan counterpart, Jo Mwita"."""

import re

from onrecord_extract.entities import Entity
from onrecord_extract.lexicon import country_in, words
from onrecord_extract.people import People

RECENT = 10
_COUNTERPART = re.compile(r"\b(?:his|her|their|the) (?P<country>[A-Z][\w-]+(?: [A-Z][\w-]+)?) counterpart,? ")


def learn_counterparts(people: People) -> None:
    """Give whoever is called a counterpart without an office the country and the kind of office of the other's."""
    for found in _COUNTERPART.finditer(people.text):
        named = next((e for m, e in people.between(found.end(), found.end() + 1) if m.outer == found.end()), None)
        country = country_in(found["country"].split())
        if named is None or country is None or named.roles or named.kind not in {"person", "unknown"}:
            continue
        named.kind, named.country = "person", named.country or country
        named.titles |= _offices_before(people, found.start(), named)


def _offices_before(people: People, at: int, other: Entity) -> frozenset[str]:
    """The nouns of the office of the last person named before an offset who has one: "minister"."""
    held = (e.heads & words("offices") for _, e in people.before(at, RECENT) if e is not other and e.kind == "person")
    return next((offices for offices in held if offices), frozenset[str]())
