"""Which attributions are statements: something that a source uttered, not what it holds, does, asks, or did not say.

The words that decide are in `data/selection.toml`, those of what is held in `data/words.toml`.
"""

import re
from collections.abc import Sequence
from functools import cache

from onrecord_extract.asides import is_finite
from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.denials import LEAD_CHARS, is_denied, is_unanswered
from onrecord_extract.inflection import forms_of
from onrecord_extract.lemmas import known_cue
from onrecord_extract.lexicon import words
from onrecord_extract.page import Page
from onrecord_extract.role_words import is_possessive
from onrecord_extract.selection_words import selection_words
from onrecord_extract.sentences import Token, words_of
from onrecord_extract.titles import is_title
from onrecord_extract.voices import head_of, is_voiceless

MIN_ORPHAN_WORDS = 4
"""A quotation without source and cue is a statement from so many words on; a shorter one may be a title."""
MAX_OWNED_TOKENS = 4
MIN_CONFIDENCE = 0.2
"""What is less likely right is no statement, unless quotation marks say that it is one."""
MIN_PASSIVE_WORDS = 4
"""What "was announced" is a statement from so many words on: not "Her death"."""
SAYING_OBJECTS = ("object", "quoted", "preposition", "infinitive", "hearer_infinitive")
"""Frames of cues that say by a noun or a verb what others say by a clause."""


_ANONYMITY = re.compile(r"(?:to be granted |to remain )?(?:not to be (?:named|identified|quoted)|anonym(?:ity|ous))")
"""What a source asks for itself, which is no statement on anything: "who asked not to be named"."""


def is_statement(page: Page, attribution: Attribution, pieces: Sequence[Offsets]) -> bool:
    """Whether an attribution whose content is `pieces` is a statement."""
    if len(pieces) == 1 and _is_bare(page, pieces[0]):
        return False
    if attribution.cue is None:
        return attribution.source is not None or _is_said_quotation(page, pieces)
    cue = words_of(page.text, *attribution.cue)
    if (
        is_voiceless(page, attribution, cue, pieces)
        or _is_asked(page, attribution, cue, pieces)
        or _is_naming(page, attribution, cue)
    ):
        return False
    if page.opens_quoted(pieces[0]):
        return True
    return attribution.confidence >= MIN_CONFIDENCE and not (
        _is_held(attribution, cue, page)
        or _is_act(page, attribution, pieces)
        or is_denied(page, attribution, cue)
        or _is_noun_alone(page, attribution, pieces)
        or _is_done(page, attribution, cue, pieces)
        or page.text.startswith(("whether ", "if "), pieces[0][0])
        or is_unanswered(page, cue, pieces)
        or _ANONYMITY.match(page.text, pieces[0][0]) is not None
    )


def _is_bare(page: Page, piece: Offsets) -> bool:
    """Whether a piece only points at what was said: "that", "it twice", "Brandt’s remarks"."""
    tokens = words_of(page.text, piece[0], min(piece[1], piece[0] + LEAD_CHARS))
    first, *others = (token.lower for token in tokens)
    owned = len(tokens) <= MAX_OWNED_TOKENS and any(is_possessive(t) or t.lower in words("possessives") for t in tokens)
    if owned and others and others[-1] in selection_words("sayings"):
        return True
    return first in words("bare_objects") and all(word in words("adverbs") | {"twice"} for word in others)


def _is_said_quotation(page: Page, pieces: Sequence[Offsets]) -> bool:
    """Whether pieces without source and cue are somebody's words rather than a title or a scare quote."""
    found = [one for piece in pieces for one in page.quotations_in(piece)]
    size = sum(token.is_word for piece in pieces for token in words_of(page.text, *piece))
    return size >= MIN_ORPHAN_WORDS and any(not is_title(page.text, one) for one in found)


def _is_asked(page: Page, attribution: Attribution, cue: Sequence[Token], pieces: Sequence[Offsets]) -> bool:
    """Whether it is a question put to a source, or one of somebody who asks for a living."""
    if attribution.lemma.split()[0:1] not in (["ask"], ["question"], ["wonder"], ["inquire"]):
        return False
    before = words_of(page.text, max(0, attribution.cue[0] - LEAD_CHARS), attribution.cue[0]) if attribution.cue else []
    passive = {token.lower for token in (*before[-1:], *cue)} & (words("passive") | {"when", "if"})
    if passive or cue[0].text == "Asked" or page.text[cue[-1].end :].startswith((" by ", " about ")):
        return not page.opens_quoted(pieces[0])
    source = words_of(page.text, *attribution.source) if attribution.source else []
    return any(token.lower in selection_words("askers") for token in source)


