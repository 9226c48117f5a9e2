"""Matrix products with their outlying input channels apart, so that what is left fits into eight bits.

In a trained encoder a few channels of what the feed-forward products read carry values many times as large
as all others; with one scale for the whole input, the others are left a handful of the 256 steps. So each
such product is written as a sum of two, exactly: one over the outlying channels, which stays in float32,
and one over the rest, which is quantised. LLM.int8() (Dettmers et al. 2022) parts products so as they come;
here the channels are fixed beforehand, by what articles activate.
"""

from collections.abc import Iterable
from functools import partial
from typing import cast

import torch
from torch import Tensor, nn

from onrecord_tagger.inputs import view
from onrecord_tagger.pieces import Cutter
from onrecord_tagger.windows import packed
from onrecord_training.inference import Tagger

PARTED = ("up", "down")
"""The products of a layer that may have outlying inputs."""
OUTLYING = 3.0
"""How many times as large as that of nine in ten channels the largest input of an outlying one is."""
MOST = 16
"""Channels of a product that are put apart at most."""


class PartedLinear(nn.Module):
    """What a linear layer computes, as a product over most input channels and one over those `apart`."""

    def __init__(self, whole: nn.Linear, apart: Tensor) -> None:
        """`apart` holds the indices of the outlying channels."""
        super().__init__()
        self.apart = nn.Buffer(apart)
        self.rest = nn.Buffer(torch.ones(whole.in_features).index_fill(0, apart, 0.0))
        self.wide = whole
        self.narrow = nn.Linear(len(apart), whole.out_features, bias=False)
        self.narrow.weight = nn.Parameter(whole.weight[:, apart].clone())

    def forward(self, states: Tensor) -> Tensor:
        """[windows, pieces, inputs] → [windows, pieces, outputs]."""
        return self.wide(states * self.rest) + self.narrow(states.index_select(2, self.apart))


def outlying(largest: Tensor) -> Tensor:
    """[at most `MOST`] the indices of outlying channels, ascending, by [channels] the largest input of each."""
    count = int((largest > OUTLYING * largest.quantile(0.9)).sum())
    return largest.topk(min(count, MOST)).indices.sort().values


def part_outliers(tagger: Tagger, cutter: Cutter, texts: Iterable[str], window: int) -> int:
    """Part in place the products that have outlying inputs on `texts`; returns how many channels are put apart."""
    products = [(layer, name) for layer in tagger.layers for name in PARTED]
    parted = 0
    for (layer, name), largest in zip(products, _largest_inputs(tagger, products, cutter, texts, window), strict=True):
        apart = outlying(largest)
        parted += len(apart)
        if len(apart):
            setattr(layer, name, PartedLinear(getattr(layer, name), apart))
    return parted


@torch.inference_mode()
def _largest_inputs(
    tagger: Tagger, products: list[tuple[nn.Module, str]], cutter: Cutter, texts: Iterable[str], window: int
) -> list[Tensor]:
    """For each product, [channels] the largest absolute input over all texts."""
    linears = [cast("nn.Linear", getattr(layer, name)) for layer, name in products]
    largest = [torch.zeros(linear.in_features) for linear in linears]
    watched = zip(linears, largest, strict=True)
    hooks = [linear.register_forward_pre_hook(partial(_note, so_far)) for linear, so_far in watched]
    for text in texts:
        pieces = cutter(text)
        for one in packed(pieces, window):
            seen = view(pieces, one, cutter.first_id)
            tagger(*(torch.from_numpy(array)[None] for array in (seen.ids, seen.shapes, seen.heads)))
    for hook in hooks:
        hook.remove()
    return largest


def _note(largest: Tensor, _: nn.Module, inputs: tuple[Tensor]) -> None:
    torch.maximum(largest, inputs[0].abs().amax((0, 1)), out=largest)
