"""Reading an attribution corpus in brat's stand-off format.

A split is a folder with ``text/NAME.txt`` and ``attributions/NAME_ANNOTATOR.ann``. In an .ann
file a T line is a span (``T7<TAB>Content 10 20;30 42<TAB>the words``: pieces parted by ``;``),
an E line an attribution (``E2<TAB>Attribution:T8 Source:T5 Cue:T6 Content:T7``). Offsets are
Unicode code points, end exclusive. Lines of any other form are passed over: notes, and the
tails of T lines whose words hold a line break.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord_tagger.labels import ROLES

Span = tuple[int, int]
Spans = tuple[Span, ...]

_SPAN_LINE = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_EVENT_LINE = re.compile(r"E\d+\t(.+)")


@dataclass(frozen=True)
class Attribution:
    """One attribution: for each role its spans in the order of the text, possibly none."""

    source: Spans
    cue: Spans
    content: Spans

    def spans(self, role: str) -> Spans:
        """The spans of a role of `ROLES`."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]


@dataclass(frozen=True)
class Annotation:
    """What one annotator found in a document."""

    annotator: str
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True)
class Document:
    """An article's name and text, and its annotations in the order of the annotators' names."""

    name: str
    text: str
    annotations: tuple[Annotation, ...]


def trimmed(text: str, spans: list[Span]) -> Spans:
    """`spans` inside `text`, sorted, cut at line breaks, without outer blanks, without empty ones."""
    pieces: set[Span] = set()
    for start, end in spans:
        for match in re.finditer(r"[^\r\n]+", text[max(start, 0) : max(end, 0)]):
            words = match.group()
            first = max(start, 0) + match.start() + len(words) - len(words.lstrip())
            last = first + len(words.strip())
            if first < last:
                pieces.add((first, last))
    return tuple(sorted(pieces))


def parse_annotation(lines: list[str], text: str) -> tuple[Attribution, ...]:
    """The attributions of one .ann file; a role that names an unknown span is left out.

    Roles that brat numbers (``Content2``) join the role without the number. An attribution
    without content is dropped.
    """
    spans: dict[str, list[Span]] = {}
    events: list[list[str]] = []
    for line in lines:
        if found := _SPAN_LINE.match(line):
            key, _, where = found.groups()
            bounds = [piece.split() for piece in where.split(";")]
            spans[key] = [(int(start), int(end)) for start, end in bounds]
        elif found := _EVENT_LINE.match(line):
            events.append(found.group(1).split())
    attributions: list[Attribution] = []
    for event in events:
        parts: dict[str, list[Span]] = {role: [] for role in ROLES}
        for argument in event:
            role, _, key = argument.partition(":")
            parts.get(role.rstrip("0123456789").lower(), []).extend(spans.get(key, []))
        attribution = Attribution(*(trimmed(text, parts[role]) for role in ROLES))
        if attribution.content:
            attributions.append(attribution)
    return tuple(attributions)


def read_text(path: Path) -> str:
    """A text as it stands on disk: line ends are kept, or the offsets would slip."""
    with path.open(encoding="utf-8", newline="") as handle:
        return handle.read()


def read_split(folder: Path) -> Iterator[Document]:
    """The documents of a split, in the order of their names, without those nobody annotated."""
    files: dict[str, list[tuple[str, Path]]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        name, _, annotator = path.stem.rpartition("_")
        files.setdefault(name, []).append((annotator, path))
    for name, annotated in sorted(files.items()):
        text = read_text(folder / "text" / f"{name}.txt")
        annotations = [
            Annotation(annotator, parse_annotation(path.read_text(encoding="utf-8").splitlines(), text))
            for annotator, path in annotated
        ]
        yield Document(name, text, tuple(annotations))
