"""Make a model's confidence a probability: `python -m onrecord_training.calibrate MODEL --split …`.

The confidence that decoding gives tells good attributions from bad ones, but on a scale of its own. On a split
that was not trained on, a logistic curve is fitted from its log-odds to whether an attribution is right (Platt
1999): whether its content shares half of its characters with one of the gold's, and the sources touch. The two
numbers of the curve go into the manifest.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from onrecord_tagger.decode import Found
from onrecord_tagger.labels import UnitSpan
from onrecord_tagger.loading import load_reader
from onrecord_tagger.manifest import log_odds, write
from onrecord_tagger.pieces import Floats, Pieces
from onrecord_tagger.reading import Reader
from onrecord_training.corpus import Attribution, Spans, read_split

STEPS = 50
BINS = 8


def _characters(spans: Spans) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _places(pieces: Pieces, spans: tuple[UnitSpan, ...]) -> set[int]:
    return _characters(tuple((int(pieces.starts[one.first]), int(pieces.ends[one.last])) for one in spans))


def is_right(pieces: Pieces, found: Found, gold: tuple[Attribution, ...]) -> bool:
    """Whether an attribution is one of the gold's."""
    content, source = _places(pieces, found.content), _places(pieces, found.source)
    for one in gold:
        other, by = _characters(one.content), _characters(one.source)
        alike = len(content & other) >= 0.5 * len(content | other)
        if alike and (bool(source & by) or not (source or by)):
            return True
    return False


def observed(reader: Reader, split: Path) -> tuple[Floats, Floats]:
    """[attributions] the confidences on a split, and whether each is right, 1 or 0."""
    rows: list[tuple[float, float]] = []
    for document in read_split(split):
        pieces, found = reader.attributions(document.text)
        gold = document.annotations[0].attributions
        rows += [(one.confidence, float(is_right(pieces, one, gold))) for one in found]
    confidences, right = np.array(rows).T
    return confidences, right


def fitted(confidences: Floats, right: Floats) -> tuple[float, float]:
    """Slope and offset of the logistic curve of greatest likelihood, by Newton's method."""
    inputs = np.stack([log_odds(confidences), np.ones_like(confidences)], 1)
    weights = np.zeros(2)
    for _ in range(STEPS):
        expected = 1 / (1 + np.exp(-inputs @ weights))
        curvature = (inputs * (expected * (1 - expected))[:, None]).T @ inputs
        weights += np.linalg.solve(curvature, inputs.T @ (right - expected))
    return float(weights[0]), float(weights[1])


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit an exported model's confidence to how often it is right.")
    parser.add_argument("model", type=Path)
    parser.add_argument("--split", type=Path, required=True, help="folder with text/ and attributions/")
    args = parser.parse_args()
    reader, manifest = load_reader(args.model)
    confidences, right = observed(reader, args.split)
    sealed = write(args.model, replace(manifest, calibration=fitted(confidences, right)))
    chances = np.array([sealed.probability(one) for one in confidences])
    for part in np.array_split(np.argsort(chances), BINS):
        print(f"said {chances[part].mean():.2f}  right {right[part].mean():.2f}  of {len(part)}")


if __name__ == "__main__":
    main()
