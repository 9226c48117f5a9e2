"""Which of the gold and which of the predicted are the same: one to one, for the most in common."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set

import lap
import numpy as np

_LATER = 1e-9
"""What a place further back costs: too little to outweigh anything else."""

type Pair = tuple[int, int]
"""Places in the gold and in the predictions."""


def jaccard[T](left: Set[T], right: Set[T]) -> float:
    """The share of what both have in what either has; 0 where neither has anything."""
    union = len(left | right)
    return len(left & right) / union if union else 0.0


def shared_sizes[T](gold: Sequence[Set[T]], predicted: Sequence[Set[T]]) -> Counter[Pair]:
    """How many elements each pair of sets shares; pairs that share none are left out."""
    holders: defaultdict[T, list[int]] = defaultdict(list)
    for place, elements in enumerate(predicted):
        for element in elements:
            holders[element].append(place)
    return Counter((place, other) for place, elements in enumerate(gold) for e in elements for other in holders[e])


def best_pairs[T](gold: Sequence[Set[T]], predicted: Sequence[Set[T]]) -> list[Pair]:
    """The one-to-one pairs that share the most elements in all; of equals, those with the highest sum of Jaccard.

    Of those that are equal in that too, the first ones. Solves the linear assignment problem (Jonker and Volgenant
    1987). No pair shares nothing.
    """
    sizes = shared_sizes(gold, predicted)
    # Jaccard is at most 1 for a pair, so that all of them together weigh less than one shared element.
    least = 1 + min(len(gold), len(predicted))
    gains = {
        (left, right): size + jaccard(gold[left], predicted[right]) / least - _LATER * (left + right)
        for (left, right), size in sizes.items()
    }
    return sorted(pair for island in _islands(gains) for pair in _assigned({pair: gains[pair] for pair in island}))


def _assigned(gains: Mapping[Pair, float]) -> Iterator[Pair]:
    rows, columns = (sorted(set(places)) for places in zip(*gains, strict=True))
    gain = np.zeros((len(rows), len(columns)))
    for (left, right), value in gains.items():
        gain[bisect_left(rows, left), bisect_left(columns, right)] = value
    _, taken_rows, taken_columns = lap.lapjvx(-gain, extend_cost=True)
    pairs = ((rows[row], columns[column]) for row, column in zip(taken_rows, taken_columns, strict=True))
    return (pair for pair in pairs if pair in gains)


def _islands(pairs: Collection[Pair]) -> list[list[Pair]]:
    """The pairs in groups that have no place in common: a long document is many small problems, not one large one."""
    parents: dict[int, int] = {}

    def root(place: int) -> int:
        while (parent := parents.setdefault(place, place)) != place:
            parents[place] = place = parents[parent]
        return place

    for left, right in pairs:
        parents[root(left)] = root(~right)  # below zero, so that the two sides do not mix
    islands: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        islands[root(pair[0])].append(pair)
    return list(islands.values())
