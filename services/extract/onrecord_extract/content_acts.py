"""What a content does by its form where its cue says no more than "said".

What a content opens with is what it is for, so that only its beginning is read. The first of these that holds decides:

1. A first sentence that ends with "?" asks.
2. An "if" or "unless" beside the speaker's own harmful doing threatens, beside what bodes ill it warns; "not … unless"
   refuses.
3. Phrases say outright what is done (`data/content_acts.tsv`): "sorry for", "no comment", "reserves the right".
4. Speakers' own doing to come is promised or refused ("we will build", "it would not pay"), also what will be done by
   nobody named ("it will be published"). With "only if" it is no more than a condition.
5. What others are to do ("must", "show me") is demanded, what they will do is predicted.
6. Negations of the speaker's doing or of any doing deny.
7. Things good or bad by their words are praised or criticised.
"""

from collections.abc import Sequence
from functools import cache
from typing import get_args

from onrecord_core.records import Act

from onrecord_extract.futures import SUBJECT_REACH, futures, is_own
from onrecord_extract.inflection import phrase_forms
from onrecord_extract.lexicon import words
from onrecord_extract.phrases import Phrasebook, group, listed
from onrecord_extract.wording import Wording

OPENING_WORDS = 45
"""How much of a content is read."""
BLAME, PRAISE, REPORTED_PRAISE = -1.0, 1.0, 2.0
"""From how much evaluation on a content criticises or praises; a report of one good word is an assurance."""
HARM_REACH = 6
"""How many words behind what speakers will do the harm in it may stand."""
ANY_REACH = 8
"""How many words behind a negation an "any" may stand that makes it a denial."""

_OUTRIGHT: tuple[Act, ...] = ("apologise", "threaten", "refuse", "confirm", "agree", "promise", "deny", "warn")
"""Acts that a phrase does by itself, the surest first."""
_CLASSES = {*get_args(Act), "harm", "opening", "idle", "none", "ready", "mistaken"}
_STOPS = frozenset(".!?")


@cache
def _phrases(*kinds: str) -> Phrasebook[str]:
    """The phrases of these classes, the forms of their first words among them; of all acts where none is given."""
    wanted = kinds or (*get_args(Act), "mistaken")
    rows = [(phrase, kind) for phrase, kind in listed("content_acts.tsv", _CLASSES) if kind in wanted]
    return Phrasebook([*((form, kind) for phrase, kind in reversed(rows) for form in phrase_forms(phrase)), *rows])


def act_by_form(wording: Wording) -> Act | None:
    """The act of a content by its form; None where it does no more than state."""
    plain = wording.words[:OPENING_WORDS]
    if next((word for word in plain if word in _STOPS), "") == "?":
        return "ask"
    return _bound(wording, plain) or _outright(plain) or _to_come(wording, plain) or _judging(wording, plain)


def _bound(wording: Wording, plain: Sequence[str]) -> Act | None:
    """What is done with an "if" or "unless"."""
    if {"if", "unless"}.isdisjoint(plain):
        return None
    coming = list(futures(wording, plain))
    harms = [first for first, _, _ in _phrases("harm").over(plain)]
    own = [one.at for one in coming if one.doer == "speaker" and not one.is_refused]
    if harms and own and own[0] <= harms[-1] <= own[0] + HARM_REACH:
        return "threaten"
    refused = any(word in group("negations") or word.endswith("n't") for word in plain[: 2 * SUBJECT_REACH])
    if "unless" in plain and refused and not wording.is_first_person:
        return "refuse"
    return "warn" if _score(wording) < 0 else None


def _outright(plain: Sequence[str]) -> Act | None:
    """What a phrase says outright; a negated threat is none."""
    found = {
        kind
        for first, _, kind in _phrases().over(plain)
        if kind != "threaten" or group("negations").isdisjoint(plain[max(0, first - SUBJECT_REACH) : first])
    }
    return next((act for act in _OUTRIGHT if act in found), None)


def _to_come(wording: Wording, plain: Sequence[str]) -> Act | None:
    """What is done by speaking of what is to come."""
    coming = [one for one in futures(wording, plain) if one.is_refused or not _phrases("idle").at([*plain, ""], one.at)]
    own = [one for one in coming if one.doer == "speaker"]
    if own or _is_ready(wording, plain):
        return None if _is_condition(plain) else "refuse" if own and own[0].is_refused else "promise"
    found = {kind for _, _, kind in _phrases().over(plain)}
    if "demand" in found or _is_order(wording, plain):
        return "demand"
    expected = [one for one in coming if one.doer == "nobody" or not one.is_refused]
    if any(one.doer == "nobody" for one in expected) and _score(wording) >= 0:
        return None if _is_condition(plain) else "promise"
    return "predict" if expected or "predict" in found else None


def _judging(wording: Wording, plain: Sequence[str]) -> Act | None:
    if _is_denial(wording, plain):
        return "deny"
    if plain[:1] == ["you"] and len(plain) > 1 and plain[1] not in words("auxiliaries"):
        return "criticise"
    score = _score(wording)
    if score <= BLAME:
        return "criticise"
    return "praise" if score >= (PRAISE if wording.is_quoted else REPORTED_PRAISE) else None


def _score(wording: Wording) -> float:
    judged = (one for one in wording.evaluatives if one.first < OPENING_WORDS and one.kind in {"good", "bad"})
    return sum(one.score for one in judged)


def _is_condition(plain: Sequence[str]) -> bool:
    """Whether something is to be done under a condition and not else: "only after"."""
    return any(word == "only" and plain[n + 1] in group("conditions") for n, word in enumerate(plain[:-1]))


def _is_ready(wording: Wording, plain: Sequence[str]) -> bool:
    """Whether a content says that the speaker is ready to do something, unconditionally: "ready to host talks"."""
    bound = any(one.kind in {"conditions", "of positions"} for one in wording.openings)
    return not bound and any(first <= SUBJECT_REACH for first, _, _ in _phrases("ready").over(plain[:8]))


def _is_order(wording: Wording, plain: Sequence[str]) -> bool:
    """Whether a content tells somebody what to do: "Show me the meadow"."""
    ordering = bool(_phrases("opening").at([*plain, ""], 0)) and plain[:2] != ["let", "me"]
    return ordering and wording.tokens[0].is_capital and wording.is_first_person


def _is_denial(wording: Wording, plain: Sequence[str]) -> bool:
    """Whether the first sentence negates what the speaker does or is, what "it" is, or any of a thing."""
    if any(True for _ in _phrases("none").over(plain[:ANY_REACH])):
        return True
    for i, word in enumerate(plain):
        if word in _STOPS:
            return False
        if word not in group("negations") and not word.endswith("n't"):
            continue
        before = plain[i - 1] if i else ""
        plainly = before in {"did", "is", "was"} or word in {"didn't", "isn't", "wasn't", "don't"}
        it_is = plain[:1] == ["it"] and plainly and i <= SUBJECT_REACH
        behind = plain[i + 1 : i + ANY_REACH]
        own = plainly and is_own(wording, plain, i)
        return it_is or own or plain[:2] == ["no", ","] or not group("any").isdisjoint(behind)
    return False
