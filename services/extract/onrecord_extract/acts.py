"""What a cue does: confirms, denies, promises, demands …, by its words and by the form of its content."""

from collections.abc import Sequence
from functools import cache
from typing import cast, get_args

from onrecord_core.records import Act

from onrecord_extract.attributions import Attribution
from onrecord_extract.content_acts import act_by_form
from onrecord_extract.cues import lexicon
from onrecord_extract.inflection import phrase_forms
from onrecord_extract.lexicon import words
from onrecord_extract.phrases import Phrasebook, group, listed
from onrecord_extract.wording import Wording

type _Entries = list[tuple[str, tuple[str, Act]]]

ACTS = frozenset(get_args(Act))
HEARER_WORDS = 8
"""Within how many words of a content the "to" stands behind whom somebody asked."""
OPENING_WORDS = 5
"""How far into a content the noun may stand that a light verb lacks: "voiced | serious concern over …"."""
BETWEEN_CHARS = 200
_PERFORMATIVE = ACTS - {"state", "ask", "predict", "confirm"}
_BY_INFINITIVE: dict[str, Act] = {
    "ask": "demand", "tell": "demand", "challenge": "demand", "agree": "agree", "decline": "refuse",
}  # fmt: skip
"""What a cue does where its content is something to do: "asked them to leave"."""


@cache
def _table() -> list[tuple[str, str]]:
    return list(listed("acts.tsv", {*ACTS, "light", *(f"object {act}" for act in ACTS)}))


@cache
def _light() -> frozenset[str]:
    return frozenset(word for word, act in _table() if act == "light")


@cache
def _book() -> Phrasebook[tuple[str, Act]]:
    """Each form of a cue with lemma and act: those of cues.tsv before those of acts.tsv."""
    lemmas: _Entries = [(word, (word, cast("Act", act))) for word, act in _table() if act in ACTS]
    inflected: _Entries = [(form, meaning) for word, meaning in reversed(lemmas) for form in phrase_forms(word)]
    entries = [(" ".join(form).lower(), entry) for options in lexicon().values() for form, entry in options]
    cues: _Entries = [(form, (entry.lemma, entry.act)) for form, entry in entries]
    return Phrasebook([*inflected, *lemmas, *cues])


@cache
def _objects() -> Phrasebook[Act]:
    """The nouns that say what a light verb does: "voiced concern"."""
    nouns = [(word, act.removeprefix("object ")) for word, act in _table() if act.startswith("object ")]
    return Phrasebook((form, cast("Act", act)) for word, act in nouns for form in phrase_forms(word))


def lexical_act(cue: Sequence[str]) -> tuple[str, Act] | None:
    """Lemma and act of a cue's words in lower case by the lexicons alone; None where they know none of them."""
    found = [meaning for _, _, meaning in _book().over(cue)]
    if not found:
        return None
    lemma, act = found[0]
    if lemma in _light():
        act = next((other for _, other in found if other != "state"), act)
    return lemma, cast("Act", act)  # pyright widens a literal that it reads out of a tuple


def act_of(wording: Wording, attribution: Attribution) -> Act:
    """The act of an attribution with its content: "called it | a disgrace" criticises, "asked them to | leave" demands.

    Where the cue says no more than that something was said, the speaker's own verb of doing counts: "We urge them to
    leave", he said.
    """
    act, lemma = attribution.act, attribution.lemma
    between = _between(wording, attribution)
    if lemma in _BY_INFINITIVE and _is_to_be_done(wording, between):
        return _BY_INFINITIVE[lemma]
    if lemma in group("naming"):
        score = sum(one.score for one in wording.evaluatives)
        return "praise" if score > 0 else "criticise" if score < 0 else act
    if act != "state":
        return act
    opening = wording.words[:OPENING_WORDS]
    object_act = _object_act([*between, *opening]) if lemma in _light() else None
    return object_act or _performed(opening, wording.own) or act_by_form(wording) or act


def _is_to_be_done(wording: Wording, between: Sequence[str]) -> bool:
    """Whether a content is something to do, with or without who is to do it: "the crew not to leave"."""
    if wording.is_quoted:
        return False
    opening = wording.words[:HEARER_WORDS]
    if between[-1:] == ["to"] or opening[:1] == ["to"]:
        return True
    asks = "?" in wording.words or opening[:1] == [] or opening[0] in words("subordinators")
    verbal = next((word for word in opening if word == "to" or word in words("auxiliaries")), "")
    return not between and not asks and verbal == "to"


def _between(wording: Wording, attribution: Attribution) -> list[str]:
    """The words between a cue and the content behind it."""
    if not attribution.cue or not wording.tokens:
        return []
    end = attribution.cue[1]
    start = wording.tokens[0].start
    return wording.text[end:start].lower().split() if 0 <= start - end <= BETWEEN_CHARS else []


def _object_act(opening: Sequence[str]) -> Act | None:
    return None if "that" in opening else next((act for _, _, act in _objects().over(opening)), None)


def _performed(opening: Sequence[str], own: frozenset[str]) -> Act | None:
    """What somebody does by saying so: "we condemn", "Norway condemns", "I am sorry"."""
    if not opening or (opening[0] not in {"i", "we"} and opening[0] not in own):
        return None
    verb = next((n for n, word in enumerate(opening) if n and not word.endswith("ly")), len(opening))
    found = _book().at(opening, verb) if verb < len(opening) else None
    if opening[1:3] in (["am", "sorry"], ["are", "sorry"]):
        return "apologise"
    if found is None or found[1][1] not in _PERFORMATIVE:
        return None
    return found[1][1] if opening[verb].removesuffix("s") == found[1][0].split()[0] else None
