"""The mention of an organisation: its name with its complement, the nouns beside it, its abbreviation."""

import re
from collections.abc import Sequence

from onrecord_extract.appositions import apposition_before
from onrecord_extract.lexicon import country_at, country_in, is_geographic, words
from onrecord_extract.mentions import Kind, Mention, is_subject
from onrecord_extract.role_words import is_possessive, is_role_word, without_possessive
from onrecord_extract.runs import ABBREVIATION, MAX_RUN_TOKENS, Run
from onrecord_extract.sentences import Token

MAX_TYPE_TOKENS = 6
_MEDIA = frozenset({"news", "newspaper", "broadcaster", "tv", "television", "radio", "magazine", "daily", "tabloid"})
_CALLED = re.compile(
    r",? (?:also |better |commonly |locally |widely )?(?:known|abbreviated|referred to|called)"
    r"(?: (?:by (?:its|the) (?:acronym|initials)|simply|locally|for short))?(?: as)? (?:the )?(?P<name>[A-Z][\w-]+)"
)


def body_mention(run: Run, kind: Kind = "organization") -> Mention:
    """The mention of an organisation that a run names, with the nouns beside it and the country that they name."""
    tokens = run.tokens
    owned = next((n for n in range(run.first, run.after - 1) if is_possessive(tokens[n])), None)
    foreign = owned is not None and country_at([t.text for t in tokens[run.first : owned + 1]], 0)
    start = owned + 1 if owned is not None and foreign else _over_members(tokens, run.first)
    low = _types_before(run)
    lead = apposition_before(run.text, tokens, low)
    around = [t.text for t in tokens[max(0, low - 2) : run.after] if t.is_word]
    types = {without_possessive(t.lower) for t in tokens[lead : run.after] if t.is_word} | types_behind(run)
    types |= {run.before} & words("irregulars")
    if any(_is_calling(token.lower) for token in run.words[:-1]):
        types.add("union")  # "Nurses and Midwives Alliance"
    return Mention(
        without_possessive(run.text[tokens[start].start : run.last.end]),
        tokens[start].start,
        run.last.end,
        tokens[min(lead, start)].start,
        "media" if types & _MEDIA and kind == "organization" else kind,
        country=country_in(around),
        types=frozenset(types),
        alias=_alias(run),
        is_subject=is_subject(tokens, low),
    )


def _is_calling(word: str) -> bool:
    """Whether a word names those who do a work: "nurses", "midwives"."""
    one = f"{word.removesuffix('ves')}fe" if word.endswith("ves") else word.removesuffix("s")
    return one != word and one in words("callings")


def _over_members(tokens: Sequence[Token], first: int) -> int:
    """Where a name begins that says whose body it is: "Dockers’ Federation", "Governor’s Office".

    But not "Kenya's Ministry of Health".
    """
    start = _owner(tokens, first)
    members = start < first and _is_calling(without_possessive(tokens[start].lower))
    if start == first or not (members or tokens[first].lower in words("org_words")):
        return first
    least = max(0, first - MAX_RUN_TOKENS)
    while start > least and tokens[start - 1].is_capital and not _is_determiner(tokens, start - 1):
        start -= 1
    return start


def _owner(tokens: Sequence[Token], first: int) -> int:
    """The members or the office whose possessive stands before token `first`; `first` where neither does."""
    if first and is_possessive(tokens[first - 1]) and tokens[first - 1].is_capital:
        owner = without_possessive(tokens[first - 1].lower)
        return first - 1 if owner == "people" or is_role_word(owner) else first
    if first < 2 or tokens[first - 1].text not in {"’", "'"}:  # noqa: PLR2004
        return first
    members = tokens[first - 2]
    is_owner = members.is_capital and members.lower.endswith("s") and members.end == tokens[first - 1].start
    return first - 2 if is_owner and not is_geographic(members.text) else first


def _is_determiner(tokens: Sequence[Token], n: int) -> bool:
    """Whether a token opens a noun phrase, and no name as in "the All Quay Exporters’ Forum"."""
    named = n > 0 and tokens[n - 1].lower == "the"
    return tokens[n].lower in words("determiners") and not named


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


def types_behind(run: Run) -> set[str]:
    """The nouns of "Acme, a Danish energy company," and of "Interfax news agency"."""
    tokens, end = run.tokens, run.after
    nouns = words("typing_nouns")
    if run.behind and run.behind.lower in nouns:
        return {t.lower for t in tokens[end : end + 2] if t.lower in nouns}
    if end + 1 >= len(tokens) or tokens[end].text != "," or tokens[end + 1].lower not in {"a", "an", "the", "one"}:
        return set()
    found: set[str] = set()
    for token in tokens[end + 2 : end + 12]:
        if is_role_word(token.lower):
            return set()  # "Jane Doe, a researcher with the institute"
        if not token.is_word or token.lower in {"that", "which", "who", "of", "in", "for"}:
            break
        if token.is_capital and token.lower in words("common_bodies"):
            return set()  # "According to Doe, the Rescue Unit"
        found.add(token.lower)
    return found if found & (words("common_bodies")) else set()


def _alias(run: Run) -> str | None:
    """The abbreviation in brackets behind a name, or what it is "known as"."""
    inside = run.tokens[run.after : run.after + 3]
    if known := _CALLED.match(run.text, run.last.end):
        return known["name"]
    if len(inside) < 3 or inside[0].text != "(" or inside[2].text != ")":  # noqa: PLR2004
        return None
    return inside[1].text if ABBREVIATION.match(inside[1].text) else None


def kind_of(word: str) -> Kind:
    """The kind of a body by the noun with which its name ends."""
    if word in words("media_words"):
        return "media"
    return "government" if word in words("state_bodies") else "organization"
