"""How the content of an attribution is cut to that of a statement, piece by piece.

A corpus begins a content with its "that" or "to", ends it beside a quotation mark, and counts to it what a cue says of
its object; a statement's content is the bare words.
"""

import re
from dataclasses import replace

from onrecord_extract.asides import is_finite
from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.endings import begun, ended, is_remark
from onrecord_extract.lemmas import known_cue
from onrecord_extract.lexicon import words
from onrecord_extract.page import Page
from onrecord_extract.sentences import words_of

MAX_MARKS = 6
"""How many marks and blanks may stand between a content and the mark of the quotation that it is."""
_TAIL = re.compile(r"\s?[—–-]\s[^“”\"«»]+$")
_HEARER = re.compile(r"(?:to\s+)?(?:me|us)\s+(?!to\b)(?=\w)")
_NAMED_HEARER = re.compile(r"(?P<name>(?:[\w’'-]+\s+){1,4})(?=that\s)")
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


def with_whole_object(page: Page, attribution: Attribution) -> Attribution:
    """With the thing that is called something counted to the content: "branded" | "the claims" | “gossip”."""
    cue, (first, *others) = attribution.cue, attribution.content
    inside = words_of(page.text, *cue) if cue else []
    known = known_cue(inside)
    if known is None or cue is None or not known.takes("quoted") or known.after >= len(inside) or first[0] < cue[1]:
        return attribution
    thing = inside[known.after]
    if thing.lower in words("tail_openers") or not thing.is_word or not _is_bare(page.text, cue[1], first[0]):
        return attribution
    verb = (cue[0], inside[known.after - 1].end)
    return replace(attribution, cue=verb, content=((thing.start, first[1]), *others))


def pieces_of(page: Page, attribution: Attribution) -> list[Offsets]:
    """The pieces of an attribution that stand in prose, with the quotation marks beside them."""
    pieces = [_snapped(page, piece) for piece in attribution.content if page.paragraph(piece[0])]
    pieces = [piece for piece in pieces if not is_remark(page.text, piece)] or pieces
    first = [piece for piece in pieces[:1] if page.opens_quoted(piece)]
    if not first:
        return pieces
    # words of its own that follow a quotation in another sentence are the article's, not the speaker's
    inside = range(attribution.frame[0], attribution.frame[1])
    others = (piece for piece in pieces[1:] if page.opens_quoted(piece) or piece[0] in inside)
    return first + [piece for piece in others if not _is_about(page, piece, attribution)]


def _is_about(page: Page, piece: Offsets, attribution: Attribution) -> bool:
    """Whether unquoted words behind the cue say on what it was said: of "A," he said when asked about B the B."""
    spans = [span for span in (attribution.cue, attribution.source) if span]
    behind = max((span[1] for span in spans), default=piece[0])
    return piece[0] > behind and not page.opens_quoted(piece) and any(map(str.isalpha, page.text[behind : piece[0]]))


def bare(page: Page, pieces: list[Offsets], attribution: Attribution) -> list[Offsets]:
    """Pieces without what ties them to the cue, and without what is no more of them."""
    cue = attribution.cue
    if cue is None:
        return pieces
    spoken = [_without_tail(page, piece) for piece in pieces]
    opened = [_with_against(page, _opened(page, piece, cue), cue) for piece in spoken]
    begin = (begun(page, piece, attribution) for piece in opened)
    return [ended(page, piece, attribution) if piece[0] >= cue[0] else piece for piece in begin]


def _snapped(page: Page, piece: Offsets) -> Offsets:
    """With the quotation marks beside it, where nothing but marks stands between."""
    start, end = piece
    for one in page.quotations_over(start - 1, end + 1):
        if one.start <= start < one.end and _is_bare(page.text, one.start, start):
            start = one.start
        if one.start < end <= one.end and _is_bare(page.text, end, one.end):
            end = one.end
        elif one.start == start and one.end < end and _is_bare(page.text, one.end, end):
            end = one.end  # a bracket behind it
    return start, end


def _is_bare(text: str, start: int, end: int) -> bool:
    """Whether marks and blanks alone stand in a short stretch."""
    return end - start <= MAX_MARKS and not any(map(str.isalnum, text[start:end]))


def _without_tail(page: Page, piece: Offsets) -> Offsets:
    """Without what the article says behind a quotation and a dash: "“I trust her” – and drove across"."""
    quotation = page.quotation_at(piece) if page.opens_quoted(piece) else None
    if quotation is None or not _TAIL.match(page.text, quotation.end, piece[1]):
        return piece
    return piece[0], quotation.end


def _opened(page: Page, piece: Offsets, cue: Offsets) -> Offsets:
    """Without the "that" or "to" that ties a content to the cue before it; a demonstrative "that" stays."""
    start, end = piece
    hearer = _HEARER.match(page.text, start, end) or _named_hearer(page, piece, cue)
    start = hearer.end() if hearer else start
    opener = OPENER.match(page.text, start, end)
    if opener is None or cue[0] > start:
        return start, end
    following = words_of(page.text, opener.end(), min(end, opener.end() + 20))
    if following[0].lower in words("auxiliaries"):
        return start, end
    return opener.end(), end


def _named_hearer(page: Page, piece: Offsets, cue: Offsets) -> re.Match[str] | None:
    """The hearer that a content begins with, before its "that": "told" | "police that he was asleep"."""
    known = known_cue(words_of(page.text, *cue))
    match = _NAMED_HEARER.match(page.text, *piece) if known and known.takes("hearer") and cue[1] <= piece[0] else None
    finite = match and any(is_finite(token) for token in words_of(page.text, *match.span("name")))
    return None if finite else match


def _with_against(page: Page, piece: Offsets, cue: Offsets) -> Offsets:
    """With the "against" that a corpus counts to the cue before it: without it the content says the contrary."""
    last = words_of(page.text, *cue)[-1]
    if last.lower != "against" or last.end > piece[0] or page.text[last.end : piece[0]].strip():
        return piece
    return last.start, piece[1]
