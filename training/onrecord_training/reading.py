"""Reading an article with a trained model.

Windows overlap; every unit is taken from the window in which it stands farthest from an edge.
"""

from dataclasses import dataclass

import numpy as np

from onrecord_training.batches import collate, example
from onrecord_training.decode import Found, assemble, spans_of, viterbi
from onrecord_training.pieces import Cutter, Pieces
from onrecord_training.scorers import Scorer
from onrecord_training.windows import Window, overlapping


@dataclass(frozen=True)
class Reader:
    """A model with the settings of its use.

    Attributes:
        window: pieces in a window.
        context: pieces that neighbouring windows share at the least.
        batch: windows run together.
        reach: units between a span and its head at most.
    """

    scorer: Scorer
    cutter: Cutter
    window: int = 254
    context: int = 64
    batch: int = 8
    reach: int = 250

    def scores(self, pieces: Pieces) -> tuple[np.ndarray, np.ndarray]:
        """[units, labels] emissions and [units, 3 * width] projections of a whole article that has units."""
        windows = sorted(overlapping(pieces, self.window, self.context), key=lambda one: one.piece_stop - one.piece)
        nearest = np.full(len(pieces.heads), -1)
        whole: tuple[np.ndarray, np.ndarray] | None = None
        for start in range(0, len(windows), self.batch):
            group = windows[start : start + self.batch]
            batch = collate(
                [example(pieces, one, self.cutter.first_id) for one in group],
                self.cutter.padding_id,
            )
            arrays = (batch.ids, batch.shapes, batch.attention, batch.heads)
            parts = self.scorer.units(*(array.numpy() for array in arrays))
            whole = whole or (
                np.zeros((len(nearest), parts[0].shape[2]), dtype=np.float32),
                np.zeros((len(nearest), parts[1].shape[2]), dtype=np.float32),
            )
            for row, one in enumerate(group):
                edge = distance_to_edge(one, len(nearest))
                better = np.flatnonzero(edge > nearest[one.first : one.stop])
                nearest[one.first + better] = edge[better]
                for table, part in zip(whole, parts, strict=True):
                    table[one.first + better] = part[row, better]
        assert whole is not None
        return whole

    def attributions(self, text: str) -> tuple[Pieces, list[Found]]:
        """A text's pieces and the attributions found in it."""
        pieces = self.cutter(text)
        if not len(pieces.heads):
            return pieces, []
        emissions, projected = self.scores(pieces)
        spans = spans_of(viterbi(emissions, self.scorer.transitions, pieces.paragraphs))
        if not spans:
            return pieces, []
        table = np.array([[[span.first, span.last, span.role] for span in spans]])
        paragraphs = pieces.paragraphs[table[..., 0]]
        links = self.scorer.links(projected[None], table, paragraphs)
        return pieces, assemble(spans, links[:, 0], self.reach)


def distance_to_edge(window: Window, units: int) -> np.ndarray:
    """[units of the window] how far each is from an edge of the window that is no edge of the article."""
    count = window.stop - window.first
    left = np.arange(count) if window.first else np.full(count, units)
    right = np.arange(count)[::-1] if window.stop < units else np.full(count, units)
    return np.minimum(left, right)
