"""The texts that are read, as many as asked for, and never one twice."""

import json
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "samples"


def texts_of(folder: Path) -> list[str]:
    """The texts of a folder in the order of its files: what a .txt holds, and the `text` of a .json."""
    found = (_text(path) for path in sorted(folder.glob("*")) if path.suffix in {".txt", ".json"})
    return [text for text in found if text.strip()]


def _text(path: Path) -> str:
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".txt":
        return content
    match json.loads(content):
        case {"text": str(text)}:
            return text
        case _:
            return ""


def enough(texts: Sequence[str], words: int) -> list[str]:
    """Texts of at least `words` words together: the last are left out, or all repeated; each once for 0 words."""
    if not words:
        return list(texts)
    chosen: list[str] = []
    missing = words
    for text in cycle(texts):
        if missing <= 0:
            break
        chosen.append(text)
        missing -= counted([text])
    return chosen


def edition(texts: Sequence[str], number: int) -> list[str]:
    """The texts with a line of their own above each, so that neither a text nor a window of it is read a second time.

    All editions have the same number of words. The line has the form of a headline, and nothing is said in it.
    """
    return [f"Text {place} of edition {number}\n\n{text}" for place, text in enumerate(texts, 1)]


def counted(texts: Sequence[str]) -> int:
    """The number of words: what stands between white space."""
    return sum(len(text.split()) for text in texts)
