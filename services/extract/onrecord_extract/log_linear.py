"""Log-linear rankings: what scores best by the learnt weights of its features, and whether it is likely enough."""

import math
from collections.abc import Iterable, Sequence
from functools import cache

from onrecord_extract.data_files import rows

LIKELY = 0.5
"""From which probability on the best one is said to be the one."""


@cache
def weights_of(table: str) -> dict[str, float]:
    """The weights of a data file, such as "home_weights.tsv", by feature."""
    return {name: float(weight) for name, weight in rows(table)}


def score(table: str, features: Iterable[tuple[str, float]]) -> float:
    """The sum of the weights of features, each by its value; a feature without a weight counts nothing."""
    weight_of = weights_of(table).get
    total = 0.0
    for name, value in features:  # not `sum`: no line of the extractor is run more often
        if value:
            total += weight_of(name, 0.0) * value
    return total


def likeliest(scores: Sequence[float]) -> int | None:
    """The place of the best of all scores; None where it is not likely enough."""
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    if best is None:
        return None
    probability = 1 / sum(math.exp(score - scores[best]) for score in scores)
    return best if probability >= LIKELY else None
