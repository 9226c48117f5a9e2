"""The organisation that issues a text, whose offices it does not mark: the company of a press release."""

import re

from onrecord_extract.entities import Entity
from onrecord_extract.layout import lede_of
from onrecord_extract.mentions import Mention
from onrecord_extract.people import People

_RELEASE = re.compile(
    r"^[^\w\n]*(?:(?:press|media|news) release|for immediate release|(?:press|media) statement)\b",
    re.MULTILINE | re.IGNORECASE,
)
_ABOUT = re.compile(r"^About (?:the )?(?P<name>[A-Z][^.:!?\n]{1,60}):?\s*$", re.MULTILINE)
MAX_NAMES = 12
"""Among so many names at the head of a text its issuer is."""


def house_of(people: People) -> Entity | None:
    """The organisation whose release a text is; None for any other text.

    A release says so above its prose, or closes with a paragraph "About Acme".
    """
    about = _ABOUT.search(people.text)
    if about and (found := people.find(about["name"])) and not found.is_person:
        return found
    lede = lede_of(people.text)
    if lede is None or not _RELEASE.search(people.text, 0, lede.start):
        return None
    named = zip(people.mentions[:MAX_NAMES], people.of[:MAX_NAMES], strict=True)
    return next((entity for mention, entity in named if _may_issue(mention, entity)), None)


def _may_issue(mention: Mention, entity: Entity) -> bool:
    return entity.kind in {"organization", "government", "media"} and mention.is_subject
