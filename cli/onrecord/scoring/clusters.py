"""How well what belongs together is put together: B-cubed (Bagga & Baldwin 1998)."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

type Cell = tuple[str, str]
"""A cluster of the prediction and one of the reference."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """How many members each predicted cluster and each of the reference have in common."""

    cells: Mapping[Cell, int]

    @property
    def precision(self) -> float:
        """The mean over all members of the share of their predicted cluster that belongs with them."""
        return self._mean(lambda cell: cell[0])

    @property
    def recall(self) -> float:
        """The mean over all members of the share of those that belong with them that are in their cluster."""
        return self._mean(lambda cell: cell[1])

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: Self) -> "Clusters":
        """Those of both; clusters of one name are one."""
        return Clusters(Counter(self.cells) + Counter(other.cells))

    def _mean(self, cluster: Callable[[Cell], str]) -> float:
        sizes = Counter[str]()
        for cell, size in self.cells.items():
            sizes[cluster(cell)] += size
        shares = sum(size * size / sizes[cluster(cell)] for cell, size in self.cells.items())
        return shares / sizes.total() if sizes else 0.0
