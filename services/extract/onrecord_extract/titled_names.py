"""Sources that name somebody with a title or beside a noun: "Minister Ana Brandt", "The envoy, Colonel X"."""

from collections.abc import Iterator

from onrecord_core.records import Resolution, Span, Speaker

from onrecord_extract.coreference import Heard
from onrecord_extract.entities import Entity, is_named_body
from onrecord_extract.lexicon import words
from onrecord_extract.mentions import Mention
from onrecord_extract.naming import by_initials_of_office
from onrecord_extract.organizations import is_body
from onrecord_extract.role_words import is_role_word
from onrecord_extract.scene import Scene
from onrecord_extract.source_phrases import Phrase

MAX_BEHIND_CHARS = 120
"""How far behind a noun its name may stand: "The rebels’ spokesman, Colonel X"."""
_LINKS = frozenset({"news", "and", "of", "in", "for"})


def titled(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    """A name with its title, or a noun phrase beside a name."""
    if whole := _closing(scene, phrase):
        return scene.person(whole, mention, "named", whole.role)
    if phrase.determiner == "the" and phrase.head.lower in words("partisans") and phrase.head.is_capital:
        return None  # "the Christian Democrat"
    if found := next(_covering(scene, phrase), None):
        return _by_mention(scene, phrase, mention, *found)
    return _behind_owner(scene, phrase, mention)


def _closing(scene: Scene, phrase: Phrase) -> Entity | None:
    """Whose name closes a phrase that is the noun phrase beside it: "The Board of Trade’s director, Jane Doe"."""
    begin, end = phrase.tokens[0].start, phrase.tokens[-1].end
    opening = phrase.owner[-1].end if phrase.owner else phrase.tokens[min(1, len(phrase.tokens) - 1)].start
    for name, entity in scene.people.between(begin, end):
        closes = name.end >= end - 1 and name.start > phrase.head.end
        if closes and name.outer <= opening and name.role and not is_named_body(entity):
            return entity
    return None


def _covering(scene: Scene, phrase: Phrase) -> Iterator[tuple[Mention, Entity]]:
    """The mentions that with their titles cover a phrase from its first noun on and reach its head."""
    begin, end = phrase.tokens[0].start, phrase.tokens[-1].end
    content = phrase.owner[0].start if phrase.owner else phrase.core[0].start
    for name, entity in scene.people.between(begin, end + MAX_BEHIND_CHARS):
        opens = name.outer <= content or (is_named_body(entity) and name.start <= phrase.head.start)
        beside = name.start < end or (name.outer < end and name.outer <= begin)
        if opens and beside and name.end > phrase.head.start:
            yield name, entity


def _by_mention(scene: Scene, phrase: Phrase, mention: Span, name: Mention, entity: Entity) -> Heard | None:
    end = phrase.tokens[-1].end
    if holder := by_initials_of_office(scene, name.name):
        return scene.person(holder, mention, "nominal")
    if name.kind not in {"person", "unknown"}:
        return _named_body(scene, phrase, mention, name, entity) if name.start < end else None
    if _is_owner(phrase, name) or (name.end > end and name.start < end):
        return None
    if joined := _joined(scene, phrase, mention, entity):
        return joined
    if is_named_body(entity):
        return scene.body(entity, mention, "named", phrase.country)
    resolution: Resolution = "named" if name.start < end else "nominal"
    return scene.person(entity, mention, resolution, name.role)


def _is_owner(phrase: Phrase, name: Mention) -> bool:
    """Whether a name only owns what is meant: "Ana Brandt’s lawyer"."""
    return bool(phrase.owner) and name.end <= phrase.owner[-1].end


def _named_body(scene: Scene, phrase: Phrase, mention: Span, name: Mention, entity: Entity) -> Heard | None:
    following = next((t for t in phrase.tokens if t.start >= name.end and t.text != "."), None)
    behind = following.lower if following and following.is_word else ""
    called = is_role_word(behind) or behind in words("group_nouns") or behind in words("documents")
    if called or _is_owner(phrase, name):
        return None
    if behind and not (is_body(behind) or behind in _LINKS) and not phrase.complement:
        return None
    return scene.body(entity, mention, "named", phrase.country)


def _behind_owner(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    """ "Norway’s Fisheries Minister Ana Brandt": what stands before the title is no part of it."""
    for name, entity in scene.people.between(phrase.tokens[0].start, phrase.tokens[-1].end):
        inside = phrase.core[0].start <= name.start < phrase.head.end and name.end >= phrase.head.end - 2
        if name.kind in {"person", "unknown"} and not is_named_body(entity) and inside:
            return scene.person(entity, mention, "named", name.role)
    return None


def _joined(scene: Scene, phrase: Phrase, mention: Span, first: Entity) -> Heard | None:
    """ "Ana Brandt and Olaf Berg": both, by their full names."""
    if not any(token.lower == "and" for token in phrase.tokens):
        return None
    named = scene.people.between(phrase.tokens[0].start, phrase.tokens[-1].end)
    others = [e for m, e in named if m.kind in {"person", "unknown"} and e is not first]
    if len(others) != 1:
        return None
    name = f"{first.name} and {others[0].name}"
    return Heard(Speaker(name=name, kind="group", mention=mention, resolution="named"), mention.end)
