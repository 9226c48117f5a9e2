"""Learning rates: by depth in the encoder, and over the course of the run."""

import math
import re
from typing import Any

from torch import nn

from onrecord_training.config import Config

_SCORE = re.compile(r"chain\.|linker\.(bucket|between|crossed|nobody_bias)")
_LAYER = re.compile(r"encoder\.encoder\.layer\.(\d+)\.")


def groups(model: nn.Module, config: Config) -> list[dict[str, Any]]:
    """AdamW's parameter groups, each with the peak of its learning rate as ``peak``.

    Matrices decay, vectors do not. The encoder's embeddings count as the layer below the first.
    """
    named = dict(model.named_parameters())
    depth = 1 + max(int(found.group(1)) for name in named if (found := _LAYER.match(name)))
    table: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in named.items():
        if found := _LAYER.match(name):
            peak = config.rate * config.layer_decay ** (depth - 1 - int(found.group(1)))
        elif name.startswith("encoder."):
            peak = config.rate * config.layer_decay**depth
        elif _SCORE.match(name):
            peak = config.score_rate
        else:
            peak = config.head_rate
        decay = 0.0 if parameter.dim() < 2 or _SCORE.match(name) else config.weight_decay
        table.setdefault((peak, decay), []).append(parameter)
    return [
        {"params": parameters, "lr": 0.0, "peak": peak, "weight_decay": decay}
        for (peak, decay), parameters in table.items()
    ]


def factor(progress: float, config: Config) -> float:
    """The share of the peak learning rate after `progress` epochs."""
    if progress < config.warmup:
        return progress / config.warmup
    left = max(0.0, (config.epochs - progress) / (config.epochs - config.warmup))
    return left if config.schedule == "linear" else 0.5 - 0.5 * math.cos(math.pi * left)
