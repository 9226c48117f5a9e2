"""The mention of an organisation: its name with its complement, the nouns beside it, its abbreviation."""

import re
from collections.abc import Sequence

from onrecord_extract.appositions import apposition_before
from onrecord_extract.dates import is_date_word
from onrecord_extract.given_names import is_given_name
from onrecord_extract.lexicon import country_at, country_in, is_geographic, words
from onrecord_extract.mentions import Kind, Mention, is_subject
from onrecord_extract.role_words import is_possessive, is_role_word, without_possessive
from onrecord_extract.runs import ACRONYM, Run, run_end
from onrecord_extract.sentences import Token

MAX_TYPE_TOKENS = 6
_LINKS = frozenset({"of", "for", "on"})
_COMPASS = frozenset({"eastern", "western", "northern", "southern", "the"})
_MEDIA = frozenset({"news", "newspaper", "broadcaster", "tv", "television", "radio", "magazine", "daily", "tabloid"})
_CALLED = re.compile(
    r",? (?:also |better |commonly |locally |widely )?(?:known|abbreviated|referred to|called)"
    r"(?: (?:by (?:its|the) (?:acronym|initials)|simply|locally|for short))?(?: as)? (?:the )?(?P<name>[A-Z][\w-]+)"
)


def over_complement(text: str, tokens: Sequence[Token], end: int) -> int:
    """Where an organisation's name ends: "Ministry of Foreign Affairs of Kenya", "Board for Trade and Industry"."""
    begin = end
    while end + 1 < len(tokens) and not is_possessive(tokens[end - 1]):
        at = _over_link(tokens, end) if end > begin or tokens[end].lower in _LINKS else end
        if at == end or at >= len(tokens) or not tokens[at].is_capital or is_date_word(tokens[at].text):
            break
        after = _before_name(tokens, at, run_end(text, tokens, at))
        if any(is_role_word(token.lower) for token in tokens[at:after]):
            break  # "Energy and Mineral Resources Minister Ana Brandt"
        if after < len(tokens) and tokens[after].lower in words("state_bodies") and not tokens[after].is_capital:
            after += 1  # "of the eastern Libyan government"
        end = after
    return end


def _before_name(tokens: Sequence[Token], at: int, after: int) -> int:
    """Where a complement ends before the name of who holds the office: "on Defence" of "on Defence Ana Brandt"."""
    names = (n for n in range(at + 1, after - 1) if is_given_name(tokens[n].text) and tokens[n].is_capital)
    return next((n for n in names if tokens[n].lower not in words("org_words")), after)


def _over_link(tokens: Sequence[Token], end: int) -> int:
    """Behind "of the", "for", "and": where the complement's own name begins; `end` without such a link."""
    joined = tokens[end].lower == "and" and tokens[end - 1].lower in words("role_modifiers")
    if tokens[end].lower not in _LINKS and not joined:
        return end
    at = end + 1 + (tokens[end + 1].lower in {"the", "and"})
    stop = min(len(tokens), at + 3)
    while at < stop and tokens[at].text in _COMPASS:
        at += 1
    return at


def body_mention(run: Run, kind: Kind = "organization") -> Mention:
    """The mention of an organisation that a run names, with the nouns beside it and the country that they name."""
    tokens = run.tokens
    owned = next((n for n in range(run.first, run.after - 1) if is_possessive(tokens[n])), None)
    foreign = owned is not None and country_at([t.text for t in tokens[run.first : owned + 1]], 0)
    start = owned + 1 if owned is not None and foreign else _over_members(tokens, run.first)
    low = _types_before(run)
    lead = apposition_before(run.text, tokens, low)
    around = [t.text for t in tokens[max(0, low - 2) : run.after] if t.is_word]
    types = {without_possessive(t.lower) for t in tokens[lead : run.after] if t.is_word} | _types_behind(run)
    types |= {run.before} & words("irregulars")
    return Mention(
        without_possessive(run.text[tokens[start].start : run.last.end]),
        tokens[start].start,
        run.last.end,
        tokens[lead].start,
        "media" if types & _MEDIA and kind == "organization" else kind,
        country=country_in(around),
        types=frozenset(types),
        alias=_alias(run),
        is_subject=is_subject(tokens, low),
    )


def _over_members(tokens: Sequence[Token], first: int) -> int:
    """Where a name begins that says whose body it is: "Dockers’ Federation"; but not "Kenya's Ministry of Health"."""
    if first < 2 or tokens[first - 1].text not in {"’", "'"}:  # noqa: PLR2004
        return first
    members = tokens[first - 2]
    is_owner = members.is_capital and members.lower.endswith("s") and members.end == tokens[first - 1].start
    if not is_owner or is_geographic(members.text) or tokens[first].lower not in words("org_words"):
        return first
    start = first - 2
    while start and tokens[start - 1].is_capital and tokens[start - 1].lower not in words("determiners"):
        start -= 1
    return start


def _types_before(run: Run) -> int:
    """Where the nouns begin that stand right before a name: "state arms exporter Acme"."""
    low = run.first
    nouns = words("body_nouns")
    if run.before not in nouns:
        return low
    while low > max(0, run.first - MAX_TYPE_TOKENS) and run.tokens[low - 1].is_word:
        lower = without_possessive(run.tokens[low - 1].lower)
        other = lower in words("determiners") or lower in words("function_words") or lower in words("roles")
        if other or run.tokens[low - 1].is_capital:
            break
        low -= 1
    return low


def _types_behind(run: Run) -> set[str]:
    """The nouns of "Acme, a Danish energy company," and of "Interfax news agency"."""
    tokens, end = run.tokens, run.after
    nouns = words("typing_nouns")
    if run.behind and run.behind.lower in nouns:
        return {t.lower for t in tokens[end : end + 2] if t.lower in nouns}
    if end + 1 >= len(tokens) or tokens[end].text != "," or tokens[end + 1].lower not in {"a", "an", "the", "one"}:
        return set()
    found: set[str] = set()
    for token in tokens[end + 2 : end + 12]:
        if not token.is_word or token.lower in {"that", "which", "who", "of", "in", "for"}:
            break
        found.add(token.lower)
    return found if found & (words("common_bodies")) else set()


def _alias(run: Run) -> str | None:
    """The abbreviation in brackets behind a name, or what it is "known as"."""
    inside = run.tokens[run.after : run.after + 3]
    if known := _CALLED.match(run.text, run.last.end):
        return known["name"]
    if len(inside) < 3 or inside[0].text != "(" or inside[2].text != ")":  # noqa: PLR2004
        return None
    return inside[1].text if ACRONYM.match(inside[1].text) else None
