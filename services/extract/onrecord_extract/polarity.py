"""How words evaluate what they speak of: the lexicon of `data/polarity.tsv`, negation and reversal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from onrecord_extract.attributions import Offsets
from onrecord_extract.inflection import phrase_forms
from onrecord_extract.lexicon import read_data
from onrecord_extract.lexicon import words as words_group
from onrecord_extract.phrases import Phrasebook
from onrecord_extract.sentences import Token, words_of

type Class = Literal["for", "against", "good", "bad", "ought", "ought not", "reverse", "relieve", "not", "plain"]

NEGATION_REACH = 5
"""How many words behind a negation its scope ends at the latest."""
REVERSAL_REACH = 3
_SCOPE_ENDS = frozenset(",.;:?!—–()\"“”‘«»") | {"but", "because", "although", "while", "and", "so", "if", "when", "which", "that"}
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
    lines = [line.split("\t") for line in read_data("polarity.tsv").splitlines() if line and not line.startswith("#")]
    listed = [(word.strip(), cast("Class", kind)) for kind, words in lines for word in words.split(",")]
    inflected = [(form, kind) for word, kind in listed if kind in _INFLECTED for form in sorted(phrase_forms(word))]
    return Phrasebook([*listed, *inflected])


def evaluatives(tokens: Sequence[Token]) -> list[Evaluative]:
    """The evaluative words among tokens, in order; linear in their number."""
    words = [token.lower.replace("’", "'") for token in tokens]
    scope = _Scope()
    found: list[Evaluative] = []
    i = 0
    while i < len(words):
        hit = _book().at(words, i)
        after = i + (hit[0] if hit else 1)
        if hit and hit[1] != "plain":
            found += scope.read(i, after, hit[1])
        elif words[i] in _SCOPE_ENDS:
            scope = _Scope()
        elif words[i] in words_group("passive"):
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


def evaluation(text: str, piece: Offsets) -> float:
    """How a stretch of text evaluates what it speaks of: above zero well, below zero ill."""
    return sum(one.score for one in evaluatives(words_of(text, *piece)))
