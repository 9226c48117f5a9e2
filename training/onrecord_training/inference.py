"""The model in the form in which it is exported: the same functions of the same weights, with less to compute.

A window is read by itself, so that nothing is padded or masked; the three projections of an attention are one
product; layers of either encoder are written alike.
"""

from typing import Any, cast

import torch
from torch import Tensor, nn

from onrecord_training.model import AttributionModel


class Layer(nn.Module):
    """A transformer layer, normalised behind each of its two blocks.

    Attributes:
        qkv: query, key and value of all heads in one product.
        up, down: the products of the feed-forward block.
    """

    def __init__(self, heads: int, attention: list[nn.Linear], norms: list[nn.Module], block: list[nn.Module]) -> None:
        """`attention` holds query, key, value and output; `block` the first product, its activation, the second."""
        super().__init__()
        *projections, self.out = attention
        self.heads = heads
        self.qkv = nn.Linear(projections[0].in_features, sum(one.out_features for one in projections))
        self.qkv.weight = nn.Parameter(torch.cat([one.weight for one in projections]))
        self.qkv.bias = nn.Parameter(torch.cat([one.bias for one in projections]))
        self.attended, self.fed = norms
        self.up, self.activation, self.down = block

    def forward(self, states: Tensor, bias: Tensor | None) -> Tensor:
        """[windows, pieces, hidden] of the same shape; `bias` [1, heads, pieces, pieces] is added to the scores."""
        windows, pieces, hidden = states.shape
        split = self.qkv(states).view(windows, pieces, 3, self.heads, hidden // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4).unbind(0)
        scores = query @ key.transpose(2, 3) * (hidden // self.heads) ** -0.5
        if bias is not None:
            scores = scores + bias
        mixed = (scores.softmax(3) @ value).transpose(1, 2).reshape(windows, pieces, hidden)
        states = self.attended(states + self.out(mixed))
        return self.fed(states + self.down(self.activation(self.up(states))))


class Tagger(nn.Module):
    """The part of a model that reads the pieces of a window."""

    def __init__(self, model: AttributionModel) -> None:
        super().__init__()
        encoder = cast("Any", model.encoder)
        self.words, self.shapes, self.embeddings = encoder.get_input_embeddings(), model.shapes, encoder.embeddings
        self.relative = encoder.encoder if hasattr(encoder.encoder, "compute_position_bias") else None
        self.layers = nn.ModuleList(
            _layer(layer, encoder.config.num_attention_heads) for layer in encoder.encoder.layer
        )
        self.norm, self.tagger, self.project = model.norm, model.tagger, model.linker.project

    def forward(self, ids: Tensor, shapes: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        """[1, units, labels] emissions and [1, units, 3 * width] the linker's projections.

        Args:
            ids, shapes: [1, pieces].
            heads: [1, units] each unit's first piece.
        """
        states = self.embeddings(inputs_embeds=self.words(ids) + self.shapes(shapes))
        bias = self.relative.compute_position_bias(states) if self.relative is not None else None
        for layer in self.layers:
            states = layer(states, bias)
        states = self.norm(states.index_select(1, heads[0]))
        return self.tagger(states), self.project(states)


def _layer(module: nn.Module, heads: int) -> Layer:
    """A layer of MPNet or BERT."""
    layer = cast("Any", module)
    attention = layer.attention
    if hasattr(attention, "attn"):
        inner, out, norm = attention.attn, attention.attn.o, attention.LayerNorm
        projections = [inner.q, inner.k, inner.v]
    else:
        inner, out, norm = attention.self, attention.output.dense, attention.output.LayerNorm
        projections = [inner.query, inner.key, inner.value]
    block = [layer.intermediate.dense, layer.intermediate.intermediate_act_fn, layer.output.dense]
    return Layer(heads, [*projections, out], [norm, layer.output.LayerNorm], block)
