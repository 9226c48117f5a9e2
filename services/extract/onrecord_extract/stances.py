"""How a speaker stands to what a statement is about.

What sets a condition is conditional. Of the other stances a log-linear ranking takes the one that scores best by the
weights of `data/stance_weights.tsv`, which `training/stances.py` learns: what a content tells outright
(`worded_stances.py`) counts most, and where it tells nothing, how it is quoted and who says it (`stance_features.py`).
"""

from functools import cache

from onrecord_core.records import Stance

from onrecord_extract.data_files import rows
from onrecord_extract.stance_features import Told, stance_features

RANKED: tuple[Stance, ...] = ("factual", "supportive", "opposed", "noncommittal")


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in rows("stance_weights.tsv")}


def stance_of(told: Told) -> Stance:
    """The stance of a statement."""
    if told.worded == "conditional":
        return told.worded
    features = list(stance_features(told))
    return max(
        RANKED, key=lambda stance: sum(_weights().get(f"{stance} {name}", 0.0) * value for name, value in features)
    )
