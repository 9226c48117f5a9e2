"""An article as the model sees it: word pieces, gathered into units and paragraphs.

A *unit* is what the tokenizer's pre-tokenizer yields, a whole word or one mark of punctuation;
labels and spans are made of units, so that no word is ever cut. A *paragraph* is a line that is
not blank. Each paragraph ends with a separator piece, the only trace of line breaks that a
word-piece vocabulary leaves. The vocabulary knows no capitals either: every piece carries a
`shape` beside its id.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

SHAPES = 4  # 0 no capital, 1 an initial capital, 2 capitals throughout, 3 no letter at all
NO_LETTER = 3


@dataclass(frozen=True)
class Pieces:
    """The pieces of a text, with the units that they spell.

    Attributes:
        ids: [pieces] vocabulary ids, separators included.
        shapes: [pieces] 0 to `SHAPES` - 1.
        heads: [units] index of each unit's first piece.
        starts, ends: [units] characters of the text, end exclusive.
        paragraphs: [units] the paragraph that each unit stands in, from 0.
    """

    ids: Ints
    shapes: Ints
    heads: Ints
    starts: Ints
    ends: Ints
    paragraphs: Ints

    def units(self, span: tuple[int, int]) -> tuple[int, int] | None:
        """First and last unit that a span of characters touches, or None."""
        first, last = bisect_right(self.ends, span[0]), bisect_left(self.starts, span[1]) - 1
        return (first, last) if first <= last else None

    def opening(self, unit: int) -> int:
        """The first unit of the paragraph that `unit` stands in."""
        return bisect_left(self.paragraphs, self.paragraphs[unit])


@lru_cache(maxsize=1 << 15)
def shape(word: str) -> int:
    """The shape of a piece's characters as they stand in the text."""
    letters = [character for character in word if character.isalpha()]
    if not letters:
        return NO_LETTER
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return 2
    return int(letters[0].isupper())


class Cutter:
    """Cuts texts into pieces with an encoder's own tokenizer."""

    def __init__(self, tokenizer_file: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.first_id = self._special("<s>", "[CLS]")
        self.separator_id = self._special("</s>", "[SEP]")
        self.padding_id = self._special("<pad>", "[PAD]")

    def _special(self, *names: str) -> int:
        for name in names:
            if (found := self._tokenizer.token_to_id(name)) is not None:
                return found
        raise ValueError(f"the tokenizer knows none of {names}")

    def __call__(self, text: str) -> Pieces:
        """The pieces of `text`; a text without words has none."""
        ids: list[int] = []
        shapes: list[int] = []
        heads: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        paragraphs: list[int] = []
        offset = paragraph = 0
        for line in text.splitlines(keepends=True):
            encoding = self._tokenizer.encode(line, add_special_tokens=False)
            before = None
            for piece, (start, end), word in zip(encoding.ids, encoding.offsets, encoding.word_ids, strict=True):
                if word != before:
                    heads.append(len(ids))
                    starts.append(offset + start)
                    ends.append(offset + end)
                    paragraphs.append(paragraph)
                ends[-1] = offset + end
                before = word
                ids.append(piece)
                shapes.append(shape(line[start:end]))
            if encoding.ids:
                ids.append(self.separator_id)
                shapes.append(NO_LETTER)
                paragraph += 1
            offset += len(line)
        return Pieces(*(np.array(column, dtype=np.int64) for column in (ids, shapes, heads, starts, ends, paragraphs)))
