"""The organisation that a role names, as the text words it."""

from collections.abc import Sequence

from onrecord_extract.dates import is_date_word
from onrecord_extract.lexicon import country_named, either, is_geographic, known_bodies, words
from onrecord_extract.portfolios import is_constituency, is_portfolio
from onrecord_extract.role_words import is_bare_title, is_office, is_possessive, is_role_word, without_possessive
from onrecord_extract.sentences import Token

_ADJECTIVAL = ("al", "ic", "ous", "ive", "ary", "ed", "ing", "ist")
_SPEAKING_BODIES = frozenset(
    {"police", "government", "army", "navy", "party", "campaign", "military", "council", "cabinet", "treasury"}
)


def organization_in(text: str, phrase: Sequence[Token]) -> str | None:
    """The organisation that a role names: "head of arms exporter Acme", "Foreign Ministry spokeswoman", "army chief".

    A portfolio is none: neither "Transport" of "Transport Minister" nor "Defence" of "Minister of Defence".
    """
    runs = [run for run in _capitals(phrase) if not _is_where(phrase, *run) and _names_body(text, phrase, *run)]
    named = [run for run in runs if not country_named(_name(text, phrase, *run))] or runs
    if not named:
        return _common_body(text, phrase)
    first, after = named[-1]
    if after < len(phrase) and phrase[after].lower in words("bodies_of_persons"):
        after += 1  # "Brandt campaign manager"
    before_office = either("ranks_of_chambers", "ranks_of_offices")
    while after - first > 1 and phrase[after - 1].lower in before_office:
        after -= 1  # "House Minority Leader"
    while after - first > 1 and phrase[first].lower in words("held_otherwise"):
        first += 1  # "Former Pennsylvania Gov"
    heads = [n for n in range(first, after) if phrase[n].lower in words("org_words")]
    fields = phrase[heads[-1] + 1 : after] if heads else ()
    if fields and all(token.lower in words("role_modifiers") for token in fields):
        after = heads[-1] + 1  # "National Committee Research Director"
    return _name(text, phrase, first, after)


def _name(text: str, phrase: Sequence[Token], first: int, after: int) -> str:
    return without_possessive(text[phrase[first].start : phrase[after - 1].end])


def _capitals(phrase: Sequence[Token]) -> list[tuple[int, int]]:
    """The runs of capitals in a phrase that are no office, form of address or country."""
    runs: list[tuple[int, int]] = []
    for n, token in enumerate(phrase):
        qualifies = _opens_body(phrase, n)
        addressed = is_bare_title(token) and token.text not in known_bodies()  # "RT" is one
        if not token.is_capital or addressed or (not qualifies and _is_other(token)):
            continue
        if is_date_word(token.text):
            break
        goes_on = bool(runs) and (runs[-1][1] == n or _is_linked(phrase, n, *runs[-1]))
        if goes_on:
            runs[-1] = (runs[-1][0], n + 1)
        elif not is_geographic(token.text):
            runs.append((n, n + 1))
    return runs


def _opens_body(phrase: Sequence[Token], n: int) -> bool:
    """Whether a word that may be a person’s opens a body’s name: "National" of "Republican National Committee"."""
    if phrase[n].lower not in words("role_modifiers") and phrase[n].lower not in words("partisans"):
        return False
    behind = n + 1
    while behind < len(phrase) and phrase[behind].is_capital and phrase[behind].lower in words("role_modifiers"):
        behind += 1
    return behind < len(phrase) and phrase[behind].is_capital and phrase[behind].lower in words("org_words")


def _is_other(token: Token) -> bool:
    return is_office(token) or _is_owning_office(token)


def _is_owning_office(token: Token) -> bool:
    """Whether a word is an office that owns another, or a pronoun: "Chief Minister’s adviser", "Your producer"."""
    return is_role_word(without_possessive(token.lower)) or token.lower in words("possessives")


def _is_where(phrase: Sequence[Token], first: int, after: int) -> bool:
    """Whether a run only tells where the office is: "professor in Lyon", not "clerk in the Harbour Office"."""
    if first > 1 and phrase[first - 1].lower == "on":
        return True  # "adviser to the President on Media"
    placed = first > 1 and phrase[first - 1].lower in {"in", "near"}
    voice = placed and phrase[first - 2].lower.startswith("spokes")  # "its spokesperson in Congress"
    town = after - first == 1 and phrase[first - 1].lower == "in"  # "grower in Mission"
    return placed and (voice or town or phrase[after - 1].lower not in words("org_words"))


