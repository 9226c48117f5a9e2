"""Deterministic identifiers: the same input has the same id, however often and wherever it is processed."""

import hashlib
from collections.abc import Iterable

DIGEST_CHARS = 24
"""Hexadecimal digits kept of a SHA-256 in an id: 96 bits, so that a billion articles do not collide."""


def digest(*parts: str) -> str:
    """Hash strings to `DIGEST_CHARS` hexadecimal digits; parts are length-prefixed, so no two lists run together."""
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        sha.update(len(data).to_bytes(8, "big"))
        sha.update(data)
    return sha.hexdigest()[:DIGEST_CHARS]


def revision_of(text: str) -> str:
    """The SHA-256 of an article's text, in hexadecimal: its revision."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def article_id(*, url: str | None, text: str) -> str:
    """The id of an article, from its canonical URL where it has one, else from its text."""
    return "art_" + (digest("url", url) if url else digest("text", text))


def statement_id(article: str, content: Iterable[str], cue: str, occurrence: int) -> str:
    """The id of a statement.

    It is made of the words of its spans and not of their offsets, so that a paragraph added above a statement does
    not change who it is; `occurrence` (from 0) tells apart statements of one article with the same words.
    """
    return "st_" + digest(article, cue, str(occurrence), *content)
