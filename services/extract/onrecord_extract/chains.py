"""Contents over several paragraphs: quotations that go on are one statement, lines of a heading are several.

A quotation that is not closed at the end of its paragraph and opened again in the next is one, whatever a model linked
its second part to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.layout import Paragraph
from onrecord_extract.page import Page

MENDED = 0.5
"""The confidence, by hand, of an attribution whose stray pieces are taken away."""


def by_paragraphs(page: Page, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with chained quotations put together and headline lines taken apart, in order of the text."""
    told = [part for one in attributions for part in (_narration_apart(page, one) if one.as_annotated else [one])]
    lines = [part for one in told for part in (_lines_apart(page, one) if one.as_annotated else [one])]
    parted = [part for one in lines for part in (_sentences_apart(page, one) if one.as_annotated else [one])]
    return _chained(page, sorted(parted, key=lambda one: one.content))


def _narration_apart(page: Page, attribution: Attribution) -> Iterator[Attribution]:
    """With the quotations behind a paragraph of narration as a statement of their own, by whoever spoke before it."""
    pieces = attribution.content
    parts = [n for n in range(1, len(pieces)) if _is_told_between(page, pieces[n - 1], pieces[n])]
    if attribution.cue is None or not parts or not page.quotation_at(pieces[0]):
        yield attribution
        return
    home = page.paragraph_start(attribution.cue[0])
    some = [pieces[first:after] for first, after in pairwise([0, *parts, len(pieces)])]
    own = next((n for n, part in enumerate(some) if any(page.paragraph_start(one[0]) == home for one in part)), 0)
    for n, part in enumerate(some):
        if n == own:
            yield replace(attribution, content=part)
        else:
            frame = (part[0][0], part[-1][1])
            yield replace(
                attribution, content=part, source=None, cue=None, lemma="", act="state", frame=frame, inner=()
            )


def _is_told_between(page: Page, one: Offsets, other: Offsets) -> bool:
    """Whether a paragraph without a quotation stands between two quotations."""
    first, last = page.paragraph(one[0]), page.paragraph(other[0])
    if first is None or last is None or not page.quotation_at(other):
        return False
    between = page.paragraphs[first.number + 1 : last.number]
    return any(not any(page.quotations_over(block.start, block.end)) for block in between)


def _lines_apart(page: Page, attribution: Attribution) -> Iterator[Attribution]:
    """Without the unquoted pieces of another paragraph than the cue's; what these report stands for itself."""
    at = attribution.cue or attribution.source
    home = page.paragraph(at[0]) if at else None
    pieces = [part for piece in attribution.content for part in _by_paragraph(page, piece)]
    strays = [piece for piece in pieces if home and _is_stray(page, piece, home)]
    kept = tuple(piece for piece in pieces if piece not in strays)
    if home and kept and (before := _closed_before(page, kept, home)):
        # "A." / X said: "B" – who said A, its own paragraph tells
        kept = tuple(piece for piece in kept if piece not in before)
        frame = (before[0][0], before[-1][1])
        yield replace(attribution, content=before, source=None, cue=None, lemma="", act="state", frame=frame, inner=())
        if not strays:
            pieces = list(kept)
    if not strays or not kept:
        yield replace(attribution, content=tuple(pieces)) if pieces else attribution
        return
    outside = [one for one in attribution.inner if any(_is_below(page, stray, one) for stray in strays)]
    inner = tuple(one for one in attribution.inner if not any(s <= one.content[0][0] < e for s, e in strays))
    # what made it unlikely was the stray
    yield replace(attribution, content=kept, inner=inner, confidence=max(attribution.confidence, MENDED))
    yield from outside


def _is_below(page: Page, stray: Offsets, inner: Attribution) -> bool:
    """Whether a piece holds an attribution and is no headline, whose form tells better what is said in it."""
    paragraph = page.paragraph(stray[0])
    return stray[0] <= inner.content[0][0] < stray[1] and not (paragraph and paragraph.headline)


