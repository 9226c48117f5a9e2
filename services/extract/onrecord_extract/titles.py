"""Quoted titles: of books, films, songs, programmes and reports, which nobody utters."""

from onrecord_extract.lexicon import words
from onrecord_extract.quotes import Quotation
from onrecord_extract.sentences import words_of

MAX_TITLE_WORDS = 12
SHORT_WORD = 3
"""A word of so many letters may be small in a title."""


def is_title(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is written like a title: no stop at its end, every word of some length with a capital."""
    start, end = quotation.inner
    tokens = [token for token in words_of(text, start, end) if token.is_word]
    if not tokens or len(tokens) > MAX_TITLE_WORDS or text[start:end].rstrip(" ,").endswith((".", "…")):
        return False
    small = (t for t in tokens if not t.is_capital and not t.text[0].isdigit())
    little = words("function_words")
    return (
        tokens[0].is_capital
        and all(len(t.text) <= SHORT_WORD or t.lower in little for t in small)
        and (sum(t.is_capital for t in tokens) * 2 > len(tokens))
    )
