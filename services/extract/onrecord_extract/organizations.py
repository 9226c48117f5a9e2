"""Organisations by a common noun: "the company", "the army", "the teachers’ union", and which one of the text it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal

from onrecord_extract.entities import Entity, is_named_body
from onrecord_extract.lexicon import Country, body_kin, country_at, words
from onrecord_extract.people import People

RECENT = 120
"""How many mentions back a noun such as "the company" may reach."""
NEAR_MENTIONS = 6
NEAR_CHARS = 300
_COMPANIES = frozenset({"company", "firm", "group", "business", "corporation", "organisation", "organization", "maker"})


type BodyKind = Literal["organization", "government", "media"]


def is_body(word: str) -> bool:
    """Whether a common noun stands for an organisation."""
    return word in words("bodies") or word in words("state_bodies") or word == "police"


def is_state_body(word: str) -> bool:
    """Whether a common noun stands for a body of a state."""
    return word in words("state_bodies") or word == "police"


@dataclass(frozen=True, slots=True)
class Sort:
    """What a noun phrase says of a body: "teachers" and "union" of "the teachers’ union"."""

    head: str
    modifiers: Sequence[str] = ()
    """What stands before the head, lower case, without countries."""
    country: Country | None = None
    is_owned: bool = False
    """Whether a name owns it: "Ag Inaka’s group"."""

    def fits(self, entity: Entity, *, loosely: bool = False) -> bool:
        """Whether an entity is of this sort; loosely: whether one modifier is enough."""
        if not is_named_body(entity) or (self.country and entity.country and self.country != entity.country):
            return False
        if entity.kind == "government" and (self.head == "company" or self.head in body_kin()["company"]):
            return False
        if self.head not in entity.types and not body_kin().get(self.head, frozenset[str]()) & entity.types:
            return False
        shared = sum(word in entity.types for word in self.modifiers)
        return shared > 0 if loosely else shared == len(self.modifiers)


def body_named(people: People, sort: Sort, at: int, heard: Sequence[Entity] = ()) -> Entity | None:
    """The organisation that such a noun means: the last one before that is of that sort, else the only one behind.

    `heard` are those that spoke before, the last one first.
    """
    before = (entity for _, entity in people.before(at, RECENT))
    found = next((entity for entity in chain(heard, before) if sort.fits(entity)), None)
    if found:
        return found
    spoke = (entity for end, entity in reversed(people.heard[-RECENT:]) if end <= at)
    if told := next((entity for entity in spoke if sort.fits(entity)), None):
        return told
    loosely = bool(sort.modifiers)
    later = [e for e in people.foremost if e.first > at and sort.fits(e, loosely=loosely)]
    if len(later) == 1:
        return later[0]
    known = [e for e in people.foremost if sort.fits(e)]
    return known[0] if len(known) == 1 else _company(people, sort, at, heard)


def _company(people: People, sort: Sort, at: int, heard: Sequence[Entity]) -> Entity | None:
    """For "the company" the last body heard or the only one of the text, if the text does not say what it is."""
    industrial = sort.head in body_kin()["company"] and not sort.is_owned  # "the electric carmaker"
    if not industrial and (sort.head not in _COMPANIES or sort.modifiers or sort.country):
        return None
    if people.house and sort.head in _COMPANIES:
        return people.house
    last = next(iter(heard), None)
    if last and _is_unexplained(last):
        return last
    near = (e for m, e in people.before(at, NEAR_MENTIONS) if at - m.end <= NEAR_CHARS and _is_unexplained(e))
    if found := next(near, None):
        return found
    plain = [entity for entity in people.foremost if _is_unexplained(entity)]
    return plain[0] if len(plain) == 1 else None


def _is_unexplained(entity: Entity) -> bool:
    nouns = words("body_words") - words("forms")
    return entity.kind == "organization" and not entity.types & nouns


@lru_cache(maxsize=64)
def described(text: str, head: str) -> tuple[str, Country] | None:
    """The country beside such a noun where the text names one alone: "Sudanese army" for "army"."""
    pattern = re.compile(rf"\b([A-Z][\w.’'-]{{1,40}}(?: [A-Z][\w-]+)?) {re.escape(head)}\b")
    found: dict[str, Country] = {}
    for match in pattern.finditer(text):
        parts = match[1].split()
        for begin in range(len(parts)):
            country = country_at(parts, begin)
            if country and country[1] == len(parts) - begin:
                found.setdefault(f"{' '.join(parts[begin:])} {head}", country[0])
                break
    return next(iter(found.items())) if len(set(found.values())) == 1 else None
