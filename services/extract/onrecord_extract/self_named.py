"""Sources named by a clause: "their spokesman, who goes by the name of X", "a group calling itself Acme"."""

import re

from onrecord_core.records import Span

from onrecord_extract.coreference import Heard
from onrecord_extract.naming import entity_named
from onrecord_extract.organizations import is_body
from onrecord_extract.role_words import is_role_word, without_possessive
from onrecord_extract.roles import role_of
from onrecord_extract.scene import Scene
from onrecord_extract.source_phrases import Phrase

_CALLED = re.compile(
    r""",?\ (?:who\ )?(?:
      (?:goes|went|known|is\ known|was\ known)\ (?:only\ )?(?:by|as|under)(?:\ the\ (?:name|alias|pseudonym)(?:\ of)?)?
    | uses?\ the\ (?:name|alias|pseudonym)
    | (?:gave|giving)\ (?:his|her|their)\ name\ (?:only\ )?as
    | (?:identified|identifies|identifying|introduced|introducing)\ (?:(?:him|her)self\ )?(?:only\ )?as
    | (?:asked|wanted)\ to\ be\ (?:called|named|identified)(?:\ only)?(?:\ as)?
    )\ (?P<name>[A-Z][\w’'-]*(?:\ [A-Z][\w’'-]*){0,3})""",
    re.VERBOSE,
)


def self_named(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    """The person or the body by the name that the source goes by."""
    return _calling_itself(scene, phrase, mention) or _going_by(scene, phrase, mention)


def _going_by(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    found = _CALLED.match(scene.text, phrase.head.end)
    if found is None or not is_role_word(phrase.head.lower):
        return None
    entity = entity_named(scene, without_possessive(found["name"]), mention, body=False)
    words_of_office = [*phrase.owner, *phrase.core]
    if phrase.determiner in {"its", "their"}:
        words_of_office = [phrase.tokens[0], *words_of_office]
    if role := role_of(scene.text, words_of_office):
        entity.learn(role)
    entity.first = mention.start
    return scene.person(entity, mention, "named")


def _calling_itself(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    behind = phrase.complement
    calls = len(behind) > 1 and behind[0].lower in {"calling", "called", "named"}
    if phrase.head.is_capital or not calls or not is_body(phrase.head.lower):
        return None
    names = [token for token in behind[1:] if token.is_capital]
    name = without_possessive(scene.text[names[0].start : names[-1].end]) if names else ""
    return scene.body(entity_named(scene, name, mention, body=True), mention, "named", phrase.country) if name else None
