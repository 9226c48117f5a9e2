"""Predicted attributions as lines of JSON: `{"doc": NAME, "statements": [{"source": [[start, end]], …}]}`."""

import json
from collections.abc import Container, Iterable, Sequence
from pathlib import Path

from onrecord_extract.attributions import Attribution, Offsets
from pydantic import BaseModel, NonNegativeInt

from onrecord.scoring.attributions import RoleSpans
from onrecord.scoring.errors import CorpusError
from onrecord.scoring.reading import read_lines
from onrecord.scoring.tokens import Spans

type _Pieces = list[tuple[NonNegativeInt, NonNegativeInt]]


class _PredictedAttribution(BaseModel):
    source: _Pieces | None = None
    cue: _Pieces | None = None
    content: _Pieces


class _PredictedDocument(BaseModel):
    doc: str
    statements: list[_PredictedAttribution]


def role_spans(attribution: Attribution) -> RoleSpans:
    """What the extractor found, as it is measured."""
    return RoleSpans(_piece(attribution.source), _piece(attribution.cue), attribution.content)


def _piece(offsets: Offsets | None) -> Spans:
    return (offsets,) if offsets else ()


def predicted_line(article_id: str, attributions: Iterable[Attribution]) -> str:
    """The attributions of an article as a line; `doc` is its id without a final `.txt`."""
    found = [role_spans(attribution) for attribution in attributions]
    statements = [{"source": one.source, "cue": one.cue, "content": one.content} for one in found]
    return json.dumps({"doc": article_id.removesuffix(".txt"), "statements": statements}, ensure_ascii=False)


def read_predictions(path: Path, known: Container[str]) -> dict[str, tuple[RoleSpans, ...]]:
    """Predictions by the document's name; raises CorpusError, also for documents not `known` or named twice."""
    found: dict[str, tuple[RoleSpans, ...]] = {}
    for number, line in read_lines(path, _PredictedDocument):
        if line.doc not in known:
            raise CorpusError(f"{path}:{number}: the corpus has no document {line.doc!r}")
        if line.doc in found:
            raise CorpusError(f"{path}:{number}: the document {line.doc!r} was there before")
        found[line.doc] = tuple(
            RoleSpans(tuple(one.source or ()), tuple(one.cue or ()), tuple(one.content)) for one in line.statements
        )
    return found


def check_inside(name: str, size: int, predicted: Sequence[RoleSpans]) -> None:
    """Raise CorpusError where a span does not fit into a text of `size` code points."""
    for one in predicted:
        for start, end in (*one.source, *one.cue, *one.content):
            if not start <= end <= size:
                raise CorpusError(f"{name}: the span {start} to {end} is not in its text of {size} code points")
