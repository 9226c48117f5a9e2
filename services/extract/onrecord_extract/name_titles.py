"""The title before a name: "Foreign Minister", "Director of Y", "Minister of State at the Ministry of Z"."""

from collections.abc import Sequence
from itertools import takewhile

from onrecord_extract.dates import is_date_word
from onrecord_extract.lexicon import words
from onrecord_extract.role_words import is_office, is_possessive, is_role_word, without_possessive
from onrecord_extract.runs import before_initials
from onrecord_extract.sentences import Token

MAX_TITLE_TOKENS = 20
MAX_FIELD_TOKENS = 4
"""Of how many words a field may be: "head of adult social care"."""


def title_start(text: str, tokens: Sequence[Token], first: int, floor: int = 0) -> int:
    """Where the title begins that ends where a name begins at token `first`; `first` where there is none."""
    start = first
    while start > max(floor, first - MAX_TITLE_TOKENS):
        start = _before_initials(tokens, _before_retired(tokens, start))
        if not start or not _is_title_word(tokens, start - 1):
            break
        if tokens[start - 1].text == "," and not _is_whole_title(tokens, start - 1):
            break
        if "\n" in text[tokens[start - 1].end : tokens[start].start]:
            break
        start -= 1
    while start < first and tokens[start].text in {",", "."}:
        start += 1
    start = _behind_opener(tokens, start, first)
    superlative = start < first and start and tokens[start - 1].lower in {"most", "right", "very"}
    return start - 1 if superlative and tokens[start - 1].is_capital else start


def _behind_opener(tokens: Sequence[Token], start: int, first: int) -> int:
    """Where a title begins behind a noun that only opens the sentence: "Part of the network | President Jane Doe"."""
    opens = start + 2 < first and tokens[start].lower in words("nouns_of_parts") and tokens[start + 1].lower == "of"
    if not opens:
        return start
    return next((n for n in range(start + 1, first) if tokens[n].is_capital), first)


def _before_retired(tokens: Sequence[Token], end: int) -> int:
    """Where "(retd)" begins, if it ends before token `end`; else `end`."""
    opening = next((n for n in range(end - 3, max(-1, end - 5), -1) if n >= 0 and tokens[n].text == "("), None)
    if opening is None or tokens[end - 1].text != ")" or tokens[opening + 1].lower not in words("retired"):
        return end
    return opening


def _before_initials(tokens: Sequence[Token], end: int) -> int:
    """As `before_initials`, where those of a name stand in brackets: "Czech National Bank (CNB) Governor"."""
    opening = before_initials(tokens, end)
    return opening if tokens[opening - 1].is_capital else end


def _is_title_word(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.is_capital:
        named = i > 0 and tokens[i - 1].lower == "the"  # "the An Giang Committee"
        proper = (named or token.lower not in words("function_words")) and not is_date_word(token.text)
        return proper or token.lower in words("honorifics")
    owning = token.lower.endswith("s") and i + 1 < len(tokens) and tokens[i + 1].text in {"’", "'"}
    joins = token.text in {",", "the", "’s"} or owning or _joins_title(tokens, i)
    return joins or _is_noun_of_title(token) or _is_field(tokens, i)


def _is_field(tokens: Sequence[Token], i: int) -> bool:
    """Whether a small word ends what an office is of: "director of place", "head of adult learning"."""
    at = i
    while at > max(1, i - MAX_FIELD_TOKENS) and _names_field(tokens[at]):
        at -= 1
    return at < i and tokens[at].lower in {"of", "for", "on"} and is_role_word(tokens[at - 1].lower)


def _names_field(token: Token) -> bool:
    small = words("function_words") - words("indefinite") - {"and"}
    return token.is_word and token.text.islower() and token.lower not in small


def _joins_title(tokens: Sequence[Token], i: int) -> bool:
    """Whether a small word or mark joins two parts of a title: "of", "and", the dot of "Gen.", the plural’s "’"."""
    token, before = tokens[i], tokens[i - 1] if i else None
    if before is None:
        return False
    if token.text == ".":
        return before.lower in words("abbreviated")
    if token.text in {"’", "'"}:
        return before.text.endswith("s") and before.end == token.start
    if token.lower == "and":
        return _is_joint(tokens, i)
    if token.lower in {"at", "in", "on"} and before.lower not in words("roles_on"):
        return before.is_capital and before.lower in words("title_words")  # "Minister at the Ministry of"
    tied = token.lower in {"of", "for", "to"} and (before.is_capital or before.lower in words("roles"))
    # not "a spokesperson for Premier Jane Doe"
    tied = tied and not (before.lower.startswith("spokes") and is_office(tokens[i + 1]))
    return tied or token.lower == "on"  # "spokesperson on trade"


def _is_joint(tokens: Sequence[Token], i: int) -> bool:
    """Whether the "and" at token `i` joins two parts of a title."""
    before = tokens[i - 1]
    if i + 1 == len(tokens) or not tokens[i + 1].is_capital:
        return False
    if _is_bare_office(tokens, i) and any(map(is_office, tokens[i + 1 : i + 3])):
        return True  # "party co-leader and Finance Minister"
    fields = takewhile(lambda token: token.is_capital, tokens[i + 2 : i + 2 + MAX_FIELD_TOKENS])
    holds = any(token.lower in words("portfolio_roles") for token in fields)  # "Plantation and Commodities Minister"
    both = is_role_word(before.lower) and is_office(tokens[i + 1])  # "Premier and Minister of"
    return before.is_capital and (both or before.lower in words("qualifiers") or holds)


def _is_bare_office(tokens: Sequence[Token], end: int) -> bool:
    """Whether an office in small letters without article ends before token `end`: "SDB co-leader"."""
    start = end - 1
    while start and tokens[start - 1].is_capital and tokens[start - 1].lower not in words("determiners"):
        start -= 1
    opened = start > 0 and tokens[start - 1].lower in words("determiners")
    return not tokens[end - 1].is_capital and is_role_word(tokens[end - 1].lower) and start < end - 1 and not opened


def _is_noun_of_title(token: Token) -> bool:
    known = words("nouns_of_titles")
    word = without_possessive(token.lower) if is_possessive(token) else token.lower
    return (word in known and word not in words("function_words")) or is_role_word(word)


def _is_whole_title(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a title that goes on behind the comma stands before it: "Representative for X, Director of Y"."""
    start = comma
    while (
        start > max(0, comma - MAX_TITLE_TOKENS) and tokens[start - 1].text != "," and _is_title_word(tokens, start - 1)
    ):
        start -= 1
    chunk = tokens[start:comma]
    linked = any(t.lower in {"of", "for", "to"} for t in chunk)
    return linked and chunk[0].is_capital and any(is_role_word(t.lower) for t in chunk)
