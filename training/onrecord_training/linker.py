"""Which span belongs to which: a biaffine scorer over pairs of spans.

Every dependent (a content, a cue) chooses one head among the spans of the head's role in the
window, or nobody, in a soft-max (Dozat and Manning 2017 choose the heads of words so). A span's
vector is made of its first unit's state, its last's and the mean of all; a pair's score is
bilinear in the two vectors, with what the distance between the two says added.
"""

import torch
from torch import Tensor, nn

from onrecord_tagger.labels import RELATIONS

BUCKETS = (0, 1, 2, 4, 8, 16, 32, 64)  # units between two spans: lower bounds of the distance classes
BETWEEN = 4  # heads of the same role between the two: 0 to 2, 3 and more
CROSSED = 3  # paragraph ends between the two: 0, 1, 2 and more


def distances(spans: Tensor, paragraphs: Tensor) -> Tensor:
    """[windows, spans, spans, 3] classes of (signed distance, spans of the head's role between, paragraphs crossed).

    Args:
        spans: [windows, spans, 3] first unit, last unit, role (negative for padding); in order, disjoint.
        paragraphs: [windows, spans] the paragraph of each span.
    """
    first, last, role = spans.unbind(2)
    ahead = first.unsqueeze(1) > last.unsqueeze(2)  # the head stands behind the dependent
    gap = torch.where(ahead, first.unsqueeze(1) - last.unsqueeze(2) - 1, first.unsqueeze(2) - last.unsqueeze(1) - 1)
    bounds = torch.tensor(BUCKETS[1:], device=spans.device)
    bucket = torch.bucketize(gap.clamp(min=0), bounds, right=True) + len(BUCKETS) * ahead
    # spans are in order and disjoint, so that counting those of a role before each one is enough
    one_hot = nn.functional.one_hot(role.clamp(min=0), 3)
    before = (one_hot.cumsum(1) - one_hot).gather(2, role.clamp(min=0).unsqueeze(1).expand(-1, role.shape[1], -1))
    own = before.diagonal(dim1=1, dim2=2).unsqueeze(1)
    between = torch.where(ahead, own - before, before - own - 1).clamp(min=0, max=BETWEEN - 1)
    crossed = (paragraphs.unsqueeze(1) - paragraphs.unsqueeze(2)).abs().clamp(max=CROSSED - 1)
    return torch.stack([bucket, between, crossed], dim=3)


class Linker(nn.Module):
    """Scores of heads for every span and relation.

    `project` maps a unit's state to its share in the vectors of spans that begin with it, end
    with it or hold it; it is linear, so that an exported encoder can apply it once to each unit.
    """

    def __init__(self, hidden: int, width: int = 192, dropout: float = 0.2) -> None:
        super().__init__()
        relations = len(RELATIONS)
        self.width = width
        self.project = nn.Linear(hidden, 3 * width)
        self.dropout = nn.Dropout(dropout)
        self.role = nn.Embedding(3, width)
        nn.init.normal_(self.role.weight, std=0.1)
        self.bilinear = nn.Parameter(torch.randn(relations, width, width) * 0.5 / width**0.5)
        self.head = nn.Parameter(torch.zeros(relations, width))
        self.nobody = nn.Parameter(torch.zeros(relations, width))
        # the start is "the nearest": learnt from zero, these would take a good part of the run
        self.nobody_bias = nn.Parameter(torch.full((relations,), -5.0))
        self.bucket = nn.Parameter(-0.7 * torch.arange(len(BUCKETS)).repeat(relations, 2))
        self.between = nn.Parameter(-2.0 * torch.arange(BETWEEN).repeat(relations, 1))
        self.crossed = nn.Parameter(-3.0 * torch.arange(CROSSED).repeat(relations, 1))

    def vectors(self, projected: Tensor, spans: Tensor) -> Tensor:
        """[windows, spans, width] a vector for each span.

        Args:
            projected: [windows, units, 3 * width] `project` of the units' states.
            spans: [windows, spans, 3] first unit, last unit, role.
        """
        opening, closing, inner = projected.split(self.width, dim=2)
        first, last, role = spans.clamp(min=0).unbind(2)
        total = nn.functional.pad(inner.cumsum(1), (0, 0, 1, 0))

        def at(states: Tensor, units: Tensor) -> Tensor:
            return states.gather(1, units.unsqueeze(2).expand(-1, -1, self.width))

        mean = (at(total, last + 1) - at(total, first)) / (last - first + 1).unsqueeze(2)
        mixed = at(opening, first) + at(closing, last) + mean + self.role(role)
        return self.dropout(nn.functional.gelu(mixed))

    def forward(self, projected: Tensor, spans: Tensor, paragraphs: Tensor) -> Tensor:
        """[relations, windows, spans, 1 + spans] log-probability of each head; 0 is nobody, n + 1 span n.

        Args:
            projected, spans: as for `vectors`; padding spans have a negative role.
            paragraphs: [windows, spans] the paragraph of each span.
        """
        vectors = self.vectors(projected, spans)
        bucket, between, crossed = distances(spans, paragraphs).unbind(3)
        scores: list[Tensor] = []
        for relation, (_, head_role) in enumerate(RELATIONS):
            pair = vectors @ self.bilinear[relation] @ vectors.transpose(1, 2) / self.width**0.5
            pair = pair + (vectors @ self.head[relation]).unsqueeze(1)
            pair = pair + self.bucket[relation][bucket] + self.between[relation][between]
            pair = pair + self.crossed[relation][crossed]
            pair = pair.masked_fill((spans[..., 2] != head_role).unsqueeze(1), float("-inf"))
            nobody = (vectors @ self.nobody[relation] + self.nobody_bias[relation]).unsqueeze(2)
            scores.append(torch.cat([nobody, pair], dim=2).log_softmax(2))
        return torch.stack(scores)
