"""How a speaker stands to what a statement is about, by its words, its cue's act and the conditions that it sets."""

from collections.abc import Iterator, Sequence

from onrecord_core.records import Act, Stance

from onrecord_extract.attributions import Offsets
from onrecord_extract.conditions import conditions_of, phrases
from onrecord_extract.lexicon import words
from onrecord_extract.polarity import Evaluative, evaluatives
from onrecord_extract.sentences import Token, words_of

THRESHOLD = 1.0
"""How much evaluation makes a stance; a description has a little of it too."""
AFTER_BUT = 1.5
"""How much more counts what follows a "but"."""
HOLDER_REACH = 5
"""How many words before an attitude who holds it may stand."""
DEMAND_OPENING = 6
"""Within how many words of a demand stands what is to end."""

WISH_REACH = 8
"""How many words behind a wish what it wishes may stand."""

_BY_ACT: dict[Act, Stance] = {
    "praise": "supportive", "agree": "supportive", "criticise": "opposed", "refuse": "opposed", "deny": "opposed",
    "warn": "opposed", "threaten": "opposed", "apologise": "factual",
}  # fmt: skip
"""What a cue says outright of the stance to its content."""
_PRIOR: dict[Act, float] = {"promise": 1.5, "predict": 0, "demand": 1.5}
_OWN_WORDS = frozenset({"i", "we", "he", "she", "they", "it", "our", "my", "his", "her", "their", "its", "us", "you"})
_INSTITUTIONS = frozenset(
    "government ministry company firm group council administration cabinet authorities centre state party".split()
)
_CONCEDING = frozenset({"despite", "although", "though", "while", "whereas", "notwithstanding"})
_WANTING = frozenset(
    "urge urges urged call calls called demand demands demanded want wants wanted wish wishes hope hopes like".split()
)
_WILL = frozenset({"will", "shall", "would"})
_PASSED_OVER = _WILL | {"has", "have", "had", "is", "are", "was", "were", "be", "been", "to", "also", "not", "never", "do",
                        "does", "did", "strongly", "fully", "always", "still", "very", "so", "all"}  # fmt: skip


def stance_of(
    text: str,
    pieces: Sequence[Offsets],
    act: Act = "state",
    cue: str = "",
    own: frozenset[str] = frozenset(),
) -> Stance:
    """The stance of a content that a cue of that act reports; `own` as in `conditions_of`, `cue` the cue's words."""
    if conditions_of(text, pieces, act, own):
        return "conditional"
    open_ = phrases("noncommittal")
    if open_.search(cue) or any(open_.search(text, *piece) for piece in pieces):
        return "noncommittal"
    tokens = [token for piece in pieces for token in words_of(text, *piece)]
    if act == "demand":
        return "opposed" if _is_to_end(tokens) else "supportive"
    if act in _BY_ACT:
        return _BY_ACT[act]
    score = _PRIOR.get(act, 0.0) + sum(_scores(tokens, own)) + _commitment(tokens, own)
    threshold = THRESHOLD * (2 if act == "confirm" else 1)
    return "supportive" if score >= threshold else "opposed" if score <= -threshold else "factual"


def _scores(tokens: Sequence[Token], own: frozenset[str]) -> Iterator[float]:
    but = max((i for i, token in enumerate(tokens) if token.lower == "but"), default=len(tokens))
    conceded = _concession(tokens)
    found = evaluatives(tokens)
    for one in found:
        if one.first < conceded or (one.kind in {"for", "against"} and _is_of_others(tokens, one, own)):
            continue
        turned = -1 if one.kind == "for" and _is_turned(tokens, one, found) else 1
        yield turned * one.score * (AFTER_BUT if one.first > but else 1)


def _concession(tokens: Sequence[Token]) -> int:
    """Before which word the clause ends with which a content concedes something: "although it is costly, …"."""
    if not tokens or tokens[0].lower not in _CONCEDING:
        return 0
    return next((i for i, token in enumerate(tokens) if token.text == ","), 0)


def _is_turned(tokens: Sequence[Token], one: Evaluative, found: Sequence[Evaluative]) -> bool:
    """Whether what is wanted is that something be not, or end: "hopes it will not come", "urges them to stop"."""
    end = one.after
    while end < min(len(tokens), one.after + WISH_REACH) and tokens[end].text not in ".,;!?":
        end += 1
    if any(token.lower in {"not", "never"} or token.lower.endswith(("n't", "n’t")) for token in tokens[one.after : end]):
        return True
    wanted = any(token.lower in _WANTING for token in tokens[one.first : one.after])
    return wanted and any(other.kind == "reverse" and one.after <= other.first < end for other in found)


def _is_of_others(tokens: Sequence[Token], one: Evaluative, own: frozenset[str]) -> bool:
    """Whether somebody other than the speaker holds an attitude: "the envoy said that Paris rejected the plan"."""
    been = False
    for token in reversed(tokens[max(0, one.first - HOLDER_REACH) : one.first]):
        word = token.lower
        if word in _PASSED_OVER or word.endswith("ly"):
            been = been or word in {"been", "was", "were"}
            continue
        if been and tokens[one.after - 1].lower.endswith("ed") and one.kind == "for":
            return True
        if word in _OWN_WORDS or word in own or word in _INSTITUTIONS:
            return False
        return token.is_word and (token.is_capital or (token.text.endswith("s") and word not in words("determiners")))
    return False


def _commitment(tokens: Sequence[Token], own: frozenset[str]) -> float:
    """What the speaker says of their own future doing: "we will build", "we will not pay"."""
    total = 0.0
    for i, token in enumerate(tokens):
        word = token.lower.replace("’", "'")
        before = tokens[i - 1].lower if i else ""
        mine = before in {"i", "we"} | _INSTITUTIONS or before in own
        if word in {"i'll", "we'll"} or (word in _WILL and mine):
            following = [one.lower for one in tokens[i + 1 : i + 3]]
            total += -1.5 if {"not", "never"} & set(following) else 0 if "be" in following[:1] else 1
        elif word in {"won't", "wouldn't", "cannot", "can't"} and mine:
            total -= 1.5
    return max(-1.5, min(1.5, total))


def _is_to_end(tokens: Sequence[Token]) -> bool:
    """Whether a demand is that something end or not be done."""
    opening = list(tokens)
    found = [one for one in evaluatives(opening) if one.kind in {"reverse", "against"} and one.first < 2 * DEMAND_OPENING]
    refused = any(token.lower in {"not", "never", "no"} for token in opening[:DEMAND_OPENING])
    return refused or any(one.kind == "reverse" for one in found)
