"""Write an exported model's card: `python -m onrecord_training.card MODEL --encoder NAME --scores SPLIT=FILE`."""

import argparse
import json
from pathlib import Path
from typing import Any

from onrecord_tagger.manifest import verified

ENCODERS = {
    "mpnet": "`all-mpnet-base-v2` (MPNet, {layers} of its 12 layers, 768 wide; Apache-2.0)",
    "minilm": "`all-MiniLM-L6-v2` (BERT, {layers} of its 6 layers, 384 wide; Apache-2.0)",
}
FIGURES = ("full", "detected", "token", "exact")
CARD = """# {name} {version}

Finds attributions in English news: each content with its cue and its source. How it is made is told in `training/` of
onrecord, how it is used in `docs/model.md`.

- Encoder: {encoder}, fine-tuned{taught}.
- Corpus: the train split of PolNeAR v1.0 (Newell, Margolin and Ruths 2018): American news on the election of 2016,
  with its forms varied in training (quotation marks, dashes, names, datelines). The corpus was published for research,
  without an explicit licence; none of its text is in the model's files, but whoever needs a licence for training data
  has none here.
- Form: ONNX, products of matrices in 8-bit integers, but for channels with outlying activations. {megabytes} MB.
- Windows of {window} word pieces, of which neighbours share {context} or more.
- Confidence: a probability, by a logistic curve fitted on the dev split (slope {slope:.2f}, offset {offset:.2f}).

## Figures

F1 in per cent, by PolNeAR's rules, of the files in this folder.

| split | full | detected | token | exact | source right where detected |
|---|---|---|---|---|---|
{rows}

| split | detected, direct | mixed | indirect | source spans | cue spans | content spans |
|---|---|---|---|---|---|---|
{kinds}

## Known failures

- English alone. It has seen news articles; transcripts and interviews are read by their labels instead.
- It marks beliefs, intentions and indirect questions as the corpus does; statements leave them out.
- One level: what a content reports in turn is found by reading the content again.
- Verbless headlines are read by their form; a quotation far from its cue may be given to the nearer one.
- Eight bits are computed exactly on every processor if the session asks for it (`session.x64quantprecision`), as ours
  does; without that, x86 processors without VNNI overflow in between, and find nothing.

## Settings

```json
{settings}
```
"""


def row(name: str, figures: list[float]) -> str:
    """A line of a table; figures are shares."""
    return f"| {name} | " + " | ".join(f"{100 * one:.1f}" for one in figures) + " |"


def card(folder: Path, encoder: str, teacher: Path | None, scores: dict[str, dict[str, Any]]) -> str:
    """The text of the card; `encoder` is said in words, `teacher` an exported model."""
    manifest = verified(folder)
    taught = f" on the corpus and on the labels that {_named(teacher)} gives to it" if teacher else ""
    rows = [
        row(name, [*(one[key]["f1"] for key in FIGURES), one["source_acc_detected"]]) for name, one in scores.items()
    ]
    kinds = [
        row(
            name,
            [one["types"][kind]["detected"]["f1"] for kind in ("direct", "mixed", "indirect")]
            + [one["spans"][role]["f1"] for role in ("source", "cue", "content")],
        )
        for name, one in scores.items()
    ]
    slope, offset = manifest.calibration
    return CARD.format(
        name=manifest.name,
        version=manifest.version,
        encoder=encoder,
        taught=taught,
        megabytes=round(sum(path.stat().st_size for path in folder.iterdir() if path.suffix == ".onnx") / 1e6),
        window=manifest.window,
        context=manifest.context,
        slope=slope,
        offset=offset,
        rows="\n".join(rows),
        kinds="\n".join(kinds),
        settings=(folder / "training.json").read_text(encoding="utf-8").strip(),
    )


def _named(model: Path) -> str:
    manifest = verified(model)
    return f"{manifest.name} {manifest.version}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the card of an exported model into its folder.")
    parser.add_argument("model", type=Path)
    parser.add_argument("--encoder", choices=sorted(ENCODERS), required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of the pre-trained encoder")
    parser.add_argument(
        "--teacher", type=Path, metavar="MODEL", help="exported model whose labels were learnt from, too"
    )
    parser.add_argument("--scores", nargs="+", required=True, metavar="SPLIT=FILE", help="what evaluate wrote")
    args = parser.parse_args()
    files = dict(one.split("=", 1) for one in args.scores)
    scores = {name: json.loads(Path(file).read_text(encoding="utf-8")) for name, file in files.items()}
    layers = json.loads((args.base / "config.json").read_text(encoding="utf-8"))["num_hidden_layers"]
    text = card(args.model, ENCODERS[args.encoder].format(layers=layers), args.teacher, scores)
    (args.model / "README.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
