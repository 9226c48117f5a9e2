"""The models that are shipped reach what their cards claim, where the corpus is there, and no text breaks them."""

import json
import random
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from onrecord.main import app
from onrecord_extract import extract, load_finder
from typer.testing import CliRunner

FLOORS = {
    "default": {"full": 0.75, "detected": 0.81, "token": 0.89, "exact": 0.63},
    "fast": {"full": 0.71, "detected": 0.78},
}
SOURCE_RIGHT = 0.935
WORDS = 20_000
MEGABYTES = 400


def scored(shared_folder: Path, printed: str, tmp_path: Path) -> dict[str, Any]:
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text(printed, encoding="utf-8")
    command = [sys.executable, shared_folder / "eval" / "score_attributions.py", "--json"]
    command += ["--gold", shared_folder / "polnear" / "dev", "--pred", predictions]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("model", FLOORS)
def test_figures_on_annotated_articles(
    shared_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    monkeypatch.setenv("ONRECORD_EXTRACTOR_MODEL", model)
    ran = CliRunner().invoke(app, ["extract", "--attributions", str(shared_folder / "polnear" / "dev" / "text")])
    assert ran.exit_code == 0
    figures = scored(shared_folder, ran.stdout, tmp_path)
    assert {name: figures[name]["f1"] for name, floor in FLOORS[model].items() if figures[name]["f1"] < floor} == {}
    if model == "default":
        assert figures["source_acc_detected"] >= SOURCE_RIGHT


def noise(seed: int) -> str:
    draw = random.Random(seed)  # noqa: S311
    letters = "abcdefghijklmnopqrstuvwxyzABCDEF“”\"'’.,:;!?-0123456789éß中😀"
    words = ("".join(draw.choices(letters, k=draw.randint(1, 9))) for _ in range(WORDS))
    return "".join(word + ("\n" if draw.random() < 0.02 else " ") for word in words)


@pytest.mark.timeout(600)
def test_long_noise_gives_true_spans_in_bounded_memory() -> None:
    text = noise(1)
    finder = load_finder("fast")
    extract("Ana Brandt said it was safe.", finder=finder)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    statements = extract(text, finder=finder)
    for statement in statements:
        statement.check(text)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEGABYTES * 1024


@pytest.mark.parametrize("text", ["", " \n", "😀" * 3_000, "😀 " * 3_000], ids=["empty", "blank", "emoji", "emojis"])
def test_texts_without_words_give_nothing(text: str) -> None:
    assert extract(text) == []


def test_the_same_text_gives_the_same_statements(shared_folder: Path) -> None:
    text = min((shared_folder / "seeds" / "articles").glob("*.txt")).read_text(encoding="utf-8")
    assert extract(text) == extract(text)
