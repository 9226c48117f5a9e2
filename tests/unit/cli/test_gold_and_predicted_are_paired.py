"""Gold and predicted are paired one to one for the most in common, and two sources are one where they should be."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord.scoring.matching import best_pairs, jaccard, shared_sizes
from onrecord.scoring.sources import FUNCTION_WORDS, same_source

SETS = st.lists(st.frozensets(st.integers(0, 7), max_size=5), max_size=5)


@given(SETS, SETS)
def test_no_other_pairs_share_more(gold: list[frozenset[int]], predicted: list[frozenset[int]]) -> None:
    def shared(pairs: list[tuple[int, int]]) -> tuple[int, float]:
        sizes = sum(len(gold[left] & predicted[right]) for left, right in pairs)
        return sizes, round(sum(jaccard(gold[left], predicted[right]) for left, right in pairs), 6)

    pairs = best_pairs(gold, predicted)
    assert len({left for left, _ in pairs}) == len({right for _, right in pairs}) == len(pairs)
    assert all(gold[left] & predicted[right] for left, right in pairs)
    size = max(len(gold), len(predicted))
    every = (
        [(left, right) for left, right in enumerate(order) if left < len(gold) and right < len(predicted)]
        for order in permutations(range(size))
    )
    overlapping = ([pair for pair in pairs if gold[pair[0]] & predicted[pair[1]]] for pairs in every)
    assert shared(pairs) == max(map(shared, overlapping))


def test_of_equal_pairs_the_first_are_taken() -> None:
    same = frozenset({1, 2, 3})
    assert best_pairs([same, same], [same]) == [(0, 0)]
    assert best_pairs([same], [same, same]) == [(0, 0)]


def test_long_documents_are_paired_without_a_large_matrix() -> None:
    many = [frozenset({place, place + 1}) for place in range(0, 100_000, 2)]
    assert best_pairs(many, many) == [(place, place) for place in range(len(many))]


def test_pairs_that_share_nothing_are_left_out() -> None:
    assert best_pairs([], []) == []
    assert best_pairs([{1}], [{2}]) == []
    assert shared_sizes([{1, 2}, {9}], [{2, 3}, {1, 2}]) == {(0, 0): 1, (0, 1): 2}


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        ("ana pereira", "ana pereira", True),
        ("foreign minister ana pereira of portugal", "pereira", True),
        ("pereira", "the tall woman from lisbon pereira", True),
        ("ana pereira", "ana costa bauer", False),
        ("some of the crew of his ship", "his", False),
        ("the crew", "the harbour master there", False),
        ("", "", True),
        ("pereira", "", False),
        ("", "pereira", False),
    ],
)
def test_sources_are_one_by_their_words(gold: str, predicted: str, *, same: bool) -> None:
    left, right = set(gold.split()), set(predicted.split())
    assert same_source(left, right, left - FUNCTION_WORDS) is same
