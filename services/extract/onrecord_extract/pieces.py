"""How the content of an attribution is cut to that of a statement, piece by piece.

A corpus begins a content with its "that" or "to", ends it beside a quotation mark, and counts to it what a cue says of
its object; a statement's content is the bare words.
"""

import re
from dataclasses import replace

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.lemmas import known_cue
from onrecord_extract.lexicon import words
from onrecord_extract.page import Page
from onrecord_extract.sentences import words_of

MAX_MARKS = 6
"""How many marks and blanks may stand between a content and the mark of the quotation that it is."""
OPENER = re.compile(r"(?:that|to)\s+(?=\S)")
"""What ties a content to its cue."""


def with_whole_cue(page: Page, attribution: Attribution) -> Attribution:
    """With a cue of the lexicon that runs over into the content taken whole: "refused" | "to rule out a strike"."""
    cue, (first, *others) = attribution.cue, attribution.content
    if cue is None or cue[1] > first[0] or page.text[cue[1] : first[0]].strip():
        return attribution
    inside = words_of(page.text, *cue)
    whole = known_cue([*inside, *words_of(page.text, *first)])
    if whole is None or not whole.first < len(inside) < whole.after:
        return attribution
    behind = words_of(page.text, *first)[whole.after - len(inside) :]
    if not behind:
        return attribution
    end = words_of(page.text, cue[0], behind[0].start)[-1].end
    content = ((behind[0].start, first[1]), *others)
    return replace(attribution, cue=(cue[0], end), content=content, lemma=whole.entry.lemma, act=whole.entry.act)


def pieces_of(page: Page, attribution: Attribution) -> list[Offsets]:
    """The pieces of an attribution that stand in prose, with the quotation marks beside them."""
    pieces = [_snapped(page, piece) for piece in attribution.content if page.paragraph(piece[0])]
    first = [piece for piece in pieces[:1] if page.opens_quoted(piece)]
    if not first:
        return pieces
    # words of its own that follow a quotation in another sentence are the article's, not the speaker's
    inside = range(attribution.frame[0], attribution.frame[1])
    return first + [piece for piece in pieces[1:] if page.opens_quoted(piece) or piece[0] in inside]


def bare(page: Page, pieces: list[Offsets], cue: Offsets | None) -> list[Offsets]:
    """Pieces without what ties them to the cue."""
    if cue is None:
        return pieces
    named = _named_alone(page, pieces, cue)
    return named or [_with_against(page, _opened(page, piece, cue), cue) for piece in pieces]


def _snapped(page: Page, piece: Offsets) -> Offsets:
    """With the quotation marks beside it, where nothing but marks stands between."""
    start, end = piece
    for one in page.quotations_over(start - 1, end + 1):
        if one.start <= start < one.end and _is_bare(page.text, one.start, start):
            start = one.start
        if one.start < end <= one.end and _is_bare(page.text, end, one.end):
            end = one.end
    return start, end


def _is_bare(text: str, start: int, end: int) -> bool:
    """Whether marks and blanks alone stand in a short stretch."""
    return end - start <= MAX_MARKS and not any(map(str.isalnum, text[start:end]))


def _named_alone(page: Page, pieces: list[Offsets], cue: Offsets) -> list[Offsets]:
    """The quoted words alone where the cue says what somebody calls a thing: of "called the plan “a disgrace”"."""
    known = known_cue(words_of(page.text, *cue))
    if known is None or not known.takes("quoted") or page.opens_quoted(pieces[0]):
        return []
    return [(one.start, one.end) for piece in pieces for one in page.quotations_in(piece)]


def _opened(page: Page, piece: Offsets, cue: Offsets) -> Offsets:
    """Without the "that" or "to" that ties a content to the cue before it; a demonstrative "that" stays."""
    start, end = piece
    opener = OPENER.match(page.text, start, end)
    if opener is None or cue[0] > start:
        return piece
    following = words_of(page.text, opener.end(), min(end, opener.end() + 20))
    if following[0].lower in words("auxiliaries"):
        return piece
    return opener.end(), end


def _with_against(page: Page, piece: Offsets, cue: Offsets) -> Offsets:
    """With the "against" that a corpus counts to the cue before it: without it the content says the contrary."""
    last = words_of(page.text, *cue)[-1]
    if last.lower != "against" or last.end > piece[0] or page.text[last.end : piece[0]].strip():
        return piece
    return last.start, piece[1]
