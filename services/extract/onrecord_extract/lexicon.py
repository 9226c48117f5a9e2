"""The closed classes of `data/words.toml` and the countries of `data/countries.tsv`."""

from dataclasses import dataclass
from functools import cache

from onrecord_extract.data_files import rows, tables

WORDS = "words.toml"


@cache
def words(group: str, file: str = WORDS) -> frozenset[str]:
    """A group of words of a data file, such as "roles". Raises KeyError for a group that it does not have."""
    return frozenset(tables(file)[group].split())


@cache
def kin() -> dict[str, frozenset[str]]:
    """The roles that a more general word may stand for, by that word."""
    return {role: frozenset(others.split()) for role, others in tables(WORDS)["kin"].items()}


@cache
def irregular_verbs() -> dict[str, str]:
    """The lemmas of irregular verbs' forms, by form."""
    return {form: lemma for lemma, forms in tables(WORDS)["irregular"].items() for form in forms.split()}


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
    for code, name, others, adjectives, seats in rows("countries.tsv"):
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
