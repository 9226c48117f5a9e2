"""Whom and what a content names: people, countries, organisations, places, events and topics."""

from collections.abc import Sequence

from onrecord_core.records import About, Span

from onrecord_extract.attributions import Offsets
from onrecord_extract.capitals import Named
from onrecord_extract.content_names import names_in
from onrecord_extract.people import People
from onrecord_extract.role_words import without_possessive
from onrecord_extract.sentences import Token, words_of
from onrecord_extract.topics import topics_in

MAX_ABOUT = 40
"""How many entities and topics of one statement are kept."""


def about_of(text: str, pieces: Sequence[Offsets], people: People) -> tuple[About, ...]:
    """What a content names, in order, each name once with its first mention; `people` are the document's."""
    found: dict[str, About] = {}
    for piece in pieces:
        tokens = words_of(text, *piece)
        names = list(names_in(text, tokens, people))
        taken = {i for one in names for i in range(one.first, one.after)}
        topics = [Named(*topic, "topic") for topic in topics_in(tokens) if taken.isdisjoint(range(*topic[:2]))]
        for one in sorted([*names, *topics]):
            span = Span.of(text, tokens[one.first].start, _end(text, tokens[one.after - 1]))
            found.setdefault(one.name, About(name=one.name, kind=one.kind, country=one.country, span=span))
    return tuple(found.values())[:MAX_ABOUT]


def _end(text: str, token: Token) -> int:
    return token.start + len(without_possessive(token.text))
