"""A document of many authors that has a name of its own: "They adopted the Astana Declaration. The document calls"."""

import re

from onrecord_core.records import Span

from onrecord_extract.coreference import Heard
from onrecord_extract.lexicon import words
from onrecord_extract.scene import Scene
from onrecord_extract.source_phrases import Phrase

REACH_CHARS = 300
_NAMED = re.compile(r"\b(?:[A-Z][\w-]+ )+(?P<noun>[A-Z][a-z]+)\b")


def document_before(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    """The document that the same paragraph names before "the document"; it speaks for nobody else that is named."""
    least = max(0, mention.start - REACH_CHARS)
    begin = max(least, scene.text.rfind("\n", least, mention.start) + 1)
    if phrase.determiner != "the" or len(phrase.core) > 1 or phrase.owner or phrase.complement:
        return None
    found = [match for match in _NAMED.finditer(scene.text, begin, mention.start) if _is_kind(match["noun"], phrase)]
    return scene.nobody("organization", mention, phrase.head.lower) if found else None


def _is_kind(noun: str, phrase: Phrase) -> bool:
    """Whether a name's last word is the phrase's noun, or any that names what many sign where that is "document"."""
    head, noun = phrase.head.lower, noun.lower()
    return noun == head or (head in words("any_documents") and noun in words("joint_documents"))
