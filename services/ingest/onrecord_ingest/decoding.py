"""The words of a page's bytes: in which encoding they are, and nothing that may be packed in them."""

import codecs
import encodings
import pkgutil
import re
from collections.abc import Iterator
from encodings.aliases import aliases

from charset_normalizer import from_bytes

HEADER_CHARS = 200
"""No more of a Content-Type is looked at; it may be 100 kB long."""
CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE | re.ASCII)
META_CHARSET = re.compile(rb"""<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
META_BYTES = 4096
SAMPLE_BYTES = 5000
"""So many of the beginning and so many of the end show the encoding of bytes that do not name it."""
ALLOWED = re.compile(r"utf-8|ascii|utf-16(-[bl]e)?|iso8859-\d+|cp\d+|koi8-[rtu]|gb\w+|big5\w*|shift_jis\w*|euc_\w+")
"""Encodings that pages are written in, as Python names them; its other codecs are not for strangers to choose."""
KNOWN = {*aliases, *aliases.values(), *(module.name for module in pkgutil.iter_modules(encodings.__path__))}
"""Names of encodings. Python remembers for good each name that it is asked for, whether there is such a one or not."""


def charset_of(content_type: str) -> str | None:
    """The encoding that a Content-Type names, if it does."""
    match = CHARSET.search(content_type[:HEADER_CHARS])
    return match[1] if match else None


def decode(body: bytes, charset: str | None) -> str:
    """The text of bytes: as their header says, as their head says, as UTF-8, else as they look; without NULs."""
    for codec in _codecs(body, charset):
        try:
            return body.decode(codec).replace("\0", "")
        except (LookupError, UnicodeDecodeError):
            continue
    return body.decode(errors="replace").replace("\0", "")


def _codecs(body: bytes, charset: str | None) -> Iterator[str]:
    meta = META_CHARSET.search(body, 0, META_BYTES)
    for name in (charset, meta and meta[1].decode("ascii", "replace")):
        if name and (codec := _codec(name)):
            yield codec
    yield "utf-8-sig"
    sample = body if len(body) <= 2 * SAMPLE_BYTES else body[:SAMPLE_BYTES] + body[-SAMPLE_BYTES:]
    for match in from_bytes(sample):
        yield match.encoding


def _codec(name: str) -> str | None:
    """What Python calls an encoding that pages are written in; None of any other name."""
    if encodings.normalize_encoding(name).lower().replace(".", "_") not in KNOWN:
        return None
    try:
        codec = codecs.lookup(name).name
    except LookupError:  # a module of the package that is no encoding, or one of another system
        return None
    return ("utf-8-sig" if codec == "utf-8" else codec) if ALLOWED.fullmatch(codec) else None
