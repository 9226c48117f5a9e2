"""Quotations with a cue and a source of their own: in `"A," said X. "B," said Y.` the second is Y's.

A model may give neighbouring quotations to one cue. Where a quotation's own sentence says who said it, the sentence is
right; the rules read it off the form.
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.page import Page
from onrecord_extract.pieces import pieces_of


def by_own_cues(page: Page, attributions: Sequence[Attribution], rules: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, with each quotation that has a cue and a source in its own sentence given to these.

    `rules` are what the rules find in the text.
    """
    if not any(_reaches_out(page, one) for one in attributions):
        return list(attributions)
    own = {one.content[0][0]: one for one in rules if _is_quoted(page, one)}
    by_frame = {one.frame: one for one in own.values()}
    parted: dict[Offsets, Attribution] = {}
    kept = [_without(page, one, own, by_frame, parted) for one in attributions]
    rest = [one for one in kept if one and one.frame not in parted]
    return sorted([*rest, *parted.values()], key=lambda one: one.content)


def _is_quoted(page: Page, attribution: Attribution) -> bool:
    """Whether an attribution is a quotation with cue and source."""
    return bool(attribution.cue and attribution.source) and page.opens_quoted(attribution.content[0])


def _reaches_out(page: Page, attribution: Attribution) -> bool:
    """Whether a quotation or the source of an attribution stands in another sentence than its cue."""
    if attribution.cue is None or not page.quotations_in(_around(attribution)):
        return False
    spans = [*attribution.content, *([attribution.source] if attribution.source else [])]
    return not all(_inside(span, attribution.frame) for span in spans)


def _around(attribution: Attribution) -> Offsets:
    return attribution.content[0][0] - 1, attribution.content[-1][1]


def _without(
    page: Page,
    attribution: Attribution,
    own: dict[int, Attribution],
    by_frame: dict[Offsets, Attribution],
    parted: dict[Offsets, Attribution],
) -> Attribution | None:
    """The attribution without the quotations that others say, which are added to `parted`; None where none is left.

    `own` are the quotations with a cue of their own by where they begin, `by_frame` and `parted` by their sentence.
    """
    if not _reaches_out(page, attribution):
        return attribution
    left: list[Offsets] = []
    for piece in pieces_of(page, attribution):
        owner = own.get(piece[0])
        if owner is None or owner.frame == attribution.frame:
            left.append(piece)
        else:
            parted.setdefault(owner.frame, owner)
    mine = by_frame.get(attribution.frame)
    if mine and attribution.source and not _inside(attribution.source, attribution.frame):
        attribution = replace(attribution, source=mine.source, confidence=mine.confidence)
    return replace(attribution, content=tuple(left)) if left else None


def _inside(span: Offsets, frame: Offsets) -> bool:
    return frame[0] <= span[0] < frame[1]
