"""Predict a split and score it: `python -m onrecord_training.evaluate MODEL --split … --scorer …`.

Writes ``predictions.jsonl`` (a document a line: ``{"doc": NAME, "statements": [{"source": [[start,
end], …], "cue": …, "content": …}]}``), and what the scorer says of it to ``scores.json``.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import torch

from onrecord_tagger.decode import Found
from onrecord_tagger.labels import ROLES
from onrecord_tagger.pieces import Pieces
from onrecord_tagger.reading import Reader
from onrecord_training.corpus import read_split
from onrecord_training.scorers import reader_of

SHOWN = ("exact", "token", "detected", "full")


def statement(pieces: Pieces, found: Found) -> dict[str, list[list[int]]]:
    """An attribution in characters, as the scorer reads it."""
    parts = (found.source, found.cue, found.content)
    return {
        role: [[int(pieces.starts[span.first]), int(pieces.ends[span.last])] for span in spans]
        for role, spans in zip(ROLES, parts, strict=True)
    }


def predict(reader: Reader, split: Path, out: Path) -> float:
    """Write the predictions for a split; returns the words read in a second."""
    words, began = 0, time.monotonic()
    with out.open("w", encoding="utf-8") as handle:
        for document in read_split(split):
            pieces, found = reader.attributions(document.text)
            record = {"doc": document.name, "statements": [statement(pieces, one) for one in found]}
            handle.write(json.dumps(record) + "\n")
            words += len(document.text.split())
    return words / (time.monotonic() - began)


def score(scorer_file: Path, split: Path, predictions: Path) -> dict[str, Any]:
    """What the scorer program says of the predictions."""
    command = [sys.executable, scorer_file, "--gold", split, "--pred", predictions, "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def table(scores: dict[str, Any]) -> str:
    """The headline figures, in per cent."""
    rows = [
        f"{name:22s} P {100 * one['p']:5.1f}  R {100 * one['r']:5.1f}  F1 {100 * one['f1']:5.1f}"
        for name, one in [(name, scores[name]) for name in SHOWN]
        + [(f"span {role}", scores["spans"][role]) for role in ROLES]
        + [(f"detected {kind}", types["detected"]) for kind, types in scores["types"].items()]
    ]
    return "\n".join([*rows, f"source right where detected {100 * scores['source_acc_detected']:.1f}"])


def main() -> None:
    parser = argparse.ArgumentParser(description="Predict a split with a trained or exported model, and score it.")
    parser.add_argument("model", type=Path)
    parser.add_argument("--split", type=Path, required=True, help="folder with text/ and attributions/")
    parser.add_argument("--scorer", type=Path, required=True, help="the scorer program")
    parser.add_argument("--out", type=Path, required=True, help="folder for predictions and scores")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    reader = reader_of(args.model)
    speed = predict(reader, args.split, args.out / "predictions.jsonl")
    scores = score(args.scorer, args.split, args.out / "predictions.jsonl") | {"words_per_second": round(speed)}
    (args.out / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    print(f"{args.model}: {speed:.0f} words a second\n{table(scores)}")


if __name__ == "__main__":
    main()
