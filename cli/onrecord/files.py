"""Articles from files, folders, standard input and addresses of the web."""

import contextlib
import gzip
import io
import itertools
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast

from onrecord_core.errors import MalformedEntryError

from onrecord.formats import ARTICLE_BYTES, Found, Kind, Source, Unreadable, articles, decode_text, load_json

KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
"""What a file holds, by the end of its name; `.gz` may follow."""
READ = f"{', '.join(KINDS)}, plain or .gz"

_GZIP = b"\x1f\x8b"
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_MARKUP = re.compile(r"\s*<[a-z!?]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file of a folder that holds no articles."""

    file: str
    reason: str


type Item = Found | Unreadable | PassedOver


def missing(sources: Sequence[str]) -> list[str]:
    """The sources that are neither there nor an address nor standard input."""
    return [name for name in sources if not (name == "-" or is_address(name) or Path(name).exists())]


def is_address(source: str) -> bool:
    """Whether a source is an address of the web."""
    return bool(_ADDRESS.match(source))


def read(sources: Sequence[str], *, stdin: BinaryIO) -> Iterator[Item]:
    """All articles of the sources, in their order; a folder's in the order of the names of its files."""
    for name in sources:
        if name == "-":
            yield from _detected(stdin, shown="-", name="stdin")
        elif is_address(name):
            yield Found(name, name, {"url": name})
        elif Path(name).is_dir():
            yield from _folder(Path(name))
        else:
            yield from _file(Path(name))


def kind_of(path: Path) -> Kind | None:
    """What a file holds, by its name; None where onrecord does not read such files."""
    name = path.name.lower()
    return KINDS.get(Path(name.removesuffix(".gz")).suffix)


def _folder(folder: Path) -> Iterator[Item]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or not path.is_file():
            continue
        if kind_of(path) is None:
            yield PassedOver(str(path), "another type")
            continue
        items = _file(path)
        first = next(items, None)
        if isinstance(first, Unreadable) and first.foreign:
            yield PassedOver(str(path), "no articles")
        elif first:
            yield from itertools.chain([first], items)


def _file(path: Path) -> Iterator[Found | Unreadable]:
    kind = kind_of(path)
    try:
        with path.open("rb") as stream:
            if kind is None and path.is_file():
                yield Unreadable(str(path), f"is of a type that is not read; read are {READ}")
            elif kind is None:  # a pipe, as of <(command)
                yield from _detected(stream, shown=str(path), name=path.name)
            else:
                packed = path.name.lower().endswith(".gz")
                version = f"{path.resolve()} {os.fstat(stream.fileno()).st_mtime_ns}"
                for item in _unpacked(Source(stream, str(path), path.name, unpacked=packed), kind):
                    yield replace(item, version=version) if isinstance(item, Found) else item
    except OSError as error:
        yield Unreadable(str(path), f"cannot be read: {error.strerror or error}")


def _unpacked(source: Source, kind: Kind) -> Iterator[Found | Unreadable]:
    if not source.unpacked:
        yield from articles(source, kind)
        return
    with gzip.open(source.stream) as stream:
        yield from articles(Source(cast("BinaryIO", stream), source.shown, source.name, unpacked=True), kind)


def _detected(stream: BinaryIO, *, shown: str, name: str) -> Iterator[Found | Unreadable]:
    """JSON Lines where the first line is an article by itself, else one JSON document, page or text."""
    buffered = io.BufferedReader(cast("io.RawIOBase", stream)) if not hasattr(stream, "peek") else stream
    if cast("io.BufferedReader", buffered).peek(2)[:2] == _GZIP:
        with gzip.open(buffered) as unpacked:
            plain = Source(cast("BinaryIO", unpacked), shown, name, unpacked=True)
            yield from _sniffed(plain)
    else:
        yield from _sniffed(Source(buffered, shown, name))


def _sniffed(source: Source) -> Iterator[Found | Unreadable]:
    try:
        first = source.stream.readline(ARTICLE_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        yield Unreadable(source.shown, f"cannot be read: {error}")
        return
    joined = Source(cast("BinaryIO", _Joined(first, source.stream)), source.shown, source.name, source.unpacked)
    yield from articles(joined, _kind_by(first))


def _kind_by(first: bytes) -> Kind:
    text = first.decode("utf-8", "replace").lstrip("\ufeff")
    if text.lstrip().startswith("{"):
        with contextlib.suppress(MalformedEntryError):
            load_json(decode_text(first))
            return "jsonl"
        return "json"
    if text.lstrip().startswith("[") and re.match(r"\s*\[\s*(\{|$)", text):
        return "json"
    return "html" if _MARKUP.match(text) else "text"


class _Joined(io.RawIOBase):
    """A stream whose beginning was read already."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._first = first
        self._rest = rest

    def readline(self, size: int | None = -1, /) -> bytes:
        """The next line, of at most `size` bytes."""
        if self._first:
            line, self._first = self._first, b""
            return line
        return self._rest.readline(-1 if size is None else size)

    def read(self, size: int = -1, /) -> bytes:
        """The beginning and at most `size` bytes of the rest."""
        first, self._first = self._first, b""
        return first + self._rest.read(size)
