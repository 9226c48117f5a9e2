"""Capitals beside an office that name no body: what a minister is in charge of, whom a member represents."""

from collections.abc import Sequence

from onrecord_extract.lexicon import words
from onrecord_extract.sentences import Token


def is_portfolio(phrase: Sequence[Token], first: int, after: int) -> bool:
    """Whether a run is what a minister is in charge of: "Transport Minister", "Minister for Power"."""
    link = _link_before(phrase, _first_of_pair(phrase, first))
    behind = _completes_portfolio(phrase, link) and (
        phrase[link - 1].lower == "minister" or phrase[after - 1].lower not in words("org_words")
    )
    return behind or _portfolio_of(phrase, after) in words("portfolio_roles")


def is_constituency(phrase: Sequence[Token], first: int) -> bool:
    """Whether a run is whom a member of parliament represents: "Member of Parliament for Mill Creek"."""
    link = _link_before(phrase, first)
    elected = any(token.lower in {"mp", "parliament", "mla", "mna", "mca"} for token in phrase[: max(0, link)])
    return elected and phrase[link].lower == "for"


def _portfolio_of(phrase: Sequence[Token], after: int) -> str:
    """The word behind a run and what "and" joins to it: "minister" of "Plantation and Commodities Minister"."""
    while after + 1 < len(phrase) and phrase[after].lower == "and" and phrase[after + 1].is_capital:
        after += 2
    return phrase[after].lower if after < len(phrase) else ""


def _first_of_pair(phrase: Sequence[Token], first: int) -> int:
    """Where the capitals begin to which "and" joins a run: "Lands" of "Lands and Natural Resources"."""
    if first < 2 or phrase[first - 1].lower != "and" or not phrase[first - 2].is_capital:  # noqa: PLR2004
        return first
    at = first - 2
    while at and phrase[at - 1].is_capital:
        at -= 1
    return at


def _completes_portfolio(phrase: Sequence[Token], link: int) -> bool:
    return link > 0 and phrase[link].lower in {"of", "for"} and phrase[link - 1].lower in words("portfolio_roles")


def _link_before(phrase: Sequence[Token], first: int) -> int:
    """The place before a run and its article: that of "for" in "for the Navy"."""
    return first - 1 - (first > 0 and phrase[first - 1].lower == "the")
