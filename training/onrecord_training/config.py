"""The settings of a run, kept beside its checkpoints."""

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from onrecord_training.augment import Rates


@dataclass(frozen=True)
class Config:
    """Everything that decides what a run computes, paths apart.

    Attributes:
        seed: of every random choice.
        epochs: passes over the documents in the whole plan; the learning rate reaches 0 at its end.
        warmup: epochs over which the learning rate rises.
        schedule: its way down, "linear" or "cosine".
        batch: windows in a step.
        window: pieces in a window, the leading special piece not counted.
        rate: peak learning rate of the encoder's top layer; each layer below has `layer_decay` times that.
        head_rate: learning rate of the tagger and linker.
        score_rate: of parameters that are scores themselves: transitions between labels, the distances' part in a link.
        clip: the gradients' norm.
        link_weight: of the links' likelihood beside the labels'.
        teacher_weight: of the divergence from a teacher's labels, where there is one, beside the gold's likelihood.
        temperature: at which the two are compared.
        variants: epochs after which the documents' variants come again; 0 for never. A teacher reads each but once.
        average: decay of the running mean of the weights, which is what is evaluated and exported.
        shapeless: share of the documents that are shown without capitals.
    """

    seed: int = 1
    epochs: int = 4
    warmup: float = 0.2
    schedule: str = "linear"
    batch: int = 16
    window: int = 254
    rate: float = 7e-5
    layer_decay: float = 0.92
    head_rate: float = 5e-4
    score_rate: float = 2e-2
    weight_decay: float = 0.01
    clip: float = 1.0
    dropout: float = 0.15
    link_weight: float = 0.5
    teacher_weight: float = 1.0
    temperature: float = 2.0
    variants: int = 0
    average: float = 0.99
    shapeless: float = 0.04
    rates: Rates = field(default_factory=Rates)

    def save(self, path: Path) -> None:
        """Write the settings as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "Config":
        """Read what `save` wrote; what is missing keeps its default."""
        known = {one.name for one in fields(cls)}
        values = json.loads(path.read_text(encoding="utf-8"))
        if unknown := values.keys() - known:
            raise ValueError(f"{path}: unknown settings {sorted(unknown)}")
        return cls(**values | {"rates": Rates(**values.get("rates", {}))})
