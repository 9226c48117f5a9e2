"""Roles: what a person is beside the name, in the words of the text, and for which country or organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord_extract.lexicon import Country, country_in, is_geographic, known_bodies, words
from onrecord_extract.role_bodies import organization_in
from onrecord_extract.role_words import (
    is_bare_title,
    is_office,
    is_possessive,
    is_role_word,
    role_words,
    without_possessive,
)
from onrecord_extract.sentences import Token

MAX_TITLE_TOKENS = 20
MAX_ROLE_TOKENS = 16
LEADS = frozenset({"of", "for", "to", ",", "’s", "'s", "’", "'", "as", "now"})


@dataclass(frozen=True, slots=True)
class Role:
    """An office as the text words it, without article or possessive."""

    text: str
    country: Country | None
    organization: str | None
    """The body that it names, as the text words it: "Harbour Office", "army", "its" for one named before."""

    @property
    def heads(self) -> frozenset[str]:
        """The nouns of it that name an office, lower case, those of its complement left out."""
        return _heads(self.text)

    @property
    def is_of_state(self) -> bool:
        """Whether it speaks for a state, as far as the noun tells, and the country beside it."""
        return bool(self.heads & words("national_roles" if self.country else "state_roles"))

    @property
    def is_past(self) -> bool:
        """Whether it was held once: "former mayor"."""
        return self.text.lower().startswith(("former", "ex-", "then ", "then-", "late ", "outgoing"))

    @property
    def is_spokesperson(self) -> bool:
        """Whether it is to speak for another."""
        return any(head.startswith("spokes") for head in self.heads)


def weight(role: Role) -> tuple[bool, bool, int]:
    """How much a role tells: one held now before a past one, an office before a calling, a long before a short."""
    office = bool(role.heads & words("offices") - words("military_ranks"))
    return not role.is_past, office, len(role.text)


@lru_cache(maxsize=4096)
def _heads(text: str) -> frozenset[str]:
    return frozenset(word for word in role_words(text) if is_role_word(word))


def role_of(text: str, phrase: Sequence[Token]) -> Role | None:
    """The role that a noun phrase words; None where no noun of it names one."""
    start = 0
    while start < len(phrase) and (phrase[start].lower in words("determiners") or phrase[start].text in LEADS):
        start += 1
    owned = phrase[0].lower if phrase and phrase[0].lower in words("possessives") else None
    head = next((n for n in range(start, len(phrase)) if is_office(phrase[n]) or _is_kin(phrase, n)), None)
    if head is None:
        return None
    owner = next((n for n in range(head - 1, start - 1, -1) if is_possessive(phrase[n])), None)
    country = country_in([t.text for t in phrase[start:]])
    kept = phrase[start if owner is None else owner + 1 :]
    while kept and kept[0].text in LEADS:
        kept = kept[1:]
    while kept and (not kept[-1].is_word or kept[-1].lower in {"and", "or"}):
        kept = kept[:-1]
    if len(kept) > 2 and kept[-2].text == "(":  # noqa: PLR2004
        kept = kept[:-2]  # "head of the Harbour Office (HO)"
    while (
        len(kept) > 1
        and kept[-2].lower != "in"
        and is_bare_title(kept[-1])
        and any(_outranks(t, kept[-1]) for t in kept[:-1])
    ):
        kept = kept[:-1]  # "Minister Datuk": a form of address is no office
    kept = _without_style(_without_rank(kept))
    if not kept or not any(is_office(t) or _is_kin(kept, n) for n, t in enumerate(kept)):
        return None
    organization = organization_in(text, kept)
    owning = _owner(text, phrase[start : owner + 1]) if owner is not None else None
    if organization is None or (organization.islower() and owning in known_bodies()):
        organization = owning or organization  # "Labour’s local government spokesperson"
    if owned and (organization is None or organization.islower()):
        organization = owned
    words_of_role = text[kept[0].start : kept[-1].end]
    return None if words_of_role == "Chief" else Role(words_of_role, country, organization)


def _without_style(phrase: Sequence[Token]) -> Sequence[Token]:
    """A phrase without a style: "Highness the Minister, Prince" is the Minister."""
    if len(phrase) > 2 and phrase[0].lower in words("styled") and phrase[1].lower == "the":  # noqa: PLR2004
        phrase = phrase[2:]
    return phrase[:-2] if len(phrase) > 2 and phrase[-2].text == "," else phrase  # noqa: PLR2004


def _without_rank(phrase: Sequence[Token]) -> Sequence[Token]:
    """A phrase without the rank behind an office in small letters: "army spokesman Lieutenant Colonel"."""
    end = len(phrase)
    while end and phrase[end - 1].is_capital and phrase[end - 1].lower in words("military_ranks"):
        end -= 1
    office = end > 0 and is_role_word(phrase[end - 1].lower) and not phrase[end - 1].is_capital
    return phrase[:end] if office else phrase


def _is_kin(phrase: Sequence[Token], n: int) -> bool:
    """Whether a word that may be a form of address is none: "mother of two", but "Mother Agnes"."""
    return is_role_word(phrase[n].lower) and [token.lower for token in phrase[n + 1 : n + 2]] == ["of"]


def _outranks(office: Token, title: Token) -> bool:
    """Whether a word of an office tells more than a title behind it: not "Det" of "Det Insp"."""
    return is_office(office) and not (office.lower in words("ranks") and title.lower in words("ranks"))


def _owner(text: str, phrase: Sequence[Token]) -> str | None:
    """What owns an office: "rebels" of "the rebels’", unless it is a country."""
    kept = [t for t in phrase if t.lower not in words("determiners") and t.text not in {"’", "'", "’s", "'s"}]
    if (
        not kept
        or is_geographic(kept[-1].text)
        or not kept[-1].is_word
        or without_possessive(kept[-1].lower) in words("callings")
    ):
        return None
    return without_possessive(text[kept[0].start : kept[-1].end])
