"""What tells that a name is that of a place: the noun behind it, or a preposition of place before it."""

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from onrecord_extract.dates import is_date_word
from onrecord_extract.given_names import is_given_name
from onrecord_extract.lexicon import words
from onrecord_extract.role_words import without_possessive
from onrecord_extract.sentences import Token

WHERE = frozenset(
    {"in", "at", "near", "from", "across", "outside", "around", "throughout", "to", "into", "over", "between"}
)
"""What stands before places, and seldom before other names that nothing tells."""

_NAME = r"((?:[^\W\d_a-z][\w’'-]*)(?: (?:[^\W\d_a-z]|al-)[\w’'-]*){0,7})"
_BEHIND = re.compile(rf"\b(?:in|near|across|outside) {_NAME}")
_BEFORE = re.compile(rf"\b[Tt]he {_NAME} (?:[a-z]+ )?([a-z]+)")


def is_named_place(name: Sequence[Token]) -> bool:
    """Whether a geographic noun in a name of capitals tells that no person bears it: "Ara Peninsula", "Port Ara"."""
    if len(name) == 1 or is_given_name(name[0].text):
        return False
    opens = name[0].lower in words("place_openers", "setting_words.toml")
    return opens or without_possessive(name[-1].lower) in words("place_nouns", "setting_words.toml")


@lru_cache(maxsize=8)
def placed_in(text: str, sites: frozenset[str]) -> frozenset[str]:
    """The names that stand in `text` behind a preposition of place or before one of the nouns `sites`."""
    names = {found[1] for found in _BEHIND.finditer(text)}
    names |= {found[1] for found in _BEFORE.finditer(text) if found[2] in sites}
    return frozenset(name for name in names if not any(map(is_date_word, name.split())))


def is_before_site(tokens: Sequence[Token], first: int, after: int, sites: Set[str]) -> bool:
    """Whether a noun for a site or its plural stands behind a name: "the Osh dam", "the Osh freight line".

    So it does behind the last of several names that "and" joins: "Osh and Naryn provinces".
    """
    if after < len(tokens) and tokens[after].lower in {"and", "or"}:
        last = after + 1
        while last < len(tokens) and tokens[last].is_capital:
            last += 1
        return last > after + 1 and _is_site(tokens, last, sites)
    if _is_site(tokens, after, sites):
        return True
    article = first > 0 and tokens[first - 1].lower in words("determiners")
    plain = after < len(tokens) and tokens[after].lower not in words("function_words") and tokens[after].is_word
    return article and plain and _is_site(tokens, after + 1, sites)


def _is_site(tokens: Sequence[Token], at: int, sites: Set[str]) -> bool:
    return at < len(tokens) and bool({tokens[at].text, tokens[at].text.removesuffix("s")} & sites)
