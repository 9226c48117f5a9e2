"""The training run: `python -m onrecord_training.train RUN --base … --corpus …`.

Started again with the same folder, it goes on from the last checkpoint and computes what it
would have computed without the break: weights, optimizer, running mean, random state and the
place in the epoch are all restored, and the batches are made anew from the seed.
"""

import argparse
import json
import os
import shlex
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from onrecord_tagger.pieces import Cutter
from onrecord_training import checkpoint
from onrecord_training.batches import Example, collate, epoch_batches
from onrecord_training.config import Config
from onrecord_training.corpus import read_split
from onrecord_training.model import AttributionModel
from onrecord_training.schedule import factor, groups
from onrecord_training.teacher import Teacher


class Run:
    """A model in training, with its place in the plan."""

    def __init__(self, folder: Path, base: Path, config: Config, teacher: Teacher | None = None) -> None:
        torch.manual_seed(config.seed)
        self.folder, self.base, self.config, self.teacher = folder, base, config, teacher
        self.cutter = Cutter(base / "tokenizer.json")
        self.model = AttributionModel.from_base(base, config.dropout)
        self.optimizer = torch.optim.AdamW(groups(self.model, config), betas=(0.9, 0.98), fused=True)
        self.mean: dict[str, Tensor] = {name: value.clone() for name, value in self.model.state_dict().items()}
        self.step = self.epoch = self.done = 0  # steps in all; the epoch, from 0; steps done in it
        self.stopping = False

    def state(self) -> dict[str, Any]:
        """All that a later process needs to go on."""
        return {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "mean": self.mean,
            "random": torch.get_rng_state(),
            "place": [self.step, self.epoch, self.done],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to where `state` was taken."""
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.mean = state["mean"]
        torch.set_rng_state(state["random"])
        self.step, self.epoch, self.done = state["place"]

    def learn(self, group: list[Example], progress: float) -> dict[str, float]:
        """One step; returns what to log of it: losses in nats per unit and per link."""
        share = factor(progress, self.config)
        for parameters in self.optimizer.param_groups:
            parameters["lr"] = share * parameters["peak"]
        batch = collate(group, self.cutter.padding_id)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            tags, links, soft = self.model.losses(batch, self.config.temperature)
        units = batch.mask.sum()
        weighed = tags + self.config.link_weight * links + self.config.teacher_weight * soft
        (weighed / units).backward()
        norm = torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.config.clip)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        self.average()
        per_link = float(links.detach()) / max(1, len(batch.links))
        per_unit = {"tags": float(tags.detach() / units), "soft": float(soft.detach() / units)}
        return per_unit | {"links": per_link, "norm": float(norm), "rate": share}

    @torch.no_grad()
    def average(self) -> None:
        """Move the running mean towards the weights; early on it forgets faster."""
        decay = min(self.config.average, (1 + self.step) / (10 + self.step))
        for name, value in self.model.state_dict().items():
            self.mean[name].lerp_(value, 1 - decay)

    def save(self) -> None:
        """A checkpoint."""
        path = checkpoint.save(self.folder, self.step, self.state())
        print(f"saved {path.name}", flush=True)


class Log:
    """Means of the last steps, on screen and as JSON lines."""

    def __init__(self, path: Path, every: int) -> None:
        self._path, self._every = path, every
        self._rows: list[dict[str, float]] = []

    def add(self, run: Run, row: dict[str, float], steps: int) -> None:
        """Count a step; `steps` are in its epoch."""
        self._rows.append(row)
        if len(self._rows) < self._every and run.done != steps:
            return
        mean = {name: sum(one[name] for one in self._rows) / len(self._rows) for name in row}
        self._rows.clear()
        record = {"step": run.step, "epoch": round(run.epoch + run.done / steps, 4)}
        record |= {name: round(value, 5) for name, value in mean.items()}
        with self._path.open("a", encoding="utf-8") as handle:
            handle.write(json.dumps(record) + "\n")
        left = (steps - run.done) * mean["seconds"] / 60
        print(
            " ".join(f"{name} {value}" for name, value in record.items()), f"epoch ends in {left:.0f} min", flush=True
        )


def train(run: Run, corpus: Path, log: Log, save_minutes: float, after_epoch: str, stop_after: int) -> None:
    """Carry out what is left of the plan."""
    documents = list(read_split(corpus))
    saved = time.monotonic()
    while run.epoch < run.config.epochs:
        batches = epoch_batches(documents, run.cutter, run.config, run.epoch, run.teacher)
        print(f"epoch {run.epoch}: {len(documents)} documents, {len(batches)} steps, from {run.done}", flush=True)
        for group in batches[run.done :]:
            began = time.monotonic()
            row = run.learn(group, run.epoch + run.done / len(batches))
            run.done += 1
            log.add(run, row | {"seconds": time.monotonic() - began}, len(batches))
            run.stopping = run.stopping or run.step == stop_after
            if run.stopping or time.monotonic() - saved > save_minutes * 60:
                run.save()
                saved = time.monotonic()
            if run.stopping:
                return
        run.epoch, run.done = run.epoch + 1, 0
        model = run.folder / f"epoch-{run.epoch}"
        checkpoint.save_model(model, run.mean, run.base, run.config)
        run.save()
        if after_epoch:
            subprocess.Popen(shlex.split(after_epoch.format(model=model)), stdin=subprocess.DEVNULL)


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the attribution model, or go on training it.")
    parser.add_argument("run", type=Path, help="folder of the run: checkpoints, log, models")
    parser.add_argument("--base", type=Path, required=True, help="folder of the pre-trained encoder")
    parser.add_argument("--corpus", type=Path, required=True, help="split to train on: text/ and attributions/")
    parser.add_argument("--config", type=Path, help="settings of a new run, as JSON (default: those in config.py)")
    parser.add_argument(
        "--teacher", type=Path, metavar="MODEL", help="exported model whose labels are learnt from, too"
    )
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--save-minutes", type=float, default=8.0)
    parser.add_argument("--log-steps", type=int, default=10)
    parser.add_argument("--stop-after", type=int, default=0, metavar="STEP", help="save and stop there")
    parser.add_argument("--after-epoch", default="", help="command for each epoch's {model}, run in the background")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.use_deterministic_algorithms(True)
    args.run.mkdir(parents=True, exist_ok=True)
    (args.run / "pid").write_text(f"{os.getpid()}\n", encoding="utf-8")
    settings = args.run / "config.json"
    if not settings.exists():
        (Config.load(args.config) if args.config else Config()).save(settings)
    teacher = Teacher(args.teacher, args.run / "teacher") if args.teacher else None
    run = Run(args.run, args.base, Config.load(settings), teacher)
    if state := checkpoint.latest(args.run):
        run.restore(state)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: setattr(run, "stopping", True))
    log = Log(args.run / "log.jsonl", args.log_steps)
    train(run, args.corpus, log, args.save_minutes, args.after_epoch, args.stop_after)


if __name__ == "__main__":
    main()
