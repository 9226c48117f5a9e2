"""An attribution corpus in brat's stand-off format, in the layout of PolNeAR.

`DIR/text/NAME.txt` is an article and `DIR/attributions/NAME_ANNOTATOR.ann` what an annotator marked in it: `T` lines
are spans, their pieces parted by `;`, and `E` lines tie spans to an attribution by their roles.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.scoring.attributions import ROLES, RoleSpans
from onrecord.scoring.errors import CorpusError
from onrecord.scoring.reading import read_text
from onrecord.scoring.tokens import Spans

_SPAN = re.compile(r"(T\d+)\t\S+ (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)(?:\t|$)")
_EVENT = re.compile(r"E\d+\t(.+)")
_MEANT = re.compile(r"[TE]\d+(?:\s|$)")
"""A line that is meant to be a span or an attribution, whether it can be read or not."""


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text, and the attributions that its first annotator, by name, found."""

    name: str
    text: str
    gold: tuple[RoleSpans, ...]
    broken: tuple[str, ...]
    """Where lines of the annotation stand that cannot be read, as `file:line`."""


def names(folder: Path) -> list[str]:
    """The names of the annotated texts of a corpus; raises CorpusError where there are none."""
    return sorted(_annotations(folder))


def annotated_texts(folder: Path, chosen: Sequence[str]) -> Iterator[AnnotatedText]:
    """The texts that are chosen, one after another; raises CorpusError for a file that cannot be read."""
    annotations = _annotations(folder)
    for name in chosen:
        path = annotations[name]
        text = read_text(folder / "text" / f"{name}.txt")
        gold, broken = parsed(read_text(path).removeprefix("\ufeff"), len(text))
        yield AnnotatedText(name, text, gold, tuple(f"{path}:{line}" for line in broken))


def texts(folder: Path) -> dict[str, Path]:
    """Every text of a corpus by its name, annotated or not."""
    return {path.stem: path for path in sorted((folder / "text").glob("*.txt"))}


def _annotations(folder: Path) -> dict[str, Path]:
    """The file of the first annotator of each text."""
    found: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        found.setdefault(path.stem.rpartition("_")[0] or path.stem, path)
    if not found:
        raise CorpusError(f"{folder} holds no attributions/NAME_ANNOTATOR.ann; name a corpus in brat's format")
    return found


def parsed(annotation: str, size: int) -> tuple[tuple[RoleSpans, ...], list[int]]:
    """The attributions of an annotation of a text of `size` code points, and the numbers of lines that are broken.

    Broken is a line that cannot be read, a span outside the text, or a role whose span is not there; the role is left
    out then. Notes and the tails of lines whose words hold a line break are passed over. An attribution without
    content is none.
    """
    spans: dict[str, Spans] = {}
    events: list[tuple[int, list[str]]] = []
    broken: list[int] = []
    for number, line in enumerate(annotation.splitlines(), 1):
        if found := _SPAN.match(line):
            pieces = _pieces(found[2])
            if all(start <= end <= size for start, end in pieces):
                spans[found[1]] = pieces
            else:
                broken.append(number)
        elif found := _EVENT.match(line):
            events.append((number, found[1].split()))
        elif _MEANT.match(line):
            broken.append(number)
    gold: list[RoleSpans] = []
    for number, roles in events:
        attribution, whole = _attribution(roles, spans)
        if not whole:
            broken.append(number)
        if attribution.content:
            gold.append(attribution)
    return tuple(gold), sorted(broken)


def _pieces(where: str) -> Spans:
    bounds = [piece.split() for piece in where.split(";")]
    return tuple((int(start), int(end)) for start, end in bounds)


def _attribution(roles: list[str], spans: dict[str, Spans]) -> tuple[RoleSpans, bool]:
    """An attribution, and whether all of its spans are there. brat numbers a role that occurs again: Content2."""
    parts = defaultdict[str, Spans](tuple)
    whole = True
    for argument in roles:
        role, _, key = argument.partition(":")
        whole = whole and key in spans
        parts[role.rstrip("0123456789").lower()] += spans.get(key, ())
    return RoleSpans(**{role: parts[role] for role in ROLES}), whole
