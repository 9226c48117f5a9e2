"""Whom a pronoun or a noun such as "the envoy" stands for, by who spoke and who is named before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord_core.records import Speaker

from onrecord_extract.entities import Entity, gender_of
from onrecord_extract.lexicon import Country, kin, words
from onrecord_extract.people import People
from onrecord_extract.role_words import is_role_word, role_words
from onrecord_extract.roles import Role

NEAR_CHARS = 2500
"""How far back the speaker may be whom "he" stands for."""
RECENT = 60
"""How many mentions of names back a noun such as "the envoy" may reach."""
MAX_HEARD = 40


@dataclass(frozen=True, slots=True)
class Heard:
    """A source that has been resolved: who it is, the noun that it was called by, and where that ends."""

    speaker: Speaker
    end: int
    entity: Entity | None = None
    head: str = ""
    gender: str | None = None

    @property
    def is_person(self) -> bool:
        named_by_noun = is_role_word(self.head) or self.head in {"source", "spokesperson"}
        return (
            self.speaker.kind == "person"
            or self.head.startswith("spokes")
            or (self.speaker.kind == "anonymous" and named_by_noun)
        )


def compatible(a: str | None, b: str | None) -> bool:
    """Whether two genders can be one person's."""
    return a is None or b is None or a == b


def person_before(people: People, heard: list[Heard], at: int, gender: str) -> Heard | Entity | None:
    """Whom "he" or "she" means at an offset: who spoke last, or whom a clause since then is about."""
    spoke = next((h for h in reversed(heard[-MAX_HEARD:]) if h.end <= at and _may_be(h, gender)), None)
    if spoke and at - spoke.end > NEAR_CHARS:
        spoke = None
    if spoke and (owner := _owner_of_relative(people, spoke, at, gender)):
        return owner
    since = spoke.end if spoke else at - NEAR_CHARS
    for mention, entity in people.before(at, RECENT):
        if mention.start < since:
            break
        told_of = entity.is_person and mention.is_subject and not people.in_quotation(mention.start)
        if told_of and compatible(gender_of(entity), gender) and not (spoke and entity is spoke.entity):
            return entity
    return spoke or _only_person(people, at, gender)


def _owner_of_relative(people: People, spoke: Heard, at: int, gender: str) -> Entity | None:
    """Whom a paragraph behind "her daughter said" is about: the mother of whom the text has told."""
    mention = spoke.speaker.mention
    called = mention.text.lower().split() if mention else []
    owned = len(called) > 1 and called[0] == {"m": "his", "f": "her"}[gender] and called[-1] in words("relatives")
    if mention is None or not owned or "\n" not in people.text[spoke.end : at]:
        return None
    before = (e for m, e in people.before(mention.start, RECENT) if m.is_subject and e is not spoke.entity)
    return next((e for e in before if e.is_person and compatible(gender_of(e), gender)), None)


def _may_be(heard: Heard, gender: str) -> bool:
    if not heard.is_person:
        return False
    known = gender_of(heard.entity) if heard.entity else heard.gender
    return compatible(known, gender)


