"""Log-linear rankings: weights of features by which the right one of several candidates scores best."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEPS = 150
RATE = 0.1
L2 = 0.005


class Tables:
    """Features by name as tables; `names` are all features' in a fixed order."""

    def __init__(self, every: Sequence[Sequence[dict[str, float]]]) -> None:
        """`every` holds, for each choice, the features of its candidates."""
        self.names = sorted({name for candidates in every for features in candidates for name in features})
        self._column = {name: n for n, name in enumerate(self.names)}

    def of(self, candidates: Sequence[dict[str, float]]) -> Floats:
        """[candidates, features] the features of one choice’s candidates."""
        table = np.zeros((len(candidates), len(self.names)))
        for row, features in enumerate(candidates):
            for name, value in features.items():
                table[row, self._column[name]] = value
        return table

    def lines(self, weights: Floats) -> str:
        """A weight a line, behind the name of its feature."""
        return "".join(f"{name}\t{weight:.3f}\n" for name, weight in zip(self.names, weights, strict=True))


def fit(tables: Sequence[Floats], gains: Sequence[Floats]) -> Floats:
    """[features] weights that maximise the log-likelihood of candidates by their gains, with an L2 penalty.

    `tables` holds [candidates, features] for each choice and `gains` [candidates] how right each is; choices without
    a right one are left out. By Adam on all choices at once (Kingma and Ba 2015), a fixed number of steps.
    """
    kept = [(table, gain) for table, gain in zip(tables, gains, strict=True) if gain.any()]
    table, gain = np.vstack([part for part, _ in kept]), np.concatenate([part for _, part in kept])
    sizes = [len(part) for part, _ in kept]
    starts, of = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(kept)), sizes)
    weights, mean, square = (np.zeros(table.shape[1]) for _ in range(3))
    for step in range(1, STEPS + 1):
        scores = table @ weights
        model = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        model /= np.add.reduceat(model, starts)[of]
        wanted = model * gain
        wanted /= np.add.reduceat(wanted, starts)[of] + 1e-12
        slope = table.T @ (model - wanted) / len(kept) + L2 * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights
