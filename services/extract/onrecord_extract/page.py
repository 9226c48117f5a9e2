"""A text as the cutting of statements sees it: its paragraphs and its quotations, found by their offsets."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import takewhile

from onrecord_extract.attributions import Offsets
from onrecord_extract.layout import Paragraph, paragraphs
from onrecord_extract.quotes import Quotation, quotations


class Page:
    """A text with its paragraphs and quotations."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.paragraphs = paragraphs(text)
        self._starts = [paragraph.start for paragraph in self.paragraphs]
        self._quotations = quotations(text)
        self._marks = [quotation.start for quotation in self._quotations]

    def paragraph(self, at: int) -> Paragraph | None:
        """The paragraph around an offset; None in page furniture."""
        place = bisect_right(self._starts, at) - 1
        return self.paragraphs[place] if place >= 0 and at < self.paragraphs[place].end else None

    def paragraph_start(self, at: int) -> int:
        """Where the paragraph around an offset starts; -1 in page furniture."""
        paragraph = self.paragraph(at)
        return paragraph.start if paragraph else -1

    def quotations_over(self, start: int, end: int) -> Iterator[Quotation]:
        """The quotations that have a character of a stretch, in order."""
        return (self._quotations[place] for place in self._places_over(start, end))

    def _places_over(self, start: int, end: int) -> Iterator[int]:
        place = max(bisect_right(self._marks, start) - 1, 0)
        while place < len(self._quotations) and self._quotations[place].start < end:
            if self._quotations[place].end > start:
                yield place
            place += 1

    def quotations_in(self, piece: Offsets) -> list[Quotation]:
        """The quotations that begin in a piece."""
        return [one for one in self.quotations_over(*piece) if piece[0] <= one.start]

    def quotations_in_headlines(self) -> Iterator[Quotation]:
        """The quotations of the headlines, in order."""
        headlines = takewhile(lambda paragraph: paragraph.headline, self.paragraphs)
        return (one for headline in headlines for one in self.quotations_in((headline.start, headline.end)))

    def opens_quoted(self, piece: Offsets) -> bool:
        """Whether a piece begins with a quotation."""
        return any(one.start == piece[0] for one in self.quotations_over(*piece))

    def quotation_at(self, piece: Offsets) -> Quotation | None:
        """The quotation with which a piece begins, its mark included or not."""
        return next((one for one in self.quotations_over(*piece) if one.start in {piece[0], piece[0] - 1}), None)

    def unquoted(self, piece: Offsets) -> Offsets:
        """A piece without the marks around it, where it is a quotation."""
        quotation = self.quotation_at(piece)
        return (quotation.inner[0], min(quotation.inner[1], piece[1])) if quotation else piece

    def continued_in(self, piece: Offsets) -> Quotation | None:
        """The quotation of the paragraph before that goes on in a piece; None where none does."""
        place = next((n for n in self._places_over(*piece) if self._quotations[n].continues), 0)
        return self._quotations[place - 1] if place else None

    def below(self, at: int) -> int:
        """Where the first paragraph behind an offset starts; the end of the text where none does."""
        place = bisect_right(self._starts, at)
        return self._starts[place] if place < len(self._starts) else len(self.text)
