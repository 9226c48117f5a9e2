"""To whom something was said: "told TASS", "in a letter to the court", "speaking to lawmakers"."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord_extract.attributions import Offsets
from onrecord_extract.dates import is_date_word
from onrecord_extract.lexicon import is_geographic, words
from onrecord_extract.sentences import Token, words_of
from onrecord_extract.setting_words import setting_words
from onrecord_extract.venues import follows, is_setting, tells

MAX_HEARER_TOKENS = 12
MAX_ASKED_CHARS = 120
_PREPOSITIONS = frozenset({"to", "with", "before", "from", "by"})


class _Opening(NamedTuple):
    """A place where a hearer may be named."""

    tokens: list[Token]
    first: int
    """The token with which the phrase begins."""
    told: bool = False
    """Whether it is the object of "told", which may be what was spoken at instead."""


def addressee_in(text: str, cue: Offsets | None, chunks: Sequence[Offsets]) -> Offsets | None:
    """Whom a cue and the chunks beside it name as hearer or reader, without the article of a name."""
    for opening in _openings(text, cue, chunks) if cue else ():
        phrase = list(_phrase(opening))
        if phrase and not (opening.told and is_setting(phrase)) and (found := _hearer(phrase)):
            return found[0].start, found[-1].end
    return None


def asked_in(text: str, cue: Offsets | None) -> Offsets | None:
    """Whom a cue asks or warns to do something: "urged the town to wait"; the words may be part of the content."""
    if cue is None:
        return None
    tokens = words_of(text, cue[0], min(len(text), cue[1] + MAX_ASKED_CHARS))
    first = len(words_of(text, *cue))
    opens = {token.lower for token in tokens[:first]}
    on = tokens[first - 1].lower in {"on", "to"} and not opens.isdisjoint(setting_words("demanding_on"))
    if not on and opens.isdisjoint(setting_words("demanding")):
        if opens.isdisjoint(setting_words("demanding_on")) or [t.lower for t in tokens[first : first + 1]] != ["on"]:
            return None
        first += 1
    phrase = list(_phrase(_Opening(tokens, first)))
    behind = tokens[first + len(phrase)].lower if first + len(phrase) < len(tokens) else ""
    found = _hearer(phrase) if behind in setting_words("behind_demands") else None
    return (found[0].start, found[-1].end) if found else None


def _openings(text: str, cue: Offsets, chunks: Sequence[Offsets]) -> Iterator[_Opening]:
    """Where a hearer may be named: behind the cue first."""
    for start, end in chunks:
        beside = follows(text, cue, start)
        tokens = words_of(text, cue[0] if beside else start, end)
        if beside and tells(text, cue):
            yield _Opening(tokens, len(words_of(text, *cue)), told=True)
        for n, token in enumerate(tokens):
            following = tokens[n + 1].lower if n + 1 < len(tokens) else ""
            if token.lower in setting_words("addressing"):
                yield _Opening(tokens, n + 1, told=True)
                continue
            hears = following in _PREPOSITIONS and token.lower in setting_words(f"hearer_{following}")
            if hears and not _is_topic(tokens[:n]):
                yield _Opening(tokens, n + 2)


def _is_topic(before: Sequence[Token]) -> bool:
    """Whether a noun is what is talked of: "asked about a meeting with the envoy"."""
    ties = (token.lower for token in reversed(before) if token.lower in setting_words("before_nouns"))
    return next(ties, "") in setting_words("topics_behind")


def _phrase(opening: _Opening) -> Iterator[Token]:
    """The words of a phrase up to a preposition, a clause, a day or a mark; what is in quotation marks is a name."""
    quoted = False
    within = opening.tokens[opening.first : opening.first + MAX_HEARER_TOKENS]
    for n, token in enumerate(within):
        if token.text in "“‘«" or quoted:
            quoted = token.text not in "”’»"
            yield token
            continue
        is_inside = token.is_word or token.text in setting_words("inside_hearers")
        if not is_inside or token.lower in setting_words("ends_hearers") or _is_day(within[n : n + 2]):
            return
        if token.lower in {"and", "or"} and not _names_more(within[n + 1 : n + 2]):
            return
        yield token


def _is_day(tokens: Sequence[Token]) -> bool:
    """Whether a word is that of a day, and not of a name: "told BBC Radio 4's Today programme"."""
    named = tokens[0].text == "Today" and len(tokens) > 1 and tokens[1].lower in setting_words("told_settings")
    return is_date_word(tokens[0].text) and not named


def _names_more(following: Sequence[Token]) -> bool:
    """Whether an "and" goes on with another hearer: "lawmakers and reporters", but not "told TASS and added"."""
    return any(token.is_capital or token.lower in words("hearers") for token in following)


def _hearer(phrase: list[Token]) -> list[Token] | None:
    """The phrase cut to the name of a medium or a body; as it stands where its noun is no name."""
    while phrase and phrase[-1].lower in setting_words("inside_hearers") | words("determiners") | {"“", "‘", "«"}:
        phrase = phrase[:-1]
    if not phrase or phrase[-1].lower in setting_words("not_hearers") or phrase[-1].text.endswith(("'s", "’s")):
        return None
    kept = len(phrase)
    while kept and phrase[kept - 1].text in setting_words("media_nouns"):
        kept -= 1
    if kept < len(phrase) and phrase[0].lower in {"a", "an"}:
        return phrase  # "a Bergen radio station" has no name
    named = any(token.is_capital and not is_geographic(token.text) for token in phrase[:kept])
    return _name(phrase[:kept]) if named and phrase[kept - 1].is_capital else phrase


def _name(phrase: list[Token]) -> list[Token]:
    """The name that closes a phrase, without what tells its kind or country: "the Russia’s", "state agency"."""
    start = len(phrase) - 1
    if any(token.lower == "of" and not phrase[n].is_capital for n, token in enumerate(phrase[1:])):
        return phrase  # "members of the Farmers' Union"
    while start and (phrase[start - 1].is_capital or phrase[start - 1].lower in setting_words("inside_names")):
        start -= 1
    while start < len(phrase) - 1 and _is_no_name(phrase[start]):
        start += 1
    return phrase[start:]


def _is_no_name(token: Token) -> bool:
    owns = token.text.endswith(("'s", "’s")) and is_geographic(token.text)
    return owns or token.lower in setting_words("inside_names") | {"a", "an"}
