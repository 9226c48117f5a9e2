"""The country of an office that leaves it out: "Foreign Minister Ana Brandt", in a text on Norway and Peru.

A log-linear ranking tells: each country that the text names, and the one that it is from, scores the sum of its
features (`office_features.py`) by the weights of `data/office_weights.tsv`, which `training/offices.py` learns.
"""

from collections.abc import Iterator
from itertools import islice

from onrecord_extract.entities import Entity
from onrecord_extract.home import is_home_office
from onrecord_extract.log_linear import likeliest, score
from onrecord_extract.mentions import Mention
from onrecord_extract.office_features import options_at
from onrecord_extract.people import People

MAX_OFFICES = 300
"""Of so many persons the office is looked into; no article has more."""


def unmarked_offices(people: People) -> Iterator[tuple[Entity, Mention]]:
    """Persons whose office of a state is told without its country, each with the mention that first tells of it."""
    seen: set[int] = set()
    for mention, entity in zip(people.mentions, people.of, strict=True):
        role = mention.role
        if role is None or id(entity) in seen or not (is_home_office(role) or role.is_spokesperson):
            continue
        seen.add(id(entity))
        if entity.is_person and not any(one.country for one in entity.roles):
            yield entity, mention


def learn_offices(people: People) -> None:
    """Give persons whose offices leave the country out one that is likely enough by where they are told of."""
    for entity, office in islice(unmarked_offices(people), MAX_OFFICES):
        if entity.country is None:
            options = options_at(people, entity, office)
            scores = [score("office_weights.tsv", one.features.items()) for one in options]
            if (best := likeliest(scores)) is not None:
                entity.country = options[best].country
