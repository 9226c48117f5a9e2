"""Names in lines in title case, "Icon Jane Doe Backs John Roe", in which capitals tell nobody from the verbs.

There a run of capitals is a name where the prose has it. Else a given name and the word behind it are one, where that
word is a surname in the prose; what else is capital there names nobody.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord_extract.given_names import folded, is_given_name
from onrecord_extract.layout import Paragraph, paragraph_at
from onrecord_extract.lexicon import words
from onrecord_extract.mentions import Mention
from onrecord_extract.role_words import without_possessive
from onrecord_extract.sentences import Token, words_of

MIN_WORDS = 3
MAX_NAME_WORDS = 20
"""In a run of more words no name of the prose is looked for."""
MIN_LETTERS = 4
"""Shorter words are small in title case, or may be."""
MIN_LINE_WORDS = 5
"""A shorter line may be a name with its title."""


def is_title_case(tokens: Sequence[Token]) -> bool:
    """Whether words are in title case: three longer ones at least, and all of these capitals."""
    longer = [token for token in tokens if len(token.text) >= MIN_LETTERS and token.text.isalpha()]
    return len(longer) >= MIN_WORDS and all(t.is_capital or t.lower in words("function_words") for t in longer)


def prose_names(text: str, blocks: Sequence[Paragraph], found: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions of a document with those in lines in title case cut to the names that the prose tells."""
    lines = [one for one in blocks if _is_titled(text, one)]
    mentions = list(found)
    titled = [paragraph_at(lines, one.start) is not None for one in mentions]
    prose = {folded(one.name) for one, is_titled in zip(mentions, titled, strict=True) if not is_titled}
    surnames = {name.rsplit(" ", 1)[-1] for name in prose}
    lede = next((block.start for block in blocks if not block.headline), 0)
    for one, is_titled in zip(mentions, titled, strict=True):
        if folded(one.name) in prose or not (is_titled or one.start < lede):
            yield one
        elif inner := _inside(text, one, prose):
            yield inner
        elif is_titled:
            yield from _cut(text, one, surnames)
        else:
            yield one


def _is_titled(text: str, block: Paragraph) -> bool:
    """Whether a paragraph is a line in title case, and no full stop ends it as it does a sentence of names."""
    tokens = words_of(text, block.start, block.end)
    is_sentence = not block.headline and text[block.start : block.end].rstrip("'\"’” ").endswith(".")
    return not is_sentence and sum(token.text.isalpha() for token in tokens) >= MIN_LINE_WORDS and is_title_case(tokens)


def _inside(text: str, mention: Mention, prose: set[str]) -> Mention | None:
    """The whole name of the prose, of two words and more, that a longer run of capitals of a headline holds."""
    tokens = words_of(text, mention.start, mention.end)
    if len(tokens) > MAX_NAME_WORDS:
        return None
    for size in range(len(tokens) - 1, 1, -1):
        for at in range(len(tokens) - size + 1):
            if folded(without_possessive(text[tokens[at].start : tokens[at + size - 1].end])) in prose:
                return replace(_named(text, mention, tokens[at], tokens[at + size - 1]), kind="unknown")
    return None


def _named(text: str, mention: Mention, first: Token, last: Token) -> Mention:
    """A mention cut to the words from `first` to `last`."""
    name = without_possessive(text[first.start : last.end])
    return replace(
        mention, name=name, start=first.start, end=first.start + len(name), outer=first.start, kind="person",
        role=None, organization=None, types=frozenset(), alias=None,
    )  # fmt: skip


def _cut(text: str, mention: Mention, surnames: set[str]) -> Iterator[Mention]:
    """The names within a run of capitals, each a given name and a surname of the prose."""
    tokens = words_of(text, mention.start, mention.end)
    for first, last in pairwise(tokens):
        if is_given_name(first.text) and folded(without_possessive(last.text)) in surnames:
            yield _named(text, mention, first, last)
