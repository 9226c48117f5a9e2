"""The conditions that a statement sets: "Moscow would recognise them only if | an inclusive government is formed".

Some words always bind ("only if", "unless", "contingent on"). Others bind where what stands beside them is a position,
something that the speaker decides ("we will sign if …"); else they tell how a thing happens ("prices rise if …").
"""

from collections.abc import Iterator, Sequence
from functools import cache

from onrecord_core.records import Act

from onrecord_extract.attributions import Offsets
from onrecord_extract.inflection import forms_of
from onrecord_extract.lexicon import either, words
from onrecord_extract.openings import Opening, word_class
from onrecord_extract.phrases import group
from onrecord_extract.wording import Wording

MAX_CONDITIONS = 12
"""How many conditions of one statement are kept."""
MAX_CONDITION_TOKENS = 60
MAX_CLAUSE_TOKENS = 40
"""How many words of the clause beside a condition are read."""
DECISION_REACH = 5
"""How many words behind a modal the verb of a decision may stand."""
SUBJECT_REACH = 3
"""How many words before a modal its subject may begin."""
MIN_CONDITION_TOKENS = 2
_SHORT_MODALS = ("'ll", "'d", "n't")

_KINDS = frozenset({"conditions", "of positions", "of own positions"})
_STOPS = frozenset(".!?;")
_DASHES = frozenset({"—", "–", "-", "--"})
_MARKS = frozenset({",", ":", '"', "'", "“", "”", "‘", "’", "«", "»", "(", ")"}) | _DASHES
_JOINTS = _MARKS | _STOPS | {"and", "but", "that", "because"}
"""Behind what a clause begins."""
_DECIDING = frozenset({"promise", "threaten", "agree", "refuse"})
"""Acts whose content is for the speaker to decide."""


def conditions_of(wording: Wording, act: Act = "state") -> list[Offsets]:
    """The conditions within a content that a cue of that act reports, without their conjunctions, in order."""
    found: list[Offsets] = []
    until = 0
    subjects = group("first_person" if wording.is_first_person else "third_person") | wording.own
    for opening in sorted([*wording.openings, *_inverted(wording)], key=lambda one: (one.first, one.kind, -one.after)):
        if opening.kind not in _KINDS or opening.first < until or _sets_none(wording, opening):
            continue
        first, after, clause = _extent(wording, opening)
        if after - first >= MIN_CONDITION_TOKENS and _binds(opening.kind, clause, subjects, act):
            found.append(wording.span(first, after))
            until = after
    return found[:MAX_CONDITIONS]


def _inverted(wording: Wording) -> Iterator[Opening]:
    """ "should the contractor fail to return", not "why should the government pay"."""
    for i, word in enumerate(wording.words[:-1]):
        if word == "should" and (i == 0 or wording.words[i - 1] not in {"what", "why", "how", "who", "when"}):
            following = wording.tokens[i + 1]
            subject = following.lower in either("determiners", "subject_pronouns") or following.is_capital
            if subject and not _is_question(wording, i):
                yield Opening(i, i + 1, "of positions")


def _is_question(wording: Wording, i: int) -> bool:
    end = _sentence_end(wording, i)
    return end < len(wording.tokens) and wording.tokens[end].text == "?"


def _sets_none(wording: Wording, opening: Opening) -> bool:
    """Whether an "if" asks or compares: "asked if", "as if"; or a time follows: "once a year"."""
    if opening.kind == "conditions":
        return False
    before = wording.words[opening.first - 1] if opening.first else ""
    # "if you look at it", "once and for all"
    generic = not {"you", "and", "again", "more", "upon"}.isdisjoint(wording.words[opening.after : opening.after + 1])
    return generic or before in word_class("no condition")


def _sentence_end(wording: Wording, i: int) -> int:
    """Before which token the sentence of token `i` ends."""
    for j in range(i, min(len(wording.tokens), i + MAX_CONDITION_TOKENS)):
        if j > i and j in wording.begins:
            return j
        if wording.tokens[j].text in _STOPS and wording.words[j - 1] not in words("abbreviations"):
            return j
    return min(len(wording.tokens), i + MAX_CONDITION_TOKENS)


def _clause_begin(wording: Wording, i: int) -> int:
    """At which token the sentence of token `i` begins, as far back as is read."""
    for j in range(i, max(0, i - MAX_CLAUSE_TOKENS), -1):
        if j in wording.begins or wording.tokens[j - 1].text in _STOPS:
            return j
    return max(0, i - MAX_CLAUSE_TOKENS)


def _extent(wording: Wording, opening: Opening) -> tuple[int, int, Sequence[str]]:
    """Where the condition behind an opening begins and ends, and the words of the clause that it binds."""
    begin, end = _clause_begin(wording, opening.first), _sentence_end(wording, opening.after)
    fronted = opening.first == begin or wording.words[opening.first - 1] in _JOINTS
    comma = next((j for j in range(opening.after, end) if wording.words[j] == ","), None) if fronted else None
    if comma:
        return *_bare(wording, opening.after, comma), wording.words[comma + 1 : end][:MAX_CLAUSE_TOKENS]
    after = next((j for j in range(opening.after, end) if _ends_condition(wording, j, end)), end)
    return *_bare(wording, opening.after, after), wording.words[begin : opening.first]


def _ends_condition(wording: Wording, j: int, end: int) -> bool:
    word = wording.words[j]
    return word in _DASHES or (word == "," and j + 1 < end and wording.words[j + 1] in word_class("ends"))


def _bare(wording: Wording, first: int, after: int) -> tuple[int, int]:
    """Without marks at either end."""
    while first < after and wording.words[first] in _MARKS:
        first += 1
    while after > first and wording.words[after - 1] in _MARKS | _STOPS:
        after -= 1
    return first, after


def _binds(kind: str, clause: Sequence[str], subjects: frozenset[str], act: Act) -> bool:
    """Whether an opening of that kind makes a condition of what the clause beside it says of one of the subjects."""
    if kind == "conditions" or (kind == "of positions" and act in _DECIDING):
        return True
    if kind == "of own positions" and word_class("taken").isdisjoint(clause):
        return False
    for i, word in enumerate(clause):
        behind = clause[i : i + DECISION_REACH + 1]
        if not (word in word_class("modals") or word.endswith(_SHORT_MODALS)) or "have" in behind[1:2]:
            continue  # "would have" is what did not happen
        mine = not subjects.isdisjoint([*clause[max(0, i - SUBJECT_REACH) : i], word.partition("'")[0]])
        decides = any(one in _decisions() for one in behind)
        if kind == "of own positions" or act == "warn" or "be" in behind[1:3]:
            mine = mine or decides
        if mine and (decides or kind == "of positions"):
            return True
    return False


@cache
def _decisions() -> frozenset[str]:
    return frozenset(form for word in word_class("decisions") for form in forms_of(word))
