"""The body of those who did a study that a text reports: that of "researchers at the Quay Institute" in its lede."""

import re
from collections.abc import Iterable
from itertools import islice

from onrecord_extract.entities import Entity
from onrecord_extract.layout import lede_of, paragraphs
from onrecord_extract.lexicon import words
from onrecord_extract.people import People
from onrecord_extract.role_words import role_words
from onrecord_extract.roles import Role

MAX_NAMED = 200
MAX_PARAGRAPHS = 2
"""The body stands in the lede, or in the paragraph below."""
_LED = re.compile(
    r",? who (?:co-)?(?:led|leads|headed|directed|supervised|designed) (?:the|this) (?:\w+ )?"
    r"(?:study|research|work|team|project|trial|analysis|survey|experiment|excavation|expedition|dig)\b"
)


def research_home(people: People, entity: Entity, roles: Iterable[Role]) -> Entity | None:
    """The body that a study is from, for who led it or wrote it; None for others, or where the text names none."""
    if not any(_is_author(role) for role in roles) and not _led(people, entity):
        return None
    lede = lede_of(people.text)
    blocks = paragraphs(people.text)[lede.number : lede.number + MAX_PARAGRAPHS] if lede else ()
    named = (found for block in blocks for _, found in people.between(block.start, block.end))
    return next((found for found in islice(named, MAX_NAMED) if found.types & words("research_bodies")), None)


def _is_author(role: Role) -> bool:
    return not words("authors_of_studies").isdisjoint(role_words(role.text))


def _led(people: People, entity: Entity) -> bool:
    first = next((m for m, e in islice(people.between(entity.first, entity.first + 1), 2) if e is entity), None)
    return first is not None and _LED.match(people.text, first.end) is not None
