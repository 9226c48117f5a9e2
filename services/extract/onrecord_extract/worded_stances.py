"""The stance that the words of a content put into words, its cue's act and the conditions that it sets."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, takewhile

from onrecord_core.records import Act, Stance

from onrecord_extract.conditions import conditions_of
from onrecord_extract.lexicon import words
from onrecord_extract.phrases import group
from onrecord_extract.polarity import Evaluative
from onrecord_extract.wording import Wording

THRESHOLD = 1.0
"""How much evaluation makes a stance; a description has a little of it too."""
LONG_CONTENT = 30
MOST_COMMITMENT = 1.5
AFTER_BUT = 1.5
"""How much more counts what follows a "but"."""
HOLDER_REACH = 5
"""How many words before an attitude who holds it may stand."""
GOING_REACH = 4
PROMISE_OPENING = 5
DEMAND_OPENING = 6
"""Within how many words of a demand stands what is to end."""

WISH_REACH = 8
"""How many words behind a wish what it wishes may stand."""

_JOINED = frozenset({"i'll", "we'll", "won't", "wouldn't", "cannot", "can't"})
_BY_ACT: dict[Act, Stance] = {
    "praise": "supportive", "agree": "supportive", "criticise": "opposed", "refuse": "opposed", "deny": "opposed",
    "warn": "opposed", "threaten": "opposed", "apologise": "factual",
}  # fmt: skip
"""What a cue says outright of the stance to its content."""


def worded_stance(wording: Wording, act: Act = "state", cue: Wording | None = None) -> Stance:
    """The stance that a content tells outright, which a cue of that act, with these words, reports; else factual."""
    if conditions_of(wording, act):
        return "conditional"
    score = sum(_scores(wording)) + _commitment(wording)
    score += sum(one.score for one in cue.evaluatives) if cue else 0
    open_cue = cue is not None and any(one.kind in {"open cue", "noncommittal"} for one in cue.openings)
    if open_cue or _is_open(wording, score):
        return "noncommittal"
    if act == "demand":
        return "opposed" if _is_to_end(wording) else "supportive"
    if act in _BY_ACT:
        return _BY_ACT[act]
    if act == "promise" and _is_to_be(wording):
        return "opposed" if _is_refusal(wording) else "supportive"
    threshold = THRESHOLD * (2 if act == "confirm" else 1)
    return "supportive" if score >= threshold else "opposed" if score <= -threshold else "factual"


def _is_open(wording: Wording, score: float) -> bool:
    """Whether a content leaves its position open; in a long one that takes sides an "I don't know" says little."""
    if len(wording.words) > LONG_CONTENT and abs(score) >= 2 * THRESHOLD:
        return False
    return any(one.kind == "noncommittal" for one in wording.openings)


def _scores(wording: Wording) -> Iterator[float]:
    but = max((i for i, word in enumerate(wording.words) if word == "but"), default=len(wording.words))
    conceded = _concession(wording)
    for one in wording.evaluatives:
        if one.first < conceded or (one.kind in {"for", "against"} and _is_of_others(wording, one)):
            continue
        turned = -1 if one.kind == "for" and _is_turned(wording, one) else 1
        yield turned * one.score * (AFTER_BUT if one.first > but else 1)


def _concession(wording: Wording) -> int:
    """Before which word the clause ends with which a content concedes something: "although it is costly, …"."""
    if not wording.words or wording.words[0] not in group("conceding"):
        return 0
    return next((i for i, word in enumerate(wording.words) if word == ","), 0)


def _is_turned(wording: Wording, one: Evaluative) -> bool:
    """Whether what is wanted is that something be not, or end: "hopes it will not come", "urges them to stop"."""
    behind = wording.words[one.after : one.after + WISH_REACH]
    behind = behind[: next((i for i, word in enumerate(behind) if word in ".,;!?"), len(behind))]
    if any(word in {"not", "never"} or word.endswith("n't") for word in behind):
        return True
    wanted = not group("wanting").isdisjoint(wording.words[one.first : one.after])
    end = one.after + len(behind)
    at = bisect_left(wording.evaluatives, one.after, key=lambda other: other.first)
    following = takewhile(lambda other: other.first < end, islice(wording.evaluatives, at, None))
    return wanted and any(other.kind == "reverse" for other in following)


def _is_of_others(wording: Wording, one: Evaluative) -> bool:
    """Whether somebody other than the speaker holds an attitude: "the envoy said that Paris rejected the plan"."""
    been = False
    for i in range(one.first - 1, max(-1, one.first - 1 - HOLDER_REACH), -1):
        word, token = wording.words[i], wording.tokens[i]
        if word in group("passed_over") or word.endswith("ly"):
            been = been or word in {"been", "was", "were"}
            continue
        if been and one.kind == "for" and wording.words[one.after - 1].endswith("ed"):
            return True
        if word in group("holders") or word in wording.own or word in group("institutions"):
            return False
        return token.is_word and (token.is_capital or (word.endswith("s") and word not in words("determiners")))
    return False


def _commitment(wording: Wording) -> float:
    """What the speaker says of their own future doing: "we will build", "we will not pay"."""
    total = 0.0
    for i, word in enumerate(wording.words):
        if word in group("future") | _JOINED:
            total += _of_doing(wording, i)
        elif word == "going" and wording.words[i + 1 : i + 2] == ["to"]:
            before = wording.words[max(0, i - GOING_REACH) : i]
            mine = not {"i", "we", "i'm", "we're"}.isdisjoint(before)
            total += mine * (-1.5 if "not" in before else 1)
    return max(-MOST_COMMITMENT, min(MOST_COMMITMENT, total))


def _of_doing(wording: Wording, i: int) -> float:
    word, before = wording.words[i], wording.words[i - 1] if i else ""
    told = word == "would" and before in {"he", "she", "they"} and i == 1
    mine = told or before in {"i", "we"} | group("institutions") or before in wording.own
    if word in {"i'll", "we'll"} or (word in group("future") and mine):
        following = wording.words[i + 1 : i + 3]
        return -1.5 if {"not", "never"} & set(following) else 0 if following[:1] == ["be"] else 1
    return -1.5 if mine and word.endswith(("n't", "nnot")) else 0


def _is_to_be(wording: Wording) -> bool:
    """Whether a promise is of something to come, and no assurance of what is: "swore that all were alive"."""
    plain = set(wording.words)
    return plain.isdisjoint(group("present")) or not plain.isdisjoint(group("future") | _JOINED)


def _is_refusal(wording: Wording) -> bool:
    """Whether a promise begins with what is not to be done, with resistance, or with what nobody will get or do.

    That something bad will happen to nobody is promised in their favour: "no family will be left homeless".
    """
    opening = set(wording.words[:PROMISE_OPENING])
    against = any(one.kind == "against" and one.first < PROMISE_OPENING for one in wording.evaluatives)
    spared = any(one.kind in {"bad", "against", "reverse"} for one in wording.evaluatives)
    is_none = wording.words[:1] in (["no"], ["not"], ["nobody"], ["none"]) and not spared
    return against or is_none or not opening.isdisjoint({"not", "never", "won't"})


def _is_to_end(wording: Wording) -> bool:
    """Whether a demand is that something end or not be done."""
    refused = not {"not", "never", "no"}.isdisjoint(wording.words[:DEMAND_OPENING])
    return refused or any(one.kind == "reverse" and one.first < 2 * DEMAND_OPENING for one in wording.evaluatives)
