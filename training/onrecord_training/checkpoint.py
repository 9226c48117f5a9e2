"""Saving a run so that it can go on exactly where it was, and saving models."""

import os
import shutil
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from onrecord_training.config import Config
from onrecord_training.model import AttributionModel

KEPT = 2


def checkpoints(run: Path) -> list[Path]:
    """A run's checkpoints, the latest last."""
    return sorted(run.glob("step-*.pt"))


def save(run: Path, step: int, state: dict[str, Any]) -> Path:
    """Write a checkpoint under its final name only when it is whole on disk; keep the last `KEPT`."""
    path = run / f"step-{step:06}.pt"
    part = path.with_suffix(".part")
    with part.open("wb") as handle:
        torch.save(state, handle)
        handle.flush()
        os.fsync(handle.fileno())
    part.replace(path)
    for old in checkpoints(run)[:-KEPT]:
        old.unlink()
    return path


def latest(run: Path) -> dict[str, Any] | None:
    """The newest checkpoint's state, or None; one that cannot be read is passed over for the one before."""
    for path in reversed(checkpoints(run)):
        try:
            return torch.load(path, map_location="cpu", weights_only=True)
        except (RuntimeError, EOFError, OSError) as error:
            print(f"{path.name} cannot be read ({error}); trying the one before", flush=True)
    return None


def save_model(folder: Path, weights: dict[str, torch.Tensor], base: Path, config: Config) -> None:
    """A model for evaluation and export: its weights, the encoder's form, the tokenizer, the settings."""
    part = folder.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    save_file({name: tensor.contiguous() for name, tensor in weights.items()}, part / "model.safetensors")
    for name in ("config.json", "tokenizer.json"):
        shutil.copy(base / name, part / name)
    config.save(part / "training.json")
    shutil.rmtree(folder, ignore_errors=True)
    part.replace(folder)


def load_model(folder: Path) -> tuple[AttributionModel, Config]:
    """What `save_model` wrote, ready for inference."""
    config = Config.load(folder / "training.json")
    model = AttributionModel.from_base(folder, config.dropout, pretrained=False)
    model.load_state_dict(load_file(folder / "model.safetensors"))
    return model.eval(), config