def _is_linked(phrase: Sequence[Token], n: int, first: int, after: int) -> bool:
    """Whether "of" or "and" joins a name's words: "Ministry of Defence", "Center for Strategic and Foreign Studies"."""
    link = n - 1 - (phrase[n - 1].lower == "the")
    on = phrase[link].lower == "on" and phrase[after - 1].lower in words("org_words")
    joins = link == after and (on or phrase[link].lower in {"of", "for", "and"})
    pair = phrase[link].lower == "and" and any(token.lower in {"of", "for"} for token in phrase[first:after])
    return joins and (pair or phrase[after - 1].lower in words("qualifiers"))


def _names_body(text: str, phrase: Sequence[Token], first: int, after: int) -> bool:
    """Whether capitals are a body's name, not what qualifies an office: "Labour MP", but not "Deputy Minister"."""
    run = phrase[first:after]
    behind = phrase[after].lower if after < len(phrase) else ""
    name = text[run[0].start : run[-1].end]
    if _is_sure(name, run[-1].lower, behind):
        return behind != "affairs"  # "EU affairs minister"
    if _is_no_body(phrase, first, after) or is_portfolio(phrase, first, after):
        return False
    if first and phrase[first - 1].lower == "from" and len(run) == 1 and run[0].lower not in words("org_words"):
        return name in known_bodies()  # "a trader from Elmina"
    if name in known_bodies() or run[-1].lower in _SPEAKING_BODIES:
        return True
    if all(token.lower in words("role_modifiers") for token in run):
        return False
    alone = first == 0 and len(run) == 1 and _opens_sentence(text, run[0])
    opening = alone and _is_common(text, run[0])  # "Behavioural biologist", "Programme director"
    goes_on = is_role_word(behind) or behind in either("behind_bodies", "role_modifiers")
    qualifies = behind.islower() and not goes_on and not is_possessive(run[-1])  # "head of Acme’s chip division"
    return not opening and not (qualifies and phrase[after].text.islower())


def _is_no_body(phrase: Sequence[Token], first: int, after: int) -> bool:
    """Whether a run only qualifies a person: "Shadow treasurer", "Mill Creek resident", "Western diplomat"."""
    behind = phrase[after].lower if after < len(phrase) else ""
    regional = after - first == 1 and phrase[first].lower in words("adjectives_of_regions")
    shadow = phrase[first].lower == "shadow"
    return shadow or regional or behind in words("dwellers") or is_constituency(phrase, first)


def _is_common(text: str, token: Token) -> bool:
    """Whether a capital may be but that of a sentence’s first word: an adjective, a noun that names no body."""
    if token.lower in words("body_nouns") or token.text.isupper() or f"the {token.text} " in text:
        return False  # "Congress leader", where the text has "the Congress government"
    return token.text.endswith(_ADJECTIVAL) or token.lower in words("org_words") or f" {token.lower} " in text


def _is_sure(name: str, last: str, behind: str) -> bool:
    """Whether a body has such a head: "NATO Secretary General", "Harlan County commissioner"."""
    known = known_bodies().get(name)
    local = behind == "commissioner" and (last == "police" or last in words("localities"))
    return local or (known is not None and known.kind == "organization")


def _opens_sentence(text: str, token: Token) -> bool:
    before = text[max(0, token.start - 3) : token.start].rstrip(" \u00a0\"“‘'")
    return not before or before[-1] in ".!?\n"


def _common_body(text: str, phrase: Sequence[Token]) -> str | None:
    """A body by a common noun: "army" of "army spokesman", "park service" of "head of the park service"."""
    for n, token in enumerate(phrase):
        if token.is_capital or token.lower not in words("body_nouns") or token.lower in words("roles"):
            continue
        if token.lower in words("places") and n + 1 == len(phrase):
            continue  # "mayor of the city"
        if n + 1 < len(phrase) and phrase[n + 1].lower in words("portfolio_roles"):
            continue  # "rail minister": a portfolio
        first, last = n, _last_noun(phrase, n)
        while first and _qualifies(phrase[first - 1]):
            first -= 1
        return text[phrase[first].start : phrase[last].end]
    return None


def _last_noun(phrase: Sequence[Token], n: int) -> int:
    """The last noun of bodies that stands in one name with token `n`: "administration" of "rail administration"."""
    last = n
    for at in range(n + 1, len(phrase)):
        if not _qualifies(phrase[at]) or phrase[at].is_capital:
            break
        last = at if phrase[at].lower in words("body_nouns") and phrase[at].lower not in words("roles") else last
    return last


def _qualifies(token: Token) -> bool:
    """Whether a word before a common noun belongs to its name: "park" of "the park service"."""
    small = not token.is_word or token.lower in words("small_words")
    return not (small or is_office(token) or is_geographic(token.text))
