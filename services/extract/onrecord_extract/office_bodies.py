"""The body that an office is of: one that its words name, one that the text has named, one of many states."""

from itertools import pairwise

from onrecord_extract.employers import is_organ, topic_above, topic_before
from onrecord_extract.entities import Entity
from onrecord_extract.lexicon import known_bodies, words
from onrecord_extract.organizations import Sort, body_named
from onrecord_extract.people import People
from onrecord_extract.role_words import role_words
from onrecord_extract.roles import Role

PRONOUNS = frozenset({"its", "their", "his", "her"})
"""What a role has in place of a body that is named before."""


def _is_another(name: str, body: Entity) -> bool:
    """Whether a body only begins with a name: "Oslo City" is not the Oslo City Supporters’ Trust."""
    rest = body.name[len(name) :].lower().split() if body.name.startswith(f"{name} ") and " " in name else []
    return any(word in words("common_bodies") for word in rest)


def body_of_role(people: People, role: Role, at: int) -> Entity | None:
    """The organisation that a role names, completed from the document: that of "its president", of "army spokesman"."""
    name = role.organization
    if name is None:
        return None
    if name in {"its", "their"}:
        return topic_before(people, at) or topic_above(people, at) or people.body_before(at)
    if name in PRONOUNS:
        return None
    found = people.find(name)
    if found and found.kind != "person" and not (name in known_bodies() and not people.bears(name, found)):
        return None if _is_another(name, found) else found
    parts = name.lower().split()
    if (name[0].islower() or is_organ(name)) and parts[-1] in words("common_bodies"):
        return body_named(people, Sort(parts[-1], parts[:-1], role.country), at)
    return None


def of_many_states(people: People, role: Role) -> str | None:
    """The body of many states of an office that no state has, in a text that names it: "Home Affairs Commissioner"."""
    told = role_words(role.text)
    if told[-1:] == ["commissioner"] and role.organization is None and "European Commission" in people.text:
        return "European Commission"
    pairs = {*told, *map("_".join, pairwise(told))}
    named = "United Nations" in people.text and not pairs.isdisjoint(words("of_united_nations"))
    return "United Nations" if named and role.country is None and role.organization is None else None
