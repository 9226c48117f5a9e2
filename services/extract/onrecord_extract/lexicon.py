"""The closed classes of `data/*.toml`, the countries of `data/countries.tsv` and the bodies of `data/bodies.tsv`."""

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from onrecord_extract.data_files import rows, tables

WORDS = ("words.toml", "roles.toml", "organizations.toml", "names.toml")


@cache
def words(group: str, file: str | None = None) -> frozenset[str]:
    """A group of a data file, by default of those of `WORDS`, such as "ranks"; a list of groups is all of their words.

    Raises KeyError for a group that none of them has.
    """
    names = (file,) if file else WORDS
    entries: list[str | list[str]] = [tables(name)[group] for name in names if group in tables(name)]
    if not entries:
        raise KeyError(group)
    return frozenset[str]().union(*(_members(entry) for entry in entries))


@cache
def either(*groups: str) -> frozenset[str]:
    """The words of several groups, joined once. Raises KeyError as `words` does."""
    return frozenset[str]().union(*map(words, groups))


def _members(entry: str | list[str]) -> frozenset[str]:
    if isinstance(entry, str):
        return frozenset(entry.split())
    return frozenset[str]().union(*(words(part) for part in entry))


@cache
def kin() -> dict[str, frozenset[str]]:
    """The roles that a more general word may stand for, by that word."""
    return _by_word("roles.toml", "kin")


@cache
def body_kin() -> dict[str, frozenset[str]]:
    """The kinds of organisation that a more general word may stand for, by that word."""
    return _by_word("organizations.toml", "body_kin")


@cache
def employers_of() -> dict[str, frozenset[str]]:
    """The kinds of organisation that an office can be of, by its words."""
    return _by_word("roles.toml", "employers")


@cache
def localities_of() -> dict[str, frozenset[str]]:
    """The kinds of place that a local office can be of, by its noun."""
    return _by_word("roles.toml", "local_offices")


def _by_word(name: str, table: str) -> dict[str, frozenset[str]]:
    return {word: frozenset(others.split()) for word, others in tables(name)[table].items()}


@cache
def irregular_verbs() -> dict[str, str]:
    """The lemmas of irregular verbs' forms, by form."""
    return {form: lemma for lemma, forms in tables("words.toml")["irregular"].items() for form in forms.split()}


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
    """Capitals, and buildings and streets, whose name stands for the government."""
    towns: dict[str, Country]
    """Capitals, other towns and provinces, small."""
    by_code: dict[str, Country]


@cache
def _gazetteer() -> _Gazetteer:
    found = _Gazetteer({}, {}, {}, {}, {})
    for code, name, others, adjectives, capitals, seats, towns in rows("countries.tsv"):
        country = found.by_code[code] = Country(code, name)
        found.names.update({n: country for n in (name, *others.split(",")) if n})
        found.adjectives.update({a: country for a in adjectives.split(",") if a})
        found.seats.update({s: country for s in (*capitals.split(","), *seats.split(",")) if s})
        found.towns.update({t.lower(): country for t in (*capitals.split(","), *towns.split(",")) if t})
    return found


def country_of_code(code: str) -> Country:
    """The country of an ISO 3166-1 alpha-2 code; raises KeyError for one that there is not."""
    return _gazetteer().by_code[code]


def country_named(name: str) -> Country | None:
    """The country of that name ("Russia", "the United States"), or None."""
    return _with_article(_gazetteer().names, name)


def seat_of(name: str) -> Country | None:
    """The country whose government a capital or a seat stands for ("Moscow", "the White House"), or None."""
    return _with_article(_gazetteer().seats, name)


def country_of_town(name: str) -> Country | None:
    """The country of a known town or province, in any letters, or None; "Russia" and "the Kremlin" are no towns."""
    return _gazetteer().towns.get(name.lower())


def _with_article(known: dict[str, Country], name: str) -> Country | None:
    return known.get(name) or known.get(name.removeprefix("the ").removeprefix("The "))


def country_in(phrase_words: list[str]) -> Country | None:
    """The first country that a phrase names by name, adjective or seat, up to "to", "for" or "in"."""
    for i in range(len(phrase_words)):
        if phrase_words[i].lower() in {"to", "for", "in"}:
            return None
        if found := country_at(phrase_words, i):
            return found[0]
    return None


def country_at(phrase_words: list[str], at: int) -> tuple[Country, int] | None:
    """The country that the words from `at` on name by name, adjective or seat, and how many words do; or None."""
    found = named_country_at(phrase_words, at)
    return found[:2] if found else None


type NamedBy = Literal["name", "people", "seat", "town", "body"]


def named_country_at(phrase_words: list[str], at: int) -> tuple[Country, int, NamedBy] | None:
    """As `country_at`, with what names the country: "people" for an adjective."""
    if not phrase_words[at][:1].isupper():
        return None
    known = _gazetteer()
    for size in (3, 2, 1):
        if at + size > len(phrase_words):
            continue
        word = " ".join(phrase_words[at : at + size]).replace("’", "'").removesuffix("'s").removesuffix("'")
        if found := known.adjectives.get(word):
            return found, size, "people"
        if found := known.names.get(word):
            return found, size, "name"
        if found := known.seats.get(word):
            return found, size, "seat"
    return None


def is_geographic(word: str) -> bool:
    """Whether a single word names a country, its people or its seat."""
    known, word = _gazetteer(), word.replace("’", "'").removesuffix("'s")
    return word in known.adjectives or word in known.names or word in known.seats


def is_adjective_of_country(word: str) -> bool:
    """Whether a single word is such as "Kenyan", or a country's abbreviation before a title, as in "US Senator"."""
    known = _gazetteer()
    if word in known.adjectives or (word in known.names and word.replace(".", "").isupper()):
        return True
    parts = word.split("-")  # "Swedish-Dutch"
    return len(parts) > 1 and all(part in known.adjectives for part in parts)


type KindOfBody = Literal["organization", "media", "government"]


@dataclass(frozen=True, slots=True)
class KnownBody:
    """An organisation that its name alone tells, and whose it is where it is a state's."""

    kind: KindOfBody
    countries: tuple[Country, ...] = ()
    """Of a body of a state: whose it is; of a name that several states use, the best known first."""

    def country(self, home: Country | None = None) -> Country | None:
        """Whose it is in a text from `home`."""
        return home if home in self.countries else next(iter(self.countries), None)


@cache
def national_marks() -> dict[str, tuple[Country, ...]]:
    """Words that only texts of some countries use of their own: "Lok Sabha", "sheriff", "R$#" before a number."""
    countries = _gazetteer().by_code
    return {mark: tuple(countries[code] for code in codes.split(",")) for mark, codes in rows("marks.tsv")}


@cache
def known_bodies() -> dict[str, KnownBody]:
    """The organisations of `data/bodies.tsv` by name."""
    countries = _gazetteer().by_code
    return {
        name: KnownBody(cast("KindOfBody", kind), tuple(countries[c] for c in codes.split(",") if c in countries))
        for kind, name, codes in rows("bodies.tsv")
    }
