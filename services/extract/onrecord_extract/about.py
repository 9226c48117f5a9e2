"""Whom and what a content names: people, countries, organisations, places, events and topics.

Names come from the lexicons (`entities.tsv`, `countries.tsv`), from the people that the document names, and else from
their form: "… Ministry", "… Agreement", "in …". A name of which none of these tells what it is is left out.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, cast, get_args

from onrecord_core.records import About, AboutKind, Span

from onrecord_extract.attributions import Offsets
from onrecord_extract.data_files import rows
from onrecord_extract.dates import is_date_word
from onrecord_extract.entities import is_named_body
from onrecord_extract.lexicon import Country, country_in, country_named, is_geographic, seat_of, words
from onrecord_extract.people import People
from onrecord_extract.phrases import Phrasebook, listed
from onrecord_extract.role_words import without_possessive
from onrecord_extract.runs import name_start
from onrecord_extract.sentences import Token, words_of
from onrecord_extract.topics import topics_in

MAX_ABOUT = 40
"""How many entities and topics of one statement are kept."""
MAX_RUN_TOKENS = 8
MAX_COUNTRY_TOKENS = 4
ACRONYM_LETTERS = range(2, 7)
_WHERE = frozenset({"in", "at", "near", "from", "across", "outside", "around", "throughout", "to", "into", "over"})


class Named(NamedTuple):
    """An entity or a topic, from token `first` to before token `after`."""

    first: int
    after: int
    name: str
    kind: AboutKind
    country: str | None = None


def about_of(text: str, pieces: Sequence[Offsets], people: People) -> tuple[About, ...]:
    """What a content names, in order, each name once with its first mention; `people` are the document's."""
    found: dict[str, About] = {}
    for piece in pieces:
        tokens = words_of(text, *piece)
        names = list(_names(text, tokens, people))
        taken = {i for one in names for i in range(one.first, one.after)}
        topics = [Named(*topic, "topic") for topic in topics_in(tokens) if taken.isdisjoint(range(*topic[:2]))]
        for one in sorted([*names, *topics]):
            span = Span.of(text, tokens[one.first].start, _end(text, tokens[one.after - 1]))
            found.setdefault(one.name, About(name=one.name, kind=one.kind, country=one.country, span=span))
    return tuple(found.values())[:MAX_ABOUT]


def _end(text: str, token: Token) -> int:
    return token.start + len(without_possessive(token.text))


@cache
def _entities() -> Phrasebook[tuple[str, AboutKind, str | None]]:
    return Phrasebook(
        (form, (name, cast("AboutKind", kind), country or None))
        for kind, name, others, country in rows("entities.tsv")
        for form in (name, *others.split(","))
        if form
    )


@cache
def _forms(kind: AboutKind) -> frozenset[str]:
    return frozenset(word for word, name in listed("name_forms.tsv", get_args(AboutKind)) if name == kind)


def _names(text: str, tokens: Sequence[Token], people: People) -> Iterator[Named]:
    plain = [without_possessive(token.text) for token in tokens]
    i = 0
    while i < len(tokens):
        if not tokens[i].is_capital and not plain[i].startswith("al-"):
            i += 1
            continue
        end = _run_end(text, tokens, i)
        found = _by_form(plain, i, end) or _known(tokens, plain, i, end) or _person(tokens, plain, i, end, people)
        found = found or _unknown(tokens, plain, i, end)
        if found:
            yield found
        i = found.after if found else i + 1


def _run_end(text: str, tokens: Sequence[Token], i: int) -> int:
    """Where a run of capitalised words ends, "of" and "for" after an organisation's word within it."""
    end = i + 1
    while end < min(len(tokens), i + MAX_RUN_TOKENS) and text[tokens[end - 1].end : tokens[end].start].isspace():
        token, before = tokens[end], tokens[end - 1]
        if before.text.endswith(("'s", "’s")):
            break
        if token.lower in {"of", "for"} and before.lower in _forms("organization"):
            at = end + 1 + (tokens[end + 1].lower == "the" if end + 1 < len(tokens) else 0)
            if at < len(tokens) and tokens[at].is_capital:
                end = at + 1
                continue
        if not token.is_capital:
            break
        end += 1
    return end


def _by_form(plain: Sequence[str], first: int, after: int) -> Named | None:
    """A run that its own words tell to be an organisation, an event or a place: "Russian Foreign Ministry"."""
    while first < after and plain[first].lower() in words("function_words"):
        first += 1
    run = plain[first:after]
    if len(run) < 2 or _entities().at(plain, first):  # noqa: PLR2004  a single word names nothing by its form
        return None
    country = country_in(list(run))
    for kind in ("organization", "event", "place"):
        heads = [run[-1].lower()] if kind != "organization" else [run[-1].lower(), run[0].lower()]
        of_name = "of" in run or "for" in run
        if heads[0] in _forms(kind) or (kind == "organization" and of_name and heads[-1] in _forms(kind)):
            return Named(first, after, " ".join(run), kind, country.code if country else None)
    return None


def _known(tokens: Sequence[Token], plain: Sequence[str], first: int, after: int) -> Named | None:
    """What the lexicons know: an organisation, a region, an event, a country by its name, adjective or seat."""
    if found := _entities().at(plain, first):
        name, kind, country = found[1]
        return Named(first, first + found[0], name, kind, country)
    for size in range(min(MAX_COUNTRY_TOKENS, after - first), 0, -1):
        phrase = " ".join(plain[first : first + size])
        if country := country_named(phrase) or (country_in([phrase]) if is_geographic(phrase) else None):
            return _of_country(tokens, first, first + size, phrase, country)
    return None


def _of_country(tokens: Sequence[Token], first: int, after: int, phrase: str, country: Country) -> Named:
    """A country; a seat of government stands for it but where something is there or comes from there."""
    is_place = seat_of(phrase) is not None and first > 0 and tokens[first - 1].lower in _WHERE
    return Named(first, after, phrase if is_place else country.name, "place", country.code)


def _person(tokens: Sequence[Token], plain: Sequence[str], first: int, after: int, people: People) -> Named | None:
    """A person that the document names somewhere, by the fullest name that it gives."""
    start = first + name_start(tokens[first:after])
    if start >= after or (start > first and is_geographic(plain[first])):
        return None
    name = " ".join(plain[start:after])
    known = people.find(name)
    if known is None or is_named_body(known) or " " not in known.name:
        return None
    return Named(start, after, known.name, "person") if known.name != name or known.role else None


def _unknown(tokens: Sequence[Token], plain: Sequence[str], first: int, after: int) -> Named | None:
    """What the words around tell: "in Osh" a place, "Jane Doe" a person, "ABCD" an organisation."""
    name = " ".join(plain[first:after])
    opens = first == 0 or tokens[first - 1].text in ".!?:"
    if plain[first].lower() in words("function_words") or any(is_date_word(word) for word in plain[first:after]):
        return None
    before = "" if opens else tokens[first - 1].lower
    titled = any(word.lower() in words("roles") | words("role_modifiers") for word in plain[first:after])
    if before in _WHERE and not titled and not name.isupper():
        return Named(first, after, name, "place")
    if after - first == 1:
        letters = name.isalpha() and name.isupper() and len(name) in ACRONYM_LETTERS
        return Named(first, after, name, "organization") if letters else None
    is_name = before != "the" and after - first <= 3 and not titled  # noqa: PLR2004  of a person seldom more
    return Named(first, after, name, "person") if is_name and name.replace(" ", "").isalpha() else None
