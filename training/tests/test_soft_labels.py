"""Learning from a larger model's labels beside the gold's."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from onrecord_tagger.pieces import Cutter
from onrecord_training import teacher as teaching
from onrecord_training.batches import collate, examples
from onrecord_training.config import Config
from onrecord_training.corpus import Annotation, Attribution, Document
from onrecord_training.teacher import Teacher, divergence

TEXT = "\n\n".join(f"Ana said it rains in {town}." for town in ("rome", "oslo", "lima", "bern", "riga")) + "\n"
CONFIG = Config(window=60, variants=1)


class Counting:
    """A reader that scores a unit by its place, and counts the texts that it was given."""

    def __init__(self, cutter: Cutter) -> None:
        self.cutter, self.asked = cutter, 0

    def emissions(self, text: str) -> np.ndarray:
        self.asked += 1
        units = len(self.cutter(text).heads)
        return np.arange(units, dtype=np.float32)[:, None].repeat(7, axis=1)


@pytest.fixture
def reader(cutter: Cutter, monkeypatch: pytest.MonkeyPatch) -> Counting:
    reader = Counting(cutter)
    monkeypatch.setattr(teaching, "load_reader", lambda folder: (reader, SimpleNamespace()))
    return reader


@pytest.fixture
def document() -> Document:
    start = TEXT.index("it rains")
    said = Attribution(source=((0, 3),), cue=((4, 8),), content=((start, start + 8),))
    return Document("rain", TEXT, (Annotation("a", (said,)),))


def test_a_text_is_read_once_and_kept(reader: Counting, tmp_path: Path) -> None:
    first = Teacher(tmp_path, tmp_path / "kept").emissions(TEXT)
    again = Teacher(tmp_path, tmp_path / "kept").emissions(TEXT)
    assert reader.asked == 1
    assert np.array_equal(first, again)


def test_windows_show_the_labels_of_their_own_units(reader: Counting, document: Document, tmp_path: Path) -> None:
    seen = examples(document, reader.cutter, CONFIG, 0, Teacher(tmp_path, tmp_path / "kept"))
    assert len(seen) > 1
    assert np.concatenate([one.soft[:, 0] for one in seen]).tolist() == list(range(len(reader.cutter(TEXT).heads)))
    batch = collate(seen, reader.cutter.padding_id)
    assert batch.soft.shape == (*batch.labels.shape, 7)


def test_without_a_teacher_there_are_no_soft_labels(cutter: Cutter, document: Document) -> None:
    batch = collate(examples(document, cutter, CONFIG, 0), cutter.padding_id)
    assert batch.soft.shape == (*batch.labels.shape, 0)


def test_a_variant_that_comes_again_is_cut_elsewhere(reader: Counting, document: Document, tmp_path: Path) -> None:
    teacher = Teacher(tmp_path, tmp_path / "kept")
    cuts = [
        [len(one.paragraphs) for one in examples(document, reader.cutter, CONFIG, epoch, teacher)] for epoch in range(4)
    ]
    assert reader.asked == 1
    assert any(cut != cuts[0] for cut in cuts[1:])


def test_divergence_counts_units_alone_and_is_nothing_between_equals() -> None:
    torch.manual_seed(1)
    ours, theirs = torch.randn(2, 5, 7), torch.randn(2, 5, 7)
    mask = torch.tensor([[1.0, 1, 1, 0, 0], [1, 1, 1, 1, 1]])
    assert float(divergence(ours, ours, mask, 2.0)) == pytest.approx(0.0, abs=1e-5)
    changed = theirs.clone()
    changed[0, 3:] = 100 * torch.randn(2, 7)
    assert float(divergence(ours, theirs, mask, 2.0)) == pytest.approx(float(divergence(ours, changed, mask, 2.0)))
    assert float(divergence(ours, theirs, mask, 2.0)) > 0
