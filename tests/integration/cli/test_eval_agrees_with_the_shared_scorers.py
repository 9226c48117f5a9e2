"""`onrecord eval` gives the figures of the scorers beside the repository, where they are there."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from onrecord.main import app
from onrecord.scoring import brat
from onrecord.scoring.tokens import Spans
from typer.testing import CliRunner

TENTH_OF_A_POINT = 0.001
SEEDS = "000,002,003"


@pytest.fixture(autouse=True)
def small_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fast model: what is compared are figures, not extractors."""
    monkeypatch.setenv("ONRECORD_EXTRACTOR_MODEL", "fast")


def scored(*command: str | Path) -> dict[str, Any]:
    return json.loads(subprocess.run([sys.executable, *command], check=True, capture_output=True, text=True).stdout)


def told(runner: CliRunner, *arguments: str | Path) -> dict[str, Any]:
    ran = runner.invoke(app, ["eval", "--json", "--misses", "0", *map(str, arguments)])
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.stdout)


def flat(figures: dict[str, Any], path: str = "") -> Iterator[tuple[str, float]]:
    """Each figure with the names that lead to it."""
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from flat(cast("dict[str, Any]", value), f"{path}{name}.")
        elif isinstance(value, list):
            yield from ((f"{path}{name}.{place}", bound) for place, bound in enumerate(cast("list[float]", value)))
        else:
            yield path + name, value


def differences(scorer: dict[str, Any], ours: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """The figures of the scorer from which ours are off by more than a tenth of a point."""
    shared = {name: value for name, value in ours.items() if name in scorer}
    given = dict(flat(shared))
    return {name: (value, given[name]) for name, value in flat(scorer) if abs(value - given[name]) > TENTH_OF_A_POINT}


def spoilt(folder: Path, seed: int) -> Iterator[str]:
    """The gold as predictions, with pieces moved, sources exchanged, attributions left out, doubled and made up."""
    draw = random.Random(seed)  # noqa: S311
    for document in brat.annotated_texts(folder, brat.names(folder)):
        size = len(document.text)

        def moved(spans: Spans, size: int = size) -> list[list[int]]:
            shifts = [[draw.choice((0, 0, 0, -12, 9)) for _ in span] for span in spans]
            bounds = [
                sorted(min(max(bound + by, 0), size) for bound, by in zip(span, shift, strict=True))
                for span, shift in zip(spans, shifts, strict=True)
            ]
            return [[start, end] for start, end in bounds]

        kept = [one for one in document.gold for _ in range(draw.choice((0, 1, 1, 1, 1, 2)))]
        statements = [
            {
                "source": moved(draw.choice((one, one, draw.choice(document.gold))).source),
                "cue": moved(one.cue),
                "content": moved(one.content),
            }
            for one in kept
        ]
        made_up = [draw.randrange(size) for _ in range(3)]
        statements += [{"source": [], "cue": [], "content": [[at, min(at + 60, size)]]} for at in made_up]
        draw.shuffle(statements)
        yield json.dumps({"doc": document.name, "statements": statements}) + "\n"


@pytest.mark.parametrize("seed", [None, 1])
def test_figures_of_attributions_agree(
    runner: CliRunner, shared_folder: Path, tmp_path: Path, seed: int | None
) -> None:
    corpus = shared_folder / "polnear" / "dev"
    predictions = tmp_path / "predictions.jsonl"
    if seed is None:
        printed = runner.invoke(app, ["extract", "--attributions", str(corpus / "text")])
        predictions.write_text(printed.stdout, encoding="utf-8")
    else:
        predictions.write_text("".join(spoilt(corpus, seed)), encoding="utf-8")
    scorer = shared_folder / "eval" / "score_attributions.py"
    rounds = ("--bootstrap", "100")
    expected = scored(scorer, "--gold", corpus, "--pred", predictions, "--json", *rounds)
    given = told(runner, "--corpus", corpus, "--predictions", predictions, *rounds)
    assert differences(expected, given) == {}
    if seed is None:
        assert differences(expected, told(runner, "--corpus", corpus, *rounds)) == {}


def spoilt_statements(folder: Path, seed: int) -> Iterator[str]:
    """The references of the seeds as predictions, with pieces moved and fields exchanged, and some passages besides."""
    draw = random.Random(seed)  # noqa: S311
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        by = draw.choice((0, 0, -15, 20))
        name = draw.choice((gold["speaker"], f"President {gold['speaker']}", gold["speaker"].split()[-1]))
        statement = {
            "article": {"id": gold["doc"]},
            "content": [{"start": max(start + by, 0), "end": end} for start, end in gold["spans"]],
            "kind": draw.choice((gold["type"], "direct")),
            "speaker": {"name": name, "role": gold["role"], "affiliation": {"name": gold["affiliation"]}},
            "said_at": draw.choice((None, {"value": gold["said_on"]})),
            "stance": gold["stance"],
        }
        if draw.random() < 0.8:
            yield json.dumps(statement) + "\n"
    for document in json.loads((folder / "negatives.json").read_text(encoding="utf-8")):
        for passage in document["not_statements"][::3]:
            start, end = passage["span"]
            yield json.dumps({"article": {"id": document["doc"]}, "content": [{"start": start, "end": end}]}) + "\n"


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_figures_of_statements_agree(runner: CliRunner, shared_folder: Path, tmp_path: Path, seed: int | None) -> None:
    corpus = shared_folder / "seeds"
    predictions = tmp_path / "predictions.jsonl"
    if seed is None:
        printed = runner.invoke(app, ["extract", "--format", "jsonl", str(corpus / "articles")])
        predictions.write_text(printed.stdout, encoding="utf-8")
    else:
        predictions.write_text("".join(spoilt_statements(corpus, seed)), encoding="utf-8")
    arguments = [corpus / "gold.jsonl", predictions, "--negatives", corpus / "negatives.json"]
    arguments += ["--texts", corpus / "articles", "--docs", SEEDS, "--json"]
    expected = scored(shared_folder / "eval" / "score_statements.py", *arguments)
    given = told(runner, "--corpus", corpus, "--predictions", predictions)
    assert differences(expected, given) == {}
    if seed is None:
        assert differences(expected, told(runner, "--corpus", corpus)) == {}
