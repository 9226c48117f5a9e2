"""Sources that are a document: whose it is, by the words beside it or by who spoke or was named last."""

from collections.abc import Sequence

from onrecord_core.records import Span

from onrecord_extract.coreference import Heard
from onrecord_extract.entities import Entity
from onrecord_extract.lexicon import words
from onrecord_extract.litigants import author_of_filing
from onrecord_extract.named_documents import document_before
from onrecord_extract.scene import BODIES, Scene
from onrecord_extract.sentences import Token
from onrecord_extract.source_phrases import Phrase

NEAR_NAMES = 8
NEAR_CHARS = 600
"""Within so many characters before "the post" its author is named."""


def author_of(phrase: Phrase) -> Sequence[Token] | None:
    """The words beside a document that name its author: "a statement from the ministry", "the union’s letter"."""
    if not is_document(phrase):
        return None
    behind = [token for token in phrase.near_complement if token.is_word]
    if len(behind) > 1 and behind[0].lower in {"from", "by", "of", "signed"}:
        return behind[1:]
    by = next((n for n, token in enumerate(behind) if token.lower == "by"), len(behind))
    if behind and behind[0].lower in words("issued") and by + 1 < len(behind):
        return behind[by + 1 :]  # "a report released last month by the Audit Office"
    if phrase.owner:
        return phrase.owner
    return phrase.core[:-1] if any(token.is_capital for token in phrase.core[:-1]) else None


def is_document(phrase: Phrase) -> bool:
    """Whether a phrase is a statement, a letter or the like, which speaks for its author."""
    return phrase.head.lower in words("documents") and not phrase.head.text.isupper()


def document(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    """ "The statement": whose it is is not said beside it; the body or person that spoke last."""
    if (author := author_of_filing(scene.people, phrase.head.text)) and not phrase.is_indefinite:
        return scene.person(author, mention, "nominal")
    if not is_document(phrase) or phrase.is_indefinite:
        return None
    if named := document_before(scene, phrase, mention):
        return named
    found = scene.last_of(mention.start, (*BODIES, "person")) or _teller(scene, mention.start)
    return scene.again(found, mention, "nominal") if found else None


def _teller(scene: Scene, at: int) -> Entity | None:
    """The last person named before, where nobody has spoken yet: "Mayor Jane Doe wrote of it. … the post reads"."""
    named = (e for m, e in scene.people.before(at, NEAR_NAMES) if at - m.end <= NEAR_CHARS)
    return next((entity for entity in named if entity.is_person and entity.roles), None)
