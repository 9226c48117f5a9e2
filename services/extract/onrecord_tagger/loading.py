"""A model's folder, ready to read articles."""

from pathlib import Path

from onrecord_tagger.manifest import Manifest, verified
from onrecord_tagger.pieces import Cutter
from onrecord_tagger.reading import Reader
from onrecord_tagger.scoring import OnnxScorer


def load_reader(folder: Path, threads: int = 1) -> tuple[Reader, Manifest]:
    """The reader of an exported model, which computes with `threads`, and the model's manifest.

    Raises ModelFolderError where the folder holds no whole model.
    """
    manifest = verified(folder)
    cutter = Cutter(folder / "tokenizer.json")
    return Reader(OnnxScorer(folder, threads), cutter, manifest.window, manifest.context), manifest
