"""The two ways to run a trained model: in PyTorch, or exported in onnxruntime."""

from pathlib import Path

import numpy as np
import torch

from onrecord_tagger.inputs import View, padded
from onrecord_tagger.loading import load_reader
from onrecord_tagger.pieces import Cutter
from onrecord_tagger.reading import Reader
from onrecord_training.checkpoint import load_model


class TorchScorer:
    """A model as training saved it."""

    def __init__(self, folder: Path, half: bool = True) -> None:
        self._model, _ = load_model(folder)
        self._half = half
        self.transitions = self._model.chain.table().detach().numpy()

    def units(self, window: View) -> tuple[np.ndarray, np.ndarray]:
        """See `Scorer`; in bfloat16 where `half` is set."""
        inputs = padded([window], padding_id=0)  # a window alone is not padded
        arrays = (inputs.ids, inputs.shapes, inputs.attention, inputs.heads)
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=self._half):
            found = self._model.units(*(torch.from_numpy(array) for array in arrays))
        return found[0][0].numpy(), found[1][0].numpy()

    def links(self, projected: np.ndarray, spans: np.ndarray, paragraphs: np.ndarray) -> np.ndarray:
        """See `Scorer`."""
        with torch.inference_mode():
            arrays = (projected, spans, paragraphs)
            return self._model.linker(*(torch.from_numpy(array) for array in arrays)).numpy()


def reader_of(folder: Path) -> Reader:
    """The reader of the model in `folder`, whichever form it has."""
    if (folder / "tagger.onnx").exists():
        return load_reader(folder)[0]
    return Reader(TorchScorer(folder), Cutter(folder / "tokenizer.json"))
