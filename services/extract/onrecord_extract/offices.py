"""Sources that call a person by a noun: "the envoy", "the Russian leader", "his deputy", "the 52-year-old"."""

import re
from itertools import islice

from onrecord_core.records import Affiliation, Span

from onrecord_extract import affiliations
from onrecord_extract.coreference import (
    Heard,
    Wanted,
    holder_anywhere,
    holder_before,
    holds,
    last_person,
    person_before,
)
from onrecord_extract.entities import Entity, is_named_body
from onrecord_extract.headline_holders import with_country_of_headline
from onrecord_extract.layout import lede_of
from onrecord_extract.lexicon import body_kin, country_in, either, is_adjective_of_country, words
from onrecord_extract.naming import by_initials_of_office
from onrecord_extract.organizations import is_state_body
from onrecord_extract.role_bodies import organization_in
from onrecord_extract.role_words import is_role_word
from onrecord_extract.roles import role_of
from onrecord_extract.scene import Scene
from onrecord_extract.source_phrases import Phrase
from onrecord_extract.without_office import follower, gender_in, last_without_office

RECENT = 30
MAX_NAMED = 200
"""Among so many names of the lede is who holds an office of the headline."""
_AGED = re.compile(r"(\d{1,3})-year-old$")
_OURS = frozenset({"our", "my", "your"})
_OF_COUNTRY = frozenset({"authorities", "lawmakers", "police", "forces", "side", "delegation", "team", "negotiators"})


