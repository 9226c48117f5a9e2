"""Text without case and accents, so that names are compared as people type them."""

import unicodedata

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŧ": "t"}
)
"""Letters of Latin script that Unicode does not take apart into a letter and a mark."""


def fold(text: str) -> str:
    """Text without case, accents and other marks.

    >>> fold("Recep Tayyip ERDOĞAN")
    'recep tayyip erdogan'
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char)).translate(_LETTERS)
