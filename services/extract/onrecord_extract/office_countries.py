"""The country of an office that leaves it out: "Foreign Minister Ana Brandt", in a text on Norway and Peru.

A log-linear ranking tells: each country that the text names, and the one that it is from, scores the sum of its
features (`office_features.py`) by the weights of `data/office_weights.tsv`, which `training/offices.py` learns.
"""

from collections.abc import Iterator
from functools import cache
from itertools import islice

from onrecord_extract.data_files import rows
from onrecord_extract.entities import Entity
from onrecord_extract.home import is_home_office, likeliest
from onrecord_extract.mentions import Mention
from onrecord_extract.office_features import options_at
from onrecord_extract.people import People

MAX_OFFICES = 300
"""Of so many persons the office is looked into; no article has more."""


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in rows("office_weights.tsv")}


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
    weights = _weights()
    for entity, office in islice(unmarked_offices(people), MAX_OFFICES):
        if entity.country is None:
            options = options_at(people, entity, office)
            scores = [sum(weights.get(name, 0.0) * value for name, value in one.features.items()) for one in options]
            if (best := likeliest(scores)) is not None:
                entity.country = options[best].country
