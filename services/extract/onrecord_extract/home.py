"""The country that a text is from, whose offices it does not mark: "the Foreign Minister".

That of the dateline, where the text speaks of it. Else a log-linear ranking tells: each country that a text names or
has marks of, and none of them, scores the sum of its features (`home_features.py`) by the weights of
`data/home_weights.tsv`, which `training/homes.py` learns.
"""

from collections.abc import Sequence
from itertools import pairwise

from onrecord_extract.home_features import country_of_opening, homes
from onrecord_extract.lexicon import Country, either, words
from onrecord_extract.log_linear import likeliest, score
from onrecord_extract.mentions import Mention, NamedCountry
from onrecord_extract.role_words import role_words
from onrecord_extract.roles import Role


def home_of(text: str, named: Sequence[NamedCountry], found: Sequence[Mention]) -> Country | None:
    """The country that a text is from, where one is likely enough."""
    there = country_of_opening(text)
    if there and (not named or any(one.country == there for one in named)):
        return there
    options = homes(text, named, found)
    scores = [score("home_weights.tsv", one.features.items()) for one in options]
    best = likeliest(scores)
    return None if best is None else options[best].country


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
