"""Which attributions are statements: something that a source uttered, not what it holds, does, asks, or did not say.

The words that decide are in `data/selection.toml`, those of what is held in `data/words.toml`.
"""

import re
from collections.abc import Sequence
from functools import cache

from onrecord_extract.asides import is_finite
from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.cues import FoundCue
from onrecord_extract.inflection import forms_of
from onrecord_extract.lemmas import known_cue, lemma_of
from onrecord_extract.lexicon import irregular_verbs, words
from onrecord_extract.page import Page
from onrecord_extract.role_words import is_possessive
from onrecord_extract.sentences import Token, words_of
from onrecord_extract.titles import is_title

MIN_ORPHAN_WORDS = 4
"""A quotation without source and cue is a statement from so many words on; a shorter one may be a title."""
MAX_OWNED_TOKENS = 4
MIN_CONFIDENCE = 0.2
"""What is less likely right is no statement, unless quotation marks say that it is one."""
MIN_CRY_WORDS = 3
"""Of how many different words a crowd's cry says something."""
MIN_PARTICIPLE = 2
"""Behind so many words a participle follows its noun: "a banner installed at the gate", not "a wanted man"."""
LEAD_CHARS = 80
"""How far before a cue a negation is looked for."""
MIN_PASSIVE_WORDS = 4
"""What "was announced" is a statement from so many words on: not "Her death"."""
SAYING_OBJECTS = ("object", "quoted", "preposition", "infinitive", "hearer_infinitive")
"""Frames of cues that say by a noun or a verb what others say by a clause."""

_LET_SPEAK = frozenset(
    {"according to", "say", "state", "conclude", "warn", "report", "recommend", "estimate", "predict"}
)
"""Cues by which a study or figures say something, rather than show it."""

_ANONYMITY = re.compile(r"(?:to be granted |to remain )?(?:not to be (?:named|identified|quoted)|anonym(?:ity|ous))")
"""What a source asks for itself, which is no statement on anything: "who asked not to be named"."""


def _listed(group: str) -> frozenset[str]:
    return words(group, "selection.toml")


def is_statement(page: Page, attribution: Attribution, pieces: Sequence[Offsets]) -> bool:
    """Whether an attribution whose content is `pieces` is a statement."""
    if len(pieces) == 1 and _is_bare(page, pieces[0]):
        return False
    if attribution.cue is None:
        return attribution.source is not None or _is_said_quotation(page, pieces)
    cue = words_of(page.text, *attribution.cue)
    if (
        _is_unsaid(page, attribution, cue, pieces)
        or _is_asked(page, attribution, cue, pieces)
        or _is_naming(page, attribution, cue)
    ):
        return False
    if page.opens_quoted(pieces[0]):
        return True
    return attribution.confidence >= MIN_CONFIDENCE and not (
        _is_held(attribution, cue, page)
        or _is_act(page, attribution, pieces)
        or _is_denied(page, attribution, cue)
        or _is_noun_alone(page, attribution, pieces)
        or _is_done(page, attribution, cue, pieces)
        or page.text.startswith(("whether ", "if "), pieces[0][0])
        or _is_unanswered(page, cue, pieces)
        or _ANONYMITY.match(page.text, pieces[0][0]) is not None
    )


def _is_bare(page: Page, piece: Offsets) -> bool:
    """Whether a piece only points at what was said: "that", "it twice", "Brandt’s remarks"."""
    tokens = words_of(page.text, piece[0], min(piece[1], piece[0] + LEAD_CHARS))
    first, *others = (token.lower for token in tokens)
    owned = len(tokens) <= MAX_OWNED_TOKENS and any(is_possessive(t) or t.lower in words("possessives") for t in tokens)
    if owned and others and others[-1] in _listed("sayings"):
        return True
    return first in words("bare_objects") and all(word in words("adverbs") | {"twice"} for word in others)


