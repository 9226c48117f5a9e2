"""How a speaker stands to what a statement is about, where its words do not tell it outright.

What a content puts into words is read by rules (`worded_stances.py`). Where they find nothing, it may be a mere fact,
or a side that is taken in figures and between the lines: a log-linear ranking takes the stance that scores best by the
weights of `data/stance_weights.tsv`, which `training/stances.py` learns, of how it is quoted, of its small words and of
who says it (`stance_features.py`).
"""

from onrecord_core.records import Stance

from onrecord_extract.log_linear import score
from onrecord_extract.stance_features import Told, stance_features

RANKED: tuple[Stance, ...] = ("factual", "supportive", "opposed", "noncommittal")


def stance_of(told: Told, worded: Stance) -> Stance:
    """The stance of a statement whose words tell `worded`; "factual" is that they tell none."""
    if worded != "factual":
        return worded
    features = list(stance_features(told))
    return max(
        RANKED, key=lambda one: score("stance_weights.tsv", ((f"{one} {name}", value) for name, value in features))
    )
