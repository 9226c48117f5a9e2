"""`onrecord eval`: the extractor measured on an annotated corpus."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.progress import track

from onrecord.terminal import clean, failures_told, several, stderr, stdout, write_json

if TYPE_CHECKING:
    from onrecord.scoring.evaluation import DocumentResult, Measurement

Format = Literal["brat", "jsonl"]


def evaluate(
    corpus: Annotated[
        Path,
        typer.Option(metavar="DIR", help="The annotated corpus.", exists=True, file_okay=False, resolve_path=False),
    ],
    *,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="brat: attributions; jsonl: statements. By default what the folder holds."),
    ] = None,
    predictions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Measure these instead of the extractor.", exists=True, dir_okay=False),
    ] = None,
    docs: Annotated[
        list[str] | None,
        typer.Option(metavar="PREFIX", help="Only documents whose names begin so; may be given several times."),
    ] = None,
    worst: Annotated[int, typer.Option(min=0, help="How many of the worst documents to list.")] = 5,
    misses: Annotated[int, typer.Option(min=0, help="How many misses to list, the worst documents' first.")] = 10,
    bootstrap: Annotated[
        int, typer.Option(metavar="ROUNDS", min=0, max=100_000, help="Tell 95 % intervals from so many draws.")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,
) -> None:
    """Measure the extractor on an annotated corpus, or predictions of any other.

    brat: attributions, in DIR/text/NAME.txt and DIR/attributions/NAME_WHO.ann
    as in PolNeAR; predictions are lines of onrecord extract --attributions.

    jsonl: statements, in DIR/gold.jsonl and DIR/articles/ (DIR/negatives.json
    where it is there); predictions are lines of onrecord extract --format jsonl.

      onrecord eval --corpus polnear/dev
      onrecord eval --corpus polnear/dev --predictions mine.jsonl --bootstrap 1000
      onrecord eval --corpus seeds --docs 000 --docs 002 --misses 50
      onrecord eval --corpus polnear/dev --json | jq .full.f1

    docs/evaluation.md defines each figure. The status is 1 where the corpus cannot be read.
    """
    with failures_told():
        # Here, so that the other commands need not wait for the extractor.
        from onrecord.scoring import evaluation  # noqa: PLC0415

        chosen = form or _format_of(corpus)
        kind = evaluation.Attributions if chosen == "brat" else evaluation.Statements
        measurement = kind(corpus, predictions, docs or ())
        results = _measured(measurement)
        intervals = evaluation.intervals(results, measurement.intervals if bootstrap else (), bootstrap)
        ranked = evaluation.worst(results, measurement.headline)
    from onrecord.eval_view import Report, rendered, report_json  # noqa: PLC0415

    report = Report(chosen, str(corpus), measurement.headline, results, ranked, intervals, worst, misses)
    if as_json:
        write_json(json.dumps(report_json(report), ensure_ascii=False))
    else:
        stdout().print(rendered(report))


def _format_of(corpus: Path) -> Format:
    if (corpus / "gold.jsonl").is_file():
        return "jsonl"
    if (corpus / "attributions").is_dir():
        return "brat"
    raise typer.BadParameter(f"{corpus} holds neither attributions/ (brat) nor gold.jsonl; see onrecord eval --help")


def _measured(measurement: "Measurement") -> list["DocumentResult"]:
    """All documents measured, with a bar for as long as somebody reads along; tells broken lines."""
    console = stderr()
    size = len(measurement.names)
    shown = console.is_terminal
    results = list(track(measurement.results(), "measuring", size, console=console, transient=True, disable=not shown))
    if measurement.left_out:
        console.print(f"not measured, for the corpus has no answers: {several(measurement.left_out)}", style="dim")
    for where in [where for result in results for where in result.broken]:
        console.print(f"passed over: {clean(where)} cannot be read", style="dim")
    return results
