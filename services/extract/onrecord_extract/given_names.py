"""Given names: whether a word is one, and whose gender it tells."""

import unicodedata
from functools import lru_cache

from onrecord_extract.lexicon import words

_PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ß": "ss", "’": "'", "æ": "ae"}
)


MAX_KEPT_CHARS = 300
"""A longer name is not kept, so that those of one text cannot fill the memory."""


def folded(name: str) -> str:
    """A name small and without accents."""
    return _kept(name) if len(name) <= MAX_KEPT_CHARS else _folded(name)


@lru_cache(maxsize=4096)
def _kept(name: str) -> str:
    return _folded(name)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def is_given_name(word: str) -> bool:
    """Whether a word is known as a given name; of "Jean-Luc" the first part is enough."""
    name = folded(word)
    known = words("given_names")
    return name in known or ("-" in name and name.split("-")[0] in known)


def gender_of_name(name: str) -> str | None:
    """The gender that a given name tells."""
    for part in (folded(name), folded(name).split("-")[0]):
        male, female = part in words("male_names"), part in words("female_names")
        if male != female:
            return "m" if male else "f"
    return None
