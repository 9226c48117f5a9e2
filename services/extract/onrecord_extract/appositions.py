"""What stands beside a name: the noun phrase to which it is the apposition, and the one behind it."""

from collections.abc import Sequence
from itertools import takewhile

from onrecord_extract.dates import is_date_word
from onrecord_extract.lexicon import country_in, words
from onrecord_extract.role_bodies import organization_in
from onrecord_extract.role_words import is_office, is_possessive, is_role_word
from onrecord_extract.roles import LEADS, Role, role_of
from onrecord_extract.runs import before_initials
from onrecord_extract.sentences import Token
from onrecord_extract.source_starts import is_break

MAX_ROLE_TOKENS = 16
MAX_LEAD_TOKENS = 14
"""How far before a name a noun phrase that it stands beside may begin: "The rebels’ spokesman, Colonel X"."""
MAX_ASIDE_TOKENS = 5
MAX_PLACE_TOKENS = 2
MAX_FIELD_TOKENS = 8
"""Of how many words a list of fields may be behind its first comma."""
_NAMING = frozenset({"named", "called", "nicknamed", "known", "identified"})
_SAID = frozenset({"said", "says", "told", "tells", "added", "adds"})
_BEFORE_COMPLEMENTS = frozenset({"of", "for", "about", "between", "over", "regarding", "on"})
_ADVERBIAL = frozenset(
    {"asked", "speaking", "responding", "replying", "addressing", "commenting", "during", "following", "in", "at", "on"}
)
"""What opens a clause in which nobody stands beside the subject."""
_OPENERS = frozenset({"the", "his", "her", "its", "their", "a", "an", "our", "my", "your", "one", "another"})


def apposition_before(text: str, tokens: Sequence[Token], start: int) -> int:
    """Where a noun phrase begins to which the name is the apposition, or `start` where none does.

    "The rebels’ spokesman, Colonel X", "Mali's foreign minister, X", "Candidate of the Unity Party, X".
    """
    comma = _before_naming(tokens, start)
    if comma < 1 or not (tokens[comma].text == "," or tokens[comma].lower in _NAMING):
        return start
    closing = before_initials(tokens, comma)
    first = closing
    while first > max(0, closing - MAX_LEAD_TOKENS) and _is_inside(text, tokens, first - 1):
        first -= 1
    if tokens[first].lower in _ADVERBIAL:
        return start  # "Asked about the envoy, Brandt said"
    for at in range(first, closing):
        opens = tokens[at].lower in _OPENERS and not (at and tokens[at - 1].lower in _BEFORE_COMPLEMENTS)
        owns = is_possessive(tokens[at]) and tokens[at].is_capital
        titled = at == first and _opens_with_office(tokens[at:closing])
        if (opens or owns or titled) and _is_headed(tokens[at:closing]):
            before = list(takewhile(lambda t: t.is_capital, reversed(tokens[first:at]))) if owns else []
            return at - len(before)
    return start


def _before_naming(tokens: Sequence[Token], start: int) -> int:
    """Where what ties a name to the phrase before it begins: the comma, or "known as", "named"."""
    known = start > 2 and tokens[start - 1].lower == "as" and tokens[start - 2].lower in {"known", "identified"}  # noqa: PLR2004
    return start - 2 if known else start - 1


