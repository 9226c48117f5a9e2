"""Who is called after what was filed: of "a petition filed by activist Ana Brandt" she is the petitioner."""

import re
from functools import cache

from onrecord_extract.data_files import tables
from onrecord_extract.entities import Entity, is_named_body
from onrecord_extract.people import People

MAX_TITLE_CHARS = 60
"""How long the title may be before the name of whoever has filed."""
_BREAK = re.compile(r"[.;:“”\"]| (?:and|against|in) ")


def learn_litigants(people: People) -> None:
    """Let the persons who have filed something be called so."""
    for match in _filed().finditer(people.text):
        party = _parties()[match["filing"].lower()]
        behind = people.between(match.end(), match.end() + MAX_TITLE_CHARS)
        named = next((found for found in behind if found[0].start >= match.end()), None)
        if named and not is_named_body(named[1]) and not _BREAK.search(people.text, match.end(), named[0].start):
            named[1].titles.add(party)


def author_of_filing(people: People, noun: str) -> Entity | None:
    """Who has filed what a noun means, "the petition"; None where nobody or more than one has."""
    party = _parties().get(noun.lower())
    found = [entity for entity in people.foremost if party in entity.titles] if party else []
    return found[0] if len(found) == 1 else None


@cache
def _parties() -> dict[str, str]:
    return {filing: str(party) for filing, party in tables("roles.toml")["litigants"].items()}


@cache
def _filed() -> re.Pattern[str]:
    nouns = "|".join(map(re.escape, _parties()))
    return re.compile(
        rf"\b(?P<filing>{nouns})\b[^.;:“”\"]{{0,60}}?\b(?:filed|lodged|brought|moved|submitted) by (?:the |an? )?",
        re.IGNORECASE,
    )
