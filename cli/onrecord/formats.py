"""What stands in a file: plain text, a page, an article as JSON, a list of them, or JSON Lines.

Text is kept to the character: no newline is translated, only a byte order mark is taken off.
"""

import codecs
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, cast

from onrecord_core.errors import MalformedEntryError, RefusedError, TooLargeError

Kind = Literal["text", "html", "json", "jsonl"]

ARTICLE_BYTES = 16 << 20
"""The most that is read as one article: a text, a page, a line of JSON Lines."""
LIST_BYTES = 128 << 20
"""The most that is read as one JSON document, which may be a list of articles."""
UNPACKED_BYTES = 4 << 30
"""The most that is unpacked of one gzipped file."""

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """An article as it stands in a file; `fields` are those of a submission, among others that it may bring."""

    file: str
    """Where it stands: the file as it was named, with the line or the place in a list."""
    id: str
    """The id that it brings, else the name of its file."""
    fields: Mapping[str, object]
    version: str | None = field(default=None, compare=False)
    """Of the file that it stands in: another where the file was written anew; None where it stands in none."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What should have been an article, and why it is none."""

    file: str
    reason: str
    foreign: bool = False
    """It is JSON in order, but of something else."""


@dataclass(frozen=True, slots=True)
class Source:
    """An open file: `shown` is what people call it, `name` its name without folders."""

    stream: BinaryIO
    shown: str
    name: str
    unpacked: bool = False


def articles(source: Source, kind: Kind) -> Iterator[Found | Unreadable]:
    """The articles of one open file, in its order; never raises for what stands in it."""
    try:
        match kind:
            case "text":
                yield _whole(source, "text", decode_text(read_bounded(source.stream, ARTICLE_BYTES)))
            case "html":
                yield _whole(source, "html", decode_html(read_bounded(source.stream, ARTICLE_BYTES)))
            case "json":
                yield from _document(source, load_json(decode_text(read_bounded(source.stream, LIST_BYTES))))
            case "jsonl":
                yield from _lines(source)
    except (RefusedError, OSError, EOFError, zlib.error) as error:
        yield Unreadable(source.shown, _said(error))


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__


def _whole(source: Source, field: str, content: str) -> Found | Unreadable:
    if not content.strip():
        return Unreadable(source.shown, "is empty")
    return Found(source.shown, source.name, {field: content})


def _document(source: Source, value: object) -> Iterator[Found | Unreadable]:
    if not isinstance(value, list):
        yield article(value, source.shown, source.name)
        return
    for place, item in enumerate(cast("list[object]", value), 1):
        yield article(item, f"{source.shown}:{place}", f"{source.name}:{place}")


def _lines(source: Source) -> Iterator[Found | Unreadable]:
    read = number = 0
    while line := source.stream.readline(ARTICLE_BYTES + 1):
        number += 1
        read += len(line)
        if len(line) > ARTICLE_BYTES:
            raise TooLargeError(f"line {number} is over {_size(ARTICLE_BYTES)}; nothing is read from there on")
        if source.unpacked and read > UNPACKED_BYTES:
            raise TooLargeError(f"unpacks to over {_size(UNPACKED_BYTES)}; unpack it and name the plain file")
        if not line.strip():
            continue
        where = f"{source.shown}:{number}"
        try:
            yield article(load_json(decode_text(line)), where, f"{source.name}:{number}")
        except RefusedError as error:
            yield Unreadable(where, str(error))


def article(value: object, file: str, name: str) -> Found | Unreadable:
    """A JSON value as an article; `name` is its id where it brings none."""
    if not isinstance(value, dict):
        return Unreadable(file, "is no JSON object with a text, html or url", foreign=True)
    fields = cast("dict[str, object]", value)
    if not any(_filled(fields.get(name)) for name in ("text", "html", "url")):
        return Unreadable(file, "has no text, html or url", foreign=True)
    given = fields.get("id")
    return Found(file, str(given) if isinstance(given, int | str) and str(given) else name, fields)


def _filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def read_bounded(stream: BinaryIO, limit: int) -> bytes:
    """All of a stream; raises TooLargeError where that is more than `limit` bytes."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLargeError(f"is over {_size(limit)}; split it, or make it JSON Lines with one article a line")
    return data


def decode_text(data: bytes) -> str:
    """UTF-8, with or without byte order mark, or UTF-16 with one; raises MalformedEntryError."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16", skipped=0)
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return _decoded(data[len(mark) :], "utf-8", skipped=len(mark))


def decode_html(data: bytes) -> str:
    """A page in the encoding that it declares, else UTF-8; raises MalformedEntryError."""
    declared = _CHARSET.search(data[:4096])
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if marked or not declared:
        return decode_text(data)
    charset = declared[1].decode("ascii")
    try:
        text = codecs.lookup(charset).name
    except LookupError:
        return decode_text(data)
    return _decoded(data, text, skipped=0)


def _decoded(data: bytes, encoding: str, *, skipped: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        byte = f"byte {error.start + skipped} (0x{data[error.start]:02X})"
        raise MalformedEntryError(f"{byte} is not {encoding.upper()}; save the file as UTF-8") from error
    except (UnicodeError, LookupError) as error:  # utf-16 cut short, or a codec that is none of text
        raise MalformedEntryError(f"is not {encoding.upper()}; save the file as UTF-8") from error


def load_json(text: str) -> object:
    """A JSON value; raises MalformedEntryError, also where no UTF-8 can be written of it."""
    try:
        value: object = json.loads(text)
        json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise MalformedEntryError(f"is not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from error
    except UnicodeEncodeError as error:
        raise MalformedEntryError(r"holds half of a surrogate pair (\ud800 to \udfff)") from error
    except (ValueError, RecursionError) as error:
        raise MalformedEntryError(f"is not JSON that can be read: {_said(error)}") from error
    return value


def _size(count: int) -> str:
    return f"{count >> 30} GiB" if count >= 1 << 30 else f"{count >> 20} MiB"
