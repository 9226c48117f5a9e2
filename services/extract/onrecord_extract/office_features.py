"""What speaks for a country's being that of an office which leaves it out, by where it is first told of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord_extract.entities import Entity
from onrecord_extract.layout import paragraph_at, paragraphs
from onrecord_extract.lexicon import Country
from onrecord_extract.mentions import Mention, NamedCountry
from onrecord_extract.people import People

type Features = dict[str, float]

NEAR_CHARS = 300
"""Within how many characters before an office the country is still spoken of."""
BESIDE_CHARS = 25
PARAGRAPH_CHARS = 3000
"""So much of a paragraph is looked at on either side of an office."""
_SENTENCE_END = re.compile(r"[.!?][”\"’']?\s+(?=[A-Z“\"‘'])")
_OPENING = re.compile(r"[“\"‘']?(?:In|At|From|Speaking in)\b[^,.]{0,60}\Z")


@dataclass(frozen=True, slots=True)
class Option:
    """A country that an office may be of, and what speaks for it."""

    country: Country
    features: Features


def options_at(people: People, entity: Entity, office: Mention) -> list[Option]:
    """The countries that a text names, and its own, as those of the office with which a mention tells of a person."""
    text = people.text
    block = paragraph_at(paragraphs(text), office.outer)
    start = max(block.start if block else office.outer, office.outer - PARAGRAPH_CHARS)
    end = min(block.end if block else office.end, office.end + PARAGRAPH_CHARS)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, start, end)]
    opened = max((one for one in ends if one <= office.outer), default=start)
    closed = min((one for one in ends if one > office.end), default=end)
    before = people.countries_between(start - NEAR_CHARS, office.outer)
    in_paragraph = [one for one in before if one.start >= start]
    within = [one for one in in_paragraph if one.start >= opened]
    behind = people.countries_between(office.end, closed)
    holders = (one for one in people.foremost if one is not entity)
    told: dict[str, set[Country | None]] = {
        "home": {people.home},
        "scene": {one.country for one in within if _is_scene(text, opened, one)},
        "beside": {one.country for one in within if office.outer - one.start <= BESIDE_CHARS},
        "in sentence": {one.country for one in within},
        "last in sentence": {one.country for one in within[-1:]},
        "last in paragraph": {one.country for one in in_paragraph[-1:]},
        "last": {one.country for one in before[-1:]},
        "subject": {_subject(in_paragraph, ends)},
        "said": {next((one.country for one in behind if not people.in_quotation(one.start)), None)},
        "said as subject": {one.country for one in behind if one.is_subject},
        "in paragraph": {one.country for one in in_paragraph},
        "held by another": {role.country for one in holders for role in one.roles if role.heads & entity.heads},
    }
    counts = people.country_counts
    countries = dict.fromkeys([*counts, people.home] if people.home else counts)
    return [
        Option(
            one,
            {name: float(one in named) for name, named in told.items()}
            | {"share": counts[one] / max(1, len(people.countries))},
        )
        for one in countries
    ]


def _subject(named: Sequence[NamedCountry], ends: Sequence[int]) -> Country | None:
    """The country that the last sentence with one is about, where it is about one alone; `ends` are the sentences'."""
    if not (subjects := [one for one in named if one.is_subject]):
        return None
    opened = max((end for end in ends if end <= subjects[-1].start), default=0)
    found = {one.country for one in subjects if one.start >= opened}
    return found.pop() if len(found) == 1 else None


def _is_scene(text: str, opened: int, named: NamedCountry) -> bool:
    """Whether a sentence opens with a town of a country: "In Oslo, Minister Ana Brandt said"."""
    return named.by in {"town", "seat"} and _OPENING.match(text[opened : named.start]) is not None