def _is_unanswered(page: Page, cue: Sequence[Token], pieces: Sequence[Offsets]) -> bool:
    """Whether somebody refused to say it: "refused to say | when the pumps would run", "declined to | explain why"."""
    first = words_of(page.text, pieces[0][0], min(pieces[0][1], pieces[0][0] + LEAD_CHARS))[:2]
    said = [token.lower for token in (*cue, *first)]
    refused = any(word.startswith(("refus", "declin")) for word in said[: len(cue)])
    return refused and any(word in _listed("questions") for word in said[-2:])


def _is_said_quotation(page: Page, pieces: Sequence[Offsets]) -> bool:
    """Whether pieces without source and cue are somebody's words rather than a title or a scare quote."""
    found = [one for piece in pieces for one in page.quotations_in(piece)]
    size = sum(token.is_word for piece in pieces for token in words_of(page.text, *piece))
    return size >= MIN_ORPHAN_WORDS and any(not is_title(page.text, one) for one in found)


def _is_unsaid(page: Page, attribution: Attribution, cue: Sequence[Token], pieces: Sequence[Offsets]) -> bool:
    """Whether the source is nobody who speaks: a label, a hearer, a sign, a crowd that cries a word."""
    is_told = lemma_of(cue[0].lower) in _listed("receivings")  # "received guarantees that …"
    return (
        is_told or _is_label(page, attribution) or _is_sign(page, attribution) or _is_slogan(page, attribution, pieces)
    )


def _is_label(page: Page, attribution: Attribution) -> bool:
    """Whether what stands before a colon is a page's label, which is nobody: "Interview: “I never lost”"."""
    source = page.text[slice(*attribution.source)].lower() if attribution.source else ""
    return attribution.lemma == ":" and source in _listed("kickers")


def _is_sign(page: Page, attribution: Attribution) -> bool:
    """Whether a thing carries the words: "reads a banner", "a sign that said", "the rules say"."""
    cue = words_of(page.text, *attribution.cue) if attribution.cue else []
    head = _head(page, attribution.source)
    if head in _listed("statutes"):
        return True
    found = {head, *(token.lower for token in cue)}
    if attribution.source and found & {"one", "another", "others", "second", "third"}:  # "one sign read …; another …"
        first = attribution.source[0]
        found |= {token.lower for token in words_of(page.text, max(0, first - LEAD_CHARS), first)}
    carriers = _listed("carriers") if attribution.lemma in _LET_SPEAK else _listed("carriers") | _listed("evidence")
    return not found.isdisjoint(carriers)


def _is_slogan(page: Page, attribution: Attribution, pieces: Sequence[Offsets]) -> bool:
    """Whether it is sung, or a cry of a crowd that says no more than a word or two: "Out, out, out!"."""
    said = {token.lower for piece in pieces for token in words_of(page.text, *piece) if token.is_word}
    return attribution.lemma == "sing" or (attribution.lemma in _listed("cries") and len(said) < MIN_CRY_WORDS)


def _head(page: Page, source: Offsets | None) -> str:
    """The noun of a source: "banner" of "a banner on the town hall"."""
    tokens = words_of(page.text, *source) if source else []
    behind = words("tail_openers") | _listed("behind_nouns")
    before = next((n for n, token in enumerate(tokens) if n and token.lower in behind), len(tokens))
    if before > MIN_PARTICIPLE and _is_participle(tokens[before - 1].lower):
        before -= 1  # "a banner installed at the gate"
    return tokens[before - 1].lower if tokens else ""


def _is_participle(word: str) -> bool:
    return word.endswith("ed") or word in irregular_verbs() or word in _listed("pasts")


def _is_asked(page: Page, attribution: Attribution, cue: Sequence[Token], pieces: Sequence[Offsets]) -> bool:
    """Whether it is a question put to a source, or one of somebody who asks for a living."""
    if attribution.lemma.split()[0:1] not in (["ask"], ["question"], ["wonder"], ["inquire"]):
        return False
    before = words_of(page.text, max(0, attribution.cue[0] - LEAD_CHARS), attribution.cue[0]) if attribution.cue else []
    passive = {token.lower for token in (*before[-1:], *cue)} & (words("passive") | {"when", "if"})
    if passive or cue[0].text == "Asked" or page.text[cue[-1].end :].startswith((" by ", " about ")):
        return not page.opens_quoted(pieces[0])
    source = words_of(page.text, *attribution.source) if attribution.source else []
    return any(token.lower in _listed("askers") for token in source)