def _is_naming(page: Page, attribution: Attribution, cue: Sequence[Token]) -> bool:
    """Whether it says what a thing is called: "a film titled “…”", "what critics call “…”"."""
    if attribution.lemma not in selection_words("naming") and _naming_forms().isdisjoint(token.lower for token in cue):
        return False
    titled = any(is_title(page.text, one) for one in page.quotations_in(attribution.content[0]))
    unsaid = attribution.source is None and not cue[0].text.endswith("ing")  # "a ship dubbed “…”", but not "calling it"
    return unsaid or _follows_what(page, attribution) or titled


@cache
def _naming_forms() -> frozenset[str]:
    """The pasts of verbs of naming whose infinitive spelling does not tell: "titled", "entitled"."""
    return frozenset(form for word in selection_words("naming") if word.endswith("le") for form in forms_of(word))


def _follows_what(page: Page, attribution: Attribution) -> bool:
    """Whether a "what" stands before the source or begins the content: "what meteorologists call “…”"."""
    starts = [span[0] for span in (attribution.source, attribution.content[0]) if span]
    return any(re.search(r"\b[Ww]hat(?:\s+\w+)?\s*$", page.text[max(0, at - 16) : at]) for at in starts) or (
        page.text.startswith(("What", "what"), starts[-1])
    )


def _is_held(attribution: Attribution, cue: Sequence[Token], page: Page) -> bool:
    first = attribution.content[0][0]
    reported = page.text.startswith("that ", first) or first < cue[0].start
    if reported and attribution.lemma == "hear" and head_of(page, attribution.source) in selection_words("hearings"):
        return False
    if all(token.lower in words("auxiliaries") for token in cue):
        return True  # "is to spend"
    known = known_cue(cue)  # what is expressed is said, be it hope or fear
    within = cue[: known.after] if known else cue
    return attribution.lemma in words("held") or any(token.lower in words("held") for token in within)


def _is_act(page: Page, attribution: Attribution, pieces: Sequence[Offsets]) -> bool:
    """Whether the cue is an act that says nothing: "adjourned the case", "talked about the film “…”"."""
    if attribution.lemma not in selection_words("acts"):
        return False
    quoted = [one for piece in pieces for one in page.quotations_in(piece)]
    spoken = attribution.lemma in selection_words("speaking_acts") and any(
        not is_title(page.text, one) for one in quoted
    )
    return not spoken and not page.text.startswith("that ", attribution.content[-1][0])


def _is_done(page: Page, attribution: Attribution, cue: Sequence[Token], pieces: Sequence[Offsets]) -> bool:
    """Whether a verb that is not known to say its object has a mere noun for it: "lowered its forecast"."""
    known = known_cue(cue)
    says = known.takes(*SAYING_OBJECTS) if known else attribution.lemma in selection_words("utterances")
    if says or len(pieces) > 1 or pieces[0][0] < cue[0].start:
        return False
    inside = words_of(page.text, *pieces[0])
    spoken = any(True for _ in page.quotations_over(*pieces[0])) or any(is_finite(token) for token in inside)
    return not spoken and inside[0].lower not in words("subject_pronouns") | {"that", "to"}


def _is_noun_alone(page: Page, attribution: Attribution, pieces: Sequence[Offsets]) -> bool:
    """Whether a passive leaves the content a bare noun: "The deal, first reported by X", "Her death was announced"."""
    if attribution.cue is None or len(pieces) > 1 or pieces[0][0] > attribution.cue[0]:
        return False
    beside = page.text[attribution.cue[1] : attribution.cue[1] + 4]
    cue = {token.lower for token in words_of(page.text, *attribution.cue)}
    if beside != " by " and not cue & words("passive"):
        return False
    size = sum(token.is_word for token in words_of(page.text, *pieces[0]))
    return size < MIN_PASSIVE_WORDS and not any(True for _ in page.quotations_over(*pieces[0]))
