"""A text as the cutting of statements sees it: its paragraphs and its quotations, found by their offsets."""

from bisect import bisect_right
from collections.abc import Iterator

from onrecord_extract.attributions import Offsets
from onrecord_extract.layout import Paragraph, paragraphs
from onrecord_extract.quotes import Quotation, quotations


class Page:
    """A text with its paragraphs and quotations."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._paragraphs = paragraphs(text)
        self._starts = [paragraph.start for paragraph in self._paragraphs]
        self._quotations = quotations(text)
        self._marks = [quotation.start for quotation in self._quotations]

    def paragraph(self, at: int) -> Paragraph | None:
        """The paragraph around an offset; None in page furniture."""
        place = bisect_right(self._starts, at) - 1
        return self._paragraphs[place] if place >= 0 and at < self._paragraphs[place].end else None

    def quotations_over(self, start: int, end: int) -> Iterator[Quotation]:
        """The quotations that have a character of a stretch, in order."""
        place = max(bisect_right(self._marks, start) - 1, 0)
        while place < len(self._quotations) and self._quotations[place].start < end:
            if self._quotations[place].end > start:
                yield self._quotations[place]
            place += 1

    def quotations_in(self, piece: Offsets) -> list[Quotation]:
        """The quotations that begin in a piece."""
        return [one for one in self.quotations_over(*piece) if piece[0] <= one.start]

    def opens_quoted(self, piece: Offsets) -> bool:
        """Whether a piece begins with a quotation."""
        return any(one.start == piece[0] for one in self.quotations_over(*piece))

    def follows(self, quotation: Quotation, before: Quotation) -> bool:
        """Whether no quotation stands between two."""
        places = (bisect_right(self._marks, one.start) for one in (before, quotation))
        return next(places) + 1 == next(places)
