"""Changing a text while keeping track of where every character went."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord_tagger.labels import ROLES
from onrecord_training.corpus import Attribution, Span, trimmed


@dataclass(frozen=True, order=True)
class Edit:
    """Replace ``text[start:end]`` by `new`; an empty range inserts, an empty `new` deletes."""

    start: int
    end: int
    new: str


class Edited:
    """A text after edits that do not overlap, with the way from old offsets to new ones."""

    def __init__(self, text: str, edits: Sequence[Edit]) -> None:
        self._edits = sorted(edits)
        self._starts = [edit.start for edit in self._edits]
        self._begins: list[int] = []  # where each replacement starts in the new text
        pieces: list[str] = []
        position = length = 0
        for edit in self._edits:
            if edit.start < position:
                raise ValueError(f"edits overlap at {edit.start}")
            pieces += [text[position : edit.start], edit.new]
            length += edit.start - position
            self._begins.append(length)
            length += len(edit.new)
            position = edit.end
        pieces.append(text[position:])
        self.text = "".join(pieces)

    def span(self, span: Span) -> Span:
        """Where an old span lies now: it takes in a replacement that it touched in part, no insertion at its ends."""
        start, end = span
        return self._moved(start, opening=True), self._moved(end, opening=False)

    def _moved(self, offset: int, opening: bool) -> int:
        index = bisect_right(self._starts, offset) - 1
        while not opening and index >= 0 and self._edits[index].start == offset:
            index -= 1  # what starts where a span ends is outside it
        if index < 0:
            return offset
        edit, begin = self._edits[index], self._begins[index]
        after = begin + len(edit.new)
        if offset >= edit.end:
            return after + offset - edit.end
        return begin if opening else after

    def attribution(self, attribution: Attribution) -> Attribution:
        """An attribution of the old text, moved; spans that were deleted altogether are gone."""
        moved = {role: trimmed(self.text, [self.span(span) for span in attribution.spans(role)]) for role in ROLES}
        return replace(attribution, **moved)
