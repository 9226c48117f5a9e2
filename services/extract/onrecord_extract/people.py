"""Who a document names: its entities by name and by place, and the countries that it names."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from onrecord_extract.entities import Entity, is_named_body
from onrecord_extract.given_names import folded
from onrecord_extract.lexicon import Country
from onrecord_extract.mentions import Mention, NamedCountry

MAX_NAMESAKES = 50
MAX_FOREMOST = 200
MAX_NAME_WORDS = 40
NAMESAKE_CHARS = 400
"""Within how many characters a surname is that of the last namesake; further on it is that of the one named most."""
NAMESAKE_MENTIONS = 20


@dataclass
class People:
    """The entities of a document, by name and by place."""

    text: str = ""
    mentions: list[Mention] = field(default_factory=list[Mention])
    entities: list[Entity] = field(default_factory=list[Entity])
    of: list[Entity] = field(default_factory=list[Entity])
    """The entity of each mention."""
    home: Country | None = None
    """The country whose offices the text does not mark, where that is clear."""
    house: Entity | None = None
    """The organisation that issues the text, where it is a release."""
    countries: list[NamedCountry] = field(default_factory=list[NamedCountry])
    """Where the text names a country, its people, its seat, a town or a body of it, in order."""
    heard: list[tuple[int, Entity]] = field(default_factory=list[tuple[int, Entity]])
    """The organisations that have spoken, with where."""
    quoted: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    _by_word: dict[str, list[Entity]] = field(default_factory=dict[str, list[Entity]])
    _by_name: dict[str, Entity] = field(default_factory=dict[str, Entity])

    def between(self, start: int, end: int) -> Iterator[tuple[Mention, Entity]]:
        """The mentions that touch a stretch of text."""
        first = bisect_left(self.mentions, start, key=lambda m: m.start)
        first = max(0, first - 1)
        for n in range(first, len(self.mentions)):
            if self.mentions[n].outer >= end and self.mentions[n].start >= end:
                break
            if self.mentions[n].end > start:
                yield self.mentions[n], self.of[n]

    def before(self, at: int, count: int) -> Iterator[tuple[Mention, Entity]]:
        """The latest mentions before an offset, newest first."""
        index = bisect_left(self.mentions, at, key=lambda m: m.start)
        for n in range(index - 1, max(-1, index - 1 - count), -1):
            yield self.mentions[n], self.of[n]

    def body_before(self, at: int) -> Entity | None:
        """The last organisation named or heard before an offset."""
        spoke = next(((end, e) for end, e in reversed(self.heard[-20:]) if end <= at), None)
        named = next(((m.end, e) for m, e in self.before(at, 20) if is_named_body(e)), None)
        last = max((found for found in (spoke, named) if found), key=lambda found: found[0], default=None)
        return last[1] if last else None

    @property
    def foremost(self) -> list[Entity]:
        """The entities that became known first: among so many one is looked for by what the text tells of it."""
        return self.entities[:MAX_FOREMOST]

    def countries_between(self, start: int, end: int) -> list[NamedCountry]:
        """Where a stretch of text names countries, in order."""
        first, after = (bisect_left(self.countries, at, key=lambda named: named.start) for at in (start, end))
        return self.countries[first:after]

    @cached_property
    def country_counts(self) -> Counter[Country]:
        """How often the text names each country, in the order in which it first does."""
        return Counter(one.country for one in self.countries)

    @cached_property
    def appearing(self) -> list[tuple[int, Entity]]:
        """Each entity that has a mention, with where its first one starts, in order."""
        first: dict[int, tuple[int, Entity]] = {}
        for mention, entity in zip(self.mentions, self.of, strict=True):
            first.setdefault(id(entity), (mention.start, entity))
        return list(first.values())

    def country_before(self, at: int) -> Country | None:
        """The country that the last clause before an offset is about, if that is near; else the last one named."""
        index = bisect_left(self.countries, at, key=lambda named: named.start)
        near = [
            one for one in self.countries[max(0, index - NAMESAKE_MENTIONS) : index] if at - one.start <= NAMESAKE_CHARS
        ]
        found = next((one for one in reversed(near) if one.is_subject), near[-1] if near else None)
        return found.country if found else None

    def find(self, name: str, gender: str | None = None, at: int = 0) -> Entity | None:
        """The entity of that name or of a part of it; of namesakes the one named shortly before `at`, or most."""
        known = self._by_name.get(folded(name))
        if known and not (gender and known.gender and gender != known.gender):
            return known
        options = _fitting(name, self._options(name))
        options = [o for o in options if not (gender and o.gender and o.gender != gender)]
        if len(options) < 2:  # noqa: PLR2004
            return options[0] if options else None
        near = [
            (mention.is_subject, mention.start, entity)
            for mention, entity in self.before(at, NAMESAKE_MENTIONS)
            if at - mention.start <= NAMESAKE_CHARS and any(entity is option for option in options)
        ]
        if near:
            return max(near, key=lambda found: found[:2])[2]
        return max(options, key=lambda o: (o.count, -o.first))

    def _options(self, name: str) -> list[Entity]:
        parts = _parts(name)
        return self._by_word.get(parts[-1], []) if parts else []

    def in_quotation(self, at: int) -> bool:
        """Whether an offset stands between quotation marks."""
        index = bisect_right(self.quoted, at, key=lambda q: q[0]) - 1
        return index >= 0 and at < self.quoted[index][1]

    def enter(self, entity: Entity) -> Entity:
        """Make an entity known by its name and by each word of it."""
        self.entities.append(entity)
        self._by_name.setdefault(folded(entity.name), entity)
        if is_named_body(entity) and (initials := _initials(entity.name)):
            self._by_name.setdefault(initials, entity)
        for word in set(_parts(entity.name)):
            namesakes = self._by_word.setdefault(word, [])
            if len(namesakes) < MAX_NAMESAKES:
                namesakes.append(entity)
        return entity

    def bears(self, name: str, entity: Entity) -> bool:
        """Whether a name is the whole name of an entity, or stands for it."""
        return self._by_name.get(folded(name)) is entity

    def alias(self, name: str, entity: Entity) -> None:
        """Let a name stand for an entity."""
        self._by_name.setdefault(folded(name), entity)


def _initials(name: str) -> str | None:
    """The initials of a name of three words and more, small: "nse" of "Nigerian Society of Engineers"."""
    letters = [part[0] for part in folded(name).split() if part not in {"of", "for", "and", "the", "on"}]
    return "".join(letters) if len(letters) > 2 else None  # noqa: PLR2004


def _core(word: str) -> str:
    """A word of a name without its article: "sisi" of "al-sisi"."""
    head, mark, rest = word.partition("-")
    return rest if mark and head in {"al", "el", "as", "ad", "ar", "an", "az", "ash"} and rest else word


def _parts(name: str) -> list[str]:
    """The words of a name by which it is looked for; of one too long to be a name those at its end."""
    return [_core(part) for part in folded(name).split()[-MAX_NAME_WORDS:]]


def _fitting(name: str, options: Iterable[Entity]) -> list[Entity]:
    """Whose name holds the words of `name` in a row: those whose name ends so, else those whose name begins so."""
    wanted = _parts(name)
    size = len(wanted)
    ranked: dict[int, list[Entity]] = {}
    for entity in options:
        parts = _parts(entity.name)
        if parts[-size:] == wanted:
            rank = 0
        elif parts[:size] == wanted:
            rank = 1
        elif any(parts[n : n + size] == wanted for n in range(1, len(parts) - size)):
            rank = 2
        elif size > 1 and parts[-1] == wanted[-1] and (set(wanted) <= set(parts) or _alike(parts[0], wanted[0])):
            rank = 3
        else:
            continue
        ranked.setdefault(rank, []).append(entity)
    return ranked[min(ranked)] if ranked else []


def _alike(a: str, b: str) -> bool:
    """Whether two given names are spellings of one, or one is the other's initial: Sergei and Sergey, J. and Jane."""
    if len(b.strip(".")) == 1 or len(a.strip(".")) == 1:
        return a[0] == b[0]
    return len(a) == len(b) and len(a) > 3 and a[:-1] == b[:-1]  # noqa: PLR2004
