"""A linear-chain conditional random field over the labels of a window's units.

Lafferty, McCallum and Pereira (2001); the forward recursion runs in log space and in float32.
Transitions that the BIO scheme forbids (O to I, or from one role into the inside of another)
have a fixed score of `FORBIDDEN`; all others are learnt.
"""

import torch
from torch import Tensor, nn

from onrecord_tagger.labels import LABELS

FORBIDDEN = -10_000.0


def forbidden_transitions() -> Tensor:
    """[labels, labels] True where the second label cannot follow the first."""
    size = len(LABELS)
    table = torch.zeros(size, size, dtype=torch.bool)
    for before in range(size):
        for after in range(2, size, 2):  # the inside labels
            table[before, after] = before not in (after - 1, after)
    return table


class Chain(nn.Module):
    """Scores of label sequences."""

    forbidden: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.register_buffer("forbidden", forbidden_transitions(), persistent=False)

    def table(self) -> Tensor:
        """[labels, labels] score of the second label after the first."""
        return self.transitions.masked_fill(self.forbidden, FORBIDDEN)

    def forward(self, emissions: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """[windows] negative log-likelihood of `labels`, in nats.

        Args:
            emissions: [windows, units, labels] score of each label.
            labels: [windows, units] the gold.
            mask: [windows, units] 1 for a unit, 0 for padding behind the last one.
        """
        table = self.table()
        score = emissions.gather(2, labels.unsqueeze(2)).squeeze(2)
        step = table[labels[:, :-1], labels[:, 1:]]
        gold = (score * mask).sum(1) + (step * mask[:, 1:]).sum(1)
        alpha = emissions[:, 0]
        for unit in range(1, emissions.shape[1]):
            following = torch.logsumexp(alpha.unsqueeze(2) + table, dim=1) + emissions[:, unit]
            alpha = torch.where(mask[:, unit, None] > 0, following, alpha)
        return torch.logsumexp(alpha, dim=1) - gold
