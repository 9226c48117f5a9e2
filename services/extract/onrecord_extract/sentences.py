"""Sentences as lists of tokens, in which a quotation is one token, so that no rule looks into it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from onrecord_extract.layout import Paragraph, paragraphs
from onrecord_extract.lexicon import words
from onrecord_extract.quotes import Quotation, quotations

MAX_SENTENCE_TOKENS = 300
"""Longer sentences are cut, so that no rule's walk is longer."""
LOOKAHEAD_TOKENS = 8

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?\b|[^\W_]+(?:[-'’.&][^\W_]+)*|--+|\.\.+|\S")
_ENDS = frozenset(".!?…")
_ACRONYMS = frozenset({"WHO", "US"})
"""Words in capitals that are other words in small letters."""
_PARTICLED = re.compile(
    r"(?:a[bdlnrstz]|ash|at|as|e[dlrsnt]|u[lrd]|bin|ibn|d|dell|dall|l|van|von|de|da|di)[-'’][^\W\d_a-z]"
)


class Token(NamedTuple):
    """A word, a punctuation mark or a whole quotation."""

    start: int
    end: int
    text: str
    """The word itself; for a quotation its opening mark alone."""
    lower: str
    """The word in small letters, unless it would be another one; a field, for it is asked for more than all else."""
    quotation: int | None = None
    """The index of the quotation, for a token that is one."""
    last: str = ""
    """The last character inside a quotation."""

    @property
    def is_quotation(self) -> bool:
        return self.quotation is not None

    @property
    def is_capital(self) -> bool:
        """Whether it is a word that begins with a capital letter, or behind a particle: "al-Qudsi", "d’Almeida"."""
        first = self.text[0]
        if self.quotation is not None or not first.isalpha():
            return False
        return first.isupper() or (first in "abdeiluv" and _PARTICLED.match(self.text) is not None)

    @property
    def is_word(self) -> bool:
        return self.quotation is None and self.text[0].isalnum()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph."""

    tokens: Sequence[Token]
    paragraph: Paragraph

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


def sentences(text: str, paragraphs: Sequence[Paragraph], quotations: Sequence[Quotation]) -> Iterator[Sentence]:
    """The sentences of the paragraphs in order."""
    first = 0
    for paragraph in paragraphs:
        last = first
        while last < len(quotations) and quotations[last].start < paragraph.end:
            last += 1
        tokens = list(_tokens(text, paragraph, quotations, range(first, last)))
        first = last
        yield from (Sentence(chunk, paragraph) for chunk in _split(tokens))


@lru_cache(maxsize=4)
def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a whole text in order, furniture left out."""
    return tuple(sentences(text, paragraphs(text), quotations(text)))


def words_of(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a stretch of text, quotation marks as any other mark.

    A text is cut once; a stretch that begins or ends within a token is cut by itself.
    """
    tokens, starts = _words(text)
    first, after = bisect_left(starts, start), bisect_left(starts, end)
    parted = (first and tokens[first - 1].end > start) or (after and tokens[after - 1].end > end)
    return _cut(text, start, end) if parted else tokens[first:after]


def words_beginning(text: str, start: int, end: int) -> list[Token]:
    """The tokens that begin in a stretch of text, none of them cut."""
    tokens, starts = _words(text)
    return tokens[bisect_left(starts, start) : bisect_left(starts, end)]


@lru_cache(maxsize=4)
def _words(text: str) -> tuple[list[Token], list[int]]:
    """All tokens of a text, and where they start."""
    tokens = _cut(text, 0, len(text))
    return tokens, [token.start for token in tokens]


def _cut(text: str, start: int, end: int) -> list[Token]:
    return [Token(m.start(), m.end(), m[0], lowered(m[0])) for m in _TOKEN.finditer(text, start, end)]


def lowered(word: str) -> str:
    """A word in small letters; one that would be another word then stays as it is."""
    return word if word in _ACRONYMS else word.lower()


def _tokens(text: str, paragraph: Paragraph, quotations: Sequence[Quotation], inside: range) -> Iterator[Token]:
    at = paragraph.start
    for index in inside:
        quotation = quotations[index]
        yield from words_of(text, at, quotation.start)
        inner_end = quotation.inner[1]
        last = text[inner_end - 1] if inner_end > quotation.start + 1 else ""
        mark = text[quotation.start]
        yield Token(quotation.start, quotation.end, mark, mark, index, last)
        at = quotation.end
    yield from words_of(text, at, paragraph.end)


def _split(tokens: list[Token]) -> Iterator[list[Token]]:
    begin = 0
    for i in range(len(tokens)):
        if i + 1 == len(tokens) or i - begin >= MAX_SENTENCE_TOKENS or _ends_sentence(tokens, i):
            yield tokens[begin : i + 1]
            begin = i + 1


def _ends_sentence(tokens: list[Token], i: int) -> bool:
    token, following = tokens[i], tokens[i + 1]
    begins = following.is_quotation or following.text[0].isupper() or following.text[0].isdigit()
    if not begins:
        return False
    if token.is_quotation:
        return token.last in _ENDS and not (token.last in "?!" and _is_attributed(tokens, i + 1))
    if token.text not in _ENDS or token.end == following.start:
        return False
    return not (token.text == "." and i and _is_abbreviation(tokens[i - 1]) and tokens[i - 1].end == token.start)


def _is_abbreviation(token: Token) -> bool:
    return token.lower in words("abbreviations") or (len(token.text) == 1 and token.text.isupper())


def _is_attributed(tokens: list[Token], i: int) -> bool:
    """Whether a question's closing mark is followed by its source and a past verb: "Why?" Ms Doe asked."""
    for token in tokens[i : i + LOOKAHEAD_TOKENS]:
        if token.is_quotation or token.text in ",.;:":
            return False
        if token.text.islower() and token.text.endswith(("ed", "said", "says", "told", "wrote")):
            return True
    return False
