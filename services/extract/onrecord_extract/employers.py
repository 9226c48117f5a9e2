"""The company, club, union or school of an office of which the text says no more: "chief executive", "team doctor"."""

from collections.abc import Iterable

from onrecord_extract.entities import Entity
from onrecord_extract.lexicon import body_kin, employers_of, words
from onrecord_extract.people import People
from onrecord_extract.role_words import role_words
from onrecord_extract.roles import Role

MAX_BODIES = 200
MIN_MENTIONS = 2
NEAR_MENTIONS = 4
NEAR_CHARS = 80
RECENT = 60


def employer(people: People, roles: Iterable[Role], at: int) -> Entity | None:
    """The organisation that such an office must be of: the last one of its sort before `at`, else the only one behind.

    For "chief executive" that is a company; where no noun says of one that it is, the organisation that is named most.
    """
    roles = tuple(roles)
    kinds = frozenset[str]().union(*(_kinds(role) for role in roles))
    if not kinds:
        return None
    if "club" not in kinds and not any(role.heads & words("offices") for role in roles):
        return _only(people, kinds)
    near = [(m.is_subject, e) for m, e in people.before(at, RECENT) if _is_of(e, kinds) and not _is_anothers(people, e)]
    if found := next((e for subject, e in near if subject or "club" not in kinds), near[0][1] if near else None):
        return found  # of two clubs the one that the text is about
    later = [e for e in people.entities[:MAX_BODIES] if e.first > at and _is_of(e, kinds)]
    if len(later) == 1:
        return later[0]
    return _main_company(people, at) if "company" in kinds else None


def whole_of(people: People, at: int) -> Entity | None:
    """The organisation of which a part is named at `at`: the issuer of a release, else the company that is told of."""
    return people.house or _main_company(people, at)


def _only(people: People, kinds: frozenset[str]) -> Entity | None:
    """The only organisation of its sort in the text, where a calling is practised: a professor’s university."""
    found = [entity for entity in people.entities[:MAX_BODIES] if _is_of(entity, kinds)]
    return found[0] if len(found) == 1 else None


def _kinds(role: Role) -> frozenset[str]:
    """The nouns of bodies that an office can be of."""
    office = f" {' '.join(role_words(role.text))} "
    found = frozenset[str]().union(*(kinds for name, kinds in employers_of().items() if f" {name} " in office))
    return found | body_kin()["company"] if "company" in found else found


def _is_of(entity: Entity, kinds: frozenset[str]) -> bool:
    return entity.kind in {"organization", "media"} and bool(entity.types & kinds)


def _is_anothers(people: People, body: Entity) -> bool:
    """Whether a body is named only where a person's role says of whom it is: "an analyst at Acme Securities"."""
    roles = (role for entity in people.entities[:MAX_BODIES] for role in entity.roles)
    told = (role for role in roles if role.organization == body.name)
    return body.count == 1 and any(not role.heads & words("offices") for role in told)


def _main_company(people: People, at: int) -> Entity | None:
    """The organisation named right before a place in the text, else the first of those that it names most."""
    for mention, entity in people.before(at, NEAR_MENTIONS):
        if entity.kind == "organization" and at - mention.end <= NEAR_CHARS:
            return entity
    named = [e for e in people.entities[:MAX_BODIES] if _may_be_company(e) and e.count >= MIN_MENTIONS]
    return max(named, key=lambda e: (e.count, -e.first), default=None)


def _may_be_company(entity: Entity) -> bool:
    """Whether nothing tells that an organisation is of another sort, as a union or a party is."""
    others = words("bodies") - body_kin()["company"] - {"company", "group"}
    return entity.kind == "organization" and not entity.types & others
