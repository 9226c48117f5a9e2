"""What scores units and links: the interface, and an exported model in onnxruntime."""

from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
import onnxruntime  # pyright: ignore[reportMissingTypeStubs]

from onrecord_tagger.inputs import View
from onrecord_tagger.pieces import Floats, Ints


class Scorer(Protocol):
    """A model that scores units and links."""

    transitions: Floats
    """[labels, labels] score of the second label after the first."""

    def units(self, window: View) -> tuple[Floats, Floats]:
        """[units, labels] emissions and [units, 3 * width] projections for the linker, of one window."""
        ...

    def links(self, projected: Floats, spans: Ints, paragraphs: Ints) -> Floats:
        """[relations, windows, spans, 1 + spans] log-probabilities of heads, nobody first.

        Args:
            projected: [windows, units, 3 * width].
            spans: [windows, spans, 3] first unit, last unit, role.
            paragraphs: [windows, spans] the paragraph of each span.
        """
        ...


class OnnxScorer:
    """A model as training exports it, on the CPU with `threads` threads."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        options: Any = cast("Any", onnxruntime).SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        if not has_vnni():
            # else products of 8 bits overflow their 16-bit sums, and the scores are noise: see docs/model.md
            options.add_session_config_entry("session.x64quantprecision", "1")
        self._tagger = _session(folder / "tagger.onnx", options)
        self._linker = _session(folder / "linker.onnx", options)
        self.transitions: Floats = np.load(folder / "transitions.npy")

    def units(self, window: View) -> tuple[Floats, Floats]:
        """See `Scorer`."""
        feed = {"ids": window.ids[None], "shapes": window.shapes[None], "heads": window.heads[None]}
        emissions, projected = self._tagger.run(["emissions", "projected"], feed)
        return emissions[0], projected[0]

    def links(self, projected: Floats, spans: Ints, paragraphs: Ints) -> Floats:
        """See `Scorer`."""
        return self._linker.run(["links"], {"projected": projected, "spans": spans, "paragraphs": paragraphs})[0]


def has_vnni(processors: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether the processor is known to add products of bytes in 32 bits; False where the system does not tell."""
    try:
        told = processors.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    flags = next((line for line in told.splitlines() if line.startswith("flags")), "").split()
    return "avx512_vnni" in flags or "avx_vnni" in flags


def _session(path: Path, options: Any) -> Any:
    # The fused kernel of residual and normalisation is slower than the two by themselves: it is not vectorised.
    return cast("Any", onnxruntime).InferenceSession(
        path, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )
