"""The attribution model: one encoder, a label for each unit, a head for each span."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel, PreTrainedModel

from onrecord_tagger.labels import LABELS
from onrecord_tagger.pieces import SHAPES
from onrecord_training.crf import Chain
from onrecord_training.linker import Linker
from onrecord_training.teacher import divergence


@dataclass(frozen=True)
class Batch:
    """Windows of one training step, padded behind.

    Attributes:
        ids, shapes, attention: [windows, pieces]; attention is 1 for a piece, 0 for padding.
        heads: [windows, units] each unit's first piece.
        mask: [windows, units] 1 for a unit, 0 for padding.
        labels: [windows, units].
        soft: [windows, units, labels] a teacher's emissions, or [windows, units, 0] without a teacher.
        spans: [windows, spans, 3] first unit, last unit, role; role -1 is padding.
        paragraphs: [windows, spans].
        links: [links, 4] relation, window, dependent span, 1 + head span (0 for nobody).
    """

    ids: Tensor
    shapes: Tensor
    attention: Tensor
    heads: Tensor
    mask: Tensor
    labels: Tensor
    soft: Tensor
    spans: Tensor
    paragraphs: Tensor
    links: Tensor


class AttributionModel(nn.Module):
    """Encoder, tagger and linker.

    The pieces' shapes enter as an embedding that starts at zero, so that the pre-trained encoder
    is undisturbed at first.
    """

    def __init__(self, encoder: PreTrainedModel, hidden: int, dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        self.shapes = nn.Embedding(SHAPES, hidden)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(hidden)  # some encoders' states are far smaller than 1; the heads' weights are not
        self.dropout = nn.Dropout(dropout)
        self.tagger = nn.Linear(hidden, len(LABELS))
        self.chain = Chain()
        self.linker = Linker(hidden, dropout=dropout)

    @classmethod
    def from_base(cls, folder: Path, dropout: float, pretrained: bool = True) -> "AttributionModel":
        """A model on the encoder in `folder`; without `pretrained`, of its form only, for weights to be loaded."""
        config = AutoConfig.from_pretrained(folder)
        if pretrained:
            encoder = AutoModel.from_pretrained(
                folder, add_pooling_layer=False, dtype=torch.float32, attn_implementation="eager"
            )
        else:
            encoder = AutoModel.from_config(config, add_pooling_layer=False, attn_implementation="eager")
        return cls(encoder, config.hidden_size, dropout)

    def states(self, ids: Tensor, shapes: Tensor, attention: Tensor) -> Tensor:
        """[windows, pieces, hidden] what the encoder makes of each piece."""
        words = cast(nn.Embedding, self.encoder.get_input_embeddings())
        embedded = words(ids) + self.shapes(shapes)
        return self.encoder(inputs_embeds=embedded, attention_mask=attention).last_hidden_state

    def units(self, ids: Tensor, shapes: Tensor, attention: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        """[windows, units, labels] emissions and [windows, units, 3 * width] the linker's projections, float32."""
        states = self.states(ids, shapes, attention)
        states = states.gather(1, heads.unsqueeze(2).expand(-1, -1, states.shape[2]))
        with torch.autocast("cpu", enabled=False):
            states = self.dropout(self.norm(states.float()))
            return self.tagger(states), self.linker.project(states)

    def losses(self, batch: Batch, temperature: float) -> tuple[Tensor, Tensor, Tensor]:
        """Negative log-likelihoods of the labels and of the links, and the divergence from the teacher's labels.

        Each is summed over the batch, in nats; without a teacher the third is 0.
        """
        emissions, projected = self.units(batch.ids, batch.shapes, batch.attention, batch.heads)
        with torch.autocast("cpu", enabled=False):
            tags = self.chain(emissions, batch.labels, batch.mask).sum()
            scores = self.linker(projected, batch.spans, batch.paragraphs)
            relation, window, dependent, head = batch.links.unbind(1)
            links = -scores[relation, window, dependent, head].sum()
            taught = batch.soft.shape[2] > 0
            soft = divergence(emissions, batch.soft, batch.mask, temperature) if taught else tags.new_zeros(())
        return tags, links, soft
