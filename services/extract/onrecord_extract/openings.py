"""The phrases of `data/conditions.tsv` in running text: what opens a condition, and what leaves a position open."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from onrecord_extract.phrases import listed

CLASSES = frozenset(
    {"conditions", "of positions", "of own positions", "decisions", "modals", "taken", "no condition", "ends",
     "noncommittal", "open cue"}
)  # fmt: skip
_OPENING = frozenset({"conditions", "of positions", "of own positions", "noncommittal", "open cue"})
MAX_GAP = 6
"""How many words "…" stands for at the most."""


class Opening(NamedTuple):
    """A phrase from word `first` to before word `after`."""

    first: int
    after: int
    kind: str


class _Phrase(NamedTuple):
    head: tuple[str, ...]
    tail: tuple[str, ...]
    """What follows the gap; empty without one."""
    following: frozenset[str]
    """Of which words one must follow; empty where any may."""
    kind: str

    def end(self, words: Sequence[str], first: int) -> int | None:
        """Before which word the phrase ends that begins at word `first`; None where it does not stand there."""
        after = first + len(self.head)
        if tuple(words[first:after]) != self.head:
            return None
        if self.tail:
            after = next((at for at in range(after, after + MAX_GAP + 1) if self._is_tail(words, at)), -1)
            if after < 0:
                return None
            after += len(self.tail)
        fits = not self.following or (after < len(words) and words[after] in self.following)
        return after if fits else None

    def _is_tail(self, words: Sequence[str], at: int) -> bool:
        return tuple(words[at : at + len(self.tail)]) == self.tail


@cache
def word_class(name: str) -> frozenset[str]:
    """A class of `data/conditions.tsv`. Raises LexiconError where the table has a row of no class."""
    return frozenset(word for word, kind in listed("conditions.tsv", CLASSES) if kind == name)


@cache
def _by_first() -> dict[str, list[_Phrase]]:
    found: dict[str, list[_Phrase]] = {}
    for kind in sorted(_OPENING):
        for listed_phrase in word_class(kind):
            phrase, _, following = listed_phrase.partition(" > ")
            head, _, tail = phrase.partition(" … ")
            one = _Phrase(tuple(head.split()), tuple(tail.split()), frozenset(following.split("/")) - {""}, kind)
            found.setdefault(one.head[0], []).append(one)
    for options in found.values():
        options.sort(key=lambda one: -len(one.head) - len(one.tail))
    return found


def openings(words: Sequence[str]) -> Iterator[Opening]:
    """The phrases among words in lower case, in order; of each class the longest at a word."""
    known = _by_first()
    for first, word in enumerate(words):
        kinds = set[str]()
        for phrase in known.get(word, ()):
            if phrase.kind not in kinds and (after := phrase.end(words, first)) is not None:
                kinds.add(phrase.kind)
                yield Opening(first, after, phrase.kind)
