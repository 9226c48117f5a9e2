"""Runs of capitalised words in a content, and what stands around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, get_args

from onrecord_core.records import AboutKind

from onrecord_extract.dates import is_date_word
from onrecord_extract.lexicon import Country, either, words
from onrecord_extract.named_places import is_before_site, placed_in
from onrecord_extract.people import People
from onrecord_extract.phrases import listed
from onrecord_extract.sentences import Token

MAX_RUN_TOKENS = 8
CURRENCY_LETTERS = 3
"""Of a code of ISO 4217, "EUR 760"; a country may stand before its sign, "US$6"."""


class Named(NamedTuple):
    """An entity or a topic, from token `first` to before token `after`."""

    first: int
    after: int
    name: str
    kind: AboutKind
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Capitals:
    """A run of capitalised words in a content, tokens `first` to before `after`."""

    tokens: Sequence[Token]
    plain: Sequence[str]
    """The tokens without possessive endings."""
    first: int
    after: int
    people: People
    is_titled: bool
    """Whether the content has its words in capitals, so that these tell no name."""
    follows_place: bool
    """Whether "and" joins it to the name of a place."""

    @property
    def name(self) -> str:
        return " ".join(self.plain[self.first : self.after])

    @property
    def opens(self) -> bool:
        """Whether it begins its sentence."""
        return self.first == 0 or self.tokens[self.first - 1].text in ".!?:"

    @property
    def before(self) -> str:
        return "" if self.opens else self.tokens[self.first - 1].lower

    @property
    def is_office(self) -> bool:
        """Whether a word of it is an office: "CEO", "Prime Minister"."""
        offices = either("roles", "role_modifiers")
        return any(word.lower() in offices for word in self.plain[self.first : self.after])

    @property
    def is_placed(self) -> bool:
        """Whether it stands behind "the island of", or somewhere in the document behind "in" or before such a noun."""
        if self.before == "of" and self.first > 1 and self.tokens[self.first - 2].lower in forms_of_names("place"):
            return True
        return self.name in placed_in(self.people.text, forms_of_names("place"))

    @property
    def is_word(self) -> bool:
        """Whether it is a function word, a day or a currency before a sum, and no name."""
        inside = self.plain[self.first : self.after]
        is_sum = any(
            token.text[0].isdigit() or token.text in "$€£¥" for token in self.tokens[self.after : self.after + 1]
        )
        is_currency = is_sum and len(self.name) <= CURRENCY_LETTERS and self.name.isupper()
        return is_currency or inside[0].lower() in words("function_words") or any(map(is_date_word, inside))

    @property
    def is_before_site(self) -> bool:
        """Whether the noun for a site stands behind it."""
        return is_before_site(self.tokens, self.first, self.after, forms_of_names("place"))

    def named(self, kind: AboutKind, country: Country | None = None) -> Named:
        """All of it as a name."""
        return Named(self.first, self.after, self.name, kind, country.code if country else None)


@cache
def forms_of_names(kind: AboutKind) -> frozenset[str]:
    """The words of `name_forms.tsv` that tell such a name."""
    return frozenset(word for word, name in listed("name_forms.tsv", get_args(AboutKind)) if name == kind)


def end_of_run(text: str, tokens: Sequence[Token], i: int) -> int:
    """Where a run of capitalised words ends, "of" and "for" after an organisation's word within it."""
    end = i + 1
    while end < min(len(tokens), i + MAX_RUN_TOKENS) and text[tokens[end - 1].end : tokens[end].start].isspace():
        token, before = tokens[end], tokens[end - 1]
        if before.text.endswith(("'s", "’s")):
            break
        if token.lower in {"of", "for"} and before.lower in forms_of_names("organization"):
            at = end + 1 + (tokens[end + 1].lower == "the" if end + 1 < len(tokens) else 0)
            if at < len(tokens) and tokens[at].is_capital:
                end = at + 1
                continue
        if not token.is_capital:
            break
        end += 1
    return end


def is_listed(plain: Sequence[str], before: int, first: int, after: int) -> bool:
    """Whether the run from `first` to `after` goes on a list whose last member ends before `before`: "A, B and C"."""
    if first != before + 1:
        return False
    link, behind = plain[before], plain[after] if after < len(plain) else ""
    return link in {"and", "or"} or (link == "," and behind in {",", "and", "or"})
