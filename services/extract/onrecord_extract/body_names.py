"""Where the name of an organisation ends: behind its complement, and before the person of whom it is the office."""

from collections.abc import Sequence

from onrecord_extract.dates import is_date_word
from onrecord_extract.given_names import is_given_name
from onrecord_extract.lexicon import words
from onrecord_extract.role_words import is_possessive, is_role_word, without_possessive
from onrecord_extract.runs import is_honorific, run_end
from onrecord_extract.sentences import Token

MAX_COMPLEMENT_TOKENS = 24
_LINKS = frozenset({"of", "for", "on"})
_COMPASS = frozenset({"eastern", "western", "northern", "southern", "the"})


def over_complement(text: str, tokens: Sequence[Token], end: int) -> int:
    """Where an organisation's name ends: "Ministry of Foreign Affairs of Kenya", "Board for Trade and Industry"."""
    begin = end
    while end + 1 < len(tokens) and end - begin < MAX_COMPLEMENT_TOKENS and not is_possessive(tokens[end - 1]):
        linked = end > begin or tokens[end].lower in _LINKS or _is_sent(tokens, end)
        at = _over_link(tokens, end) if linked else end
        if at == end or at >= len(tokens) or not tokens[at].is_capital or is_date_word(tokens[at].text):
            break
        after = _before_person(tokens, at, run_end(text, tokens, at))
        # "Committee for National Security", but "a national"
        offices = [is_role_word(token.lower) and token.lower != "national" for token in tokens[at:after]]
        if any(offices) and not (tokens[end - 1].lower == "office" and offices[-1]):
            break  # "Energy and Mineral Resources Minister Ana Brandt"
        if after < len(tokens) and tokens[after].lower in words("state_bodies") and not tokens[after].is_capital:
            after += 1  # "of the eastern Libyan government"
        end = after
    return end


def _before_person(tokens: Sequence[Token], at: int, after: int) -> int:
    """Where a person's name begins behind that of a body, "Ministry of Foreign Affairs | Ana Brandt"; else `after`."""
    for n in range(at + 1, after - 1):
        named = is_given_name(tokens[n].text) and tokens[n].is_capital
        if is_honorific(tokens, n, after) or (named and not _has_noun(tokens[n:after])):
            return n
    return after


def _has_noun(words_of_name: Sequence[Token]) -> bool:
    return any(without_possessive(token.lower) in words("org_words") for token in words_of_name)


def _is_sent(tokens: Sequence[Token], end: int) -> bool:
    """Whether "to" stands at token `end` behind what is sent to a country: "Delegation to Montenegro"."""
    return tokens[end].lower == "to" and tokens[end - 1].lower in words("missions")


def _over_link(tokens: Sequence[Token], end: int) -> int:
    """Behind "of the", "for", "and": where the complement's own name begins; `end` without such a link."""
    joined = tokens[end].lower == "and" and tokens[end - 1].lower in words("role_modifiers")
    if tokens[end].lower not in _LINKS and not joined and not _is_sent(tokens, end):
        return end
    at = end + 1 + (tokens[end + 1].lower in {"the", "and"})
    stop = min(len(tokens), at + 3)
    while at < stop and tokens[at].text in _COMPASS:
        at += 1
    return at
