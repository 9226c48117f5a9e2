"""Matrix products with their outlying input channels apart, so that what is left fits into eight bits.

In a trained encoder a few channels of what the feed-forward products read carry values many times as large
as all others; with one scale for the whole input, the others are left a handful of the 256 steps. So each
such product is written as a sum of two, exactly: one over the outlying channels, which stays in float32,
and one over the rest, which is quantised. LLM.int8() (Dettmers et al. 2022) parts products so as they come;
here the channels are fixed beforehand, by what articles activate.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any, cast

import torch
from torch import Tensor, nn

from onrecord_tagger.inputs import padded, view
from onrecord_tagger.pieces import Cutter
from onrecord_tagger.windows import packed
from onrecord_training.model import AttributionModel

PARTED = {"intermediate.dense": 8, "output.dense": 16}
"""The products of a layer that have outlying inputs, and how many channels of each are put apart."""


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


def _products(model: AttributionModel) -> list[tuple[nn.Module, str, int]]:
    """The module that holds each product of `PARTED`, its name there, and how many channels are put apart."""
    layers = cast("Any", model.encoder).encoder.layer
    return [
        (layer.get_submodule(name.rpartition(".")[0]), name.rpartition(".")[2], count)
        for layer in layers
        for name, count in PARTED.items()
    ]


@torch.inference_mode()
def largest_inputs(model: AttributionModel, cutter: Cutter, texts: Iterable[str], window: int) -> list[Tensor]:
    """For each product of `PARTED` in each layer, [channels] the largest absolute input over all texts."""
    products = [cast("nn.Linear", getattr(holder, name)) for holder, name, _ in _products(model)]
    largest = [torch.zeros(product.in_features) for product in products]

    hooks = [
        product.register_forward_pre_hook(partial(_note, so_far))
        for product, so_far in zip(products, largest, strict=True)
    ]
    for text in texts:
        pieces = cutter(text)
        for one in packed(pieces, window):
            inputs = padded([view(pieces, one, cutter.first_id)], cutter.padding_id)
            model.states(*(torch.from_numpy(array) for array in (inputs.ids, inputs.shapes, inputs.attention)))
    for hook in hooks:
        hook.remove()
    return largest


def _note(largest: Tensor, _: nn.Module, inputs: tuple[Tensor]) -> None:
    torch.maximum(largest, inputs[0].abs().amax((0, 1)), out=largest)


def part_outliers(model: AttributionModel, largest: list[Tensor]) -> None:
    """Part the products of `PARTED` in place, by the largest inputs of their channels."""
    for (holder, name, count), inputs in zip(_products(model), largest, strict=True):
        apart = inputs.topk(count).indices.sort().values
        setattr(holder, name, PartedLinear(getattr(holder, name), apart))
