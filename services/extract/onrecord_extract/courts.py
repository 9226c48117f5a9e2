"""The court of a judge of whom the text does not say more: "Judge Ana Brandt"."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter

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
    named = _courts(people.text)
    before = bisect_left(named, at, key=itemgetter(0))
    return named[max(0, before - 1)][1] if named else None


@lru_cache(maxsize=4)
def _courts(text: str) -> list[tuple[int, str]]:
    """Where a text names courts, in order."""
    return [(found.start(), found[0].removeprefix(_ARTICLE)) for found in _COURT.finditer(text)]
