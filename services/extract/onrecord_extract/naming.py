"""Sources that name somebody: "Minister Ana Brandt", "The rebels’ spokesman, Colonel X", "Brandt", "Acme Foods"."""

import re
from itertools import takewhile

from onrecord_core.records import Resolution, Span

from onrecord_extract.coreference import Heard
from onrecord_extract.country_names import is_epithet
from onrecord_extract.entities import Entity, is_named_body
from onrecord_extract.given_names import is_given_name
from onrecord_extract.lexicon import country_named, country_of_town, known_bodies, seat_of, words
from onrecord_extract.role_words import role_words, without_possessive
from onrecord_extract.scene import Scene
from onrecord_extract.source_phrases import Phrase

MAX_ACRONYM = 5
MAX_INITIALS = 4
MAX_ASKED = 400
"""Among so many who are named is the one whom an interview asks."""


def country_or_seat(scene: Scene, _: Phrase, mention: Span) -> Heard | None:
    """A country, or a capital or seat that stands for its government."""
    plain = _without_epithet(without_possessive(mention.text.removeprefix("the ").removeprefix("The ")))
    namesake = scene.people.find(plain)
    if namesake and not is_named_body(namesake) and namesake.name.endswith(f" {plain}"):
        return None  # Ana Lima, not Peru
    if country := country_named(plain):
        return scene.government(plain, country, mention, "named")
    if seat := seat_of(plain):
        return scene.government(plain, seat, mention, "metonym")
    town = None if namesake and namesake.is_person else country_of_town(plain)
    known = town and plain.istitle() and not is_given_name(plain)
    return scene.government(plain, town, mention, "metonym") if town and known else None


def _without_epithet(name: str) -> str:
    """A country without the word before it that only says how it is: "Neighbouring Peru"."""
    epithet, _, rest = name.partition(" ")
    return rest if is_epithet(epithet.lower()) and country_named(rest) and not country_named(name) else name


def label(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    """ "A:" or the initials "IBL:" in an interview: the person who is asked."""
    if len(phrase.tokens) > 1 or scene.text[mention.end : mention.end + 1] not in {":", "."}:
        return None
    if again := scene.labelled.get(mention.text):
        return scene.again(again, mention, "named")
    mark = mention.text.rstrip(".")
    if mark.lower() in {"a", "answer"}:
        asked = _persons_before(scene, mention.start)
        return scene.person(asked[0], mention, "implicit") if len(asked) == 1 else None
    if mark.isupper() and 1 < len(mark) <= MAX_INITIALS:
        meant = [person for person in _persons_before(scene, mention.start) if _initials(person.name) == mark]
        return scene.person(meant[0], mention, "named") if len(meant) == 1 else None
    return None


def _persons_before(scene: Scene, at: int) -> list[Entity]:
    people = scene.people
    named = takewhile(lambda found: found[0] < at, people.appearing[:MAX_ASKED])
    return [e for _, e in named if not is_named_body(e) and " " in e.name and not people.in_quotation(e.first)]


def beside(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    """ "The lone no vote, Jane Doe": the name behind the comma."""
    behind = phrase.complement
    if phrase.head.is_capital:
        return None
    if len(behind) > 1 and behind[0].text == ",":
        return _name_at(scene, behind[1].start, mention, "named")
    closed = not behind and scene.text.startswith(", the " if phrase.is_indefinite else ", ", mention.end)
    return _name_at(scene, mention.end + 2, mention, "nominal") if closed else None


def _name_at(scene: Scene, at: int, mention: Span, resolution: Resolution) -> Heard | None:
    """The person whose name, title included, begins at an offset and ends at a comma or with the mention; or a body."""
    bare = at + len("the ") * scene.text.startswith("the ", at)
    for name, entity in scene.people.between(bare, bare + 1):
        behind = scene.text[name.end : name.end + 2]
        if is_named_body(entity) and name.start == bare and behind in {", ", " ("}:
            return scene.body(entity, mention, resolution, None)  # "the junior partner, the Quay Party,"
        closes = name.end >= mention.end - 1 or scene.text[name.end : name.end + 1] == ","
        if name.outer == at and closes and not is_named_body(entity):
            return scene.person(entity, mention, resolution, name.role)
    return None


def surname(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    """ "Cook": an office in capitals that is somebody’s surname."""
    if phrase.determiner or phrase.complement or phrase.owner or not phrase.head.is_capital:
        return None
    entity = scene.people.find(scene.core_of(phrase))
    return scene.person(entity, mention, "named") if entity and not is_named_body(entity) else None


def new_name(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    """A name that nothing else in the text explains."""
    if not phrase.head.is_capital:
        return None
    names = [t for t in phrase.core if t.is_capital or t.lower in words("particles") or t.text == "."]
    name = without_possessive(scene.text[names[0].start : names[-1].end])
    if country := country_named(name):
        return scene.government(name, country, mention, "named")  # "Peru and the group Acme"
    entity = by_initials_of_office(scene, name) or entity_named(scene, name, mention, body=not _may_be_person(phrase))
    if is_named_body(entity):
        return scene.body(entity, mention, "named", phrase.country)
    return scene.person(entity, mention, "named")


def entity_named(scene: Scene, name: str, mention: Span, *, body: bool) -> Entity:
    """The entity of that name, or a new one."""
    found = scene.people.find(name)
    if found is None:
        return scene.people.enter(Entity(name, "organization" if body else "person", first=mention.start))
    if body and found.kind == "unknown":
        found.kind = "organization"
    return found


def _may_be_person(phrase: Phrase) -> bool:
    """Whether an unexplained name is a person’s: several words, or one that is no acronym and has no article."""
    head = phrase.head
    if head.lower in words("org_words") or head.text in known_bodies():
        return False
    acronym = len(phrase.core) == 1 and head.text.isupper() and len(head.text) <= MAX_ACRONYM
    return phrase.determiner == "" and not acronym


def by_initials_of_office(scene: Scene, name: str) -> Entity | None:
    """Who holds the office that capitals abbreviate: "the CS" for a Cabinet Secretary."""
    if not name.isupper() or not 1 < len(name) <= MAX_INITIALS:
        return None
    holders = [e for e in scene.people.foremost if any(name in _capitals(role.text) for role in e.roles)]
    return holders[0] if len(holders) == 1 else None


def _capitals(role: str) -> str:
    """The initials of an office: its capitals, or of one in small letters those up to its complement."""
    capitals = "".join(part[0] for part in role.split() if part[0].isupper())
    return capitals or "".join(word[0] for word in role_words(role) if word).upper()


def _initials(name: str) -> str:
    return "".join(part[0] for part in re.split(r"[\s-]+", name) if part).upper()
