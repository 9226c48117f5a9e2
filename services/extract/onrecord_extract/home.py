"""The country that a text is from, whose offices it does not mark: "the Foreign Minister".

That of the dateline, where the text speaks of it. Else a log-linear ranking tells: each country that a text names or
has marks of, and none of them, scores the sum of its features (`home_features.py`) by the weights of
`data/home_weights.tsv`, which `training/homes.py` learns.
"""

import math
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from onrecord_extract.data_files import rows
from onrecord_extract.home_features import country_of_opening, homes
from onrecord_extract.lexicon import Country, either, words
from onrecord_extract.mentions import Mention, NamedCountry
from onrecord_extract.role_words import role_words
from onrecord_extract.roles import Role

LIKELY = 0.5
"""From which probability on a country is said to be the one."""


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in rows("home_weights.tsv")}


def home_of(text: str, named: Sequence[NamedCountry], found: Sequence[Mention]) -> Country | None:
    """The country that a text is from, where one is likely enough."""
    there = country_of_opening(text)
    if there and (not named or any(one.country == there for one in named)):
        return there
    weights = _weights()
    options = homes(text, named, found)
    scores = [sum(weights.get(name, 0.0) * value for name, value in one.features.items()) for one in options]
    best = likeliest(scores)
    return None if best is None else options[best].country


def likeliest(scores: Sequence[float]) -> int | None:
    """The place of the best of the scores of a log-linear ranking; None where it is not likely enough."""
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    if best is None:
        return None
    probability = 1 / sum(math.exp(score - scores[best]) for score in scores)
    return best if probability >= LIKELY else None


def is_home_office(role: Role) -> bool:
    """Whether an office is one of the text’s own country where no other is named: "Interior Minister", "Sen."."""
    told = role_words(role.text)
    if told[:1] and told[0] in words("of_opponents"):
        return False  # "shadow chancellor"
    called = {*role.heads, *told, *map("_".join, pairwise(told))}
    secretary = "secretary" in called and bool(called & words("portfolios"))
    return secretary or bool(called & (either("home_offices", "home_offices_of_two_words")))


def is_of_opponents(role: Role) -> bool:
    """Whether an office is one of those who would govern: "Opposition education spokesman"."""
    return not words("opponents").isdisjoint(role_words(role.text)[:1])
