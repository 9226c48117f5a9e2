"""Sources that are nobody who speaks: a page's label, a sign, a crowd that cries a word.

The words by which they are known are in `data/selection.toml`.
"""

from collections.abc import Sequence

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.lemmas import lemma_of
from onrecord_extract.lexicon import irregular_verbs, words
from onrecord_extract.page import Page
from onrecord_extract.selection_words import selection_words
from onrecord_extract.sentences import Token, words_of

MIN_CRY_WORDS = 3
"""Of how many different words a crowd's cry says something."""
MIN_PARTICIPLE = 2
"""Behind so many words a participle follows its noun: "a banner installed at the gate", not "a wanted man"."""
LEAD_CHARS = 80
"""How far before a source the one that it stands beside is looked for: "one sign read …; another …"."""

_LET_SPEAK = frozenset(
    {"according to", "say", "state", "conclude", "warn", "report", "recommend", "estimate", "predict"}
)
"""Cues by which a study or figures say something, rather than show it."""


def is_voiceless(page: Page, attribution: Attribution, cue: Sequence[Token], pieces: Sequence[Offsets]) -> bool:
    """Whether the source is nobody who speaks: a label, a hearer, a sign, a crowd that cries a word."""
    is_told = lemma_of(cue[0].lower) in selection_words("receivings")  # "received guarantees that …"
    return (
        is_told or _is_label(page, attribution) or _is_sign(page, attribution) or _is_slogan(page, attribution, pieces)
    )


def _is_label(page: Page, attribution: Attribution) -> bool:
    """Whether what stands before a colon is a page's label, which is nobody: "Interview: “I never lost”"."""
    source = page.text[slice(*attribution.source)].lower() if attribution.source else ""
    return attribution.lemma == ":" and source in selection_words("kickers")


def _is_sign(page: Page, attribution: Attribution) -> bool:
    """Whether a thing carries the words: "reads a banner", "a sign that said", "the rules say"."""
    cue = words_of(page.text, *attribution.cue) if attribution.cue else []
    head = head_of(page, attribution.source)
    if head in selection_words("statutes"):
        return True
    found = {head, *(token.lower for token in cue)}
    if attribution.source and found & {"one", "another", "others", "second", "third"}:  # "one sign read …; another …"
        first = attribution.source[0]
        found |= {token.lower for token in words_of(page.text, max(0, first - LEAD_CHARS), first)}
    carriers = (
        selection_words("carriers")
        if attribution.lemma in _LET_SPEAK
        else selection_words("carriers") | selection_words("evidence")
    )
    return not found.isdisjoint(carriers)


def _is_slogan(page: Page, attribution: Attribution, pieces: Sequence[Offsets]) -> bool:
    """Whether it is sung, or a cry of a crowd that says no more than a word or two: "Out, out, out!"."""
    said = {token.lower for piece in pieces for token in words_of(page.text, *piece) if token.is_word}
    return attribution.lemma == "sing" or (attribution.lemma in selection_words("cries") and len(said) < MIN_CRY_WORDS)


def head_of(page: Page, source: Offsets | None) -> str:
    """The noun of a source: "banner" of "a banner on the town hall"."""
    tokens = words_of(page.text, *source) if source else []
    behind = words("tail_openers") | selection_words("behind_nouns")
    before = next((n for n, token in enumerate(tokens) if n and token.lower in behind), len(tokens))
    if before > MIN_PARTICIPLE and _is_participle(tokens[before - 1].lower):
        before -= 1  # "a banner installed at the gate"
    return tokens[before - 1].lower if tokens else ""


def _is_participle(word: str) -> bool:
    return word.endswith("ed") or word in irregular_verbs() or word in selection_words("pasts")
