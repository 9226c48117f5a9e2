"""A mention: a name at a place, as its form tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord_extract.lexicon import Country, NamedBy, words
from onrecord_extract.roles import Role
from onrecord_extract.sentences import Token

type Kind = Literal["person", "organization", "government", "media", "unknown"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at a place."""

    name: str
    """Without titles and possessive."""
    start: int
    end: int
    outer: int
    """Where the title before it begins, or the noun phrase that it stands beside; `start` without either."""
    kind: Kind
    role: Role | None = None
    gender: str | None = None
    """ "m" or "f" where a title or the given name tells."""
    country: Country | None = None
    """Of an organisation: the country that its words name; of a person: where the clause says that it speaks."""
    types: frozenset[str] = frozenset()
    """Of an organisation: the nouns that say what it is, with their modifiers."""
    organization: str | None = None
    """Of a person: "Jane Doe of the Harbour Office"."""
    age: str | None = None
    titles: frozenset[str] = frozenset()
    """Of a person: the forms of address, "sheikh" or "gen", lower case."""
    alias: str | None = None
    """Of an organisation: the abbreviation in brackets behind it."""
    is_subject: bool = False
    """Whether it opens its sentence or clause, so that "he" may stand for it in the next."""


@dataclass(frozen=True, slots=True)
class NamedCountry:
    """A country at a place, by its name, its people, its seat, a town or a body of it."""

    start: int
    country: Country
    is_subject: bool
    by: NamedBy


def is_subject(tokens: Sequence[Token], start: int) -> bool:
    """Whether what begins at token `start` can open a clause."""
    at = start - 1
    if at > 0 and tokens[at].text.islower() and tokens[at - 1].lower in {"a", "an"}:
        at -= 1  # "and a furious Jane Doe"
    while at >= 0 and tokens[at].lower in words("determiners"):
        at -= 1
    if at < 0 or tokens[at + 1].start - tokens[at].end > 1:
        return True  # it opens a paragraph, below a heading without a full stop
    if tokens[at].text == "For" and (at == 0 or not tokens[at - 1].is_word):
        return True  # "For Jane Doe, promises are not enough"
    before = tokens[at]
    parted = tokens[at + 1].start - before.end > 1  # by the end of a paragraph
    return (
        parted
        or before.text == "For"  # "For Ana Brandt, the deal is off"
        or not before.is_word
        or before.lower
        in {
            "and",
            "but",
            "as",
            "while",
            "when",
            "after",
            "because",
            "that",
            "meanwhile",
        }
    )
