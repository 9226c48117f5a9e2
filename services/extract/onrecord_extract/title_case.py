"""Names in lines in title case, "Icon Jane Doe Backs John Roe", in which capitals tell nobody from the verbs.

There a run of capitals is a name where the prose has it. Else a given name and the word behind it are one, where that
word is a surname in the prose; what else is capital there names nobody.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord_extract.given_names import folded, is_given_name
from onrecord_extract.layout import Paragraph
from onrecord_extract.lexicon import words
from onrecord_extract.mentions import Mention
from onrecord_extract.role_words import without_possessive
from onrecord_extract.sentences import Token, words_of

MIN_WORDS = 5
MIN_LETTERS = 4
"""Shorter words are often small in title case."""


def in_title_case(text: str, block: Paragraph) -> bool:
    """Whether all longer words of a paragraph are capitals, and no full stop makes a sentence of names of it."""
    tokens = [token for token in words_of(text, block.start, block.end) if token.text.isalpha()]
    longer = [token for token in tokens if len(token.text) >= MIN_LETTERS]
    sentence = text[block.start : block.end].rstrip("”\"’' ").endswith(".")
    return not sentence and len(tokens) >= MIN_WORDS and bool(longer) and all(_is_large(token) for token in longer)


def _is_large(token: Token) -> bool:
    return token.is_capital or token.lower in words("function_words")


def prose_names(text: str, blocks: Sequence[Paragraph], found: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions of a document with those in lines in title case cut to the names that the prose tells."""
    lines = [(block.start, block.end) for block in blocks if in_title_case(text, block)]
    mentions = list(found)
    titled = [any(start <= one.start < end for start, end in lines) for one in mentions]
    prose = {folded(one.name) for one, is_titled in zip(mentions, titled, strict=True) if not is_titled}
    surnames = {name.rsplit(" ", 1)[-1] for name in prose}
    for one, is_titled in zip(mentions, titled, strict=True):
        if not is_titled or folded(one.name) in prose:
            yield one
        else:
            yield from _cut(text, one, surnames)


def _cut(text: str, mention: Mention, surnames: set[str]) -> Iterator[Mention]:
    """The names within a run of capitals, each a given name and a surname of the prose."""
    tokens = words_of(text, mention.start, mention.end)
    for first, last in pairwise(tokens):
        if is_given_name(first.text) and folded(without_possessive(last.text)) in surnames:
            name = without_possessive(text[first.start : last.end])
            yield replace(
                mention, name=name, start=first.start, end=first.start + len(name), outer=first.start, kind="person",
                role=None, organization=None, types=frozenset(), alias=None,
            )  # fmt: skip
