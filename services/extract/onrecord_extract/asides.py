"""Contents around their cue: "The pilot, he added, had left" and “A,” she said, “B,” she added.

A corpus ends such a content at the cue, or reads the cue in its midst as part of it; a statement's content is what
stands around the cue, in pieces.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.complements import content_end
from onrecord_extract.lemmas import known_cue
from onrecord_extract.lexicon import either, irregular_verbs, words
from onrecord_extract.page import Page
from onrecord_extract.selection_words import selection_words
from onrecord_extract.sentences import Token, words_of

MAX_CHARS = 600
"""How far a content may go on behind its cue."""
MAX_CUE_CHARS = 120
"""How many characters may stand between two quotations of one utterance."""

_OPENS = re.compile(r"\s*(?P<mark>[,—–(])\s*(?:(?:who|which|that|however|though),?\s+)*$")
"""What parts a content from the words about the saying in its midst."""
_CLOSES = re.compile(r"[^,;:.!?()—–“”\"«»]{0,80}(?P<mark>[,—–)])\s*(?=[a-z0-9$£€])")


def around_cue(page: Page, attribution: Attribution) -> Attribution:
    """The attribution with what goes on behind the words about the saying, "…, he added, …"."""
    text, cue = page.text, attribution.cue
    if cue is None or len(attribution.content) != 1 or text.startswith(" by ", cue[1]):
        return attribution
    if any(page.quotations_over(*attribution.content[0])):
        return attribution
    start, end = attribution.content[0]
    spans = [cue, *([attribution.source] if attribution.source else [])]
    begin, behind = min(spans)[0], max(span[1] for span in spans)
    opened = _OPENS.match(text, end, begin) if end <= begin else None
    closed = _CLOSES.match(text, behind, attribution.frame[1]) if opened else None
    if not opened or not closed or (opened["mark"] == "(") != (closed["mark"] == ")"):
        return attribution
    until = min(attribution.frame[1], closed.end() + MAX_CHARS)
    rest = words_of(text, closed.end(), until)
    if opened["mark"] != ",":
        rest = rest[: next((n for n, token in enumerate(rest) if token.text in "—–)"), len(rest))]
    if not rest or not _goes_on(words_of(text, start, end), rest):
        return attribution
    last = rest[content_end(rest, 0) - 1]
    return replace(attribution, content=((start, end), (closed.end(), last.end)))


def _goes_on(first: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Whether a clause that began before the cue goes on behind it, rather than an apposition or narration."""
    opening = rest[0]
    if is_finite(opening):
        return True
    turning = either("subordinators", "determiners") | {"and", "but", "who", "according", "speaking"}
    leads = first[0].lower in either("tail_openers", "subordinators") | {"under", "if", "without", "but"}
    unfinished = not any(is_finite(token) for token in first[1:])
    if opening.text.endswith("ing") or not unfinished:
        return False
    return leads or opening.lower not in turning


def is_finite(token: Token) -> bool:
    """Whether a word may be a verb with a tense, by its form."""
    word = token.text
    if not word.islower() or word.endswith("ing"):
        return False
    if word in words("auxiliaries"):
        return True
    known = word in irregular_verbs() or word in selection_words("pasts")
    return word not in words("function_words") and (known or word.endswith(("ed", "s")))


def without_cues(page: Page, pieces: Sequence[Offsets]) -> list[Offsets]:
    """The pieces with those parted that hold a cue between two quotations: of “A,” she said, “B” the quotations."""
    return [part for piece in pieces for part in _without_cue(page, piece)]


def _without_cue(page: Page, piece: Offsets) -> list[Offsets]:
    inside = page.quotations_in(piece)
    if len(inside) < 2 or inside[0].start != piece[0]:  # noqa: PLR2004  a cue stands between two
        return [piece]
    gaps = [(one.end, other.start) for one, other in pairwise(inside)]
    if not any(end - start <= MAX_CUE_CHARS and known_cue(words_of(page.text, start, end)) for start, end in gaps):
        return [piece]
    return [(one.start, one.end) for one in inside]