def _only_person(people: People, at: int, gender: str) -> Entity | None:
    near = {
        id(entity): entity
        for mention, entity in people.before(at, RECENT)
        if at - NEAR_CHARS <= mention.start and entity.is_person and compatible(gender_of(entity), gender)
    }
    return next(iter(near.values())) if len(near) == 1 else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a noun phrase asks of a person: its words without countries, its head, a country and a gender."""

    office: str
    head: str
    country: Country | None
    gender: str | None

    @property
    def is_general(self) -> bool:
        return self.head in words("general_roles")


def holder_before(people: People, heard: list[Heard], wanted: Wanted, at: int) -> Heard | Entity | None:
    """The last person named or heard before who is called so: in these very words first, else by a kin noun."""
    for exactly in (True, False):
        for one in _recent(people, heard, at):
            entity = one.entity if isinstance(one, Heard) else one
            if entity is None:
                if isinstance(one, Heard) and _is_called(one, wanted, exactly=exactly):
                    return one
            elif holds(entity, wanted, exactly=exactly):
                return entity
    return None


def _is_called(heard: Heard, wanted: Wanted, *, exactly: bool) -> bool:
    told = role_words(heard.speaker.role or "")
    if not heard.is_person or not compatible(heard.gender, wanted.gender) or _is_of_another_party(told, wanted):
        return False
    return heard.head == wanted.head or (not exactly and heard.head in kin().get(wanted.head, frozenset[str]()))


def _recent(people: People, heard: list[Heard], at: int) -> Iterator[Heard | Entity]:
    """Who was heard or named before an offset, the last one first."""
    spoken = [h for h in reversed(heard[-MAX_HEARD:]) if h.end <= at]
    named = [(m, e) for m, e in people.before(at, RECENT) if not people.in_quotation(m.start)]
    while spoken or named:
        if not named or (spoken and spoken[0].end >= named[0][0].end):
            yield spoken.pop(0)
        else:
            yield named.pop(0)[1]


def holder_anywhere(people: People, wanted: Wanted, *, exactly: bool) -> Entity | None:
    """The only person of the text who is called so."""
    found = [e for e in people.foremost if holds(e, wanted, exactly=exactly)]
    plain = [e for e in found if any(wanted.office == " ".join(role_words(role.text)) for role in e.roles)]
    found = found if len(found) == 1 else plain  # "the governor" is no deputy governor
    return found[0] if len(found) == 1 else None


def holds(entity: Entity, wanted: Wanted, *, exactly: bool) -> bool:
    """Whether a person holds an office that a noun phrase may mean."""
    if entity.kind not in {"person", "unknown"} or not compatible(gender_of(entity), wanted.gender):
        return False
    if entity.roles and all(_is_of_another_field(role_words(role.text), wanted) for role in entity.roles):
        return False
    now = "former" not in wanted.office.split() or wanted.head not in words("offices")
    if wanted.office in entity.titles or (
        now and not exactly and kin().get(wanted.head, frozenset[str]()) & entity.titles
    ):
        countries = {entity.country, *(role.country for role in entity.roles)} - {None}
        return not (wanted.country and countries and wanted.country not in countries)
    return any(_fits(role, wanted, exactly=exactly) for role in entity.roles)


def _fits(role: Role, wanted: Wanted, *, exactly: bool) -> bool:
    if wanted.country and role.country and role.country != wanted.country:
        return False
    told = role_words(role.text)
    if _is_of_another_party(told, wanted) or ("former" in wanted.office.split() and not role.is_past):
        return False
    if words("of_opponents") & (set(told) - set(wanted.office.split())):
        return False  # "the home secretary" is not the shadow home secretary
    if exactly:
        parted = "and" in told and wanted.head in told and set(wanted.office.split()) <= set(told)
        return parted or f" {wanted.office} " in f" {' '.join(told)} "  # "transport minister" for transport and ports
    fitting = frozenset({wanted.head}) | kin().get(wanted.head, frozenset[str]())
    return bool(role.heads & fitting)


def _is_of_another_field(told: Sequence[str], wanted: Wanted) -> bool:
    """Whether an office and the words for it name two fields: "Deputy Home Minister" and "the Prime Minister"."""
    fields = words("portfolios") | {"prime"}
    one, other = fields.intersection(told), fields.intersection(wanted.office.split())
    return bool(one and other) and one.isdisjoint(other)


def _is_of_another_party(told: Sequence[str], wanted: Wanted) -> bool:
    """Whether an office and the words for it name two parties: "Republican nominee" and "the Democratic nominee"."""
    parties = words("parties_of_offices")
    one, other = parties.intersection(told), parties.intersection(wanted.office.split())
    return bool(one and other and not one & other)


def last_person(heard: list[Heard], at: int, gender: str | None) -> Heard | None:
    """The person by name who spoke last, if that was near."""
    for one in reversed(heard[-MAX_HEARD:]):
        if one.end > at or not one.is_person:
            continue
        known = gender_of(one.entity) if one.entity else one.gender
        return one if at - one.end <= NEAR_CHARS and compatible(known, gender) else None
    return None
