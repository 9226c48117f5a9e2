"""Undoing gzip with a bound, so that a small body cannot fill the memory."""

import zlib
from collections.abc import Iterator

from onrecord_core.errors import MalformedEntryError

GZIP = 16 + zlib.MAX_WBITS
STEP = 64 * 1024
MOST_MEMBERS = 1000
"""Each member costs time, even an empty one."""


class Gunzip:
    """Undoes gzip piece by piece; each piece given out has at most `STEP` bytes."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(GZIP)
        self._begun = False
        self._members = 1

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What `data` holds; raises MalformedEntryError where it is not gzip."""
        while data:
            if self._inflate.eof:  # a file of several members, as `cat a.gz b.gz` makes
                self._inflate = zlib.decompressobj(GZIP)
                self._members += 1
            if self._members > MOST_MEMBERS:
                raise MalformedEntryError(f"more than {MOST_MEMBERS} gzip members; pack it as one")
            self._begun = True
            try:
                piece = self._inflate.decompress(data, STEP)
            except zlib.error as error:
                raise MalformedEntryError(f"not gzip: {error}") from None
            data = self._inflate.unconsumed_tail or self._inflate.unused_data
            if piece:
                yield piece

    def finish(self) -> None:
        """Raise MalformedEntryError where the data ended before the gzip did."""
        if self._begun and not self._inflate.eof:
            raise MalformedEntryError("the gzip data ends before its end; send all of it")
