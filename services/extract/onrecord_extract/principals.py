"""On whose behalf a named spokesperson or lawyer speaks."""

import re

from onrecord_extract.entities import Entity, gender_of
from onrecord_extract.lexicon import kin, seat_of
from onrecord_extract.office_bodies import body_of_role
from onrecord_extract.people import People
from onrecord_extract.roles import Role

OWNERS = {"his": "m", "her": "f"}
NEAR_MENTIONS = 20
_FOR = re.compile(r" (?:for|to) (?:the |an? )?(.+)")


def on_behalf(people: People, entity: Entity, role: Role | None, at: int) -> str | None:
    """For whom somebody speaks by that role: a person or a body, by the fullest name that the document gives.

    "Kremlin" of "Kremlin spokesman", the person of "his spokeswoman", the suspect of "lawyer for the suspect". A
    lawyer speaks for a client, not for a firm: nobody's lawyer speaks for nobody.
    """
    if role is None or not (role.is_spokesperson or is_lawyer(role)):
        return None
    if role.organization in OWNERS:
        return _person_before(people, entity, OWNERS[role.organization], at)
    if is_lawyer(role) and not _is_somebodys(role):
        return None
    if body := body_of_role(people, role, at):
        return body.name
    if principal := role.organization or _behind_for(role):
        found = people.find(principal)
        return found.name if found else principal
    parts = role.text.split()
    seat = next((part for part in (" ".join(parts[:2]), parts[0]) if seat_of(part)), None)
    return seat or (role.country.name if role.country else None)


def is_lawyer(role: Role) -> bool:
    """Whether it is to plead for another."""
    return bool(role.heads & {"lawyer", *kin()["lawyer"]})


def _is_somebodys(role: Role) -> bool:
    """Whether it names a client: "counsel to the bank", "the bank's lawyer"."""
    return bool(_FOR.search(role.text)) or bool(role.organization and role.organization not in role.text)


def _behind_for(role: Role) -> str | None:
    found = _FOR.search(role.text)
    return found[1] if found else None


def _person_before(people: People, entity: Entity, gender: str, at: int) -> str | None:
    before = (other for _, other in people.before(at, NEAR_MENTIONS) if other.is_person)
    return next((one.name for one in before if one is not entity and gender_of(one) in {gender, None}), None)
