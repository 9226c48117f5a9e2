"""The windows of an epoch, as batches of tensors.

Everything random about an epoch comes from the seed and the epoch's number, so that a resumed
run makes the same batches again.
"""

from dataclasses import dataclass
from random import Random

import numpy as np
import torch

from onrecord_training.augment import augmented
from onrecord_training.config import Config
from onrecord_training.corpus import Document
from onrecord_training.labels import Target, target, within
from onrecord_training.model import Batch
from onrecord_training.pieces import Cutter, Pieces
from onrecord_training.windows import Window, packed


@dataclass(frozen=True)
class Example:
    """A window with its gold, as arrays over its own pieces (the special first one included) and units."""

    ids: np.ndarray
    shapes: np.ndarray
    heads: np.ndarray
    paragraphs: np.ndarray
    target: Target


def example(pieces: Pieces, window: Window, first_id: int, gold: Target | None = None) -> Example:
    """What a window shows of an article, with the gold where it is known."""
    return Example(
        ids=np.concatenate([[first_id], pieces.ids[window.piece : window.piece_stop]]),
        shapes=np.concatenate([[3], pieces.shapes[window.piece : window.piece_stop]]),
        heads=pieces.heads[window.first : window.stop] - window.piece + 1,
        paragraphs=pieces.paragraphs[window.first : window.stop],
        target=within(gold, window) if gold else Target([0] * (window.stop - window.first), [], []),
    )


def examples(document: Document, cutter: Cutter, config: Config, epoch: int) -> list[Example]:
    """The windows of a document in an epoch: one annotator's reading of it, perhaps changed in form."""
    random = Random(f"{config.seed}/{epoch}/{document.name}")
    annotation = random.choice(document.annotations)
    text, attributions = augmented(document.text, annotation.attributions, random, config.rates)
    pieces = cutter(text)
    if random.random() < config.shapeless:
        pieces.shapes[pieces.shapes < 3] = 0
    gold = target(pieces, attributions)
    return [example(pieces, window, cutter.first_id, gold) for window in packed(pieces, config.window, random)]


def collate(group: list[Example], padding_id: int) -> Batch:
    """Pad a group of windows to the longest."""
    count = len(group)
    length = max(len(one.ids) for one in group)
    units = max(len(one.heads) for one in group)
    spans = max(1, *(len(one.target.spans) for one in group))
    ids = np.full((count, length), padding_id)
    shapes, attention = np.full((count, length), 3), np.zeros((count, length), dtype=np.int64)
    heads, labels = np.zeros((count, units), dtype=np.int64), np.zeros((count, units), dtype=np.int64)
    mask = np.zeros((count, units), dtype=np.float32)
    table, paragraphs = np.full((count, spans, 3), -1), np.zeros((count, spans), dtype=np.int64)
    links: list[tuple[int, int, int, int]] = []
    for row, one in enumerate(group):
        ids[row, : len(one.ids)] = one.ids
        shapes[row, : len(one.ids)] = one.shapes
        attention[row, : len(one.ids)] = 1
        heads[row, : len(one.heads)] = one.heads
        labels[row, : len(one.heads)] = one.target.labels
        mask[row, : len(one.heads)] = 1
        for place, span in enumerate(one.target.spans):
            table[row, place] = span.first, span.last, span.role
            paragraphs[row, place] = one.paragraphs[span.first]
        links += [(relation, row, dependent, head + 1) for relation, dependent, head in one.target.links]
    return Batch(
        ids=torch.from_numpy(ids),
        shapes=torch.from_numpy(shapes),
        attention=torch.from_numpy(attention),
        heads=torch.from_numpy(heads),
        mask=torch.from_numpy(mask),
        labels=torch.from_numpy(labels),
        spans=torch.from_numpy(table),
        paragraphs=torch.from_numpy(paragraphs),
        links=torch.tensor(links, dtype=torch.long).reshape(-1, 4),
    )


def epoch_batches(documents: list[Document], cutter: Cutter, config: Config, epoch: int) -> list[list[Example]]:
    """The groups of windows of an epoch, in order: alike in length, shuffled."""
    random = Random(f"{config.seed}/{epoch}")
    pool = [one for document in documents for one in examples(document, cutter, config, epoch)]
    random.shuffle(pool)
    groups: list[list[Example]] = []
    stretch = 24 * config.batch
    for start in range(0, len(pool), stretch):
        alike = sorted(pool[start : start + stretch], key=lambda one: len(one.ids))
        groups += [alike[first : first + config.batch] for first in range(0, len(alike), config.batch)]
    random.shuffle(groups)
    return groups
