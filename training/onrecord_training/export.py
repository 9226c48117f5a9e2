"""Export a trained model for onnxruntime: `python -m onrecord_training.export MODEL OUT [--int8 SPLIT]`.

A model's folder: ``tagger.onnx`` (pieces in, emissions and projections of units out), ``linker.onnx``
(projections and spans in, log-probabilities of heads out), ``transitions.npy``, ``tokenizer.json`` and
the ``manifest.json`` that seals them.
With ``--int8 SPLIT`` the encoder's matrices are stored as 8-bit integers, one scale for each output
channel, and activations are quantised as they come. Small matrices stay in float32, and so does what
outlying channels contribute to the feed-forward products (see `outliers`), by articles of the split.
"""

import argparse
import shutil
import tempfile
from itertools import islice
from pathlib import Path

import numpy as np
import torch

from onrecord_tagger.manifest import seal
from onrecord_tagger.pieces import Cutter
from onrecord_training.checkpoint import load_model
from onrecord_training.corpus import read_split
from onrecord_training.inference import Tagger
from onrecord_training.model import AttributionModel
from onrecord_training.outliers import part_outliers

OPSET = 20
CALIBRATION = 40
"""Documents from whose activations outlying channels are chosen."""
SMALL = 100_000
"""Weights of a product from which on eight bits are worth it."""
LICENCE = "Encoder: Apache-2.0. Corpus: PolNeAR v1.0 (Newell et al. 2018), for research, without an explicit licence."


def export_tagger(tagger: Tagger, path: Path) -> None:
    """Write the tagger; pieces and units are of any number."""
    pieces, units = (torch.export.Dim(name, min=1, max=4096) for name in ("pieces", "units"))
    ids = torch.randint(5, 100, (1, 17))
    shapes = {"ids": {1: pieces}, "shapes": {1: pieces}, "heads": {1: units}}
    torch.onnx.export(
        tagger, (ids, torch.ones_like(ids), torch.arange(11)[None]), path, input_names=list(shapes),
        output_names=["emissions", "projected"], dynamic_shapes=shapes, opset_version=OPSET, dynamo=True,
        external_data=False, verbose=False,
    )  # fmt: skip


def export_linker(model: AttributionModel, path: Path) -> None:
    """Write the linker; windows, units and spans are of any number."""
    windows, units, spans = (torch.export.Dim(name, min=1, max=65536) for name in ("windows", "units", "spans"))
    projected = torch.randn(3, 19, 3 * model.linker.width)
    table = torch.tensor([[[0, 1, 0], [3, 3, 1], [5, 9, 2], [11, 12, 0], [14, 17, 2]]] * 3)
    inputs = (projected, table, torch.zeros(3, 5, dtype=torch.long))
    shapes = {
        "projected": {0: windows, 1: units},
        "spans": {0: windows, 1: spans},
        "paragraphs": {0: windows, 1: spans},
    }
    torch.onnx.export(
        model.linker, inputs, path, input_names=list(shapes), output_names=["links"],
        dynamic_shapes=shapes, opset_version=OPSET, dynamo=True, external_data=False, verbose=False,
    )  # fmt: skip


def quantise(source: Path, target: Path) -> int:
    """Dynamic int8, per channel, of the matrix products whose weights number `SMALL` or more; how many are kept."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(source, prepared, skip_symbolic_shape=True)
        graph = onnx.load(prepared).graph
        sizes = {weights.name: int(np.prod(weights.dims)) for weights in graph.initializer}
        products = [node for node in graph.node if node.op_type in ("MatMul", "Gemm")]
        kept = [node.name for node in products if sizes.get(node.input[1], SMALL) < SMALL]
        quantize_dynamic(
            prepared, target, op_types_to_quantize=["MatMul", "Gemm", "Gather"], per_channel=True,
            weight_type=QuantType.QInt8, nodes_to_exclude=kept,
        )  # fmt: skip
    return len(kept)


def main() -> None:
    parser = argparse.ArgumentParser(description="Export a trained model for onnxruntime.")
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", default="onrecord-tagger", help="of the extractor, in statements")
    parser.add_argument("--version", default="0", help="of the extractor, in statements")
    parser.add_argument("--licence", default=LICENCE, help="notes on the terms of use")
    parser.add_argument("--context", type=int, default=64, help="pieces that neighbouring windows share in use")
    parser.add_argument("--int8", type=Path, metavar="SPLIT", help="quantise; outliers are those of this split")
    args = parser.parse_args()
    torch.set_num_threads(1)
    args.out.mkdir(parents=True, exist_ok=True)
    model, config = load_model(args.model)
    tagger = Tagger(model).eval()
    if args.int8:
        texts = (document.text for document in islice(read_split(args.int8), CALIBRATION))
        parted = part_outliers(tagger, Cutter(args.model / "tokenizer.json"), texts, config.window)
        print(f"{parted} outlying channels in float32")
    with torch.inference_mode():
        export_tagger(tagger, args.out / "tagger.onnx")
        export_linker(model, args.out / "linker.onnx")
    if args.int8:
        whole = args.out / "tagger.onnx"
        part = args.out / "tagger.int8.onnx"
        kept = quantise(whole, part)
        part.replace(whole)
        print(f"{kept} small products kept in float32")
    np.save(args.out / "transitions.npy", model.chain.table().detach().numpy())
    for name in ("tokenizer.json", "training.json"):
        shutil.copy(args.model / name, args.out / name)
    seal(args.out, args.name, args.version, args.licence, window=config.window, context=args.context)
    for path in sorted(args.out.iterdir()):
        print(f"{path.stat().st_size / 1e6:8.1f} MB  {path.name}")


if __name__ == "__main__":
    main()
