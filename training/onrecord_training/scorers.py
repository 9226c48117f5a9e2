"""The two ways to run a trained model: in PyTorch, or exported in onnxruntime."""

from pathlib import Path
from typing import Protocol

import numpy as np
import torch

from onrecord_training.checkpoint import load_model


class Scorer(Protocol):
    """A model that scores units and links; arrays are as in `model.Batch`."""

    transitions: np.ndarray

    def units(
        self, ids: np.ndarray, shapes: np.ndarray, attention: np.ndarray, heads: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """[windows, units, labels] emissions and [windows, units, 3 * width] projections."""
        ...

    def links(self, projected: np.ndarray, spans: np.ndarray, paragraphs: np.ndarray) -> np.ndarray:
        """[relations, windows, spans, 1 + spans] log-probabilities."""
        ...


class TorchScorer:
    """A model as training saved it."""

    def __init__(self, folder: Path, half: bool = True) -> None:
        self._model, _ = load_model(folder)
        self._half = half
        self.transitions = self._model.chain.table().detach().numpy()

    def units(
        self, ids: np.ndarray, shapes: np.ndarray, attention: np.ndarray, heads: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """See `Scorer`; in bfloat16 where `half` is set."""
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=self._half):
            found = self._model.units(*(torch.from_numpy(array) for array in (ids, shapes, attention, heads)))
        return found[0].numpy(), found[1].numpy()

    def links(self, projected: np.ndarray, spans: np.ndarray, paragraphs: np.ndarray) -> np.ndarray:
        """See `Scorer`."""
        with torch.inference_mode():
            arrays = (projected, spans, paragraphs)
            return self._model.linker(*(torch.from_numpy(array) for array in arrays)).numpy()


class OnnxScorer:
    """A model as `export` wrote it."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._tagger = onnxruntime.InferenceSession(folder / "tagger.onnx", options)
        self._linker = onnxruntime.InferenceSession(folder / "linker.onnx", options)
        self.transitions = np.load(folder / "transitions.npy")

    def units(
        self, ids: np.ndarray, shapes: np.ndarray, attention: np.ndarray, heads: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """See `Scorer`."""
        feed = {"ids": ids, "shapes": shapes, "attention": attention, "heads": heads}
        emissions, projected = self._tagger.run(["emissions", "projected"], feed)
        return np.asarray(emissions), np.asarray(projected)

    def links(self, projected: np.ndarray, spans: np.ndarray, paragraphs: np.ndarray) -> np.ndarray:
        """See `Scorer`."""
        feed = {"projected": projected, "spans": spans, "paragraphs": paragraphs}
        return np.asarray(self._linker.run(["links"], feed)[0])


def scorer(folder: Path) -> Scorer:
    """The model in `folder`, whichever form it has."""
    return OnnxScorer(folder) if (folder / "tagger.onnx").exists() else TorchScorer(folder)
