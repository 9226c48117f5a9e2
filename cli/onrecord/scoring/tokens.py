"""A text as word tokens, which the figures count instead of characters."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from onrecord.scoring.marks import Offsets, quoted_regions

_TOKEN = re.compile(r"\w+(?:[’']\w+)*")

type Spans = tuple[Offsets, ...]
type Tokens = frozenset[int]
"""Places of tokens in their text, from 0 on."""


class TokenizedText:
    """A text whose tokens are runs of word characters, apostrophes inside them included; marks are no tokens."""

    def __init__(self, text: str) -> None:
        found = list(_TOKEN.finditer(text))
        self.text = text
        self.words = tuple(match[0].lower() for match in found)
        self._starts = [match.start() for match in found]
        self._ends = [match.end() for match in found]
        self.quoted: Tokens = frozenset(
            token
            for first, after in quoted_regions(text)
            for token in range(bisect_left(self._starts, first), bisect_left(self._starts, after))
        )
        """The tokens that begin between quotation marks."""

    def touched(self, spans: Iterable[Offsets]) -> Tokens:
        """The tokens of which a span has at least one character."""
        return frozenset(
            token
            for start, end in spans
            for token in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )

    def trimmed(self, spans: Iterable[Offsets]) -> Spans:
        """The spans in order, without outer blanks; one where nothing but blanks is between two. Empty ones go."""
        kept: list[Offsets] = []
        for span in sorted(spans):
            start, end = self._stripped(*span)
            if start >= end:
                continue
            if kept and not self.text[kept[-1][1] : start].strip():
                start, before = kept.pop()
                end = max(end, before)
            kept.append((start, end))
        return tuple(kept)

    def _stripped(self, start: int, end: int) -> Offsets:
        words = self.text[start:end]
        return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
