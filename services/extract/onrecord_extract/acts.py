"""What a cue does: confirms, denies, promises, demands …, by its words and by the form of its content."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import cast, get_args

from onrecord_core.records import Act

from onrecord_extract.attributions import Offsets
from onrecord_extract.cues import lexicon
from onrecord_extract.inflection import phrase_forms
from onrecord_extract.lexicon import read_data
from onrecord_extract.phrases import Phrasebook
from onrecord_extract.polarity import evaluation
from onrecord_extract.sentences import words_of

ACTS = frozenset(get_args(Act))
OPENING_WORDS = 5
"""How far into a content the noun may stand that a light verb lacks: "voiced | serious concern over …"."""
_NAMING = frozenset(
    {"call", "describe", "label", "brand", "dub", "characterise", "characterize", "term", "deem", "portray", "depict",
     "compare", "liken", "regard", "paint", "brush off", "cast", "consider", "view", "pronounce", "refer to"}
)  # fmt: skip
"""Cues that say what somebody calls a thing; what they call it makes the act."""
_BY_INFINITIVE: dict[str, Act] = {"ask": "demand", "tell": "demand", "agree": "agree", "decline": "refuse"}
"""What a cue does where its content is something to do: "asked them to leave"."""


@cache
def _lines() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in read_data("acts.tsv").splitlines():
        if line and not line.startswith("#"):
            act, listed = line.split("\t")
            found.setdefault(act, []).extend(word.strip() for word in listed.split(","))
    return found


@cache
def _light() -> frozenset[str]:
    return frozenset(_lines()["light"])


@cache
def _book() -> Phrasebook[tuple[str, Act]]:
    return Phrasebook(_entries())


@cache
def _objects() -> Phrasebook[Act]:
    return Phrasebook(
        (form, cast("Act", act.removeprefix("object ")))
        for act, lemmas in _lines().items()
        if act.startswith("object ")
        for lemma in lemmas
        for form in sorted(phrase_forms(lemma))
    )


def _entries() -> Iterator[tuple[str, tuple[str, Act]]]:
    """Each form with its lemma and act: those of cues.tsv, then those of acts.tsv, a word's own form before others'."""
    for options in lexicon().values():
        for form, entry in options:
            yield " ".join(form).lower(), (entry.lemma, entry.act)
    listed = [(cast("Act", act), lemma) for act, lemmas in _lines().items() if act in ACTS for lemma in lemmas]
    for act, lemma in listed:
        yield lemma, (lemma, act)
    for act, lemma in listed:
        for form in sorted(phrase_forms(lemma)):
            yield form, (lemma, act)


def lexical_act(words: Sequence[str]) -> tuple[str, Act] | None:
    """Lemma and act of a cue's words in lower case by the lexicons alone; None where they know none of them."""
    found = [meaning for _, _, meaning in _book().over(words)]
    if not found:
        return None
    lemma, act = found[0]
    if lemma in _light():
        act = next((other for _, other in found if other != "state"), act)
    return lemma, act


def act_of(text: str, cue: Offsets, lemma: str, act: Act, content: Sequence[Offsets]) -> Act:
    """The act of a cue with its content: "called it | a disgrace" criticises, "asked them to | leave" demands.

    `lemma` and `act` are the cue's by its words; `content` are the pieces in `text`.
    """
    first = content[0][0]
    between = text[cue[1] : first].split() if cue[1] <= first else []
    if between[-1:] == ["to"] and lemma in _BY_INFINITIVE:
        return _BY_INFINITIVE[lemma]
    if lemma in _NAMING:
        score = sum(evaluation(text, piece) for piece in content)
        return "praise" if score > 0 else "criticise" if score < 0 else act
    if act == "state" and lemma in _light() and cue[1] <= first:
        opening = [token.lower for token in words_of(text, cue[1], content[0][1])[:OPENING_WORDS]]
        return act if "that" in opening else next((other for _, _, other in _objects().over(opening)), act)
    return act
