"""The noun phrase that stands for a source, taken apart: determiner, owner, core with its head, complement."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord_extract.dates import is_date_word
from onrecord_extract.lexicon import Country, country_in, either, is_geographic, words
from onrecord_extract.role_words import is_placed, is_possessive
from onrecord_extract.sentences import Token

_CLAUSE = frozenset({"who", "that", "which", "speaking"})
_STATE_RUN = re.compile(r"\bstate-(?:run|owned|controlled|backed)\b")
_MARKS = frozenset(',(—–-:;"“”[')


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase of at least one token."""

    tokens: Sequence[Token]
    determiner: str
    """The word that opens it, lower case, where it is an article, a possessive or a number; else empty."""
    owner: Sequence[Token]
    """What owns its head: "rebels" of "the rebels’ spokesman"."""
    core: Sequence[Token]
    """Its head with what stands before it."""
    complement: Sequence[Token]
    """What stands behind the head: "of the council"."""

    @property
    def head(self) -> Token:
        return self.core[-1]

    @property
    def country(self) -> Country | None:
        """The country that it names."""
        return country_in([token.text for token in self.tokens])

    @property
    def modifiers(self) -> list[str]:
        """What stands before the head, without countries, lower case."""
        return [t.lower for t in self.core[:-1] if t.is_word and not is_geographic(t.text)]

    @property
    def near_complement(self) -> Sequence[Token]:
        """The complement up to a comma or a clause: "at the ministry", not "who was not named"."""
        ends = (n for n, t in enumerate(self.complement) if not t.is_word or t.lower in _CLAUSE)
        return self.complement[: next(ends, len(self.complement))]

    @property
    def is_indefinite(self) -> bool:
        return self.determiner in words("indefinite") or self.determiner.isdigit()


def phrase_of(tokens: Sequence[Token]) -> Phrase:
    """The phrase that tokens make; of "Jane Doe, the minister" what stands before the comma is the core."""
    while len(tokens) > 1 and (not tokens[0].is_word or _is_style(tokens[0])):
        tokens = tokens[1:]
    while len(tokens) > 1 and not tokens[-1].is_word:
        tokens = tokens[:-1]
    tokens = _without_seat(tokens)
    first, determiner = 0, ""
    while len(tokens) > 1 and tokens[-1].lower in {"himself", "herself", "itself", "themselves"}:
        tokens = tokens[:-1]
    while first < len(tokens) - 1 and _is_determiner(tokens[first], tokens[first + 1]):
        determiner = determiner or tokens[first].lower
        first += 1
    end = first + 1
    while end < len(tokens) and not _ends_core(tokens[end]) and not _is_of_document(tokens, end):
        end += 1
    while end > first + 1 and tokens[end - 1].text == "." and end < len(tokens):
        end -= 1  # the dot of "Acme Co., Ltd."
    if tokens[first].is_capital and _is_of_spokesperson(tokens[end:]):
        end = len(tokens)  # "a Department of Health spokesperson"
    owned = max((n for n in range(first, end - 1) if is_possessive(tokens[n])), default=first - 1)
    owner = [t for t in tokens[first : owned + 1] if t.text not in {"’", "'"}]
    return Phrase(tokens, determiner, owner, tokens[owned + 1 : end], tokens[end:])


def _is_of_spokesperson(behind: Sequence[Token]) -> bool:
    """Whether a body’s name goes on until the word for who speaks for it: "of Health and Social Care spokesperson"."""
    if len(behind) < 3 or behind[0].lower not in {"of", "for"}:  # noqa: PLR2004
        return False
    named = all(token.is_capital or token.lower in {"and", "the"} for token in behind[1:-1])
    return named and behind[-1].lower.startswith("spokes")


def _without_seat(tokens: Sequence[Token]) -> Sequence[Token]:
    """A phrase without the town whose region is what its noun is based in: "the | Leeds, Maine-based company"."""
    first = int(tokens[0].lower in words("determiners"))
    comma = next((n for n, token in enumerate(tokens) if token.text == ","), 0)
    placed = next((n for n in range(comma + 1, len(tokens)) if not tokens[n].is_capital), len(tokens)) - 1
    seat = comma > first and all(token.is_capital for token in tokens[first:comma])
    if not seat or placed <= comma or placed + 1 >= len(tokens) or not is_placed(tokens[placed].lower):
        return tokens
    return [*tokens[:first], *tokens[comma + 1 :]]


def _is_style(token: Token) -> bool:
    """Whether a word is a style before a title: "HE the Minister"."""
    return token.text.isupper() and token.lower in words("styles")


def is_state_run(phrase: str) -> bool:
    """Whether a phrase says that a body is its state’s: "the state-owned cable company"."""
    return _STATE_RUN.search(phrase) is not None


def _is_determiner(token: Token, following: Token) -> bool:
    lower = token.lower
    if lower == "no" and following.text[0].isdigit():
        return False  # "No 10"
    return lower in words("opening_words") or token.text.isdigit()


def _is_of_document(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word tells what was done with the document before it: "a report released in May by X"."""
    return tokens[at].lower in either("issued", "handled") and tokens[at - 1].lower in words("documents")


def _ends_core(token: Token) -> bool:
    return token.lower in words("complement_openers") or token.text in _MARKS or is_date_word(token.text)