def compatriot(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    """ "The Brazilian": the last person of whom the text says so, else who spoke last."""
    if phrase.determiner == "the" and phrase.head.is_capital and phrase.head.lower in words("partisans"):
        member = last_person(scene.heard, mention.start, None)
        return scene.again(member, mention, "nominal") if member and member.entity else None
    if phrase.determiner != "the" or len(phrase.core) > 1 or not is_adjective_of_country(phrase.head.text):
        return None
    for _, entity in scene.people.before(mention.start, RECENT):
        if entity.is_person and any(role.country == phrase.country for role in entity.roles):
            return scene.person(entity, mention, "nominal")
    last = last_person(scene.heard, mention.start, None)
    if last is None or last.entity is None or phrase.head.text.endswith(("ese", "ish", "nch")):
        return None  # "the Chinese" are many
    told = {role.country for role in last.entity.roles} - {None}
    return None if told and phrase.country not in told else scene.again(last, mention, "nominal")


def person_called(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    """A person by an office, a calling or an age."""
    head = phrase.head.lower
    if aged := _AGED.search(mention.text):
        known = [e for e in scene.people.foremost if aged[1] in e.ages]
        found = known[0] if len(known) == 1 else last_person(scene.heard, mention.start, None)
        return scene.again(found, mention, "nominal") if found else anonymous(scene, phrase, mention)
    if not is_role_word(head) or head in words("group_nouns") or _is_company(phrase):
        return None
    if phrase.is_indefinite or phrase.determiner in _OURS:
        later = _told_later(scene, phrase, mention)
        return scene.again(later, mention, "nominal") if later else anonymous(scene, phrase, mention)
    found = holder(scene, phrase, mention) or by_initials_of_office(scene, phrase.head.text)
    if found is None:
        return anonymous(scene, phrase, mention)
    _learn(scene, phrase, found.entity if isinstance(found, Heard) else found)
    return scene.again(found, mention, "nominal")


def _is_company(phrase: Phrase) -> bool:
    """Whether a noun that people bear too is a company’s: "the Perth-based miner"."""
    placed = any(word.endswith(("-based", "-listed", "-owned", "-backed")) for word in phrase.modifiers)
    return placed and phrase.head.lower in body_kin()["company"]


def _learn(scene: Scene, phrase: Phrase, entity: Entity | None) -> None:
    """Take over an office as the phrase words it: "the Russian president" tells more than "President"."""
    head = phrase.head.lower
    role = role_of(scene.text, [*phrase.core, *phrase.complement])
    if entity and role and head not in words("general_roles") and head in entity.heads and not phrase.owner:
        entity.learn(role)


def holder(scene: Scene, phrase: Phrase, mention: Span) -> Heard | Entity | None:
    """Who holds the office that a definite phrase names: the last one before, or the only one of the text."""
    people, at = scene.people, mention.start
    wanted = with_country_of_headline(scene, _wanted(phrase), mention)
    belongs = phrase.determiner in words("possessives")
    if whole := _of_whole_office(scene, phrase, at):
        return whole
    found = holder_before(people, scene.heard, wanted, at)
    if belongs:
        if isinstance(found, Entity) and phrase.head.lower in words("relatives"):
            return found
        owner = scene.heard[-1].entity if scene.heard else None
        return None if owner and (found is owner or (isinstance(found, Heard) and found.entity is owner)) else found
    if found:
        return found
    summing = scene.sums_up(at)
    if summing or " " in wanted.office:
        exact = holder_anywhere(people, wanted, exactly=True)
        if exact or summing:
            kin = holder_anywhere(people, wanted, exactly=False)
            return exact or kin or _in_lede(scene, wanted) or follower(scene, phrase, at)
    return follower(scene, phrase, at) or last_without_office(scene, phrase, wanted, at)


def _of_whole_office(scene: Scene, phrase: Phrase, at: int) -> Entity | None:
    """The last person named whose office is worded so with what it is of: "the Minister of State"."""
    if not phrase.near_complement or phrase.owner:
        return None
    office = scene.text[phrase.core[0].start : phrase.near_complement[-1].end].lower()
    named = (entity for _, entity in scene.people.before(at, RECENT) if not is_named_body(entity))
    return next((e for e in named if any(office in role.text.lower() for role in e.roles)), None)


def styled(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    """ "His Excellency", "Her Majesty": whom the pronoun would mean."""
    gender = {"his": "m", "her": "f"}.get(phrase.determiner)
    if gender is None or phrase.head.lower not in words("styled") or not phrase.head.is_capital:
        return None
    found = person_before(scene.people, scene.heard, mention.start, gender)
    return scene.again(found, mention, "nominal") if found else None


def _in_lede(scene: Scene, wanted: Wanted) -> Entity | None:
    """Who holds an office of the headline and is the first to be named below it: "Minister: No new taxes"."""
    lede = lede_of(scene.text)
    named = scene.people.between(lede.start, lede.end) if lede else ()
    persons = [entity for _, entity in islice(named, MAX_NAMED)]
    held = (entity for exactly in (True, False) for entity in persons if holds(entity, wanted, exactly=exactly))
    return next(held, None)


def _wanted(phrase: Phrase) -> Wanted:
    return Wanted(
        " ".join([*phrase.modifiers, phrase.head.lower]), phrase.head.lower, phrase.country, gender_in(phrase)
    )


def _told_later(scene: Scene, phrase: Phrase, mention: Span) -> Entity | None:
    """Who "a judge" of a headline or lede is, where the text names one such person alone."""
    general = phrase.head.lower in words("general_roles")
    if general or phrase.complement or phrase.determiner not in {"a", "an"} or not scene.sums_up(mention.start):
        return None
    return holder_anywhere(scene.people, _wanted(phrase), exactly=True)


def anonymous(scene: Scene, phrase: Phrase, mention: Span) -> Heard:
    """A person whom the text does not name; the words for the office are the role."""
    role = role_of(scene.text, [*phrase.core, *phrase.near_complement])
    head, spoken_for = phrase.head.lower, speaks_for(scene, phrase)
    return scene.nobody("anonymous", mention, head, gender_in(phrase), role=role, affiliation=spoken_for)


def unnamed(scene: Scene, phrase: Phrase, mention: Span) -> Heard:
    """A group, or whoever else has no name: "officials", "two sailors", "a source close to the talks"."""
    head = phrase.head.lower
    plural = head in words("group_nouns") or (head.endswith("s") and not head.endswith("ss"))
    spoken_for = speaks_for(scene, phrase) or _as_before(scene, phrase)
    return scene.nobody("group" if plural else "anonymous", mention, "" if plural else head, affiliation=spoken_for)


def _as_before(scene: Scene, phrase: Phrase) -> Affiliation | None:
    """For whom "the sources" spoke where they were told of before, as "Defence Ministry sources"."""
    if phrase.determiner != "the" or len(phrase.core) > 1 or phrase.complement:
        return None
    unnamed_before = (h.speaker for h in reversed(scene.heard[-RECENT:]) if h.speaker.name is None)
    called = (one for one in unnamed_before if one.mention and phrase.head.lower in one.mention.text.lower().split())
    return next((one.affiliation for one in called if one.affiliation), None)


def speaks_for(scene: Scene, phrase: Phrase) -> Affiliation | None:
    """For whom an unnamed source speaks: its country for officials, else the body that the phrase names."""
    head = phrase.head.lower
    official = head.removesuffix("s") in words("state_roles") or head in _OF_COUNTRY
    if phrase.country and official:
        return affiliations.of_country(phrase.country)
    of_state = any(is_state_body(word) or word in words("offices_of_state") for word in phrase.modifiers)
    if of_state and (official or head in {"source", "sources"}) and (home := phrase.country or scene.people.home):
        return affiliations.of_country(home)
    if head in {"source", "sources"} and _is_division_of_state(phrase):
        told = country_in([token.text for token in phrase.near_complement[1:]])
        return affiliations.of_country(told or scene.people.home)
    place = bool(phrase.complement) and phrase.complement[0].lower in {"in", "near", "within"}
    named = organization_in(scene.text, [*phrase.core, *(() if place else phrase.complement)])
    if named and named[0].isupper() and _is_body(scene, named, phrase):
        entity = scene.people.find(named) or Entity(named, "organization")
        if not entity.is_person:
            return affiliations.of_body(scene.people, entity, phrase.country if official else None)
    for name, entity in scene.people.between(phrase.tokens[0].start, phrase.tokens[-1].end):
        if is_named_body(entity) and name.kind != "unknown":
            return affiliations.of_body(scene.people, entity, phrase.country)
    return None


def _is_division_of_state(phrase: Phrase) -> bool:
    """Whether a source is in a ministry, by whatever name: "sources from the ministry", "in the power division"."""
    *_, field, unit = ["", "", *(token.lower for token in phrase.near_complement)]
    within = [token.lower for token in phrase.near_complement]
    body = unit in words("state_bodies") and within[:1] != ["for"] and all(t.islower() for t in (field, unit) if t)
    return body or (unit == "division" and field in either("portfolios", "fields"))


def _is_body(scene: Scene, name: str, phrase: Phrase) -> bool:
    """Whether a name beside a noun is a body’s: behind "at", or known as one: "Treasury officials"."""
    last = name.rsplit(maxsplit=1)[-1]
    if all(token.text != last for token in phrase.core):
        return True
    entity = scene.people.find(name)
    return bool(entity and is_named_body(entity)) or last.lower in words("org_words")
