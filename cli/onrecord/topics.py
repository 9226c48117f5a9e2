"""Whose position to show, and on what: the party that spoke about one thing on the most days.

A topic is a word of the statements, whatever its ending. The party is a country; where an article does not tell for
which country a speaker speaks, it is the speaker. Nothing is known beforehand of any country or any topic.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord_core.records import Statement

from onrecord.terminal import clean

ENDINGS = (
    "isations", "izations", "isation", "ization", "itions", "ition", "ations", "ation", "ising", "izing", "ised",
    "ized", "ises", "izes", "ise", "ize", "ings", "ing", "ions", "ion", "ies", "es", "ed", "s", "y", "e",
)  # fmt: skip
"""Taken off a word's end, the longest first, so that recognise, recognition and recognizing are one topic."""
STEM_CHARS = 4
"""The fewest letters of a topic's stem."""
_EMPTY = """
about above after again against ahead almost already also although always among another anybody anyone anything around
asked away back because been before began being below best better between both came cannot come could country
countries days does doing done down during each earlier either enough even ever every everybody everyone everything
first five four from further gave give given goes going gone good great half hand hands have having held here high
hour hours however i'll into issue issues itself just keep kept know known last later least less like little long look
made main make makes making many matter matters might million billion minister ministry minute month months more most
much must myself need needed needs never next night nobody none nothing number once only onto other others ourselves
over part parts past people person perhaps place position president question questions quite rather really right said
same says second seen sees shall should show side since some somebody someone something soon still such take taken
takes tell than that that's their them themselves then there these they they're thing things think third this those
though three through time times today together told tomorrow took toward towards turn twice under until upon used very
want wants week weeks well were we'll we're we've what when where whether which while whole whom whose will with
within without word words work working would wrong year years yesterday your yourself
"""
EMPTY = frozenset(_EMPTY.split())
"""Words that are no topic."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Party:
    """A country, by its code, or a speaker, by name, whose country is not known."""

    country: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """What one party said on one topic, in the order of time; the undated at the end."""

    party: Party
    name: str
    """The party's, for people: Norway, Marit Haugsvold."""
    topic: str
    """The form of the word that was used most."""
    forms: tuple[str, ...]
    """All forms of it that were used."""
    statements: tuple[Statement, ...]


def in_time(statements: Iterable[Statement]) -> list[Statement]:
    """Statements in the order in which they were made, the undated last; of one day, in the order of the text."""

    def key(statement: Statement) -> tuple[bool, str, str, str, int]:
        day = day_of(statement)
        article = statement.article
        return day is None, day or "", str(article.published_at or ""), article.id, statement.content[0].start

    return sorted(statements, key=key)


def day_of(statement: Statement) -> str | None:
    """The day as ISO 8601; None where it is not known."""
    said = statement.said_at
    return said.value.isoformat() if said and said.value else None


def party_of(statement: Statement) -> Party | None:
    """For whom it was said; None where that is not known."""
    speaker = statement.speaker
    if speaker is None:
        return None
    if speaker.affiliation and speaker.affiliation.country:
        return Party(country=speaker.affiliation.country)
    return Party(speaker=speaker.name) if speaker.name and speaker.kind != "anonymous" else None


def stem(word: str) -> str:
    """What a word's forms have in common."""
    short = re.sub(r"['’]s?$", "", word.casefold())
    for ending in ENDINGS:
        if short.endswith(ending) and len(short) - len(ending) >= STEM_CHARS:
            return short.removesuffix(ending)
    return short


def words_in(statement: Statement) -> Iterator[str]:
    """The words of what was said, as they stand."""
    yield from _WORD.findall(clean(statement.quotation))


def position(
    statements: Sequence[Statement], *, topic: str | None = None, country: str | None = None
) -> Position | None:
    """The position of the party that spoke on the most days about `topic`, else about what is most spoken of.

    With `country`, its position. None where nobody spoke about it.
    """
    parties = {statement.id: party_of(statement) for statement in statements}
    said = [s for s in statements if (party := parties[s.id]) and country in (None, party.country)]
    roots = {stem(word) for word in _WORD.findall(topic)} if topic else _most_told(said, names=_names(statements))
    candidates: dict[Party, list[Statement]] = {}
    for statement in said:
        party = parties[statement.id]
        if party and not roots.isdisjoint(map(stem, words_in(statement))):
            candidates.setdefault(party, []).append(statement)
    if not candidates:
        return None
    party, chosen = max(candidates.items(), key=lambda item: (*_told(item[1]), item[0].country is not None))
    forms = Counter(word.casefold() for s in chosen for word in words_in(s) if stem(word) in roots)
    common = tuple(form for form, _ in forms.most_common())
    return Position(party, _name(party, chosen), common[0], common, tuple(in_time(chosen)))


def _names(statements: Iterable[Statement]) -> set[str]:
    """Stems of the words of all names; who speaks is no topic."""
    names: list[str] = []
    for statement in statements:
        if speaker := statement.speaker:
            names += [speaker.name or "", speaker.affiliation.name if speaker.affiliation else ""]
        names.append(statement.article.publisher or "")
    return {stem(word) for name in names for word in _WORD.findall(name)}


def _most_told(said: Iterable[Statement], *, names: set[str]) -> set[str]:
    """The stem of what is spoken of in the most articles, on the most days; no name and no empty word."""
    uses: dict[str, dict[str, Statement]] = {}
    common: set[str] = set()
    for statement in said:
        for word in words_in(statement):
            # A word with a capital counts where it begins a sentence; one that never goes without is a name.
            root = stem(word)
            if len(root) >= STEM_CHARS and word.casefold() not in EMPTY and root not in names:
                uses.setdefault(root, {})[statement.id] = statement
                if word.islower():
                    common.add(root)
    uses = {root: about for root, about in uses.items() if root in common}
    best = max(uses.items(), key=lambda item: (*_told(list(item[1].values())), item[0]), default=None)
    return {best[0]} if best else set()


def _name(party: Party, said: Iterable[Statement]) -> str:
    if party.country is None:
        return clean(party.speaker or "")
    affiliations = [statement.speaker.affiliation for statement in said if statement.speaker]
    names = Counter(affiliation.name for affiliation in affiliations if affiliation)
    return clean(names.most_common(1)[0][0])


def _told(about: Sequence[Statement]) -> tuple[int, int]:
    """How much there is to tell: in how many articles and on how many days it was said, and how often."""
    days = {day_of(statement) for statement in about} - {None}
    articles = {statement.article.id for statement in about}
    return len(articles) + len(days), len(about)