def _is_naming(page: Page, attribution: Attribution, cue: Sequence[Token]) -> bool:
    """Whether it says what a thing is called: "a film titled “…”", "what critics call “…”"."""
    if attribution.lemma not in _listed("naming") and _naming_forms().isdisjoint(token.lower for token in cue):
        return False
    titled = any(is_title(page.text, one) for one in page.quotations_in(attribution.content[0]))
    unsaid = attribution.source is None and not cue[0].text.endswith("ing")  # "a ship dubbed “…”", but not "calling it"
    return unsaid or _follows_what(page, attribution) or titled


@cache
def _naming_forms() -> frozenset[str]:
    """The pasts of verbs of naming whose infinitive spelling does not tell: "titled", "entitled"."""
    return frozenset(form for word in _listed("naming") if word.endswith("le") for form in forms_of(word))


def _follows_what(page: Page, attribution: Attribution) -> bool:
    """Whether a "what" stands before the source or begins the content: "what meteorologists call “…”"."""
    starts = [span[0] for span in (attribution.source, attribution.content[0]) if span]
    return any(re.search(r"\b[Ww]hat(?:\s+\w+)?\s*$", page.text[max(0, at - 16) : at]) for at in starts) or (
        page.text.startswith(("What", "what"), starts[-1])
    )


def _is_held(attribution: Attribution, cue: Sequence[Token], page: Page) -> bool:
    first = attribution.content[0][0]
    reported = page.text.startswith("that ", first) or first < cue[0].start
    if reported and attribution.lemma == "hear" and _head(page, attribution.source) in _listed("hearings"):
        return False
    if all(token.lower in words("auxiliaries") for token in cue):
        return True  # "is to spend"
    known = known_cue(cue)  # what is expressed is said, be it hope or fear
    within = cue[: known.after] if known else cue
    return attribution.lemma in words("held") or any(token.lower in words("held") for token in within)


def _is_act(page: Page, attribution: Attribution, pieces: Sequence[Offsets]) -> bool:
    """Whether the cue is an act that says nothing: "adjourned the case", "talked about the film “…”"."""
    if attribution.lemma not in _listed("acts"):
        return False
    quoted = [one for piece in pieces for one in page.quotations_in(piece)]
    spoken = attribution.lemma in _listed("speaking_acts") and any(not is_title(page.text, one) for one in quoted)
    return not spoken and not page.text.startswith("that ", attribution.content[-1][0])


def _is_denied(page: Page, attribution: Attribution, cue: Sequence[Token]) -> bool:
    """Whether the saying is negated or yet to come: "did not say", "nobody said", "is expected to announce"."""
    source = words_of(page.text, *attribution.source) if attribution.source else []
    if source and (source[0].lower in _listed("nobody") or [t.lower for t in source[:2]] == ["no", "one"]):
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
        if word in _listed("negations") or word.endswith(("n't", "n’t")):
            return True
        if to_do and word in _listed("unsaid"):
            return True
        if word not in _listed("auxiliaries") | words("adverbs") and not word.endswith("ly"):
            return False
        to_do = to_do or word == "to"
    return False


def _negates_behind(cue: Sequence[Token], known: FoundCue | None) -> bool:
    """Whether a cue says that nothing was said: "said nothing", "told them not"."""
    return known is not None and any(token.lower in {"not", "nothing"} for token in cue[known.after :])


def _is_done(page: Page, attribution: Attribution, cue: Sequence[Token], pieces: Sequence[Offsets]) -> bool:
    """Whether a verb that is not known to say its object has a mere noun for it: "lowered its forecast"."""
    known = known_cue(cue)
    says = known.takes(*SAYING_OBJECTS) if known else attribution.lemma in _listed("utterances")
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
