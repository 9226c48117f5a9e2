"""The closed classes of `data/words.toml` and the countries of `data/countries.tsv`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


def read_data(name: str) -> str:
    """The text of a file of the package's `data` folder."""
    return (files("onrecord_extract") / "data" / name).read_text(encoding="utf-8")


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(read_data("words.toml"))


@cache
def words(group: str) -> frozenset[str]:
    """A group of `data/words.toml`, such as "roles". Raises KeyError for a group that it does not have."""
    return frozenset(_tables()[group].split())


@cache
def kin() -> dict[str, frozenset[str]]:
    """The roles that a more general word may stand for, by that word."""
    return {role: frozenset(others.split()) for role, others in _tables()["kin"].items()}


@cache
def irregular_verbs() -> dict[str, str]:
    """The lemmas of irregular verbs' forms, by form."""
    return {form: lemma for lemma, forms in _tables()["irregular"].items() for form in forms.split()}


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO 3166-1 alpha-2 code and English name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    names: dict[str, Country]
    adjectives: dict[str, Country]
    seats: dict[str, Country]


@cache
def _gazetteer() -> _Gazetteer:
    found = _Gazetteer({}, {}, {})
    for line in read_data("countries.tsv").splitlines():
        if not line or line.startswith("#"):
            continue
        code, name, others, adjectives, seats = line.split("\t")
        country = Country(code, name)
        found.names.update({n: country for n in (name, *others.split(",")) if n})
        found.adjectives.update({a: country for a in adjectives.split(",") if a})
        found.seats.update({s: country for s in seats.split(",") if s})
    return found


def country_named(name: str) -> Country | None:
    """The country of that name ("Russia", "the United States"), or None."""
    return _with_article(_gazetteer().names, name)


def seat_of(name: str) -> Country | None:
    """The country whose government a capital or a seat stands for ("Moscow", "the White House"), or None."""
    return _with_article(_gazetteer().seats, name)


def _with_article(known: dict[str, Country], name: str) -> Country | None:
    return known.get(name) or known.get(name.removeprefix("the ").removeprefix("The "))


def country_in(phrase_words: list[str]) -> Country | None:
    """The first country that a phrase names by name, adjective or seat; what follows "to" or "for" is left out."""
    known = _gazetteer()
    for i in range(len(phrase_words)):
        if phrase_words[i].lower() in {"to", "for"}:
            return None
        for size in (3, 2, 1):
            word = " ".join(phrase_words[i : i + size]).replace("’", "'").removesuffix("'s")
            if found := known.adjectives.get(word) or known.names.get(word) or known.seats.get(word):
                return found
    return None


def is_geographic(word: str) -> bool:
    """Whether a single word names a country, its people or its seat."""
    known, word = _gazetteer(), word.replace("’", "'").removesuffix("'s")
    return word in known.adjectives or word in known.names or word in known.seats
