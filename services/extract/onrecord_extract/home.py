"""The country that a text is from, whose offices it does not mark: "the Foreign Minister"."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord_extract.given_names import is_given_name
from onrecord_extract.layout import dateline_place, paragraphs
from onrecord_extract.lexicon import Country, country_at, country_of_town, known_bodies, words
from onrecord_extract.mentions import Mention, NamedCountry, is_subject
from onrecord_extract.role_words import role_words
from onrecord_extract.roles import Role
from onrecord_extract.sentences import Token

MAX_OPENINGS = 6
MIN_NAMED = 2
OFFICES_SHARE = 0.3
"""The part of a text's countries that those of its officials must be."""
_OPENING = re.compile(r"([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})[ \t]*(?:[:.—–]|\(|, [A-Z][\w.]+ \d|$)", re.MULTILINE)
MAX_SECTION_WORDS = 2
_WORD = re.compile(r"\w+")
HOME_SHARE = 0.6
"""The part of a text's countries that are one, from which on it is from there."""
CLEAR = 2
"""How many times as often as any other one country is named that a text is from, by name, people, seat or town."""


def home_of(text: str, named: Sequence[NamedCountry], found: Sequence[Mention]) -> Country | None:
    """The country that a text is from: its dateline's, if it speaks of it; else the one that it is most about."""
    there = _town(text)
    counts = Counter(one.country for one in named)
    if there and (counts[there] or not counts):
        return there
    if not there and (told := _section(text, named) or _actor(text, named)):
        return told
    if not there and _is_supranational(text, named):
        return None
    offices = Counter(m.role.country for m in found if m.role and m.role.country and _is_official(m.role))
    if there or not counts:
        return there
    return _by_offices(offices, counts) or _only_scene(text, named, found)


def _by_offices(offices: Counter[Country], counts: Counter[Country]) -> Country | None:
    """The country of most officials; where that is not clear the one named most whose officials are not marked."""
    if offices:
        top, many = offices.most_common(1)[0]
        if many >= HOME_SHARE * offices.total() and counts[top] >= OFFICES_SHARE * counts.total():
            return top
    return _clearly_first(Counter({one: many for one, many in counts.items() if one not in offices}))


def _clearly_first(counts: Counter[Country]) -> Country | None:
    """The country named most, if it makes the greater part or no other is named half as often."""
    if not counts:
        return None
    (top, many), *others = counts.most_common(2)
    second = others[0][1] if others else 0
    clear = many >= HOME_SHARE * counts.total() or many >= CLEAR * second
    return top if many >= MIN_NAMED and clear else None


def _only_scene(text: str, named: Sequence[NamedCountry], found: Sequence[Mention]) -> Country | None:
    """The country of the only place in which something is told to happen, for offices that no country marks."""
    if len(named) != 1 or not any(m.role and m.role.country is None and is_home_office(m.role) for m in found):
        return None
    before = text[: named[0].start].split()[-1:]
    return named[0].country if before and before[0] in words("links_of_scenes") else None


def _section(text: str, named: Sequence[NamedCountry]) -> Country | None:
    """The country to which a line above the prose files a text: "Israel News", "Politics | Germany"."""
    for block in paragraphs(text):
        if not block.headline:
            return None
        inside = [one.country for one in named if block.start <= one.start < block.end]
        if len(inside) == 1 and len(_WORD.findall(text, block.start, block.end)) <= MAX_SECTION_WORDS:
            return inside[0]
    return None


def _town(text: str) -> Country | None:
    """The country of the town in the dateline, or of one that opens a paragraph ("SEOUL: …") or is all of it."""
    openings = (_OPENING.match(text, block.start) for block in paragraphs(text)[:MAX_OPENINGS])
    towns = (
        country_of_town(town) for town in (dateline_place(text), *(found[1] for found in openings if found)) if town
    )
    return next((country for country in towns if country), None)


def _actor(text: str, named: Sequence[NamedCountry]) -> Country | None:
    """The country with which both the headline and the lede open: "Chile to widen port", "Chile will widen …"."""
    blocks = paragraphs(text)
    lede = next((block for block in blocks if not block.headline), None)
    opening = {one.start: one.country for one in named}
    first = opening.get(lede.start) if lede else None
    return first if any(block.headline and opening.get(block.start) == first for block in blocks) else None


def _is_supranational(text: str, named: Sequence[NamedCountry]) -> bool:
    """Whether what stands above the prose names a body of many states, and no state: the UN’s briefing."""
    lede = next((block.start for block in paragraphs(text) if not block.headline), 0)
    if named and named[0].start < lede:
        return False
    return not words("alliances").isdisjoint(text[:lede].lower().split())


def _is_official(role: Role) -> bool:
    return role.is_of_state or role.is_spokesperson


def is_home_office(role: Role) -> bool:
    """Whether an office is one of the text’s own country where no other is named: "Interior Minister", "Sen."."""
    told = role_words(role.text)
    if told[:1] and told[0] in words("of_opponents"):
        return False  # "shadow chancellor"
    called = {*role.heads, *told, *map("_".join, pairwise(told))}
    secretary = "secretary" in called and bool(called & words("portfolios"))
    return secretary or bool(called & (words("home_offices") | words("home_offices_of_two_words")))


def is_of_opponents(role: Role) -> bool:
    """Whether an office is one of those who would govern: "Opposition education spokesman"."""
    return not words("opponents").isdisjoint(role_words(role.text)[:1])


def countries_in(tokens: Sequence[Token]) -> Iterator[NamedCountry]:
    """The places at which a text names a country, its people, its seat, a town or a body of it, in order."""
    texts = [token.text for token in tokens]
    behind = 0
    for at, word in enumerate(texts):
        if at < behind or not word[0].isupper():
            continue
        country, size = country_at(texts, at) or (_town_or_body(texts, at), 1)
        if country:
            yield NamedCountry(tokens[at].start, country, is_subject(tokens, at))
        behind = at + size


def _town_or_body(texts: Sequence[str], at: int) -> Country | None:
    body = known_bodies().get(texts[at])
    if body and len(body.countries) == 1:
        return body.countries[0]
    if found := country_of_town(" ".join(texts[at : at + 2])):
        return found
    return None if is_given_name(texts[at]) else country_of_town(texts[at])
