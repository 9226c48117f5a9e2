"""Cutting an article's pieces into windows that fit the encoder.

Windows end where paragraphs end, as far as they can; a paragraph that is longer than a window
is cut after a full stop, else between two words.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from random import Random

import numpy as np

from onrecord_tagger.pieces import NO_LETTER, Pieces


@dataclass(frozen=True)
class Window:
    """Units ``first`` to ``stop`` (exclusive) of an article, with the pieces from ``piece`` to ``piece_stop``."""

    first: int
    stop: int
    piece: int
    piece_stop: int


def _window(pieces: Pieces, first: int, stop: int) -> Window:
    last = len(pieces.heads) == stop
    return Window(first, stop, int(pieces.heads[first]), len(pieces.ids) if last else int(pieces.heads[stop]))


def _cut(pieces: Pieces, first: int, size: int, after: int = 0) -> int:
    """The unit before which a window that starts at `first` ends.

    The window holds at most `size` pieces but at least one unit; it ends behind unit `after`,
    which must not lie more than `size` pieces ahead.
    """
    # a unit has a piece at least, so that no more than `size` units fit: to look at more would be quadratic
    behind = pieces.heads[first + 1 : first + size + 2]
    ends = np.append(behind, len(pieces.ids)) - pieces.heads[first]
    fits = bisect_right(ends, size)
    stop = first + max(fits, 1)
    if stop == len(pieces.heads):
        return stop
    paragraphs = pieces.paragraphs
    if paragraphs[stop] != paragraphs[stop - 1]:
        return stop
    begin = pieces.opening(stop)
    if begin > max(first, after):
        return begin
    # a sentence's end: a unit without letters before a capital
    for candidate in range(stop - 1, max(after, first + (stop - first) // 2), -1):
        head, before = pieces.heads[candidate], pieces.heads[candidate - 1]
        if pieces.shapes[head] in (1, 2) and pieces.shapes[before] == NO_LETTER:
            return candidate
    return stop


def packed(pieces: Pieces, size: int, random: Random | None = None) -> list[Window]:
    """Windows of at most `size` pieces, one after the other; with `random`, the first is of a random size.

    The random first window moves every later edge, so that each epoch sees other edges.
    """
    windows: list[Window] = []
    first = 0
    while first < len(pieces.heads):
        room = size if random is None or windows else random.randint(size // 4, size)
        stop = _cut(pieces, first, room)
        windows.append(_window(pieces, first, stop))
        first = stop
    return windows


def overlapping(pieces: Pieces, size: int, context: int) -> list[Window]:
    """Windows of at most `size` pieces that share about `context` pieces with the one before."""
    windows: list[Window] = []
    first = stop = 0
    while stop < len(pieces.heads):
        stop = _cut(pieces, first, size, after=stop)
        windows.append(_window(pieces, first, stop))
        if stop == len(pieces.heads):
            break
        back = bisect_left(pieces.heads, pieces.heads[stop] - context)
        begin = pieces.opening(back)
        near = begin if pieces.heads[back] - pieces.heads[begin] < context else back
        first = max(near, first + 1)
    return windows
