"""Label sequences, the spans they spell, and the links between spans."""

import itertools

import numpy as np
import pytest
import torch

from onrecord_tagger.decode import assemble, certainty, spans_of, viterbi
from onrecord_tagger.labels import CONTENT, CUE, LABELS, SOURCE, UnitSpan
from onrecord_training.crf import Chain
from onrecord_training.linker import Linker


def every(units: int) -> list[tuple[int, ...]]:
    return list(itertools.product(range(len(LABELS)), repeat=units))


@pytest.fixture
def chain() -> Chain:
    torch.manual_seed(1)
    chain = Chain()
    torch.nn.init.normal_(chain.transitions)
    return chain


def score(emissions: torch.Tensor, table: torch.Tensor, labels: tuple[int, ...]) -> torch.Tensor:
    steps = [table[before, after] for before, after in itertools.pairwise(labels)]
    return sum((emissions[unit, label] for unit, label in enumerate(labels)), torch.tensor(0.0)) + sum(steps)


def test_the_likelihood_is_that_of_all_sequences_together(chain: Chain) -> None:
    emissions = torch.randn(2, 4, len(LABELS))
    labels = torch.tensor([[0, 1, 2, 3], [5, 6, 0, 0]])
    mask = torch.tensor([[1.0, 1, 1, 1], [1, 1, 0, 0]])
    found = chain(emissions, labels, mask).detach()
    table = chain.table().detach()
    for window, units in ((0, 4), (1, 2)):
        scores = torch.stack([score(emissions[window], table, one) for one in every(units)])
        gold = score(emissions[window], table, tuple(labels[window, :units].tolist()))
        assert float(found[window]) == pytest.approx(float(scores.logsumexp(0) - gold), rel=1e-4)


def test_viterbi_finds_the_best_sequence(chain: Chain) -> None:
    table = chain.table().detach()
    for _ in range(5):
        emissions = torch.randn(4, len(LABELS)) * 2
        emissions[0, 2::2] -= 1e4  # a paragraph does not begin inside a span
        best = max(every(4), key=lambda one: float(score(emissions, table, one)))
        assert tuple(viterbi(emissions.numpy(), table.numpy(), np.zeros(4, dtype=int))) == best


def test_no_span_runs_over_a_paragraphs_end() -> None:
    emissions = np.zeros((4, len(LABELS)))
    emissions[:, 6] = 5
    labels = viterbi(emissions, Chain().table().detach().numpy(), np.array([0, 0, 1, 1]))
    assert labels.tolist() == [5, 6, 5, 6]


def test_no_units_no_labels() -> None:
    assert len(viterbi(np.zeros((0, len(LABELS))), np.zeros((7, 7)), np.zeros(0))) == 0


def test_spans_spelled() -> None:
    spans = spans_of(np.array([1, 2, 0, 3, 5, 6, 5, 0]))
    assert spans == [UnitSpan(0, 1, SOURCE), UnitSpan(3, 3, CUE), UnitSpan(4, 5, CONTENT), UnitSpan(6, 6, CONTENT)]


def links(spans: list[UnitSpan], chosen: dict[tuple[int, int], int]) -> np.ndarray:
    table = np.full((3, len(spans), 1 + len(spans)), -5.0)
    for (relation, dependent), head in chosen.items():
        table[relation, dependent, head + 1] = 0
    return table


SPANS = [UnitSpan(0, 3, CONTENT), UnitSpan(4, 4, SOURCE), UnitSpan(5, 5, CUE), UnitSpan(6, 9, CONTENT)]


CERTAIN = np.array([0.5, 1, 1, 0.7])


def test_contents_with_one_cue_are_one_attribution() -> None:
    (found,) = assemble(
        SPANS, CERTAIN, links(SPANS, {(0, 0): 2, (0, 3): 2, (1, 2): 1, (2, 0): 1, (2, 3): 1}), reach=100
    )
    assert found.content == (SPANS[0], SPANS[3])
    assert found.cue == (SPANS[2],)
    assert found.source == (SPANS[1],)
    assert found.confidence == pytest.approx(0.6, abs=0.01)


def test_a_span_is_as_certain_as_its_labels() -> None:
    emissions = np.random.default_rng(1).normal(size=(4, len(LABELS)))
    labels = np.array([0, 5, 6, 0])
    shares = np.exp(emissions) / np.exp(emissions).sum(1, keepdims=True)
    expected = (shares[1, 5] * shares[2, 6] * shares[3, 0]) ** (1 / 3)
    assert certainty(emissions, labels, [UnitSpan(1, 2, CONTENT)]) == pytest.approx([expected])


def test_a_content_may_stand_alone() -> None:
    first, second = assemble(
        SPANS, CERTAIN, links(SPANS, {(0, 0): 2, (0, 3): -1, (1, 2): 1, (2, 0): 1, (2, 3): -1}), reach=100
    )
    assert (first.content, second.content) == ((SPANS[0],), (SPANS[3],))
    assert (second.cue, second.source) == ((), ())


def test_what_is_out_of_reach_is_no_head() -> None:
    far = [UnitSpan(0, 3, CONTENT), UnitSpan(500, 500, CUE)]
    (found,) = assemble(far, np.ones(2), links(far, {(0, 0): 1, (2, 0): -1}), reach=100)
    assert found.cue == ()


def test_an_untrained_linker_takes_the_nearest() -> None:
    torch.manual_seed(0)
    linker = Linker(8, 4).eval()
    table = torch.tensor([[[0, 3, CONTENT], [4, 4, SOURCE], [5, 5, CUE], [20, 24, CONTENT], [26, 26, CUE]]])
    scores = linker(torch.zeros(1, 30, 12), table, torch.zeros(1, 5, dtype=torch.long))
    assert scores.exp().sum(3).allclose(torch.ones(3, 1, 5))
    assert scores[0, 0, 0].argmax() == 3  # the first content: the first cue
    assert scores[0, 0, 3].argmax() == 5
    assert scores[1, 0, 2].argmax() == 2
