"""A model's folder: the files of an exported model, and a manifest that names and seals them.

`manifest.json` holds the model's name and version, the SHA-256 of each file, the notes on its
licence, how an article is cut into windows, and the curve that makes its confidence a probability.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np

from onrecord_tagger.pieces import Floats

MANIFEST = "manifest.json"
FILES = ("tagger.onnx", "linker.onnx", "transitions.npy", "tokenizer.json")


class ModelFolderError(Exception):
    """A folder that holds no whole model. The message says what is wrong with which file."""


@dataclass(frozen=True)
class Manifest:
    """What a model's folder says of itself.

    Attributes:
        name, version: what statements say of which extractor found them.
        files: SHA-256 of each of `FILES`, in hexadecimal.
        licence: on what terms model, encoder and corpus may be used.
        window: pieces in a window.
        context: pieces that neighbouring windows share at the least.
        calibration: slope and offset of the logistic curve from a confidence's log-odds to those of being right.
    """

    name: str
    version: str
    files: dict[str, str]
    licence: str
    window: int = 254
    context: int = 64
    calibration: tuple[float, float] = (1.0, 0.0)

    def probability(self, confidence: float) -> float:
        """How likely an attribution of such a confidence is right, from 0 to 1."""
        slope, offset = self.calibration
        return float(1 / (1 + np.exp(-slope * log_odds(np.array(confidence)) - offset)))


def log_odds(probabilities: Floats) -> Floats:
    """Natural log-odds, at most about 14 either way."""
    kept = np.clip(probabilities, 1e-6, 1 - 1e-6)
    return np.log(kept / (1 - kept))


def seal(folder: Path, name: str, version: str, licence: str, *, window: int = 254, context: int = 64) -> Manifest:
    """Write the manifest of a folder that holds all of `FILES`."""
    files = {file: _digest(folder / file) for file in FILES}
    return write(folder, Manifest(name, version, files, licence, window, context))


def write(folder: Path, manifest: Manifest) -> Manifest:
    """Write a manifest into its folder, and give it back."""
    text = json.dumps(asdict(manifest), indent=1, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return manifest


def verified(folder: Path) -> Manifest:
    """The manifest of a folder whose files are those that it names, byte for byte.

    Raises ModelFolderError where the manifest cannot be read, or a file is missing or another.
    """
    manifest = _read(folder / MANIFEST)
    for file in FILES:
        if _digest(folder / file) != manifest.files.get(file):
            raise ModelFolderError(f"{folder / file} is not the file that {MANIFEST} names: its SHA-256 is another")
    return manifest


def _read(path: Path) -> Manifest:
    try:
        values: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelFolderError(f"{path.parent} is no model's folder: {path.name} {_why(error)}") from error
    except ValueError as error:
        raise ModelFolderError(f"{path} is no JSON: {error}") from error
    try:
        return _manifest(values)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelFolderError(f"{path} is no manifest: {error!r}") from error


def _manifest(values: Any) -> Manifest:
    texts = [values[key] for key in ("name", "version", "licence")]
    files = values["files"]
    if not all(isinstance(text, str) for text in texts) or not isinstance(files, dict):
        raise TypeError("name, version and licence are strings, files is an object")
    window, context = values["window"], values.get("context", 64)
    if not (isinstance(window, int) and isinstance(context, int) and 0 <= context < window):
        raise ValueError("window is a number of pieces, 1 or more, and context a smaller one")
    slope, offset = (float(number) for number in values.get("calibration", (1.0, 0.0)))
    digests = {str(file): str(digest) for file, digest in cast("dict[Any, Any]", files).items()}
    return Manifest(texts[0], texts[1], digests, texts[2], window, context, (slope, offset))


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise ModelFolderError(f"{path} {_why(error)}") from error


def _why(error: OSError) -> str:
    return "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
