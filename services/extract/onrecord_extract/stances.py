"""How a speaker stands to what a statement is about, where its words do not tell it outright.

What a content puts into words is read by rules (`worded_stances.py`). Where they find nothing, it may be a mere fact,
or a side that is taken in figures and between the lines: a log-linear ranking takes the stance that scores best by the
weights of `data/stance_weights.tsv`, which `training/stances.py` learns, of how it is quoted, of its small words and of
who says it (`stance_features.py`).
"""

from functools import cache

from onrecord_core.records import Stance

from onrecord_extract.data_files import rows
from onrecord_extract.stance_features import Told, stance_features

RANKED: tuple[Stance, ...] = ("factual", "supportive", "opposed", "noncommittal")


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in rows("stance_weights.tsv")}


def stance_of(told: Told, worded: Stance) -> Stance:
    """The stance of a statement whose words tell `worded`; "factual" is that they tell none."""
    if worded != "factual":
        return worded
    weights, features = _weights(), list(stance_features(told))
    return max(RANKED, key=lambda one: sum(weights.get(f"{one} {name}", 0.0) * value for name, value in features))
