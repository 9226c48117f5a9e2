"""Pieces, units, windows, and the gold that a window shows."""

import itertools
from random import Random

import numpy as np
import pytest

from onrecord_tagger.labels import CONTENT, CUE, SOURCE, UnitSpan
from onrecord_tagger.pieces import Cutter, shape
from onrecord_tagger.windows import Window, overlapping, packed
from onrecord_training.corpus import Attribution
from onrecord_training.labels import NOBODY, target, within

TEXT = 'Ana said it rains.\n\n"Go," he said, "now."\n'


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def test_units_are_words_and_marks_with_their_characters(cutter: Cutter) -> None:
    pieces = cutter(TEXT)
    words = [TEXT[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]
    assert words == ["Ana", "said", "it", "rains", ".", '"', "Go", ",", '"', "he", "said", ",", '"', "now", ".", '"']
    assert pieces.paragraphs.tolist() == [0] * 5 + [1] * 11
    assert (pieces.ids == cutter.separator_id).sum() == 2
    assert pieces.units(at("it rains")) == (2, 3)
    assert pieces.units(at("\n\n")) is None


@pytest.mark.parametrize("text", ["", "\n \n", "\u2028"])
def test_a_text_without_words_has_no_units(cutter: Cutter, text: str) -> None:
    assert len(cutter(text).heads) == 0


def test_shapes_tell_capitals() -> None:
    assert [shape(word) for word in ("ana", "Ana", "ANA", "A", "12", "“")] == [0, 1, 2, 1, 3, 3]


@pytest.mark.parametrize("size", [12, 30, 57, 1000])
def test_packed_windows_part_the_article(cutter: Cutter, size: int) -> None:
    pieces = cutter(TEXT * 5)
    for random in (None, Random(1)):
        windows = packed(pieces, size, random)
        assert [one.first for one in windows[1:]] == [one.stop for one in windows[:-1]]
        assert (windows[0].first, windows[-1].stop) == (0, len(pieces.heads))
        assert all(one.piece_stop - one.piece <= size for one in windows)


@pytest.mark.parametrize(("size", "context"), [(20, 5), (40, 12), (60, 20), (1000, 64)])
def test_overlapping_windows_reach_every_unit_with_context(cutter: Cutter, size: int, context: int) -> None:
    pieces = cutter(TEXT * 6 + "a word " * 50)
    windows = overlapping(pieces, size, context)
    seen = np.zeros(len(pieces.heads), dtype=int)
    for one in windows:
        seen[one.first : one.stop] += 1
        assert one.piece_stop - one.piece <= size
    assert seen.min() >= 1
    for before, after in itertools.pairwise(windows):
        assert before.first < after.first < before.stop < after.stop


def gold(text: str = TEXT) -> tuple[Attribution, ...]:
    return (
        Attribution((at("Ana"),), ((4, 8),), (at("it rains"),)),
        Attribution((at("he"),), ((29, 33),), (at('"Go,"'), at('"now."'))),
        Attribution((), (), (at("rains"),)),  # inside another content: left out
    )


def test_the_gold_of_an_article(cutter: Cutter) -> None:
    found = target(cutter(TEXT), gold())
    assert found.labels == [1, 3, 5, 6, 0, 5, 6, 6, 6, 1, 3, 0, 5, 6, 6, 6]
    assert found.spans[:3] == [UnitSpan(0, 0, SOURCE), UnitSpan(1, 1, CUE), UnitSpan(2, 3, CONTENT)]
    assert found.links == [(0, 2, 1), (0, 3, 5), (0, 6, 5), (1, 1, 0), (1, 5, 4), (2, 2, 0), (2, 3, 4), (2, 6, 4)]


def test_what_has_no_head_chooses_nobody(cutter: Cutter) -> None:
    found = target(cutter(TEXT), (Attribution((), ((4, 8),), (at("it rains"),)),))
    assert found.links == [(0, 1, 0), (1, 0, NOBODY), (2, 1, NOBODY)]


def test_a_window_cuts_spans_and_forgets_links_that_leave_it(cutter: Cutter) -> None:
    whole = target(cutter(TEXT), gold())
    part = within(whole, Window(7, 11, 0, 0))
    assert part.labels == [6, 6, 1, 3]
    assert part.spans == [UnitSpan(0, 1, CONTENT), UnitSpan(2, 2, SOURCE), UnitSpan(3, 3, CUE)]
    assert part.links == [(0, 0, 2), (1, 2, 1), (2, 0, 1)]
    assert within(whole, Window(5, 9, 0, 0)).links == []