def _is_inside(text: str, tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    same = "\n" not in text[token.end : tokens[at + 1].start]
    if token.text in {"(", ")"}:
        return same and _is_around_initials(tokens, at)
    if token.lower in words("auxiliaries") or token.lower in {"said", "says", "told", "that", "who", "which"}:
        return False
    return same and (token.is_word or token.text in {"’", "'"}) and not is_date_word(token.text)


def _is_around_initials(tokens: Sequence[Token], at: int) -> bool:
    """Whether a bracket stands around initials: "Member of Parliament (MP) for"."""
    inside = tokens[at + 1] if tokens[at].text == "(" else tokens[at - 1]
    return inside.text.isupper() and inside.text.isalpha()


def _opens_with_office(phrase: Sequence[Token]) -> bool:
    """Whether a phrase without an article is an office’s: "Candidate of the Unity Party", "defence counsel"."""
    qualifying = takewhile(lambda t: t.lower in words("role_modifiers"), phrase)
    head = next(iter(phrase[sum(1 for _ in qualifying) :]), None)
    return head is not None and is_role_word(head.lower)


def _is_headed(phrase: Sequence[Token]) -> bool:
    """Whether a noun phrase is that of an office or a body: its head ends it, or "of", "for", "at" follow the head."""
    for n, token in enumerate(phrase):
        if token.lower in {"with", "between", "about"}:
            return False  # "a meeting with the envoy"
        known = is_role_word(token.lower) or token.lower in words("common_bodies")
        if known and (n == len(phrase) - 1 or phrase[n + 1].lower in words("links") | {"representing"}):
            return True
        if token.text.endswith("ed") and token.text.islower():
            return False
    return False


def apposition_behind(text: str, tokens: Sequence[Token], end: int) -> Role | None:
    """The role in "Jane Doe, the head of the agency, said", "Jane Doe, 52, a farmer," or "Jane Doe, who heads Acme"."""
    if end >= len(tokens) or tokens[end].text not in {",", "(", "—", "–"}:
        return None
    end = _behind_party(tokens, end)
    first = end + 1
    if first + 1 < len(tokens) and tokens[first].text.isdigit() and tokens[first + 1].text == ",":
        first += 2
    if first < len(tokens) and tokens[first].lower == "who":
        return _headed(text, tokens, first + 1)
    after = first
    while after < min(len(tokens), first + MAX_ROLE_TOKENS) and not _ends_role(tokens, after, first):
        after += 1
    phrase = tokens[first:after]
    if _is_place(tokens, end) or (after < len(tokens) and tokens[after].lower in _SAID):
        return None  # "In Kota, the minister said": another than what is named
    opening = next((t for t in phrase if t.lower not in words("determiners") and t.text not in LEADS), None)
    if opening is None or not _opens_role(phrase, opening):
        return None
    return role_of(text, phrase)


def _behind_party(tokens: Sequence[Token], end: int) -> int:
    """The comma behind what brackets tell beside a name, such as a party, "Jane Doe (Lab), the mayor,"; else `end`."""
    inside = takewhile(lambda token: token.text != ")", tokens[end + 1 : end + 1 + MAX_ASIDE_TOKENS])
    size = sum(1 for token in inside if not is_role_word(token.lower))
    comma = end + size + 2
    closed = tokens[end].text == "(" and comma < len(tokens) and tokens[comma - 1].text == ")"
    return comma if closed and tokens[comma].text == "," else end


def _is_place(tokens: Sequence[Token], end: int) -> bool:
    """Whether a place behind "in" or "near" stands before token `end`: "In North Carolina, Senator Doe said"."""
    lead = takewhile(lambda token: token.is_capital, reversed(tokens[max(0, end - MAX_PLACE_TOKENS) : end]))
    before = end - 1 - sum(1 for _ in lead)
    return before >= 0 and tokens[before].lower in {"in", "near", "at", "outside"}


def _ends_role(tokens: Sequence[Token], at: int, first: int) -> bool:
    token = tokens[at]
    if (token.text == "," or token.lower == "and") and at > first and _lists_fields(tokens, at):
        return False
    if token.lower == "on" and _completes_body(tokens, at):
        return False  # "Council on Quays"
    if is_break(token) or (token.lower in words("role_ends") and at > first):
        return token.lower != "and" or not (at + 2 < len(tokens) and _carries_on(tokens, at))
    return is_date_word(token.text) or (token.text == "in" and tokens[at + 1 : at + 2] == [])


def _completes_body(tokens: Sequence[Token], link: int) -> bool:
    """Whether capitals go on behind a link that are of a body’s name before it: "Council | on Foreign Relations"."""
    before, behind = tokens[link - 1], tokens[link + 1 : link + 2]
    body = before.is_capital and before.lower in words("org_words")
    return body and bool(behind) and behind[0].is_capital and not is_date_word(behind[0].text)


def _lists_fields(tokens: Sequence[Token], mark: int) -> bool:
    """Whether a list of fields goes on behind a comma or an "and": "for trade, peace and security at the Union"."""
    for at in range(mark + 1, min(len(tokens) - 2, mark + MAX_FIELD_TOKENS)):
        link = tokens[at]
        if link.lower in {"at", "of"}:
            named = tokens[at + 1 + (tokens[at + 1].lower == "the")]
            return at > mark + 1 and named.is_capital and any(token.lower == "and" for token in tokens[mark:at])
        small = link.is_word and link.text.islower() and link.lower not in words("function_words") - {"and"}
        if not (small or link.text == ","):
            return False
    return False


def _carries_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether an "and" joins two roles or two names of one body: "head and founder", "Foreign Affairs and Trade"."""
    behind = at + 1 + (tokens[at + 1].lower in {"a", "an", "the"})
    return is_role_word(tokens[behind].lower) or (tokens[at - 1].is_capital and tokens[at + 1].is_capital)


def _opens_role(phrase: Sequence[Token], opening: Token) -> bool:
    """Whether a phrase behind a comma is a role; the title of the next name is none: "…, Minister Jane Doe said"."""
    known = is_role_word(opening.lower) or opening.lower in words("role_modifiers") or opening.is_capital
    if not known and phrase[0] is opening:
        low = [token.lower for token in phrase[:4]]
        office = next((n for n, word in enumerate(low) if is_role_word(word)), 0)
        return office > 0 and not any(w in words("function_words") or w.endswith(("s", "ed")) for w in low[:office])
    lead = list(takewhile(lambda t: t.is_capital, (t for t in phrase if t.lower not in words("determiners"))))
    offices = [n for n, token in enumerate(lead) if is_office(token) or token.lower in words("honorifics")]
    named = bool(offices) and offices[-1] < len(lead) - 1
    return not named or any(is_possessive(token) for token in lead)


def _headed(text: str, tokens: Sequence[Token], at: int) -> Role | None:
    """ "heads the agency" of "Jane Doe, who heads the agency,": the verb is the role."""
    if at >= len(tokens) or tokens[at].lower not in {"heads", "leads", "runs", "chairs", "directs", "edits", "owns"}:
        return None
    after = at + 1
    while after < min(len(tokens), at + MAX_ROLE_TOKENS) and not _ends_role(tokens, after, at):
        after += 1
    phrase = tokens[at:after]
    if len(phrase) < 2 or phrase[1].lower in words("indefinite"):  # noqa: PLR2004  "who runs a bakery": no office
        return None
    return Role(
        text[phrase[0].start : phrase[-1].end], country_in([t.text for t in phrase]), organization_in(text, phrase[1:])
    )
