"""What speaks for a country's being that of an office which leaves it out, by where it is first told of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord_extract.entities import Entity
from onrecord_extract.layout import paragraphs
from onrecord_extract.lexicon import Country
from onrecord_extract.mentions import Mention, NamedCountry
from onrecord_extract.people import People

type Features = dict[str, float]

NEAR_CHARS = 300
"""Within how many characters before an office the country is still spoken of."""
BESIDE_CHARS = 25
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
    block = next((one for one in paragraphs(text) if one.start <= office.outer < one.end), None)
    start, end = (block.start, block.end) if block else (office.outer, office.end)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, start, end)]
    opened = max((one for one in ends if one <= office.outer), default=start)
    closed = min((one for one in ends if one > office.end), default=end)
    before, in_paragraph, within, behind = (
        [one for one in people.countries if low <= one.start < high]
        for low, high in (
            (start - NEAR_CHARS, office.outer),
            (start, office.outer),
            (opened, office.outer),
            (office.end, closed),
        )
    )
    subject = _subject(in_paragraph, ends)
    said = next((one.country for one in behind if not people.in_quotation(one.start)), None)
    holders = (one for one in people.entities if one is not entity)
    others = {role.country for one in holders for role in one.roles if role.heads & entity.heads}
    named = [one.country for one in people.countries]
    countries = dict.fromkeys([*named, people.home] if people.home else named)
    return [
        Option(
            one,
            {
                "home": float(one == people.home),
                "scene": float(_is_scene(text, opened, within, one)),
                "beside": float(any(n.country == one and office.outer - n.start <= BESIDE_CHARS for n in within)),
                "in sentence": float(any(n.country == one for n in within)),
                "last in sentence": float(bool(within) and within[-1].country == one),
                "last in paragraph": float(bool(in_paragraph) and in_paragraph[-1].country == one),
                "last": float(bool(before) and before[-1].country == one),
                "subject": float(subject == one),
                "said": float(said == one),
                "said as subject": float(any(n.country == one and n.is_subject for n in behind)),
                "in paragraph": float(any(n.country == one for n in in_paragraph)),
                "held by another": float(one in others),
                "share": sum(n.country == one for n in people.countries) / max(1, len(people.countries)),
            },
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


def _is_scene(text: str, opened: int, within: Sequence[NamedCountry], country: Country) -> bool:
    """Whether a sentence opens with a town of the country: "In Oslo, Minister Ana Brandt said"."""
    towns = (one for one in within if one.country == country and one.by in {"town", "seat"})
    return any(_OPENING.match(text[opened : one.start]) for one in towns)
