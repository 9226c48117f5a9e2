"""The country that a text is from, whose offices it does not mark: "the Foreign Minister"."""

import re
from collections import Counter
from collections.abc import Sequence

from onrecord_extract.layout import dateline, paragraphs
from onrecord_extract.lexicon import Country, country_at, country_of_town, known_bodies
from onrecord_extract.mentions import Mention
from onrecord_extract.roles import Role
from onrecord_extract.sentences import Token

MAX_OPENINGS = 6
MIN_NAMED = 2
OFFICES_SHARE = 0.3
"""The part of a text's countries that those of its officials must be."""
_OPENING = re.compile(r"([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})\s*(?:[:.—–]|\(|, [A-Z][\w.]+ \d)")
HOME_SHARE = 0.6
"""The part of a text's countries that are one, from which on it is from there."""


def home_of(text: str, tokens: Sequence[Token], found: Sequence[Mention]) -> Country | None:
    """The country that a text is from: its dateline's, if it speaks of it; else the one that it is most about."""
    there = _town(text)
    counts = _countries(tokens)
    if there and (counts[there] or not counts):
        return there
    offices = Counter(m.role.country for m in found if m.role and m.role.country and _is_official(m.role))
    most = counts.most_common(1)[0] if counts else None
    if offices and not there:
        top, many = offices.most_common(1)[0]
        clear = many >= HOME_SHARE * offices.total() and counts[top] >= OFFICES_SHARE * counts.total()
        return top if clear else None
    if there or most is None:
        return there
    return most[0] if most[1] >= max(MIN_NAMED, HOME_SHARE * counts.total()) else None


def _town(text: str) -> Country | None:
    """The country of the town in the dateline, or of one that opens a paragraph by itself: "SEOUL: …"."""
    line = dateline(text)
    place = text[slice(*line.place)] if line and line.place else ""
    openings = (_OPENING.match(text, block.start) for block in paragraphs(text)[:MAX_OPENINGS])
    towns = (country_of_town(town) for town in (place, *(found[1] for found in openings if found)) if town)
    return next((country for country in towns if country), None)


def _is_official(role: Role) -> bool:
    return role.is_of_state or role.is_spokesperson


def _countries(tokens: Sequence[Token]) -> Counter[Country]:
    """How often the text names each country, its people, its seat, a town or a body of it."""
    counts: Counter[Country] = Counter()
    texts = [token.text for token in tokens]
    behind = 0
    for at, word in enumerate(texts):
        if at < behind or not word[0].isupper():
            continue
        country, size = country_at(texts, at) or (_town_or_body(texts, at), 1)
        if country:
            counts[country] += 1
        behind = at + size
    return counts


def _town_or_body(texts: Sequence[str], at: int) -> Country | None:
    body = known_bodies().get(texts[at])
    if body and len(body.countries) == 1:
        return body.countries[0]
    return country_of_town(texts[at]) or country_of_town(" ".join(texts[at : at + 2]))
