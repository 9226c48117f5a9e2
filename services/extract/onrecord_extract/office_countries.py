"""The country of an office that leaves it out: "Foreign Minister Ana Brandt", in a text on Norway and Peru.

A log-linear ranking tells: each country that the text names, and the one that it is from, scores the sum of its
features (`office_features.py`) by the weights of `data/office_weights.tsv`, which `training/offices.py` learns.
"""

from functools import cache

from onrecord_extract.data_files import rows
from onrecord_extract.entities import Entity
from onrecord_extract.home import is_home_office, likeliest
from onrecord_extract.mentions import Mention
from onrecord_extract.office_features import options_at
from onrecord_extract.people import People


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in rows("office_weights.tsv")}


def unmarked_office(people: People, entity: Entity) -> Mention | None:
    """The first mention that gives a person an office of a state without its country, where none gives one with it."""
    if any(role.country for role in entity.roles):
        return None
    told = (m for m, e in zip(people.mentions, people.of, strict=True) if e is entity and m.role)
    return next((m for m in told if m.role and (is_home_office(m.role) or m.role.is_spokesperson)), None)


def learn_offices(people: People) -> None:
    """Give persons whose offices leave the country out one that is likely enough by where they are told of."""
    weights = _weights()
    for entity in people.entities:
        if entity.is_person and not entity.country and (office := unmarked_office(people, entity)):
            options = options_at(people, entity, office)
            scores = [sum(weights.get(name, 0.0) * value for name, value in one.features.items()) for one in options]
            if (best := likeliest(scores)) is not None:
                entity.country = options[best].country
