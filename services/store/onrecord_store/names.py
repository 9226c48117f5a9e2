"""Names as people type them: a name is found by any of its words, whatever their case and accents."""

import re
import unicodedata

WORDS_MAX = 64
WORD_CHARS = 100

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŧ": "t"}
)
"""Letters of Latin script that Unicode does not take apart into a letter and a mark."""
_WORD = re.compile(r"\w+")


def words(*names: str | None) -> list[str]:
    """The different words of names, folded and in order; bounded, for an index holds them.

    >>> words("Recep Tayyip Erdoğan", None)
    ['recep', 'tayyip', 'erdogan']
    """
    folded = fold(" ".join(name for name in names if name))
    found = dict.fromkeys(word[:WORD_CHARS] for word in _WORD.findall(folded))
    return list(found)[:WORDS_MAX]


def fold(text: str) -> str:
    """Text without case, accents and other marks."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char)).translate(_LETTERS)
