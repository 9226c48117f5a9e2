"""What safety costs: articles a second from submission to queryable, beside extraction alone on the same texts.

In each round a whole embedded stack (append-only file synced at every write, durable commits) with one extract process
is measured, and one with two, each beside as many processes that extract as many texts with nothing around them: so
what else the machine does meets all alike, and figures that are compared were taken within a minute or two. Then single
articles are dropped into an idle stack, and each is asked for until its statements are there. Figures are medians of
the rounds, ratios those of the ratios within each round. The last line is a JSON object.
"""

import argparse
import asyncio
import json
import math
import os
import sys
import tempfile
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
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
    rounds, latencies = asyncio.run(_measured(chosen, texts))
    figures = _figures(chosen, rounds, latencies) | {"load_before": round(load, 1), "cores": os.cpu_count()}
    console = Console(highlight=False, width=100)
    for workers in WORKERS:
        console.print(_table(workers, [one[workers] for one in rounds]))
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


@dataclass(frozen=True, slots=True)
class Beside:
    """A pass through the pipeline, and extraction alone beside it."""

    alone: float
    """Articles a second of extraction alone."""
    whole: Passed

    @property
    def ratio(self) -> float:
        """The pipeline's articles for each of extraction alone."""
        return self.whole.rate / self.alone


type Round = Mapping[int, Beside]
"""What one round measured, by the number of workers."""


async def _measured(chosen: argparse.Namespace, texts: Sequence[str]) -> tuple[list[Round], list[float]]:
    """The rounds, then latencies in seconds."""
    rounds: list[Round] = []
    with ExitStack() as processes:
        alone = {workers: processes.enter_context(Alone(chosen.model, workers)) for workers in WORKERS}
        for number in range(1, chosen.rounds + 1):
            many = edition([texts[n % len(texts)] for n in range(chosen.articles)], number)
            in_turn = WORKERS if number % 2 else WORKERS[::-1]  # a machine that slows down favours no order
            rounds.append({workers: await _beside(chosen, alone[workers], workers, texts, many) for workers in in_turn})
            for workers, one in sorted(rounds[-1].items()):
                print(
                    f"round {number}, workers {workers}: alone {one.alone:.2f}/s, pipeline {one.whole.rate:.2f}/s",
                    file=sys.stderr,
                )
    singly = edition([texts[n % len(texts)] for n in range(chosen.drops)], chosen.rounds + 1)
    async with _pipeline(chosen.model, 1, texts) as pipeline:
        return rounds, [await pipeline.latency(text) for text in singly]


async def _beside(
    chosen: argparse.Namespace, alone: Alone, workers: int, texts: Sequence[str], many: Sequence[str]
) -> Beside:
    async with _pipeline(chosen.model, workers, texts) as pipeline:
        return Beside(alone.rate(many), await pipeline.passed(many))


@asynccontextmanager
async def _pipeline(model: str, workers: int, texts: Sequence[str]) -> AsyncGenerator[Pipeline]:
    """A new stack that has read the texts once, so that none is measured cold."""
    with tempfile.TemporaryDirectory(prefix="orbp", ignore_cleanup_errors=True) as folder:
        environment = {"ONRECORD_EXTRACTOR_MODEL": model, "ONRECORD_LOG_LEVEL": "info"}
        options = StackOptions(Path(folder), workers=workers, ingest_port=0, store_port=0, environment=environment)
        with Stack(options) as stack:
            pipeline = Pipeline(stack)
            await pipeline.passed(edition(texts, 0))
            yield pipeline


def _figures(
    chosen: argparse.Namespace, rounds: Sequence[Round], latencies: Sequence[float]
) -> dict[str, float | str | None]:
    def of_rounds(figure: Callable[[Round], float], digits: int) -> float:
        return round(median(figure(one) for one in rounds), digits)

    ordered = sorted(latencies)
    return {
        "model": chosen.model,
        "articles_per_s": of_rounds(lambda one: one[1].whole.rate, 2),
        "articles_per_s_2": of_rounds(lambda one: one[2].whole.rate, 2),
        "alone_per_s": of_rounds(lambda one: one[1].alone, 2),
        "alone_per_s_2": of_rounds(lambda one: one[2].alone, 2),
        "pipeline_ratio": of_rounds(lambda one: one[1].ratio, 3),
        "pipeline_ratio_2": of_rounds(lambda one: one[2].ratio, 3),
        "scale_2": of_rounds(lambda one: one[2].whole.rate / one[1].whole.rate, 3),
        "alone_scale_2": of_rounds(lambda one: one[2].alone / one[1].alone, 3),
        "p50_s": round(_quantile(ordered, 0.5), 3),
        "p95_s": round(_quantile(ordered, 0.95), 3),
        "articles": chosen.articles,
        "rounds": chosen.rounds,
    }


def _quantile(ordered: Sequence[float], part: float) -> float:
    """The least value that so large a part of all do not exceed."""
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def _table(workers: int, measured: Sequence[Beside]) -> Table:
    table = Table("round", "alone /s", "pipeline /s", "ratio", "processor ms an article", title=f"{workers} workers")
    for number, one in enumerate(measured, 1):
        cpu = ", ".join(f"{name} {seconds * 1000:.0f}" for name, seconds in one.whole.cpu.items())
        table.add_row(str(number), f"{one.alone:.2f}", f"{one.whole.rate:.2f}", f"{one.ratio:.2f}", cpu)
    return table


if __name__ == "__main__":
    main()
