"""Which statements of an article retell others: a headline or a lede the body's, in other words or fewer.

Two statements of one speaker tell the same where the content words of the shorter stand, inflected as they may be, in
the longer; a word that few statements of the article use counts more (Spärck Jones 1972).
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord_core.records import Section, Speaker, Statement

from onrecord_extract.lexicon import country_in, is_geographic, words

MIN_CONTAINED = 0.5
"""The share of a statement's weight that stands in the one that it retells."""
MIN_SHARED = 2
"""How many words two statements have in common at the least."""
MOST = 0.75
"""The share of a headline's quotation that stands in the words of whoever is quoted."""
LOOSELY_CONTAINED, LOOSELY_SHARED = 0.3, 4
"""A smaller share is enough where more words are common, of the shorter in the longer."""
MIN_WORD_CHARS = 3
MIN_INFLECTED_CHARS = 5
STEM_CHARS = 6
"""By so many letters inflected and derived forms are one word: "recognise", "recognition"."""
MAX_TELLERS = 12
"""How many statements of headline and lede are compared with the others."""
_RANKS: dict[Section | None, int] = {"headline": 0, "lede": 1, "body": 2}
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def retellings(statements: Sequence[Statement]) -> dict[str, tuple[str, ...]]:
    """The ids of the statements that one retells, by its id; linear in the number of statements.

    A headline retells ledes and bodies, a lede bodies.
    """
    likeness = Likeness([tuple(piece.text for piece in one.content) for one in statements])
    tellers = [n for n, one in enumerate(statements) if one.section in {"headline", "lede"} and not one.nested_in]
    found = {
        statements[n].id: tuple(
            other.id
            for m, other in enumerate(statements)
            if _RANKS[statements[n].section] < _RANKS.get(other.section, 0)
            and not other.nested_in
            and _may_be_one(statements[n].speaker, other.speaker)
            and likeness.retells(n, m)
        )
        for n in tellers[:MAX_TELLERS]
    }
    return {teller: told for teller, told in found.items() if told}


def _may_be_one(teller: Speaker | None, other: Speaker | None) -> bool:
    """Whether two speakers may be one: by name, or a country, an office or nobody's name beside a person."""
    if teller is None or other is None or teller.name is None or other.name is None:
        return True
    ours, theirs = teller.name.lower(), other.name.lower()
    if ours == theirs or ours in theirs or theirs in ours or teller.resolution == "nominal":
        return True
    country = teller.affiliation and teller.affiliation.country
    same_country = bool(country) and country == (other.affiliation and other.affiliation.country)
    return same_country and teller.kind != "person"


class Likeness:
    """Contents of one article, asked whether one retells another; a word that few of them use weighs more."""

    def __init__(self, contents: Sequence[Sequence[str]]) -> None:
        self._bags = [frozenset(stem for piece in pieces for stem in stems(piece)) for pieces in contents]
        counts = Counter(stem for bag in self._bags for stem in bag)
        self._weights = {stem: math.log(1 + len(self._bags) / count) for stem, count in counts.items()}
        self._totals = [self._weight(bag) for bag in self._bags]

    def retells(self, n: int, m: int) -> bool:
        """Whether content `n` tells in other words, or fewer, what content `m` does."""
        shared = self._bags[n] & self._bags[m]
        if not shared:
            return False
        weight = self._weight(shared)
        inside = weight / self._totals[n]
        either = weight / min(self._totals[n], self._totals[m])
        if shared == self._bags[n] or (inside >= MIN_CONTAINED and len(shared) >= MIN_SHARED):
            return True
        return either >= LOOSELY_CONTAINED and len(shared) >= LOOSELY_SHARED

    def holds(self, n: int, m: int) -> bool:
        """Whether nearly all words of content `n` stand in content `m`."""
        shared = self._bags[n] & self._bags[m]
        return bool(shared) and self._weight(shared) >= MOST * self._totals[n]

    def _weight(self, bag: frozenset[str]) -> float:
        return sum(self._weights[stem] for stem in bag)


def stems(text: str) -> Iterator[str]:
    """The content words of a text by their stems; a country, its people and its seat are one word."""
    for match in _WORD.finditer(text):
        word = match[0].replace("’", "'").removesuffix("'s")
        if word[0].isupper() and is_geographic(word):
            country = country_in([word])
            yield country.code if country else word
        elif (small := word.lower()) not in words("function_words") and (
            len(small) >= MIN_WORD_CHARS or small.isdigit()
        ):
            yield _stem(small)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    bare = re.sub(r"(?:ies|ied|es|ed|ing|s|e|y)$", "", word) if len(word) >= MIN_INFLECTED_CHARS else word
    return bare[:STEM_CHARS]
