"""Mentions of organisations: "Ministry of Defence", "the union KNUT", "Acme, a Danish energy company"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from onrecord_extract.appositions import apposition_before
from onrecord_extract.dates import is_date_word
from onrecord_extract.given_names import is_given_name
from onrecord_extract.lexicon import country_at, country_in, is_geographic, known_bodies, words
from onrecord_extract.mentions import Kind, Mention, is_subject
from onrecord_extract.role_words import is_possessive, is_role_word, is_title_like, without_possessive
from onrecord_extract.runs import ACRONYM, Run, is_honorific, name_start, run_end
from onrecord_extract.sentences import Token

MAX_ACRONYM = 7
MAX_TYPE_TOKENS = 6
_LINKS = frozenset({"of", "for", "on"})
_CALLED = re.compile(
    r",? (?:also |better |commonly |locally |widely )?(?:known|abbreviated|referred to|called)"
    r"(?: (?:by (?:its|the) (?:acronym|initials)|simply|locally|for short))?(?: as)? (?:the )?(?P<name>[A-Z][\w-]+)"
)
_COMPASS = frozenset({"eastern", "western", "northern", "southern", "the"})
_MEDIA = frozenset({"news", "newspaper", "broadcaster", "tv", "television", "radio", "magazine", "daily", "tabloid"})


def organization_mention(run: Run) -> Mention | None:
    """The organisation that a run of capitals names, or None."""
    found = (reader(run) for reader in _READERS)
    return next((mention for mention in found if mention), None)


def _known(run: Run) -> Mention | None:
    known = known_bodies().get(run.name)
    if known is None:
        return None
    mention = body_mention(run, known.kind)
    return replace(mention, country=known.country()) if len(known.countries) == 1 else mention


def _acronym(run: Run) -> Mention | None:
    """ "KNUT"; no label such as "PESKOV:", no surname behind "J."."""
    if len(run) > 1 or len(run.name) > MAX_ACRONYM or not ACRONYM.fullmatch(run.name):
        return None
    titled = is_title_like(run.last) or is_honorific(run.tokens, run.first, run.after)
    initial = run.before == "." and run.first > 1 and len(run.tokens[run.first - 2].text) == 1
    beside = initial or (run.behind is not None and run.behind.text == ":")
    return None if titled or beside else body_mention(run)


def _worded(run: Run) -> Mention | None:
    """A name that ends with a noun of organisations: "Harbour Office", "Board of Trade"."""
    word = without_possessive(run.last.lower)
    office = is_role_word(word) and word not in {"press", "union"}
    if word not in words("org_words") or office:
        return None
    alone = len(run) == 1 and (run.before in {"", ".", "”", '"', ","} or bool(run.behind and run.behind.lower == "and"))
    if alone and not (run.behind and run.behind.lower == "of"):
        return None  # a common noun that opens its sentence: "Police said"
    return body_mention(replace(run, after=over_complement(run.text, run.tokens, run.after)), _kind_of(word))


def _typed(run: Run) -> Mention | None:
    """A name beside a noun that says what it is: "the union KNUT", "Interfax news agency", "The contractor, Acme"."""
    if name_start(run.words) > 0:
        return None
    nouns = words("typing_nouns")
    behind = run.behind
    follows = behind is not None and behind.lower in nouns and not is_role_word(behind.lower)
    joined = follows and behind is not None and run.text[run.last.end : behind.start] in {" ", "\u00a0"}
    if run.before in nouns or (joined and not is_possessive(run.last)):
        return body_mention(run)
    if run.before != "," or run.first < 2 or run.tokens[run.first - 2].lower not in words("bodies"):  # noqa: PLR2004
        return None
    lead = apposition_before(run.text, run.tokens, run.first)
    office = any(is_role_word(token.lower) for token in run.tokens[lead : run.first])
    return body_mention(run) if lead < run.first and not office else None


def _opened(run: Run) -> Mention | None:
    """A name that begins as those of clubs or bodies do: "Atlético Sur", "Banco Norte"."""
    opener = run.words[0].lower
    if len(run) < 2 or is_possessive(run.words[0]) or any(is_role_word(t.lower) for t in run.words):  # noqa: PLR2004
        return None
    if opener in words("body_openers"):
        return body_mention(run)
    if opener not in words("club_openers") or name_start(run.words) > 0:
        return None
    mention = body_mention(run)
    return replace(mention, types=mention.types | {"club"})


def _with_article(run: Run) -> Mention | None:
    """ "the Taliban said", but no adjective: "the Calder link"."""
    if len(run) > 1 or run.before != "the" or is_title_like(run.last):
        return None
    if is_possessive(run.last) or is_given_name(run.name):
        return None
    verb = run.behind.lower if run.behind and run.behind.is_word else ""
    acts = not verb or verb in words("auxiliaries") or verb in {"said", "says", "told"} or verb.endswith("ed")
    return body_mention(run) if acts else None


_READERS: tuple[Callable[[Run], Mention | None], ...] = (_known, _acronym, _worded, _typed, _opened, _with_article)


def over_complement(text: str, tokens: Sequence[Token], end: int) -> int:
    """Where an organisation's name ends: "Ministry of Foreign Affairs of Kenya", "Board for Trade and Industry"."""
    begin = end
    while end + 1 < len(tokens) and not is_possessive(tokens[end - 1]):
        at = _over_link(tokens, end) if end > begin or tokens[end].lower in _LINKS else end
        if at == end or at >= len(tokens) or not tokens[at].is_capital or is_date_word(tokens[at].text):
            break
        after = run_end(text, tokens, at)
        if any(is_role_word(token.lower) for token in tokens[at:after]):
            break  # "Energy and Mineral Resources Minister Ana Brandt"
        if after < len(tokens) and tokens[after].lower in words("state_bodies") and not tokens[after].is_capital:
            after += 1  # "of the eastern Libyan government"
        end = after
    return end


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


def _kind_of(word: str) -> Kind:
    if word in words("media_words"):
        return "media"
    return "government" if word in words("state_bodies") else "organization"


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
