"""Counts that become figures; those of many documents are the sum of theirs, so that every figure is micro-averaged."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from onrecord.scoring.clusters import Clusters


@dataclass(frozen=True, slots=True)
class Found:
    """How much of the predicted is right and how much of the gold is found; the hits may be counted on each side."""

    predicted_hits: int
    predicted: int
    gold_hits: int
    gold: int

    @property
    def precision(self) -> float:
        """The right share of the predicted; 0 where nothing is."""
        return share_of(self.predicted_hits, self.predicted)

    @property
    def recall(self) -> float:
        """The found share of the gold; 0 where there is none."""
        return share_of(self.gold_hits, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return share_of(2 * self.precision * self.recall, self.precision + self.recall)

    @property
    def flawless(self) -> bool:
        """Whether all is found and nothing besides."""
        return self.predicted_hits == self.predicted and self.gold_hits == self.gold

    def __add__(self, other: Self) -> "Found":
        """The counts of both."""
        return Found(
            self.predicted_hits + other.predicted_hits,
            self.predicted + other.predicted,
            self.gold_hits + other.gold_hits,
            self.gold + other.gold,
        )


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some are right."""

    right: int
    of: int

    @property
    def value(self) -> float:
        """From 0 to 1; 0 of none."""
        return share_of(self.right, self.of)

    def __add__(self, other: Self) -> "Share":
        """The counts of both."""
        return Share(self.right + other.right, self.of + other.of)


@dataclass(frozen=True, slots=True)
class Figures:
    """Named figures of a document or of a corpus; a dot in a name leads into a group."""

    found: Mapping[str, Found] = field(default_factory=dict[str, Found])
    shares: Mapping[str, Share] = field(default_factory=dict[str, Share])
    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    clusters: Mapping[str, Clusters] = field(default_factory=dict[str, Clusters])

    @property
    def scored(self) -> Mapping[str, Found | Clusters]:
        """All that has precision, recall and F1."""
        return {**self.found, **self.clusters}


def total(several: Iterable[Figures]) -> Figures:
    """The figures of several documents together."""
    found: dict[str, Found] = {}
    shares: dict[str, Share] = {}
    counts = Counter[str]()
    clusters: dict[str, Clusters] = {}
    for figures in several:
        for name, one in figures.found.items():
            found[name] = found[name] + one if name in found else one
        for name, share in figures.shares.items():
            shares[name] = shares[name] + share if name in shares else share
        for name, some in figures.clusters.items():
            clusters[name] = clusters[name] + some if name in clusters else some
        counts.update(figures.counts)
    return Figures(found, shares, counts, clusters)


def share_of(part: float, whole: float) -> float:
    """`part` of `whole`; 0 of nothing."""
    return part / whole if whole else 0.0
