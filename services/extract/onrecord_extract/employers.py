"""The company, club, union or school of an office of which the text says no more: "chief executive", "team doctor"."""

import re
from collections.abc import Iterable
from itertools import islice

from onrecord_extract.entities import Entity, is_named_body
from onrecord_extract.layout import paragraph_start, paragraphs, paragraphs_before
from onrecord_extract.lexicon import body_kin, employers_of, words
from onrecord_extract.people import People
from onrecord_extract.role_words import role_words
from onrecord_extract.roles import Role

MIN_MENTIONS = 2
NEAR_MENTIONS = 4
_OPENING = re.compile(r"(?:^|[.!?”\"]\s+)(?:[A-Z][\w’'-]*\s){0,14}\Z", re.MULTILINE)
NEAR_CHARS = 80
OPENING_CHARS = 300
RECENT = 60
OWNER_CHARS = 20_000
"""How far back the owner of a part may be told, of so many the last."""
MAX_OWNERS = 20


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
    topic = topic_before(people, at)
    if topic and topic.kind == "organization" and any(role.heads & words("house_offices") for role in roles):
        return topic
    near = [(m.is_subject, e) for m, e in people.before(at, RECENT) if _is_of(e, kinds) and not _is_anothers(people, e)]
    if found := next((e for subject, e in near if subject or "club" not in kinds), near[0][1] if near else None):
        return found  # of two clubs the one that the text is about
    later = [e for e in people.foremost if e.first > at and _is_of(e, kinds)]
    if len(later) == 1:
        return later[0]
    return _main_company(people, at) if "company" in kinds else None


def whole_of(people: People, part: str, at: int) -> Entity | None:
    """The organisation of which a part is named at `at`: its owner, the issuer of a release, the company told of."""
    if owner := _owner_of(people, part, at) or people.house:
        return owner
    main = _main_company(people, at)
    return None if is_organ(part) and main and not main.types & body_kin()["company"] else main


def topic_before(people: People, at: int) -> Entity | None:
    """The organisation with which the sentence before, in the same paragraph, opens: "Acme replied. Its chair …"."""
    start = paragraph_start(people.text, at)
    named = ((m, e) for m, e in people.before(at, NEAR_MENTIONS) if m.start >= start)
    return next((e for m, e in named if is_named_body(e) and _opens(people.text, start, m.start)), None)


def topic_above(people: People, at: int) -> Entity | None:
    """The organisation with which the paragraph above opens, where this one names none: “…,” said its chair."""
    begun = paragraphs_before(people.text, at)
    if begun < 2:  # noqa: PLR2004
        return None
    above, here = paragraphs(people.text)[begun - 2 : begun]
    told = ((m, e) for m, e in people.between(here.start, at) if not people.in_quotation(m.start))
    if any(is_named_body(e) for _, e in islice(told, RECENT)):
        return None
    named = islice(people.between(above.start, above.end), RECENT)
    return next((e for m, e in named if is_named_body(e) and _opens(people.text, above.start, m.start)), None)


def _opens(text: str, start: int, at: int) -> bool:
    """Whether only an article and capitals stand between the beginning of a sentence and an offset."""
    return _OPENING.search(text[max(start, at - OPENING_CHARS) : at]) is not None


def is_part(name: str) -> bool:
    """Whether a body is a part of another: "Energy Materials Division", "parliamentary group", "Board"."""
    return name.rsplit(maxsplit=1)[-1].lower() in words("units") or is_organ(name)


def is_organ(name: str) -> bool:
    """Whether a body is one that most of its sort have: "political bureau"."""
    return name.lower().replace(" ", "_") in words("organs")


def _owner_of(people: People, part: str, at: int) -> Entity | None:
    """The body to which the text gave such a part last: "the Union’s parliamentary group"."""
    name = r"[A-Z][\w-]{0,40}(?: [A-Z][\w-]{0,40}){0,13}"
    owned = re.compile(rf"(?:The )?\b({name})['’]s? (?i:{re.escape(part)})\b")
    owners = [found[1] for found in owned.finditer(people.text, max(0, at - OWNER_CHARS)) if found.start() < at]
    named = (people.find(owner, at=at) for owner in reversed(owners[-MAX_OWNERS:]))
    return next((entity for entity in named if entity and not entity.is_person), None)


def _only(people: People, kinds: frozenset[str]) -> Entity | None:
    """The only organisation of its sort in the text, where a calling is practised: a professor’s university."""
    found = [entity for entity in people.foremost if _is_of(entity, kinds)]
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
    roles = (role for entity in people.foremost for role in entity.roles)
    told = (role for role in roles if role.organization == body.name)
    return body.count == 1 and any(not role.heads & words("offices") for role in told)


def _main_company(people: People, at: int) -> Entity | None:
    """The organisation named right before a place in the text, else the first of those that it names most."""
    for mention, entity in people.before(at, NEAR_MENTIONS):
        if entity.kind == "organization" and at - mention.end <= NEAR_CHARS:
            return entity
    named = [e for e in people.foremost if _may_be_company(e) and e.count >= MIN_MENTIONS]
    return max(named, key=lambda e: (e.count, -e.first), default=None)


def _may_be_company(entity: Entity) -> bool:
    """Whether nothing tells that an organisation is of another sort, as a union or a party is."""
    others = words("bodies") - body_kin()["company"] - {"company", "group"}
    return entity.kind == "organization" and not entity.types & others
