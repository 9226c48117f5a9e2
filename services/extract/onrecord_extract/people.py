"""Who a document names: the mentions of one person or organisation made one entity, with its roles and its country."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from onrecord_extract.given_names import folded, gender_of_name
from onrecord_extract.home import countries_in, home_of
from onrecord_extract.layout import dateline_place, paragraphs
from onrecord_extract.lexicon import Country, words
from onrecord_extract.mentions import Kind, Mention, NamedCountry
from onrecord_extract.quotes import quotations
from onrecord_extract.roles import Role, weight
from onrecord_extract.scan import mentions_of
from onrecord_extract.sentences import words_of

MAX_NAMESAKES = 50
MAX_ROLES = 20
NAMESAKE_CHARS = 400
"""Within how many characters a surname is that of the last namesake; further on it is that of the one named most."""
NAMESAKE_MENTIONS = 20
MAX_HEADLINE_WORDS = 3
"""A run of more capitals in a headline is a line in capitals and no name."""


@dataclass(slots=True, eq=False)
class Entity:
    """A person or an organisation of the document, under the fullest name that it gives."""

    name: str
    kind: Kind
    gender: str | None = None
    country: Country | None = None
    organization: str | None = None
    roles: list[Role] = field(default_factory=list[Role])
    types: set[str] = field(default_factory=set[str])
    ages: set[str] = field(default_factory=set[str])
    titles: set[str] = field(default_factory=set[str])
    count: int = 0
    """How often it is named."""
    first: int = 0

    @property
    def is_person(self) -> bool:
        return self.kind == "person"

    @property
    def role(self) -> Role | None:
        """The fullest role that the text gives, one held now before one held once."""
        return max(self.roles, key=weight, default=None)

    @property
    def heads(self) -> frozenset[str]:
        """The nouns of all roles and titles."""
        return frozenset(self.titles).union(*(role.heads for role in self.roles))

    def learn(self, role: Role) -> None:
        """Take over a role that the text gives."""
        if len(self.roles) < MAX_ROLES and role not in self.roles:
            self.roles.append(role)

    def add(self, mention: Mention) -> None:
        """Take over what a mention tells."""
        if mention.role:
            self.learn(mention.role)
        self.gender = self.gender or mention.gender
        self.country = self.country or mention.country
        self.organization = self.organization or mention.organization
        self.types |= mention.types
        self.titles |= mention.titles
        self.count += 1
        if mention.age:
            self.ages.add(mention.age)
        if self.kind == "unknown" or (self.kind == "organization" and mention.kind in {"media", "government"}):
            self.kind = mention.kind


@dataclass(slots=True)
class People:
    """The entities of a document, by name and by place."""

    text: str = ""
    mentions: list[Mention] = field(default_factory=list[Mention])
    entities: list[Entity] = field(default_factory=list[Entity])
    of: list[Entity] = field(default_factory=list[Entity])
    """The entity of each mention."""
    home: Country | None = None
    """The country whose offices the text does not mark, where that is clear."""
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
        parts = folded(name).split()
        return self._by_word.get(_core(parts[-1]), []) if parts else []

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
        for word in {_core(part) for part in folded(entity.name).split()}:
            namesakes = self._by_word.setdefault(word, [])
            if len(namesakes) < MAX_NAMESAKES:
                namesakes.append(entity)
        return entity

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


def _fitting(name: str, options: Iterable[Entity]) -> list[Entity]:
    """Whose name holds the words of `name` in a row: those whose name ends so, else those whose name begins so."""
    wanted = [_core(part) for part in folded(name).split()]
    ranked: dict[int, list[Entity]] = {}
    for entity in options:
        parts = [_core(part) for part in folded(entity.name).split()]
        size = len(wanted)
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


def people_of(text: str) -> People:
    """Read whom `text` names."""
    tokens = words_of(text, 0, len(text))
    people = People(text, quoted=[(quotation.start, quotation.end) for quotation in quotations(text)])
    lede = next((block.start for block in paragraphs(text) if not block.headline), 0)
    found = [m for m in mentions_of(text, tokens) if m.start >= lede or m.name.count(" ") < MAX_HEADLINE_WORDS]
    bodies = {folded(body) for body in _bodies_of_roles(found)}
    people.countries = list(countries_in(tokens))
    people.home = home_of(text, people.countries, found)
    for mention in sorted((m for m in found if " " in m.name and not _names_body(m)), key=lambda m: -m.name.count(" ")):
        if not people.find(mention.name):
            gender = mention.gender or gender_of_name(mention.name.split()[0])
            people.enter(Entity(mention.name, "unknown", gender, first=mention.start))
    inner = {m.name for m in found if not m.is_subject}
    place = dateline_place(text)
    found = [m for m in found if m.name != place]
    for mention in found:
        opens = mention.kind == "unknown" and " " not in mention.name and mention.is_subject
        if opens and mention.name not in inner and not people.find(mention.name):
            continue  # a word that opens a sentence, or a name that its statement will tell
        entity = _entity_of(people, mention, bodies)
        entity.add(mention)
        if mention.alias:
            people.alias(mention.alias, entity)
        people.mentions.append(mention)
        people.of.append(entity)
    return people


def _names_body(mention: Mention) -> bool:
    return mention.kind not in {"person", "unknown"}


def _entity_of(people: People, mention: Mention, bodies: set[str]) -> Entity:
    gender = mention.gender if mention.kind == "person" else None
    entity = people.find(mention.name, gender, mention.start)
    if entity and _is_one(mention, entity):
        return entity
    kind: Kind = "organization" if mention.kind == "unknown" and folded(mention.name) in bodies else mention.kind
    return people.enter(Entity(mention.name, kind, first=mention.start))


def _is_one(mention: Mention, entity: Entity) -> bool:
    """Whether a mention can be of an entity that bears its name: persons are no bodies, "Acme" is "Acme Foods"."""
    name, full = folded(mention.name), folded(entity.name)
    if name == full or _names_body(mention) == is_named_body(entity):
        return True
    return mention.kind == "unknown" and is_named_body(entity) and full.startswith(f"{name} ")


def is_named_body(entity: Entity) -> bool:
    """Whether an entity is an organisation of any kind."""
    return entity.kind in {"organization", "government", "media"}


def _bodies_of_roles(found: Iterable[Mention]) -> Iterator[str]:
    for mention in found:
        if mention.role and mention.role.organization:
            yield mention.role.organization
        if mention.organization:
            yield mention.organization


def gender_of(entity: Entity) -> str | None:
    """The gender that titles, roles and the given name of a person tell."""
    if entity.gender:
        return entity.gender
    male, female = bool(entity.heads & words("male")), bool(entity.heads & words("female"))
    if male != female:
        return "m" if male else "f"
    return gender_of_name(entity.name.split()[0])
