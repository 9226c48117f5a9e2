"""The finder that reads with a trained model: what an attribution corpus would mark, in offsets of the text."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from onrecord_tagger.labels import UnitSpan
from onrecord_tagger.loading import load_reader
from onrecord_tagger.pieces import Pieces

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.cues import cues_in
from onrecord_extract.lemmas import lemma_and_act
from onrecord_extract.lexicon import either
from onrecord_extract.pieces import OPENER
from onrecord_extract.sentences import sentences_of, words_of

_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which a tokenizer cannot encode."""
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z“\"])")
MIN_INNER_CHARS = 25
"""A content that attributes something in turn has so many characters at the least."""


class ModelFinder:
    """Finds attributions with the model of a folder; loaded once, and safe to use from several threads.

    An article is read by itself, so that what is found in it does not hang on what is read beside it: the activations
    of an int8 model are scaled by all that is run together.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Load a model; `threads` compute.

        Raises ModelFolderError where the folder holds no whole model.
        """
        self.reader, self._manifest = load_reader(folder, threads)
        self.name, self.version = self._manifest.name, self._manifest.version

    def find(self, text: str) -> list[Attribution]:
        """The attributions of `text` as the corpus marks them, in order of their content; raises nothing.

        The corpora mark the outermost attributions alone, and so does the model; what a content attributes in turn is
        found by reading the content as a text of its own.
        """
        text = _SURROGATE.sub("\ufffd", text)
        found = self._read(text, 0, len(text))
        frames = _Frames(text) if found else None
        if frames is None:
            return []
        outer = [_attribution(text, one, frames) for one in found]
        return [replace(one, inner=tuple(self._within(text, one, frames))) for one in outer]

    def _within(self, text: str, attribution: Attribution, frames: "_Frames") -> Iterator[Attribution]:
        for piece in attribution.content:
            for start, end in _reporting(text, piece):
                for one in self._read(text, start, end):
                    # a content that reports nobody's words but the speaker's own has no source or cue in it
                    if one.cue and one.source:
                        yield _attribution(text, one, frames)

    def _read(self, text: str, start: int, end: int) -> "list[_Roles]":
        """What the model finds in a stretch of a text, in offsets of the whole."""
        pieces, found = self.reader.attributions(text[start:end])
        return [
            _Roles(
                *(_offsets(pieces, spans, start) for spans in (one.source, one.cue, one.content)),
                confidence=self._manifest.probability(one.confidence),
            )
            for one in found
        ]


class _Frames:
    """The sentences of a text, by their offsets."""

    def __init__(self, text: str) -> None:
        self._bounds = [(sentence.start, sentence.end) for sentence in sentences_of(text)]

    def around(self, span: Offsets) -> Offsets:
        """The sentence in which a span begins; the span itself where it stands in none, as in page furniture."""
        place = bisect_right(self._bounds, (span[0], len(self._bounds) and self._bounds[-1][1])) - 1
        inside = place >= 0 and span[0] < self._bounds[place][1]
        return self._bounds[place] if inside else span


class _Roles(NamedTuple):
    """An attribution in offsets, each role in pieces, with the probability that it is right."""

    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]
    confidence: float


def _reporting(text: str, piece: Offsets) -> Iterator[Offsets]:
    """The sentences of a content that may report somebody else's words, so that they are worth reading again."""
    opener = OPENER.match(text, *piece)  # "that he said …" would be read as one content again
    start = opener.end() if opener else piece[0]
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, piece[1])]
    for begin, end in pairwise([start, *ends, piece[1]]):
        tokens = words_of(text, begin, end)
        before = (tokens[cue.first - 1].lower for cue in cues_in(tokens) if cue.first)
        foreign = (word not in either("own_words", "determiners") for word in before)
        if end - begin >= MIN_INNER_CHARS and any(foreign):
            yield begin, end


def _attribution(text: str, found: _Roles, frames: _Frames) -> Attribution:
    source, cue = next(iter(found.source), None), next(iter(found.cue), None)
    lemma, act = lemma_and_act(words_of(text, *cue)) if cue else ("", "state")
    return Attribution(
        content=found.content,
        source=source,
        cue=cue,
        lemma=lemma,
        act=act,
        confidence=found.confidence,
        frame=frames.around(cue or found.content[0]),
        carries_on=source is None and cue is None,
        as_annotated=True,
    )


def _offsets(pieces: Pieces, spans: Sequence[UnitSpan], moved: int) -> tuple[Offsets, ...]:
    return tuple((moved + int(pieces.starts[one.first]), moved + int(pieces.ends[one.last])) for one in spans)
