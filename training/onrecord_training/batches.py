"""The windows of an epoch, as batches of tensors.

Everything random about an epoch comes from the seed and the epoch's number, so that a resumed
run makes the same batches again.
"""

from dataclasses import dataclass
from random import Random

import numpy as np
import torch

from onrecord_tagger.inputs import View, padded, view
from onrecord_tagger.pieces import Cutter, Pieces
from onrecord_tagger.windows import Window, packed
from onrecord_training.augment import augmented
from onrecord_training.config import Config
from onrecord_training.corpus import Document
from onrecord_training.labels import Target, target, within
from onrecord_training.model import Batch
from onrecord_training.teacher import Teacher


@dataclass(frozen=True)
class Example:
    """A window with its gold.

    Attributes:
        paragraphs: [units].
        soft: [units, labels] a teacher's emissions, or [units, 0] without a teacher.
    """

    view: View
    paragraphs: np.ndarray
    target: Target
    soft: np.ndarray


def example(pieces: Pieces, window: Window, first_id: int, gold: Target, soft: np.ndarray) -> Example:
    """What a window shows of an article and its gold."""
    return Example(
        view=view(pieces, window, first_id),
        paragraphs=pieces.paragraphs[window.first : window.stop],
        target=within(gold, window),
        soft=soft[window.first : window.stop],
    )


def examples(
    document: Document, cutter: Cutter, config: Config, epoch: int, teacher: Teacher | None = None
) -> list[Example]:
    """The windows of a document in an epoch: one annotator's reading of it, perhaps changed in form."""
    variant = epoch % config.variants if config.variants else epoch
    random = Random(f"{config.seed}/{variant}/{document.name}")
    annotation = random.choice(document.annotations)
    text, attributions = augmented(document.text, annotation.attributions, random, config.rates)
    pieces = cutter(text)
    if random.random() < config.shapeless:
        pieces.shapes[pieces.shapes < 3] = 0
    gold = target(pieces, attributions)
    soft = teacher.emissions(text) if teacher else np.zeros((len(pieces.heads), 0))
    if variant != epoch:
        random = Random(f"{config.seed}/{epoch}/{document.name}")  # the variant again, in other windows
    return [example(pieces, window, cutter.first_id, gold, soft) for window in packed(pieces, config.window, random)]


def collate(group: list[Example], padding_id: int) -> Batch:
    """Pad a group of windows to the longest."""
    inputs = padded([one.view for one in group], padding_id)
    count, units = inputs.heads.shape
    spans = max(1, *(len(one.target.spans) for one in group))
    labels = np.zeros((count, units), dtype=np.int64)
    mask = np.zeros((count, units), dtype=np.float32)
    table, paragraphs = np.full((count, spans, 3), -1), np.zeros((count, spans), dtype=np.int64)
    soft = np.zeros((count, units, group[0].soft.shape[1]), dtype=np.float32)
    links: list[tuple[int, int, int, int]] = []
    for row, one in enumerate(group):
        labels[row, : len(one.paragraphs)] = one.target.labels
        mask[row, : len(one.paragraphs)] = 1
        soft[row, : len(one.paragraphs)] = one.soft
        for place, span in enumerate(one.target.spans):
            table[row, place] = span.first, span.last, span.role
            paragraphs[row, place] = one.paragraphs[span.first]
        links += [(relation, row, dependent, head + 1) for relation, dependent, head in one.target.links]
    return Batch(
        ids=torch.from_numpy(inputs.ids),
        shapes=torch.from_numpy(inputs.shapes),
        attention=torch.from_numpy(inputs.attention),
        heads=torch.from_numpy(inputs.heads),
        mask=torch.from_numpy(mask),
        labels=torch.from_numpy(labels),
        soft=torch.from_numpy(soft),
        spans=torch.from_numpy(table),
        paragraphs=torch.from_numpy(paragraphs),
        links=torch.tensor(links, dtype=torch.long).reshape(-1, 4),
    )


def epoch_batches(
    documents: list[Document], cutter: Cutter, config: Config, epoch: int, teacher: Teacher | None = None
) -> list[list[Example]]:
    """The groups of windows of an epoch, in order: alike in length, shuffled."""
    random = Random(f"{config.seed}/{epoch}")
    pool = [one for document in documents for one in examples(document, cutter, config, epoch, teacher)]
    random.shuffle(pool)
    groups: list[list[Example]] = []
    stretch = 24 * config.batch
    for start in range(0, len(pool), stretch):
        alike = sorted(pool[start : start + stretch], key=lambda one: len(one.view.ids))
        groups += [alike[first : first + config.batch] for first in range(0, len(alike), config.batch)]
    random.shuffle(groups)
    return groups
