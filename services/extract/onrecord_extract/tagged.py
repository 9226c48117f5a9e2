"""The finder that reads with a trained model: what an attribution corpus would mark, in offsets of the text."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from onrecord_tagger.decode import Found
from onrecord_tagger.labels import UnitSpan
from onrecord_tagger.manifest import verified
from onrecord_tagger.pieces import Cutter, Pieces
from onrecord_tagger.reading import Reader
from onrecord_tagger.scoring import OnnxScorer

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.layout import paragraphs
from onrecord_extract.lemmas import lemma_and_act
from onrecord_extract.quotes import quotations
from onrecord_extract.sentences import sentences, words_of

_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which a tokenizer cannot encode."""


class ModelFinder:
    """Finds attributions with the model of a folder; loaded once, and safe to use from several threads.

    An article is read by itself, so that what is found in it does not hang on what is read beside it: the activations
    of an int8 model are scaled by all that is run together.
    """

    def __init__(self, folder: Path, threads: int = 1, windows: int = 1) -> None:
        """Load a model; `threads` compute, `windows` of an article are run together.

        Raises ModelFolderError where the folder holds no whole model.
        """
        manifest = verified(folder)
        self.name, self.version = manifest.name, manifest.version
        scorer = OnnxScorer(folder, threads)
        self._reader = Reader(scorer, Cutter(folder / "tokenizer.json"), window=manifest.window, batch=windows)

    def find(self, text: str) -> list[Attribution]:
        """The attributions of `text` as the corpus marks them, in order of their content; raises nothing."""
        pieces, found = self._reader.attributions(_SURROGATE.sub("\ufffd", text))
        frames = _Frames(text) if found else None
        return [_attribution(text, pieces, one, frames) for one in found] if frames else []


class _Frames:
    """The sentences of a text, by their offsets."""

    def __init__(self, text: str) -> None:
        found = sentences(text, paragraphs(text), quotations(text))
        self._bounds = [(sentence.start, sentence.end) for sentence in found]

    def around(self, span: Offsets) -> Offsets:
        """The sentence in which a span begins; the span itself where it stands in none, as in page furniture."""
        place = bisect_right(self._bounds, (span[0], len(self._bounds) and self._bounds[-1][1])) - 1
        inside = place >= 0 and span[0] < self._bounds[place][1]
        return self._bounds[place] if inside else span


def _attribution(text: str, pieces: Pieces, found: Found, frames: _Frames) -> Attribution:
    content = _offsets(pieces, found.content)
    source = next(iter(_offsets(pieces, found.source)), None)
    cue = next(iter(_offsets(pieces, found.cue)), None)
    lemma, act = lemma_and_act(words_of(text, *cue)) if cue else ("", "state")
    return Attribution(
        content=content,
        source=source,
        cue=cue,
        lemma=lemma,
        act=act,
        rule="tagged",
        frame=frames.around(cue or content[0]),
        carries_on=source is None and cue is None,
        as_annotated=True,
    )


def _offsets(pieces: Pieces, spans: Sequence[UnitSpan]) -> tuple[Offsets, ...]:
    return tuple((int(pieces.starts[span.first]), int(pieces.ends[span.last])) for span in spans)
