"""Windows as the arrays that the encoder reads."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord_tagger.pieces import NO_LETTER, Ints, Pieces
from onrecord_tagger.windows import Window


@dataclass(frozen=True)
class View:
    """What a window shows of an article: its pieces behind the special first one, and its units.

    Attributes:
        ids, shapes: [pieces].
        heads: [units] each unit's first piece.
    """

    ids: Ints
    shapes: Ints
    heads: Ints


@dataclass(frozen=True)
class Inputs:
    """Views padded behind, to be learnt from together.

    Attributes:
        ids, shapes, attention: [windows, pieces]; attention is 1 for a piece, 0 for padding.
        heads: [windows, units].
    """

    ids: Ints
    shapes: Ints
    attention: Ints
    heads: Ints


def view(pieces: Pieces, window: Window, first_id: int) -> View:
    """What `window` shows of an article's pieces."""
    return View(
        ids=np.concatenate([[first_id], pieces.ids[window.piece : window.piece_stop]]),
        shapes=np.concatenate([[NO_LETTER], pieces.shapes[window.piece : window.piece_stop]]),
        heads=pieces.heads[window.first : window.stop] - window.piece + 1,
    )


def padded(views: Sequence[View], padding_id: int) -> Inputs:
    """Pad views to the longest."""
    count = len(views)
    length = max(len(one.ids) for one in views)
    units = max(len(one.heads) for one in views)
    ids = np.full((count, length), padding_id)
    shapes, attention = np.full((count, length), NO_LETTER), np.zeros((count, length), dtype=np.int64)
    heads = np.zeros((count, units), dtype=np.int64)
    for row, one in enumerate(views):
        ids[row, : len(one.ids)] = one.ids
        shapes[row, : len(one.ids)] = one.shapes
        attention[row, : len(one.ids)] = 1
        heads[row, : len(one.heads)] = one.heads
    return Inputs(ids, shapes, attention, heads)
