"""The court of a judge of whom the text does not say more: "Judge Ana Brandt"."""

import re
from collections.abc import Iterable

from onrecord_extract.entities import Entity
from onrecord_extract.lexicon import words
from onrecord_extract.people import People
from onrecord_extract.roles import Role

_COURT = re.compile(
    r"\b(?:[A-Z][\w’'-]{1,40} ){1,4}Court(?: of (?:[A-Z][\w-]+)(?: [A-Z][\w-]+)?)?"
    r"|\bCourt of (?:Final |First )?[A-Z][\w-]+"
)
_ARTICLE = "The "


def court_of(people: People, entity: Entity, roles: Iterable[Role], at: int) -> str | None:
    """The court where a judge sits: one that the office names, else the last before `at`, else the first behind."""
    if not any(role.heads & words("judges") for role in roles):
        return None
    told = [*(role.text for role in roles), entity.organization or ""]
    if own := next((found[0] for one in told if (found := _COURT.search(one))), None):
        return own.removeprefix(_ARTICLE)
    named = [(found.start(), found[0].removeprefix(_ARTICLE)) for found in _COURT.finditer(people.text)]
    before = [name for start, name in named if start < at]
    return before[-1] if before else next((name for _, name in named), None)
