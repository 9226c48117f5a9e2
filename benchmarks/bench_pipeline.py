"""What safety costs: articles a second from submission to queryable, beside extraction alone on the same texts.

A whole embedded stack (append-only file synced at every write, durable commits) is measured with one and with two
extract processes; in each round, as many processes extract as many texts with nothing around them, so that what else
the machine does meets both alike. Then single articles are dropped into the idle stack, and each is asked for until
its statements are there. Figures are medians of the rounds. The last line is a JSON object.
"""

import argparse
import asyncio
import json
import math
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from onrecord.stack import Stack, StackOptions
from rich.console import Console
from rich.table import Table

from benchmarks.alone import Alone
from benchmarks.pipeline import Passed, Pipeline
from benchmarks.texts import SAMPLES, edition, texts_of

WORKERS = (1, 2)


def main() -> None:
    """Measure, and print a table and a line of JSON."""
    chosen = _arguments()
    texts = texts_of(chosen.texts)
    if not texts:
        sys.exit(f"{chosen.texts} holds no texts")
    load = os.getloadavg()[0]
    measured = {workers: asyncio.run(_measured(chosen, texts, workers)) for workers in WORKERS}
    figures = _figures(chosen, measured) | {"load_before": round(load, 1), "cores": os.cpu_count()}
    console = Console(highlight=False, width=100)
    for workers, passes in measured.items():
        console.print(_rates(workers, passes))
    console.print(
        f"from drop to queryable, one at a time: p50 {figures['p50_s']:.2f} s, p95 {figures['p95_s']:.2f} s\n"
        f"2 workers to 1: {figures['scale_2']:.2f} (extraction alone: {figures['alone_scale_2']:.2f})"
    )
    print(json.dumps(figures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_pipeline", description=__doc__)
    parser.add_argument("--model", default="default", help="the extractor: rules, fast, default or a folder (default)")
    parser.add_argument("--texts", type=Path, default=SAMPLES, metavar="DIR", help="a folder of texts (samples)")
    parser.add_argument("--articles", type=int, default=120, help="articles in a round (120)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds for each number of workers (3)")
    parser.add_argument("--drops", type=int, default=30, help="articles dropped singly for the latency (30)")
    chosen = parser.parse_args()
    if min(chosen.articles, chosen.rounds, chosen.drops) < 1:
        parser.error("one article, one round and one drop at least")
    return chosen


type Measured = tuple[list[tuple[float, Passed]], list[float]]
"""For each round, articles a second of extraction alone and of the pipeline; then latencies in seconds."""


async def _measured(chosen: argparse.Namespace, texts: Sequence[str], workers: int) -> Measured:
    with ExitStack() as stack_of:
        folder = Path(stack_of.enter_context(tempfile.TemporaryDirectory(prefix="orbp", ignore_cleanup_errors=True)))
        alone = stack_of.enter_context(Alone(chosen.model, workers))
        environment = {"ONRECORD_EXTRACTOR_MODEL": chosen.model, "ONRECORD_LOG_LEVEL": "info"}
        options = StackOptions(folder, workers=workers, ingest_port=0, store_port=0, environment=environment)
        pipeline = Pipeline(stack_of.enter_context(Stack(options)))
        await pipeline.passed(edition(texts, 0))  # so that none is measured cold
        rounds: list[tuple[float, Passed]] = []
        for number in range(1, chosen.rounds + 1):
            many = edition([texts[n % len(texts)] for n in range(chosen.articles)], number)
            rounds.append((alone.rate(many), await pipeline.passed(many)))
            one, whole = rounds[-1][0], rounds[-1][1].rate
            print(f"{workers} workers, round {number}: alone {one:.2f}/s, pipeline {whole:.2f}/s", file=sys.stderr)
        if workers > 1:
            return rounds, []
        singly = edition([texts[n % len(texts)] for n in range(chosen.drops)], chosen.rounds + 1)
        return rounds, [await pipeline.latency(text) for text in singly]


def _figures(chosen: argparse.Namespace, measured: dict[int, Measured]) -> dict[str, float | str | None]:
    rates = {workers: median(whole.rate for _, whole in rounds) for workers, (rounds, _) in measured.items()}
    alone = {workers: median(one for one, _ in rounds) for workers, (rounds, _) in measured.items()}
    ratios = {workers: median(w.rate / one for one, w in rounds) for workers, (rounds, _) in measured.items()}
    latencies = sorted(measured[1][1])
    return {
        "model": chosen.model,
        "articles_per_s": round(rates[1], 2),
        "articles_per_s_2": round(rates[2], 2),
        "alone_per_s": round(alone[1], 2),
        "alone_per_s_2": round(alone[2], 2),
        "pipeline_ratio": round(ratios[1], 3),
        "pipeline_ratio_2": round(ratios[2], 3),
        "scale_2": round(rates[2] / rates[1], 3),
        "alone_scale_2": round(alone[2] / alone[1], 3),
        "p50_s": round(_quantile(latencies, 0.5), 3),
        "p95_s": round(_quantile(latencies, 0.95), 3),
        "articles": chosen.articles,
        "rounds": chosen.rounds,
    }


def _quantile(ordered: Sequence[float], part: float) -> float:
    """The least value that so large a part of all do not exceed."""
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def _rates(workers: int, measured: Measured) -> Table:
    rounds, _ = measured
    table = Table("round", "alone /s", "pipeline /s", "ratio", "processor ms an article", title=f"{workers} workers")
    for number, (one, whole) in enumerate(rounds, 1):
        cpu = ", ".join(f"{name} {seconds * 1000:.0f}" for name, seconds in whole.cpu.items())
        table.add_row(str(number), f"{one:.2f}", f"{whole.rate:.2f}", f"{whole.rate / one:.2f}", cpu)
    return table


if __name__ == "__main__":
    main()
