"""Noun phrases that can be a source, and where one begins: behind a break, a conjunction, or what leads the clause."""

from collections.abc import Sequence

from onrecord_extract.dates import is_date_word
from onrecord_extract.lexicon import words
from onrecord_extract.sentences import Token

MAX_SOURCE_TOKENS = 24
BREAKS = frozenset(',;:—–-()[]"“”‘’/….!?―')
_FINITE = frozenset({"has", "have", "had", "will", "would"})


def is_break(token: Token) -> bool:
    """Whether a token ends a noun phrase: punctuation or a quotation."""
    return token.is_quotation or (token.text in BREAKS and token.text not in "’'")


def is_source(phrase: Sequence[Token]) -> bool:
    """Whether a phrase can be a speaker: a name, a pronoun, or a noun with a determiner or of a group."""
    if not phrase:
        return False
    head = phrase[-1]
    if len(phrase) == 1 and head.lower in {"he", "she", "they", "it"}:
        return True
    if not _is_noun(head) or any(t.lower in words("passive") or t.lower in _FINITE for t in phrase):
        return False
    known = head.is_capital or head.lower in words("roles") or head.lower in words("group_nouns")
    return known or phrase[0].lower in words("determiners") or phrase[0].is_capital


def phrase_start(tokens: Sequence[Token], end: int, floor: int) -> int:
    first = end
    stop = max(floor, end - MAX_SOURCE_TOKENS)
    while first > stop and not is_break(tokens[first - 1]) and tokens[first - 1].lower not in words("subordinators"):
        first -= 1
    if first > floor and tokens[first - 1].text == ",":
        first = _over_titles(tokens, first, floor)
    return _without_lead(tokens, first, end)


def _over_titles(tokens: Sequence[Token], first: int, floor: int) -> int:
    """Go on left over a title that a comma parts from the next: "Representative for X, Director of Y Jane Doe"."""
    start = first - 1
    while start > floor and _is_title_word(tokens[start - 1]):
        start -= 1
    chunk = tokens[start : first - 1]
    titled = chunk and chunk[0].is_capital and any(t.lower in {"of", "for", "to"} for t in chunk)
    behind = any(t.lower in words("roles") for t in tokens[first : first + MAX_SOURCE_TOKENS])
    return start if titled and behind and any(t.lower in words("roles") for t in chunk) else first


def _is_title_word(token: Token) -> bool:
    return token.is_capital or token.lower in {"of", "for", "to", "the", "on"}


def _without_lead(tokens: Sequence[Token], first: int, end: int) -> int:
    """Leave out what leads the clause: "Meanwhile", "On Monday", "and", "In a statement"."""
    for i in range(end - 1, first, -1):
        if tokens[i].lower in {"and", "but", "or"} and not _is_listed(tokens[first:i]):
            first = i + 1
            break
    lead = words("function_words") - words("determiners")
    pronouns = words("subject_pronouns")
    while first < end and tokens[first].lower in lead and tokens[first].lower not in pronouns:
        preposition = tokens[first].lower in words("tail_openers")
        first = _last_phrase(tokens, first + 1, end) if preposition else first + 1
        if preposition:
            break
    while first < end - 1 and (is_date_word(tokens[first].text) or tokens[first].text.endswith("ly")):
        first += 1
    return first


def _is_listed(phrase: Sequence[Token]) -> bool:
    """Whether what stands before an "and" is a noun phrase too, so that both are the source."""
    if not phrase or phrase[0].lower in words("tail_openers") or any(t.text.endswith("ed") for t in phrase):
        return False
    return is_source(phrase) and (phrase[-1].is_capital or len(phrase) <= 3)  # noqa: PLR2004  "the ministry" and the like


def _last_phrase(tokens: Sequence[Token], first: int, end: int) -> int:
    """Where the last noun phrase of "In a statement the ministry" begins."""
    for i in range(end - 1, first, -1):
        if tokens[i].lower in words("determiners") and tokens[i - 1].lower not in {
            "of",
            "for",
            "at",
            "in",
            "to",
            "from",
        }:
            return i
        if tokens[i].is_capital and not tokens[i - 1].is_capital and tokens[i - 1].lower not in {"of", "for", "the"}:
            return i
    return first


def _is_noun(head: Token) -> bool:
    if not head.is_word or head.text[0].isdigit() or head.text.endswith(("'s", "’s")):
        return False
    return not is_date_word(head.text) and head.lower not in words("function_words")
