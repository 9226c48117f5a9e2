"""Which names of a ministry, an organisation or another body are one name, and the country that a name tells.

"The Foreign Ministry of Russia", "Russia's Foreign Ministry" and "Russian Ministry of Foreign Affairs" are the foreign
ministry of RU. Only offices are taken apart so (`data/speakers.toml` lists them): the Bank of America is no American
bank. The outcome is for comparing, not for reading.
"""

import re
from dataclasses import dataclass
from functools import cache

from onrecord_core.countries import rows
from onrecord_core.folding import fold
from onrecord_core.speaker_words import alternatives, listed

COUNTRY_WORDS = 4
"""The most words of a country's name or adjective."""
STATE = "state"
"""Stands for the name of a country that speaks itself."""

_ASIDE = re.compile(r"\([^()]{0,80}\)")
_POSSESSIVE = re.compile("['\u2019\u02bc](?:s\\b|(?=\\s))")
_INSIDE = re.compile("['\u2019\u02bc.]")
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Body:
    """A body's name taken apart."""

    words: tuple[str, ...]
    country: str | None
    """The country that the name tells, or else that of the affiliation."""
    is_common: bool
    """Without a country it does not say which body is meant, as "Foreign Ministry" does not."""


@dataclass(frozen=True, slots=True)
class _Told:
    """Where a name tells a country, in tokens."""

    start: int
    end: int
    code: str
    is_name: bool
    """And not an adjective."""

    @property
    def is_weak(self) -> bool:
        """A name at the beginning may be that of another place."""
        return self.is_name and self.start < 2  # noqa: PLR2004 - "the"


def body_of(name: str, country: str | None = None) -> Body | None:
    """A name taken apart; `country` is that of the affiliation. None where it names nobody: "police", "residents".

    >>> body_of("Russia's Foreign Ministry")
    Body(words=('foreign', 'ministry'), country='RU', is_common=True)
    """
    tokens = _TOKEN.findall(_INSIDE.sub("", _POSSESSIVE.sub("", _ASIDE.sub(" ", name))))
    told = _told(tokens)
    if told and told.is_weak and country not in {None, told.code}:
        told = None  # Georgia Supreme Court: the affiliation tells that it is another Georgia
    whole = _words(tokens)
    if told:
        rest = _words([*tokens[: told.start], *tokens[told.end :]])
        if not rest and told.is_name:
            return Body((STATE,), told.code, is_common=True)
        if _has_office(rest):
            is_part = tokens[told.start] in listed("body", "parts").union(map(str.title, listed("body", "parts")))
            return _body(whole if is_part else rest, told.code)
    return _body(whole, country) if _is_name(tokens, whole) else None


def _body(words: tuple[str, ...], country: str | None) -> Body:
    is_office = _has_office(words)
    in_order = tuple(sorted(set(words))) if is_office else words
    return Body(in_order, country, is_common=set(words) <= listed("body", "offices") | listed("body", "portfolios"))


def _has_office(words: tuple[str, ...]) -> bool:
    return not (listed("body", "offices") | listed("body", "proper_offices")).isdisjoint(words)


def _is_name(tokens: list[str], words: tuple[str, ...]) -> bool:
    """Whether it names somebody: the name of an office does in small letters too, and "residents of Kabul" does not."""
    if not words or set(words) <= listed("body", "local"):
        return False
    if set(words) <= listed("body", "offices") | listed("body", "portfolios"):
        return True
    first = next((token for token in tokens if token.lower() not in listed("body", "particles")), "")
    is_plural = first.islower() and first.endswith("s")
    return not is_plural and any(token != token.lower() or token == token.upper() for token in tokens)


def _words(tokens: list[str]) -> tuple[str, ...]:
    """The words of a name in one spelling, without articles and the like, initials written out."""
    found: list[str] = []
    for token in tokens:
        if token.isupper() and token.lower() in _initials():
            found += _initials()[token.lower()]
        elif (word := fold(token)) not in listed("body", "particles"):
            found.append(_spellings().get(word, word))
    while len(found) > 1 and found[-1] in listed("body", "legal_forms"):
        found.pop()
    return tuple(found)


@cache
def _spellings() -> dict[str, str]:
    return dict(alternatives("body", "spellings"))


@cache
def _initials() -> dict[str, tuple[str, ...]]:
    long_forms = alternatives("body", "initials")
    return {initials: _words(_TOKEN.findall(_INSIDE.sub("", form))) for initials, form in long_forms.items()}


def _told(tokens: list[str]) -> _Told | None:
    """The country that a name begins with ("Russian …", "Russia …") or is of ("… of the United States")."""
    small = [token.lower() for token in tokens]
    beginnings = [0, *(number + 1 for number, word in enumerate(small) if word == "of")]
    for beginning in beginnings:
        start = beginning + 1 if small[beginning : beginning + 1] == ["the"] else beginning
        for end in range(min(start + COUNTRY_WORDS, len(tokens)), start, -1):
            if found := _countries().get(tuple(tokens[start:end])):
                return _Told(start, end, *found)
    return None


@cache
def _countries() -> dict[tuple[str, ...], tuple[str, bool]]:
    """Codes of countries by the tokens of names and adjectives, and whether it is a name."""
    found: dict[tuple[str, ...], tuple[str, bool]] = {}
    for code, name, others, adjectives, *_ in rows():
        for is_name, names in ((False, adjectives), (True, f"{name},{others}")):
            found |= {tuple(_TOKEN.findall(_INSIDE.sub("", n))): (code, is_name) for n in names.split(",") if n}
    return found
