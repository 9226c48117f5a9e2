"""Whether two names or two phrases are one, spelling and titles aside."""

import re
import unicodedata

_WORD = re.compile(r"[a-z0-9]+")
_TITLES = frozenset(("mr", "mrs", "ms", "dr", "prof", "sir", "gen", "president", "prime", "minister", "the", "of"))
_STEM = 5
"""Longer words are one where their beginnings are: Sergey, Sergei."""

SAME_PHRASE_SHARE = 0.5


def words_of(name: str | None) -> list[str]:
    """The words in lower case, without accents, possessive endings and titles."""
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    return [word for word in _WORD.findall(plain.replace("'s", "")) if word not in _TITLES]


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names are of one bearer: the same words, or all of the shorter name with its last word in the longer.

    Of names of different length the shorter has two words at least: a family name alone is not the full name. Two
    names without a word are the same.
    """
    left, right = words_of(one), words_of(other)
    if not left or not right:
        return not left and not right
    short, long = sorted((left, right), key=len)
    if len(short) == len(long):
        return all(_same_word(a, b) for a, b in zip(left, right, strict=True))
    inside = all(any(_same_word(a, b) for b in long) for a in short)
    return len(short) > 1 and inside and _same_word(short[-1], long[-1])


def same_phrase(one: str | None, other: str | None) -> bool:
    """Whether two phrases share at least half of the shorter one's words; two without a word are the same."""
    left, right = set(words_of(one)), set(words_of(other))
    if not left or not right:
        return not left and not right
    return len(left & right) / min(len(left), len(right)) >= SAME_PHRASE_SHARE


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    near = min(len(one), len(other)) >= _STEM and abs(len(one) - len(other)) <= 1
    return near and one[:-1][:_STEM] == other[:-1][:_STEM]
