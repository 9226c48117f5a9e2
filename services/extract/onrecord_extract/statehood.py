"""Whether an organisation is a body of a state, as its name tells: "Foreign Ministry", but not "Bar Association"."""

from onrecord_extract.entities import Entity
from onrecord_extract.lexicon import Country, KnownBody, country_in, country_named, either, known_bodies, seat_of, words
from onrecord_extract.organizations import is_state_body

_COMMITTEES = frozenset({"committee", "subcommittee", "panel", "caucus"})
_UNITS = frozenset({"department", "office", "administration", "service", "directorate", "command"})


def known_body(name: str) -> KnownBody | None:
    """What is known of a body by its name, or of that whose committee it is: "State Duma Committee on Defence"."""
    known, parts = known_bodies(), name.split()
    if name in known or _COMMITTEES.isdisjoint(part.lower() for part in parts):
        return known.get(name)
    return next((known[head] for size in (3, 2, 1) if (head := " ".join(parts[:size])) in known), None)


def is_of_state(name: str, entity: Entity | None) -> bool:
    """Whether an organisation is a body of a state, as far as its name tells."""
    known = known_body(name)
    if known:
        return known.kind == "government"
    whole = known_body(name.split(maxsplit=1)[0])
    if "United Nations" in name or (whole and whole.kind == "organization"):
        return False  # "United Nations mission in Mali", "NATO Council"
    if words("associations").intersection(name.lower().split()[-1:]):
        return False  # "Federal Police Union"
    told = (entity.types if entity else set[str]()) | set(name.lower().split()[:1])
    if told & (either("irregulars", "supranational")):
        return False
    if entity and entity.kind == "government":
        return True
    return any(word in words("state_names") for word in name.lower().split())


def speaks_for_state(organization: str) -> bool:
    """Whether an official of a country who is of this body speaks for the country: a unit, a seat, "Kenyan Navy"."""
    if organization.rsplit(maxsplit=1)[-1].lower() in _UNITS:
        return True
    return named_country(organization) is not None and not _is_civil(organization)


def named_country(name: str) -> Country | None:
    """The country that a name is, or of which it is a seat."""
    return country_named(name) or seat_of(name) or country_in(name.split())


def _is_civil(organization: str) -> bool:
    """Whether its last word tells that an organisation is no body of a state: "Kenyan Bar Association"."""
    last = organization.rsplit(maxsplit=1)[-1].lower()
    if seat_of(organization):
        return False  # "White House"
    return last in either("bodies", "org_words") and not is_state_body(last)
