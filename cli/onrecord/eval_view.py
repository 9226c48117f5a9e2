"""What `onrecord eval` shows, for people and for programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.scoring.as_json import Tree, attribution_figures, statement_figures
from onrecord.scoring.evaluation import DocumentResult
from onrecord.scoring.figures import Figures, total
from onrecord.scoring.misses import Miss
from onrecord.terminal import clean, counted

WORDS_SHOWN = 160
"""Of a miss, in characters."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One of the worst documents; the counts are those of the figure that documents are ranked by."""

    doc: str
    gold: int
    predicted: int
    right: int
    f1: float


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured."""

    form: str
    corpus: str
    headline: str
    results: Sequence[DocumentResult]
    ranked: Sequence[DocumentResult]
    """Those with anything wrong, the worst first."""
    intervals: Mapping[str, tuple[float, float]]
    worst: int
    """How many documents to list."""
    misses: int

    @property
    def figures(self) -> Figures:
        """Of all documents together."""
        return total(one.figures for one in self.results)

    def listed_misses(self) -> Iterator[tuple[str, Miss]]:
        """The document and the miss, the worst documents' first."""
        return islice(((one.name, miss) for one in self.ranked for miss in one.misses), self.misses)


def report_json(report: Report) -> Tree:
    """The figures under their own names, and what was listed."""
    figures = attribution_figures(report.figures) if report.form == "brat" else statement_figures(report.figures)
    return {
        "corpus": report.corpus,
        "format": report.form,
        **figures,
        **({"f1_95": dict(report.intervals)} if report.intervals else {}),
        "worst": [asdict(_row(one, report.headline)) for one in report.ranked[: report.worst]],
        "misses": [{"doc": name, **asdict(miss)} for name, miss in report.listed_misses()],
        "broken": [where for one in report.results for where in one.broken],
    }


def rendered(report: Report) -> RenderableType:
    """The figures in per cent, then the worst documents and the misses."""
    figures = report.figures
    found = figures.found[report.headline]
    title = f"{clean(report.corpus)}: {counted(len(report.results), 'document')}, {found.gold} in the reference, "
    parts: list[RenderableType] = [Text(f"{title}{found.predicted} predicted", style="bold"), Text()]
    parts += [_figures(figures, report.intervals), Text(), _shares(figures)]
    if report.ranked and report.worst:
        parts += [Text("\nThe worst documents", style="bold"), _worst(report)]
    if listed := list(report.listed_misses()):
        left = sum(len(one.misses) for one in report.results) - len(listed)
        more = f" ({left} more; --misses lists them)" if left else ""
        parts += [Text(f"\nMisses{more}", style="bold"), _misses(listed)]
    return Group(*parts)


def _figures(figures: Figures, intervals: Mapping[str, tuple[float, float]]) -> Table:
    view = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    view.add_column("")
    for column in ("P", "R", "F1", *(["95 % of F1"] if intervals else [])):
        view.add_column(column, justify="right")
    for name, found in figures.scored.items():
        shown = [_percent(share) for share in (found.precision, found.recall, found.f1)]
        if intervals:
            between = intervals.get(name)
            shown.append(f"{_percent(between[0])}–{_percent(between[1])}" if between else "")
        view.add_row(_named(name), *shown)
    return view


def _shares(figures: Figures) -> Table:
    view = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    view.add_column()
    view.add_column(justify="right")
    for name, share in figures.shares.items():
        view.add_row(_named(name), _percent(share.value))
    if "false_alarms" in figures.counts:
        view.add_row("false alarms", str(figures.counts["false_alarms"]))
    return view


def _worst(report: Report) -> Table:
    view = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    view.add_column("document", overflow="fold")
    for column in ("gold", "predicted", "right", "F1"):
        view.add_column(column, justify="right")
    for one in report.ranked[: report.worst]:
        row = _row(one, report.headline)
        view.add_row(clean(row.doc), str(row.gold), str(row.predicted), str(row.right), _percent(row.f1))
    return view


def _misses(listed: Sequence[tuple[str, Miss]]) -> Table:
    view = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    view.add_column(no_wrap=True)
    view.add_column(overflow="fold")
    document = None
    for name, miss in listed:
        if name != document:
            view.add_row("", Text(clean(name), style="dim"))
            document = name
        words = clean(miss.words)
        shown = Text(words if len(words) <= WORDS_SHOWN else f"{words[: WORDS_SHOWN - 1]}…")
        if miss.gold or miss.predicted:
            shown.append(f"\n{clean(miss.predicted or 'nothing')} instead of {clean(miss.gold or 'nothing')}", "dim")
        view.add_row(Text(miss.what, style="cyan"), shown)
    return view


def _row(one: DocumentResult, headline: str) -> _Row:
    found = one.figures.found[headline]
    return _Row(one.name, found.gold, found.predicted, found.gold_hits, found.f1)


def _named(figure: str) -> str:
    """A figure's name without its group, but for single spans."""
    return figure.replace("spans.", "span ").replace("types.", "").replace(".", " ")


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"
