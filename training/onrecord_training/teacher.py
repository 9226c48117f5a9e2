"""Soft labels: what a larger model, already trained, makes of the very texts that a smaller one learns from.

The student is drawn towards the teacher's distribution over labels for each unit, at a temperature (Hinton, Vinyals
and Dean 2015), beside the gold. What the teacher said of a text is kept on disk, so that a run that is resumed, or
that meets the text again, does not ask it twice.
"""

from hashlib import sha256
from pathlib import Path

import numpy as np
from torch import Tensor, nn

from onrecord_tagger.loading import load_reader
from onrecord_tagger.pieces import Floats


class Teacher:
    """An exported model whose emissions are learnt from."""

    def __init__(self, model: Path, kept: Path) -> None:
        """`kept` is the folder in which emissions are kept."""
        self._reader = load_reader(model)[0]
        self._kept = kept
        kept.mkdir(parents=True, exist_ok=True)

    def emissions(self, text: str) -> Floats:
        """[units, labels] of a text, float16."""
        path = self._kept / f"{sha256(text.encode()).hexdigest()[:24]}.npy"
        if path.exists():
            return np.load(path)
        found = self._reader.emissions(text).astype(np.float16)
        part = path.with_suffix(".part")
        with part.open("wb") as handle:
            np.save(handle, found)
        part.replace(path)
        return found


def divergence(student: Tensor, teacher: Tensor, mask: Tensor, temperature: float) -> Tensor:
    """Kullback-Leibler divergence of the student's labels from the teacher's, summed over units, in nats.

    Scaled by the temperature's square, so that its gradients are of one size whatever the temperature.

    Args:
        student, teacher: [windows, units, labels] emissions.
        mask: [windows, units] 1 for a unit, 0 for padding.
    """
    ours = nn.functional.log_softmax(student / temperature, dim=2)
    theirs = nn.functional.log_softmax(teacher / temperature, dim=2)
    each = nn.functional.kl_div(ours, theirs, reduction="none", log_target=True).sum(2)
    return (each * mask).sum() * temperature**2
