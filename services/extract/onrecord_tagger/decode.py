"""From scores to attributions: the best label sequence, its spans, and the heads they choose.

Pure NumPy: the scores may come from PyTorch or from an exported model.
"""

from dataclasses import dataclass

import numpy as np

from onrecord_tagger.labels import CONTENT, LABELS, RELATIONS, UnitSpan
from onrecord_tagger.pieces import Floats, Ints

IMPOSSIBLE = -1e4
CONTENT_CUE, CUE_SOURCE, CONTENT_SOURCE = range(len(RELATIONS))


@dataclass(frozen=True)
class Found:
    """An attribution in units: its spans by role, in the order of the text; `confidence` is from 0 to 1."""

    source: tuple[UnitSpan, ...]
    cue: tuple[UnitSpan, ...]
    content: tuple[UnitSpan, ...]
    confidence: float

    def moved(self, units: int) -> "Found":
        """The attribution `units` further on."""
        parts = (self.source, self.cue, self.content)
        source, cue, content = (tuple(span.moved(units) for span in spans) for spans in parts)
        return Found(source, cue, content, self.confidence)


def viterbi(emissions: Floats, transitions: Floats, paragraphs: Ints) -> Ints:
    """[units] the best label sequence; no span runs over a paragraph's end.

    Args:
        emissions: [units, labels].
        transitions: [labels, labels] score of the second after the first.
        paragraphs: [units] ascending.
    """
    units = len(emissions)
    if not units:
        return np.zeros(0, dtype=np.int64)
    scores = emissions.astype(np.float64, copy=True)
    opens = np.flatnonzero(np.diff(paragraphs, prepend=-1))
    scores[opens[:, None], np.arange(2, len(LABELS), 2)] += IMPOSSIBLE
    into = np.ascontiguousarray(transitions.T)  # [label, label before]
    before = np.empty((units, len(LABELS)), dtype=np.int64)
    best = scores[0]
    for unit in range(1, units):
        reached = into + best
        before[unit] = reached.argmax(axis=1)
        best = reached.max(axis=1) + scores[unit]
    label, steps = int(best.argmax()), before.tolist()
    labels = [label]
    for unit in range(units - 1, 0, -1):
        label = steps[unit][label]
        labels.append(label)
    return np.array(labels[::-1], dtype=np.int64)


def spans_of(labels: Ints) -> list[UnitSpan]:
    """The spans that a label sequence spells."""
    spans: list[UnitSpan] = []
    for unit, label in enumerate(labels.tolist()):
        if label == 0:
            continue
        role = (label - 1) // 2
        if label % 2 == 0 and spans and spans[-1].last == unit - 1 and spans[-1].role == role:
            spans[-1] = UnitSpan(spans[-1].first, unit, role)
        else:
            spans.append(UnitSpan(unit, unit, role))
    return spans


def certainty(emissions: Floats, labels: Ints, spans: list[UnitSpan]) -> Floats:
    """[spans] the geometric mean of the probabilities of a span's labels, and of the label that ends it.

    Args:
        emissions: [units, labels].
        labels: [units].
    """
    shifted = emissions - emissions.max(1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    chosen = logs[np.arange(len(labels)), labels]
    return np.exp([chosen[span.first : span.last + 2].mean() for span in spans])


def assemble(spans: list[UnitSpan], certain: Floats, links: Floats, reach: int) -> list[Found]:
    """The attributions that the best links make of the spans.

    Contents that choose one cue are one attribution; a content that chooses none is one by
    itself. The source is the one that the cue and its contents together find likeliest.

    The confidence of an attribution is that of its contents times the probabilities of its links.

    Args:
        spans: in the order of the text.
        certain: [spans] probabilities of the spans.
        links: [relations, spans, 1 + spans] log-probabilities of heads, nobody first.
        reach: units between a span and its head at most; what is farther is no candidate.
    """
    first = np.array([span.first for span in spans])
    last = np.array([span.last for span in spans])
    gap = np.maximum(first[None, :] - last[:, None], first[:, None] - last[None, :])
    links = links.copy()
    links[:, :, 1:][:, gap > reach] = -np.inf
    groups: dict[int, list[int]] = {}
    for place, span in enumerate(spans):
        if span.role == CONTENT:
            cue = int(links[CONTENT_CUE, place].argmax()) - 1
            groups.setdefault(cue if cue >= 0 else -place - 1, []).append(place)
    found: list[Found] = []
    for cue, contents in groups.items():
        likely = links[CONTENT_SOURCE, contents].mean(0)
        if cue >= 0:
            likely = likely + links[CUE_SOURCE, cue]
        source = int(likely.argmax()) - 1
        choices = links[CONTENT_CUE, contents, cue + 1].mean() + links[CONTENT_SOURCE, contents, source + 1].mean()
        found.append(
            Found(
                source=(spans[source],) if source >= 0 else (),
                cue=(spans[cue],) if cue >= 0 else (),
                content=tuple(spans[place] for place in contents),
                confidence=float(certain[contents].mean() * np.exp(choices)),
            )
        )
    return sorted(found, key=lambda one: one.content[0].first)
