"""Sayings that did not take place: negated, refused or still to come.

The words that tell are in `data/selection.toml`.
"""

from collections.abc import Sequence

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.cues import FoundCue
from onrecord_extract.lemmas import known_cue
from onrecord_extract.lexicon import words
from onrecord_extract.page import Page
from onrecord_extract.selection_words import selection_words
from onrecord_extract.sentences import Token, words_of

LEAD_CHARS = 80
"""How far before a cue a negation is looked for."""


def is_denied(page: Page, attribution: Attribution, cue: Sequence[Token]) -> bool:
    """Whether the saying is negated or yet to come: "did not say", "nobody said", "is expected to announce"."""
    source = words_of(page.text, *attribution.source) if attribution.source else []
    if source and (source[0].lower in selection_words("nobody") or [t.lower for t in source[:2]] == ["no", "one"]):
        return True
    known = known_cue(cue)  # a cue of the lexicon may hold a negation itself: "refused to rule out"
    inside = cue[: known.first] if known else cue
    begin = max(attribution.frame[0], cue[0].start - LEAD_CHARS)
    return _negates([*words_of(page.text, begin, cue[0].start), *inside]) or _negates_behind(cue, known)


def _negates(before: Sequence[Token]) -> bool:
    """Whether the words right before a verb negate it, auxiliaries and adverbs between them passed over."""
    to_do = False
    for token in reversed(before):
        word = token.lower
        if word in selection_words("negations") or word.endswith(("n't", "n’t")):
            return True
        if to_do and word in selection_words("unsaid"):
            return True
        if word not in selection_words("auxiliaries") | words("adverbs") and not word.endswith("ly"):
            return False
        to_do = to_do or word == "to"
    return False


def _negates_behind(cue: Sequence[Token], known: FoundCue | None) -> bool:
    """Whether a cue says that nothing was said: "said nothing", "told them not"."""
    return known is not None and any(token.lower in {"not", "nothing"} for token in cue[known.after :])


def is_unanswered(page: Page, cue: Sequence[Token], pieces: Sequence[Offsets]) -> bool:
    """Whether somebody refused to say it: "refused to say | when the pumps would run", "declined to | explain why"."""
    first = words_of(page.text, pieces[0][0], min(pieces[0][1], pieces[0][0] + LEAD_CHARS))[:2]
    said = [token.lower for token in (*cue, *first)]
    refused = any(word.startswith(("refus", "declin")) for word in said[: len(cue)])
    return refused and any(word in selection_words("questions") for word in said[-2:])
