"""Small changes of form that a reader would not notice and a model must not mind.

The corpus is American news on one election. News elsewhere quotes with other marks, opens with
other datelines and speaks of other people; each change here is drawn for a document as a whole
from a random generator that the caller seeds, so that a run can be repeated.
"""

import re
from dataclasses import dataclass
from random import Random

from onrecord_training.corpus import Attribution
from onrecord_training.edits import Edit, Edited
from onrecord_training.words import CITIES, DATELINES, FAMILY, GIVEN, GIVEN_NAMES, MONTHS, SURNAMES

QUOTE_STYLES = (
    ('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’"), ("«", "»"), ("„", "“"), ("``", "''"), ("", ""),
)  # fmt: skip
QUOTE_WEIGHTS = (4, 4, 2, 3, 2, 1, 1, 1)
_OPENING = re.compile(r"“|``|(?:(?<=[\s(\[—–-])|^)\"(?=\S)", re.MULTILINE)
_MARK = re.compile(r"“|”|``|''|\"")
_DATELINE = re.compile(
    r"^[A-Z][A-Z.'’]+(?:[ -][A-Z.'’]+){0,3}(?:, [A-Z][a-z]+\.?)?(?: \([A-Z][\w ]+\))? ?(?:—|–|--|-) ", re.MULTILINE
)
_DASH = re.compile(r" — |—| -- |--")
DASHES = (" — ", " – ", " - ", " -- ", "—")

PEOPLE = re.compile(rf"\b({'|'.join(sorted(GIVEN | FAMILY))})\b")


@dataclass(frozen=True)
class Rates:
    """How often a document gets each change, as probabilities."""

    quotes: float = 0.3
    dashes: float = 0.15
    names: float = 0.2
    datelines: float = 0.25


def quote_edits(text: str, style: tuple[str, str]) -> list[Edit]:
    """All double quotation marks of `text` in another style."""
    opening = {match.start() for match in _OPENING.finditer(text)}
    return [
        Edit(match.start(), match.end(), style[0] if match.start() in opening else style[1])
        for match in _MARK.finditer(text)
    ]


def dash_edits(text: str, dash: str) -> list[Edit]:
    """All long dashes of `text` written as `dash`, but for those at the ends of lines."""
    return [
        Edit(match.start(), match.end(), dash)
        for match in _DASH.finditer(text)
        if text[match.start() - 1 : match.start()].strip() and text[match.end() : match.end() + 1].strip()
    ]


def name_edits(text: str, random: Random) -> list[Edit]:
    """The best-known names of the corpus replaced, each by the same new one throughout."""
    chosen: dict[str, str] = {}
    for name in sorted({match.group() for match in PEOPLE.finditer(text)}):
        chosen[name] = random.choice(GIVEN_NAMES if name in GIVEN else SURNAMES)
    return [Edit(match.start(), match.end(), chosen[match.group()]) for match in PEOPLE.finditer(text)]


def dateline_edits(text: str, random: Random) -> list[Edit]:
    """The datelines dropped, or one put before the first long paragraph if there is none."""
    present = [Edit(match.start(), match.end(), "") for match in _DATELINE.finditer(text)]
    if present:
        return present if random.random() < 0.5 else []
    body = re.search(r"^.{120,}$", text, re.MULTILINE)
    if body is None:
        return []
    city = random.choice(CITIES)
    line = random.choice(DATELINES).format(
        city=city, title=city.title(), month=random.choice(MONTHS), day=random.randint(1, 28)
    )
    return [Edit(body.start(), body.start(), line)]


def augmented(
    text: str, attributions: tuple[Attribution, ...], random: Random, rates: Rates
) -> tuple[str, tuple[Attribution, ...]]:
    """A variant of a document: its text, and its attributions at their new places."""
    steps = [
        (rates.datelines, lambda now: dateline_edits(now, random)),
        (rates.names, lambda now: name_edits(now, random)),
        (rates.dashes, lambda now: dash_edits(now, random.choice(DASHES))),
        (rates.quotes, lambda now: quote_edits(now, random.choices(QUOTE_STYLES, QUOTE_WEIGHTS)[0])),
    ]
    for rate, edits_of in steps:
        if random.random() < rate and (edits := edits_of(text)):
            edited = Edited(text, edits)
            text, attributions = edited.text, tuple(edited.attribution(one) for one in attributions)
    return text, tuple(one for one in attributions if one.content)
