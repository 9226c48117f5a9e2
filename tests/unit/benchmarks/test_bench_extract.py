"""The benchmark of extraction, with a model that knows a few words by heart and without spaCy."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from runpy import run_path
from typing import cast

import pytest

ROOT = Path(__file__).parents[3]
FIGURES = {
    "session_ratio", "fast_session_ratio", "words_per_s", "fast_words_per_s", "spacy_words_per_s", "spacy_ratio",
    "fast_spacy_ratio", "peak_mb", "words", "rounds",
}  # fmt: skip


@pytest.fixture
def model(tmp_path: Path) -> Path:
    conftest = run_path(str(ROOT / "tests" / "unit" / "extract" / "conftest.py"))
    return cast("Callable[[Path], Path]", conftest["write_model"])(tmp_path)


def bench(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.bench_extract", "--no-spacy", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_the_last_line_holds_the_figures(model: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("“We will wait,” Ana Brandt said.\n\nHe said that the quay was safe.\n")
    options = ("--model", str(model), "--fast-model", str(model), "--texts", str(texts))
    done = bench(*options, "--words", "30", "--rounds", "2")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout.splitlines()[-1])
    assert set(figures) == FIGURES
    assert (figures["words"], figures["rounds"]) == (3 * (13 + 5), 2)
    assert 0 < figures["session_ratio"] < 1
    assert figures["spacy_ratio"] is None
    assert "decoding and linking" in done.stdout
    assert "round 2 of 2: fast, " in done.stderr


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    done = bench("--model", str(tmp_path))
    assert done.returncode == 1
    assert "manifest.json is missing" in done.stderr
    assert "Traceback" not in done.stderr