def _closed_before(page: Page, pieces: Sequence[Offsets], home: Paragraph) -> tuple[Offsets, ...]:
    """The quotations of earlier paragraphs, closed there, where others stand in the paragraph of the cue."""
    paragraphs = {piece: page.paragraph(piece[0]) for piece in pieces}
    before = tuple(piece for piece, place in paragraphs.items() if place and place.number < home.number)
    whole = all((found := page.quotation_at(piece)) and found.closed for piece in before)
    return before if whole and len(before) < len(pieces) else ()


def _sentences_apart(page: Page, attribution: Attribution) -> Iterator[Attribution]:
    """With the quotations behind the sentence of an unquoted content as a statement of their own, by its source."""
    first, *others = attribution.content
    until = attribution.frame[1]
    behind = [piece for piece in others if piece[0] >= until - 1 and page.quotation_at(piece)]
    if attribution.cue is None or first[0] >= until or page.quotation_at(first) or not behind:
        yield attribution
        return
    yield replace(attribution, content=tuple(piece for piece in attribution.content if piece not in behind))
    frame = (behind[0][0], behind[-1][1])
    yield replace(
        attribution, content=tuple(behind), cue=None, lemma="", act="state", frame=frame, carries_on=True, inner=()
    )


def _is_stray(page: Page, piece: Offsets, home: Paragraph) -> bool:
    """Whether a piece stands in another paragraph than its cue: unquoted, or one of the two in a headline."""
    paragraph = page.paragraph(piece[0])
    if paragraph is None or paragraph.number == home.number:
        return False
    return paragraph.headline or home.headline or not any(page.quotations_over(*piece))


def _by_paragraph(page: Page, piece: Offsets) -> Iterator[Offsets]:
    """A piece cut at the ends of paragraphs."""
    start, end = piece
    while start < end:
        paragraph = page.paragraph(start)
        if paragraph is None or paragraph.end >= end:
            yield start, end
            return
        yield start, paragraph.end
        start = page.below(start)


def _chained(page: Page, attributions: Sequence[Attribution]) -> list[Attribution]:
    """With each part of a quotation that goes on given to the attribution of the part before it.

    Where the first part has no cue and the second has, as in “A. / “B,” X said, both are the second's.
    """
    contents = [list(one.content) for one in attributions]
    owners: dict[int, int] = {}
    for n, one in enumerate(attributions):
        for piece in one.content:
            before = page.continued_in(piece)
            owner = owners.get(before.start, n) if before else n
            if owner != n and one.as_annotated and not _says(one, piece):
                contents[owner] += [piece] if piece not in contents[owner] else []
                contents[n].remove(piece)
            elif owner != n and one.as_annotated and attributions[owner].cue is None:
                contents[n][:0], contents[owner] = contents[owner], []
                owner = n
            else:
                owner = n
            owners.update({quotation.start: owner for quotation in page.quotations_over(*piece)})
    found = zip(attributions, contents, strict=True)
    kept: list[Attribution] = []
    for one in sorted((replace(one, content=tuple(part)) for one, part in found if part), key=lambda one: one.content):
        if kept and _goes_on(page, kept[-1], one):
            kept[-1] = replace(kept[-1], content=kept[-1].content + one.content)
        else:
            kept.append(one)
    return kept


def _goes_on(page: Page, before: Attribution, one: Attribution) -> bool:
    """Whether a quotation is the rest of a sentence that has a cue before it too: “A,” she said, “b,” she added."""
    if not (before.as_annotated and one.as_annotated) or before.frame != one.frame:
        return False
    first, last = page.quotation_at(one.content[0]), page.quotation_at(before.content[-1])
    if first is None or last is None:
        return False
    return page.text[first.inner[0]].islower() and page.text[last.inner[1] - 1] in ",;—"


def _says(attribution: Attribution, piece: Offsets) -> bool:
    """Whether the cue stands in the sentence of a piece."""
    start, end = attribution.frame
    return attribution.cue is not None and start <= piece[0] + 1 and piece[0] < end
