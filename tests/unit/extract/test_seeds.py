"""The figures on the real articles beside the repository, where they are there; none of their text is kept here."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from onrecord_core.ids import revision_of
from onrecord_core.records import Article
from onrecord_extract import AttributionFinder, extract, load_finder

REPOSITORY = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("ONRECORD_SHARED", REPOSITORY.parent / "shared"))
FLOORS = {
    "default": {"recall": 0.95, "precision": 0.9, "attributed_f1": 0.9, "kind": 0.95, "said_at": 0.85},
    "fast": {"recall": 0.8, "precision": 0.8},
    "rules": {"f1": 0.95, "attributed_f1": 0.9, "speaker": 0.92, "kind": 0.95, "said_at": 0.85, "exact_span": 0.9},
}
SCORED = "000,002,003"


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason=f"no seeds in {SHARED}; set ONRECORD_SHARED")
@pytest.mark.parametrize("model", FLOORS)
def test_the_figures_on_the_seeds_stay_above_their_floors(tmp_path: Path, model: str) -> None:
    figures = scored(tmp_path, load_finder(model))
    assert {name: figures[name] for name, floor in FLOORS[model].items() if figures[name] < floor} == {}
    if model != "fast":
        assert figures["false_alarms"] == 0


def scored(tmp_path: Path, finder: AttributionFinder) -> dict[str, float]:
    """What the scorer says of the statements that a finder's attributions make."""
    predicted = tmp_path / "predicted.jsonl"
    with predicted.open("w", encoding="utf-8") as lines:
        for path in sorted((SHARED / "seeds" / "articles").glob("*.txt")):
            with path.open(encoding="utf-8", newline="") as file:
                text = file.read()
            article = Article(id=path.name, revision=revision_of(text), text=text)
            lines.writelines(statement.model_dump_json() + "\n" for statement in extract(article, finder=finder))
    seeds = SHARED / "seeds"
    command = [sys.executable, SHARED / "eval" / "score_statements.py", seeds / "gold.jsonl", predicted]
    command += ["--negatives", seeds / "negatives.json", "--texts", seeds / "articles", "--docs", SCORED, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
