"""Reading an article with a trained model, in memory that does not grow with the article's length.

Windows overlap; every unit is taken from the window in which it stands farthest from an edge. The
article is decoded and linked section by section; a section sees a margin on either side of what
it answers for, so that an attribution over its edge is found whole.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from onrecord_tagger.decode import Found, assemble, certainty, spans_of, viterbi
from onrecord_tagger.inputs import view
from onrecord_tagger.pieces import Cutter, Floats, Ints, Pieces
from onrecord_tagger.scoring import Scorer
from onrecord_tagger.windows import Window, overlapping


@dataclass(frozen=True)
class Reader:
    """A model with the settings of its use.

    Attributes:
        window: pieces in a window.
        context: pieces that neighbouring windows share at the least.
        reach: units between a span and its head at most; also the margin of a section.
        section: units decoded and linked together, margins not counted; links take memory in its square.
    """

    scorer: Scorer
    cutter: Cutter
    window: int = 254
    context: int = 64
    reach: int = 250
    section: int = 2048

    def attributions(self, text: str) -> tuple[Pieces, list[Found]]:
        """A text's pieces and the attributions found in it, in the order of the text."""
        pieces = self.cutter(text)
        units = len(pieces.heads)
        scores = _Scores(self, pieces)
        found: list[Found] = []
        for first, stop in sections(pieces, self.section):
            begin, end = max(0, first - self.reach), min(units, stop + self.reach)
            moved = (one.moved(begin) for one in self._decoded(pieces, scores, begin, end))
            found += (one for one in moved if first <= one.content[0].first < stop)
        return pieces, found

    def emissions(self, text: str) -> Floats:
        """[units, labels] the scores of a text's labels; for a text that is short enough to be held whole."""
        pieces = self.cutter(text)
        return _Scores(self, pieces).of(0, len(pieces.heads))[0]

    def _decoded(self, pieces: Pieces, scores: "_Scores", begin: int, end: int) -> list[Found]:
        """The attributions among units `begin` to before `end`, counted from `begin`."""
        emissions, projected = scores.of(begin, end)
        labels = viterbi(emissions, self.scorer.transitions, pieces.paragraphs[begin:end])
        spans = spans_of(labels)
        if not spans:
            return []
        table = np.array([[[span.first, span.last, span.role] for span in spans]])
        paragraphs = pieces.paragraphs[begin + table[..., 0]]
        links = self.scorer.links(projected[None], table, paragraphs)
        return assemble(spans, certainty(emissions, labels, spans), links[:, 0], self.reach)


class _Scores:
    """Scores of an article's units; each window is run once, and forgotten when it lies behind."""

    def __init__(self, reader: Reader, pieces: Pieces) -> None:
        self._reader, self._pieces = reader, pieces
        self._windows = overlapping(pieces, reader.window, reader.context)
        self._firsts = [one.first for one in self._windows]
        self._stops = [one.stop for one in self._windows]
        self._run: dict[int, tuple[Floats, Floats]] = {}

    def of(self, begin: int, end: int) -> tuple[Floats, Floats]:
        """[units, labels] emissions and [units, 3 * width] projections of units `begin` to before `end`."""
        wanted = range(bisect_right(self._stops, begin), bisect_left(self._firsts, end))
        self._run = {place: self._run.get(place) or self._scored(place) for place in wanted}
        nearest = np.full(end - begin, -1)
        whole = [np.zeros((end - begin, part.shape[1]), dtype=np.float32) for part in self._run[wanted[0]]]
        for place in wanted:
            one = self._windows[place]
            seen = slice(max(begin - one.first, 0), end - one.first)
            edge = distance_to_edge(one, len(self._pieces.heads))[seen]
            start = max(one.first - begin, 0)
            better = np.flatnonzero(edge > nearest[start : start + len(edge)])
            nearest[start + better] = edge[better]
            for table, part in zip(whole, self._run[place], strict=True):
                table[start + better] = part[seen][better]
        return whole[0], whole[1]

    def _scored(self, place: int) -> tuple[Floats, Floats]:
        reader = self._reader
        return reader.scorer.units(view(self._pieces, self._windows[place], reader.cutter.first_id))


def sections(pieces: Pieces, size: int) -> Iterator[tuple[int, int]]:
    """First unit and the one behind the last of each section: at most `size` units, ended by a paragraph's end.

    A paragraph that is longer is cut.
    """
    first, units = 0, len(pieces.heads)
    while first < units:
        stop = min(first + size, units)
        if stop < units:
            begin = pieces.opening(stop)
            stop = begin if begin > first else stop
        yield first, stop
        first = stop


def distance_to_edge(window: Window, units: int) -> Ints:
    """[units of the window] how far each is from an edge of the window that is no edge of the article."""
    count = window.stop - window.first
    left = np.arange(count) if window.first else np.full(count, units)
    right = np.arange(count)[::-1] if window.stop < units else np.full(count, units)
    return np.minimum(left, right)
