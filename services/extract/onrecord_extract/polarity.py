"""How words evaluate what they speak of: the lexicon of `data/polarity.tsv`, negation and reversal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from onrecord_extract.inflection import phrase_forms
from onrecord_extract.lexicon import words
from onrecord_extract.phrases import Phrasebook, listed

type Class = Literal["for", "against", "good", "bad", "ought", "ought not", "reverse", "relieve", "not", "plain"]

type _Entries = list[tuple[str, Class]]

NEGATION_REACH = 5
"""How many words behind a negation its scope ends at the latest."""
REVERSAL_REACH = 3
_SCOPE_ENDS = frozenset(',.;:?!—–()"“”‘«»') | {
    "but",
    "because",
    "although",
    "while",
    "and",
    "so",
    "if",
    "when",
    "which",
    "that",
}
_WEIGHTS: dict[Class, float] = {"for": 2, "against": -2, "good": 1, "bad": -1, "ought": 1, "ought not": -2,
                                "reverse": 0, "relieve": 0.5}  # fmt: skip
_NEGATED_BLAME = 0.5
_INFLECTED = frozenset({"for", "against", "good", "bad", "ought", "reverse", "relieve"})


@dataclass(frozen=True, slots=True)
class Evaluative:
    """An evaluative word at a place; `score` is what it adds, its negation and reversal counted in."""

    first: int
    after: int
    kind: Class
    score: float


@cache
def _book() -> Phrasebook[Class]:
    words: _Entries = [(word, cast("Class", kind)) for word, kind in listed("polarity.tsv", get_args(Class.__value__))]
    forms: _Entries = [
        (form, kind) for word, kind in reversed(words) if kind in _INFLECTED for form in phrase_forms(word)
    ]
    return Phrasebook([*forms, *words])


def evaluatives(plain: Sequence[str]) -> list[Evaluative]:
    """The evaluative ones among words in lower case with straight apostrophes, in order; linear in their number."""
    scope = _Scope()
    found: list[Evaluative] = []
    i = 0
    while i < len(plain):
        hit = _book().at(plain, i)
        after = i + (hit[0] if hit else 1)
        if hit and hit[1] != "plain":
            found += scope.read(i, after, hit[1])
        elif plain[i] in _SCOPE_ENDS:
            scope = _Scope()
        elif plain[i] in words("passive"):
            scope.reversed_until = -1
        i = after
    return found


@dataclass(slots=True)
class _Scope:
    """What negates and reverses the words that follow, up to which token."""

    negated_until: int = -1
    reversed_until: int = -1

    def read(self, first: int, after: int, kind: Class) -> Iterator[Evaluative]:
        if kind == "not":
            self.negated_until = after + NEGATION_REACH
            return
        score = _WEIGHTS[kind]
        if kind in {"reverse", "relieve"}:
            self.reversed_until = after + REVERSAL_REACH
        elif first < self.reversed_until:
            score = -score
        if first < self.negated_until:
            # "no threat" praises less than "threat" blames
            score *= -1 if score > 0 else -_NEGATED_BLAME
            self.negated_until = -1
        yield Evaluative(first, after, kind, score)
