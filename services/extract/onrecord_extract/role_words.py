"""Words of roles and titles, told one by one."""

import re

from onrecord_extract.lexicon import is_adjective_of_country, kin, words
from onrecord_extract.sentences import Token

_LONG_AGO = re.compile(r"^(?:then|ex|former|one-time)-(?=\w)")
"""What is joined to an office that was held once: "then-Commissioner"."""


def is_role_word(word: str) -> bool:
    """Whether a word, lower case, names what a person is: also "co-author", "ex-minister" and whatever "…ologist"."""
    if word in words("roles") or word in kin():
        return True
    lead, dash, rest = word.partition("-")
    if rest.startswith("of-"):
        return lead in words("roles")  # "mother-of-two"
    if rest == "in-chief":
        return True  # "patron-in-chief"
    compound = bool(dash) and (
        (lead in {"co", "ex", "vice", "deputy", "then"} and rest in words("roles"))
        or (rest in {"designate", "elect", "in-waiting"} and lead in words("roles"))
    )
    return compound or word.endswith("ologist")


def role_words(text: str) -> list[str]:
    """The words of a role up to its complement, lower case: "head" of "head of the bank", all of "army spokesman"."""
    found: list[str] = []
    for word in text.replace("’", "'").lower().replace(",", " ,").split():
        if word in {"of", "at", "for", "to", "in", "on"} and found:
            break
        found.append(_LONG_AGO.sub("", word.strip(".,()")))
    return found


def is_bare_title(token: Token) -> bool:
    """Whether a word is a form of address or no word: "Datuk", the dot of "Gen."."""
    return token.lower in words("forms_of_address") or not token.is_word


def is_office(token: Token) -> bool:
    """Whether a word names what a person is, other than a form of address."""
    return is_role_word(token.lower) and token.lower not in words("honorifics")


def is_placed(word: str) -> bool:
    """Whether a word, lower case, makes an adjective of a name: "oslo-based"."""
    return word.endswith(("-based", "-born", "-listed", "-owned", "-backed", "-led", "-run", "-trained"))


def is_possessive(token: Token) -> bool:
    """Whether a word owns what follows it: "army’s"."""
    return token.text.endswith(("'s", "’s")) or token.text in {"’s", "'s", "’", "'"}


def without_possessive(name: str) -> str:
    """A name without its possessive ending."""
    return name.removesuffix("'s").removesuffix("’s").removesuffix("’").removesuffix("'")


def is_title_like(token: Token) -> bool:
    """Whether a capitalised word can belong to a title before a name."""
    known = words("title_words")
    return token.lower in known or is_role_word(token.lower) or is_adjective_of_country(token.text)
