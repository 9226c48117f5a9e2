"""What was measured, for people and for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from benchmarks.contenders import STAGES

MODELS = {"default": "", "fast": "fast_"}
"""The models, and how the names of their figures begin."""
BARE = "{}, bare session"
SPACY = "spaCy en_core_web_sm"


@dataclass(frozen=True, slots=True)
class Pass:
    """All texts read once by a contender.

    Attributes:
        words: how many the texts have.
        seconds: of processor time.
        elapsed: seconds on the clock.
        stages: processor seconds of each stage, where the contender has stages.
    """

    words: int
    seconds: float
    elapsed: float
    stages: Mapping[str, float]

    @property
    def speed(self) -> float:
        """Words a second."""
        return self.words / self.seconds


type Passes = Mapping[str, Sequence[Pass]]
"""Those of each contender, in the order of the rounds."""
type Figures = Mapping[str, float | None]


def figures_of(passes: Passes, peak_mb: float) -> Figures:
    """Medians of the speeds in words a second and ratios of them; those of spaCy are None where it was left out."""
    speeds = _speeds(passes)
    spacy = speeds.get(SPACY)
    figures: dict[str, float | None] = {"spacy_words_per_s": spacy and round(spacy, 1)}
    for name, prefix in MODELS.items():
        figures[f"{prefix}words_per_s"] = round(speeds[name], 1)
        figures[f"{prefix}session_ratio"] = round(speeds[name] / speeds[BARE.format(name)], 4)
        figures[f"{prefix}spacy_ratio"] = spacy and round(speeds[name] / spacy, 4)
    read = passes["default"]
    return {**figures, "peak_mb": round(peak_mb, 1), "words": read[0].words, "rounds": len(read)}


def rendered(passes: Passes, figures: Figures) -> RenderableType:
    """Speeds, stages and memory; how busy the machine was besides."""
    every = [one for those in passes.values() for one in those]
    share = sum(one.seconds for one in every) / sum(one.elapsed for one in every)
    return Group(
        Text(f"{figures['words']:,} words on one thread, median of {figures['rounds']} rounds\n", style="bold"),
        _compared(passes, figures),
        Text("\nWhere the time of extraction goes\n", style="bold"),
        _stages(passes),
        Text(f"\nPeak memory of extraction with the default model: {figures['peak_mb']:,.0f} MB"),
        Text(f"Seconds are of processor time; the machine gave this run {share:.0%} of a processor.\n", style="dim"),
    )


def _speeds(passes: Passes) -> dict[str, float]:
    return {name: median(one.speed for one in those) for name, those in passes.items()}


def _compared(passes: Passes, figures: Figures) -> Table:
    view = _table("", "words/s", "of its bare session", "of spaCy")
    for name, speed in _speeds(passes).items():
        ratios = [figures[f"{MODELS[name]}{of}_ratio"] for of in ("session", "spacy")] if name in MODELS else []
        view.add_row(name, f"{speed:,.0f}", *("–" if ratio is None else _percent(ratio) for ratio in ratios))
    return view


def _stages(passes: Passes) -> Table:
    """The median share of each stage."""
    view = _table("", *MODELS)
    for stage in STAGES:
        shares = (median(one.stages[stage] / one.seconds for one in passes[name]) for name in MODELS)
        view.add_row(stage, *map(_percent, shares))
    return view


def _table(first: str, *others: str) -> Table:
    view = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    view.add_column(first)
    for column in others:
        view.add_column(column, justify="right")
    return view


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
