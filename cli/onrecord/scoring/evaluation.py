"""The extractor, or predictions of another, measured on a corpus document by document."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from onrecord_core.ids import revision_of
from onrecord_core.records import Article
from onrecord_extract import configured_finder, extract, find_attributions

from onrecord.scoring import brat
from onrecord.scoring.attribution_figures import AttributionComparison
from onrecord.scoring.attributions import RoleSpans, measured
from onrecord.scoring.errors import CorpusError
from onrecord.scoring.figures import Figures, total
from onrecord.scoring.misses import Miss
from onrecord.scoring.predicted_statements import as_predicted, read_statements
from onrecord.scoring.predictions import check_inside, read_predictions, role_spans
from onrecord.scoring.references import read_references
from onrecord.scoring.statement_figures import StatementComparison
from onrecord.scoring.tokens import TokenizedText

TAILS = (0.025, 0.975)
"""Between which quantiles of the draws an interval of 95 % lies."""


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """How well one document was read."""

    name: str
    figures: Figures
    misses: tuple[Miss, ...]
    broken: tuple[str, ...] = ()
    """Where lines of its annotation stand that cannot be read."""


class Measurement(Protocol):
    """A corpus, and what is measured on it."""

    headline: str
    """The figure that documents are ranked by."""
    intervals: tuple[str, ...]
    """The figures that intervals are told of."""

    @property
    def names(self) -> Sequence[str]:
        """The documents that are measured."""
        ...

    @property
    def left_out(self) -> Sequence[str]:
        """Documents that are predicted and not measured, for the corpus has no answers for them."""
        ...

    def results(self) -> Iterator[DocumentResult]:
        """Each document measured, in order; raises CorpusError for what cannot be read."""
        ...


class Attributions:
    """Attributions on a corpus in brat's format; raises CorpusError."""

    headline = "full"
    intervals: tuple[str, ...] = ("exact", "token", "detected", "full")

    def __init__(self, folder: Path, predictions: Path | None, prefixes: Sequence[str] = ()) -> None:
        self._folder = folder
        self._predicted = read_predictions(predictions, brat.texts(folder)) if predictions else None
        annotated = brat.names(folder)
        self.names = _chosen(annotated, prefixes, folder)
        self.left_out = sorted(set(self._predicted or ()) - set(annotated))

    def results(self) -> Iterator[DocumentResult]:
        """See `Measurement`."""
        for document in brat.annotated_texts(self._folder, self.names):
            text = TokenizedText(document.text)
            given = self._found(document.name, document.text)
            check_inside(document.name, len(document.text), given)
            gold, predicted = (
                [one for spans in side if (one := measured(text, spans))] for side in (document.gold, given)
            )
            comparison = AttributionComparison(text, gold, predicted)
            counts = {"documents": 1, "dropped": len(given) - len(predicted)}
            counts["documents_predicted"] = int(self._predicted is None or document.name in self._predicted)
            figures = total([comparison.figures(), Figures(counts=counts)])
            yield DocumentResult(document.name, figures, tuple(comparison.misses()), document.broken)

    def _found(self, name: str, text: str) -> Sequence[RoleSpans]:
        if self._predicted is None:
            return [role_spans(attribution) for attribution in find_attributions(text, finder=configured_finder())]
        return self._predicted.get(name, ())


class Statements:
    """Statements on a corpus of reference statements; raises CorpusError."""

    headline = "attributed"
    intervals: tuple[str, ...] = ("found", "attributed")

    def __init__(self, folder: Path, predictions: Path | None, prefixes: Sequence[str] = ()) -> None:
        self._references = read_references(folder)
        self._predicted = read_statements(predictions) if predictions else None
        answered = self._references.names
        self.names = _chosen(answered, prefixes, folder)
        self.left_out = sorted(set(self._predicted or ()) - set(answered))

    def results(self) -> Iterator[DocumentResult]:
        """See `Measurement`."""
        for name in self.names:
            reference = self._references.text_of(name)
            if self._predicted is None:
                article = Article(id=name, revision=revision_of(reference.text), text=reference.text)
                given = reference.given.published_at
                predicted = as_predicted(extract(article, published_at=given, finder=configured_finder()))
            else:
                predicted = self._predicted.get(name, [])
            comparison = StatementComparison(reference, predicted)
            figures = total([comparison.figures(), Figures(counts={"documents": 1})])
            yield DocumentResult(name, figures, tuple(comparison.misses()))


def worst(results: Sequence[DocumentResult], headline: str) -> list[DocumentResult]:
    """The documents with anything wrong, those with the lowest F1 first, of equals the larger."""
    flawed = [one for one in results if not one.figures.found[headline].flawless]
    return sorted(flawed, key=lambda one: (one.figures.found[headline].f1, -one.figures.found[headline].gold))


def intervals(
    results: Sequence[DocumentResult], names: Sequence[str], rounds: int
) -> Mapping[str, tuple[float, float]]:
    """Between which values the F1 of each figure lies in 95 % of `rounds` draws of as many documents, with repetition.

    The percentile bootstrap (Efron 1979) with documents as units; the same draws on every run.
    """
    draw = random.Random(0)  # noqa: S311  (of statistics, not of secrets)
    documents = [Figures({name: one.figures.found[name] for name in names}) for one in results]
    samples: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(rounds):
        figures = total(draw.choices(documents, k=len(documents)))
        for name in names:
            samples[name].append(figures.found[name].f1)
    low, high = (int(tail * rounds) for tail in TAILS)
    return {name: (sorted(values)[low], sorted(values)[high]) for name, values in samples.items()}


def _chosen(names: Sequence[str], prefixes: Sequence[str], folder: Path) -> list[str]:
    chosen = [name for name in names if not prefixes or name.startswith(tuple(prefixes))]
    if not chosen:
        raise CorpusError(f"{folder} has no annotated document whose name begins with {' or '.join(prefixes)}")
    return chosen
