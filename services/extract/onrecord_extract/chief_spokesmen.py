"""Who speaks for a government by office, whatever the office is called: "the top government spokesman"."""

from onrecord_extract.entities import Entity
from onrecord_extract.lexicon import words
from onrecord_extract.role_words import role_words
from onrecord_extract.scene import Scene
from onrecord_extract.source_phrases import Phrase


def chief_spokesman(scene: Scene, phrase: Phrase) -> Entity | None:
    """The only cabinet secretary or press secretary of the text, for "the top spokesman"; None where it has not one."""
    named = phrase.owner or phrase.complement or any(token.is_capital for token in phrase.core)
    if named or phrase.is_indefinite or words("foremost").isdisjoint(phrase.modifiers):
        return None
    found = [entity for entity in scene.people.foremost if entity.is_person and _speaks_by_office(entity)]
    return found[0] if len(found) == 1 else None


def _speaks_by_office(entity: Entity) -> bool:
    told = (frozenset(role_words(role.text)) for role in entity.roles)
    return any("secretary" in office and office & words("speaking_secretaries") for office in told)
