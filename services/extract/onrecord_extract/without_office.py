"""Whose an office is that the text gives to nobody: "Jane Doe disagreed. … the striker said"."""

from collections.abc import Iterator

from onrecord_extract.coreference import NEAR_CHARS, Heard, Wanted, compatible, last_person
from onrecord_extract.entities import Entity, gender_of, is_named_body
from onrecord_extract.layout import paragraphs, paragraphs_before
from onrecord_extract.lexicon import country_named, words
from onrecord_extract.role_words import without_possessive
from onrecord_extract.roles import role_of
from onrecord_extract.scene import Scene
from onrecord_extract.source_phrases import Phrase

RECENT = 30
NEAR_NAMES = 12


def gender_in(phrase: Phrase) -> str | None:
    """The gender that the head of a phrase tells."""
    head = phrase.head.lower
    return "m" if head in words("male") else "f" if head in words("female") else None


def last_without_office(scene: Scene, phrase: Phrase, wanted: Wanted, at: int) -> Heard | None:
    """Who spoke last, for "the official", where the text gives that person no office at all."""
    last = last_person(scene.heard, at, wanted.gender)
    plain = wanted.is_general and not phrase.owner and not phrase.complement
    return last if plain and last and last.entity and not last.entity.roles else None


def follower(scene: Scene, phrase: Phrase, at: int) -> Entity | None:
    """Whose an office is that nobody else holds: the one person named yet, or whom the text names behind its lede."""
    held_once = {"then", "former", "late"} & {*phrase.modifiers}
    owner = without_possessive(" ".join(token.text for token in phrase.owner))
    if phrase.determiner not in {"the", ""} or held_once or (owner and not country_named(owner)):
        return None
    named = {id(e): e for _, e in scene.people.before(at, RECENT) if not is_named_body(e) and " " in e.name}
    found = next(iter(named.values())) if len(named) == 1 else None
    if not named and scene.sums_up(at):
        behind = scene.people.between(at, at + NEAR_CHARS)
        found = next((e for m, e in behind if m.start > at and e.is_person and " " in e.name), None)
    found = found or _told_of(scene, phrase, at)
    if found is None or not compatible(gender_of(found), gender_in(phrase)):
        return None
    general = words("general_roles") - words("home_offices")
    if any(not role.heads <= general for role in found.roles):
        return None
    if role := role_of(scene.text, [*phrase.owner, *phrase.core, *phrase.near_complement]):
        found.learn(role)
    return found


def _told_of(scene: Scene, phrase: Phrase, at: int) -> Entity | None:
    """The one person whom this paragraph or the one before is about, or who spoke in it, if an office asks for that.

    A calling is what a person told of may have; an office is one of somebody who speaks.
    """
    named = {id(entity): entity for entity in _near(scene, at, of_office=phrase.head.lower in words("offices"))}
    return next(iter(named.values())) if len(named) == 1 else None


def _near(scene: Scene, at: int, *, of_office: bool) -> Iterator[Entity]:
    blocks = paragraphs(scene.text)
    here = paragraphs_before(scene.text, at) - 1
    since = blocks[max(0, here - 1)].start if here >= 0 else at
    spoke = [heard.entity for heard in scene.heard[-NEAR_NAMES:]]
    for mention, entity in scene.people.before(at, NEAR_NAMES):
        if mention.start < since:
            return
        told = any(entity is one for one in spoke) if of_office else mention.is_subject
        if told and not is_named_body(entity) and " " in entity.name and not scene.people.in_quotation(mention.start):
            yield entity
