"""What the stance of a statement is towards: of all that its document names, what it is most likely about.

A log-linear ranking: each candidate scores the sum of its features by the weights of `data/target_weights.tsv`, which
`training/targets.py` learns. Of the likeliest candidates the one is taken that has most in common with all of them,
each counted by its probability, so that "talks", "grain talks" and "the talks on grain" speak for one another
(minimum Bayes risk).
"""

import heapq
import math
from collections.abc import Iterable, Iterator, Sequence

from onrecord_extract.attributions import Offsets
from onrecord_extract.candidate_features import CandidateFeatures, Named
from onrecord_extract.candidates import Candidate, Candidates
from onrecord_extract.log_linear import score
from onrecord_extract.people import People
from onrecord_extract.target_features import Said, TargetFeatures

MOST_CENTRAL = 10
"""How many of the candidates that score best in the document are candidates for each of its statements."""
MOST_LIKELY = 10
"""How many of the likeliest candidates are compared with one another."""


def _score(features: Iterable[Named]) -> float:
    return score("target_weights.tsv", features)


class Targets:
    """The targets of a document's statements."""

    def __init__(self, text: str, people: People, contents: Sequence[Sequence[Offsets]]) -> None:
        """`people` are those of the document, `contents` the pieces of all its statements."""
        self.text = text
        self._found = Candidates(text, people)
        counts = CandidateFeatures(self._found, [self._found.stems_in(content) for content in contents])
        self._shared = [counts.of(one) for one in self._found.all]
        self._scores = [_score(features.items()) for features in self._shared]
        best = heapq.nlargest(MOST_CENTRAL, range(len(self._scores)), key=self._scores.__getitem__)
        self._central = dict.fromkeys(best)

    def of(self, said: Said) -> str | None:
        """The target of a statement, one to five words as a rule; None where the document names nothing."""
        features = TargetFeatures(self._found, self._shared, said)
        outside = _score(features.outside)
        scores = {
            number: self._scores[number] + _score(features.of(number)) + (number not in features.inside) * outside
            for number in self._options(features)
        }
        found = chosen([(score, self._found.all[number]) for number, score in scores.items()])
        return found.text if found else None

    def options(self, said: Said) -> Iterator[tuple[Candidate, dict[str, float]]]:
        """The candidates for the target of a statement, each with all its features: what weights are learnt from."""
        features = TargetFeatures(self._found, self._shared, said)
        for number in self._options(features):
            outside = [] if number in features.inside else features.outside
            yield self._found.all[number], self._shared[number] | dict([*outside, *features.of(number)])

    def _options(self, features: TargetFeatures) -> Iterable[int]:
        return {**features.inside, **features.before, **self._central}


def chosen(scored: Sequence[tuple[float, Candidate]]) -> Candidate | None:
    """Of candidates with their scores the one that has most in common with the likeliest; None of none."""
    likely = heapq.nlargest(MOST_LIKELY, scored, key=lambda one: one[0])
    weighed = [(math.exp(score - likely[0][0]), one) for score, one in likely]
    return max(
        (one for _, one in likely),
        key=lambda one: sum(weight * likeness(one, other) for weight, other in weighed),
        default=None,
    )


def likeness(one: Candidate, other: Candidate) -> float:
    """The share of words that two candidates have in common (Dice 1945), from 0 to 1."""
    return 2 * len(one.stems & other.stems) / (len(one.stems) + len(other.stems))
