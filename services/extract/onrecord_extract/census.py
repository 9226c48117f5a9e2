"""Read whom a document names: its mentions made entities, and the country that it is from."""

from collections.abc import Iterable, Iterator

from onrecord_extract.counterparts import learn_counterparts
from onrecord_extract.entities import Entity, is_named_body
from onrecord_extract.given_names import folded, gender_of_name
from onrecord_extract.home import home_of
from onrecord_extract.houses import house_of
from onrecord_extract.layout import dateline_place, lede_of, paragraph_at, paragraphs
from onrecord_extract.lexicon import seat_of, words
from onrecord_extract.litigants import learn_litigants
from onrecord_extract.mentions import Kind, Mention
from onrecord_extract.named_countries import countries_in
from onrecord_extract.office_countries import learn_offices
from onrecord_extract.organizations import is_state_body
from onrecord_extract.people import People
from onrecord_extract.quotes import quotations
from onrecord_extract.scan import mentions_of
from onrecord_extract.sentences import words_of
from onrecord_extract.standfirsts import learn_standfirst
from onrecord_extract.title_case import prose_names

MAX_HEADLINE_WORDS = 3
"""A run of more capitals in a headline is a line in capitals and no name."""


def people_of(text: str) -> People:
    """Read whom `text` names."""
    tokens = words_of(text, 0, len(text))
    people = People(text, quoted=[(quotation.start, quotation.end) for quotation in quotations(text)])
    blocks = paragraphs(text)
    lede = lede_of(text)
    found = prose_names(text, blocks, mentions_of(text, tokens))
    found = [m for m in found if not lede or m.start >= lede.start or m.name.count(" ") < MAX_HEADLINE_WORDS]
    found = [m for m in found if _names_body(m) or paragraph_at(blocks, m.start)]
    bodies = {folded(body) for body in _bodies_of_roles(found)}
    leading = {folded(body) for body in _leading_bodies(found)}
    people.countries = list(countries_in(tokens))
    people.home = home_of(text, people.countries, found)
    for mention in sorted((m for m in found if " " in m.name and not _names_body(m)), key=lambda m: -m.name.count(" ")):
        if folded(mention.name) not in leading and not people.find(mention.name):
            gender = mention.gender or gender_of_name(mention.name.split()[0])
            people.enter(Entity(mention.name, "unknown", gender, first=mention.start))
    inner = {m.name for m in found if not m.is_subject}
    place = dateline_place(text)
    found = [m for m in found if m.name != place]
    for mention in found:
        opens = mention.kind == "unknown" and " " not in mention.name and mention.is_subject
        if opens and mention.name not in inner and not people.find(mention.name):
            continue  # a word that opens a sentence, or a name that its statement will tell
        entity = _entity_of(people, mention, bodies if " " not in mention.name else leading)
        entity.add(mention)
        if mention.alias:
            people.alias(mention.alias, entity)
        people.mentions.append(mention)
        people.of.append(entity)
    for mention in found:
        if mention.role and mention.role.organization:
            _enter_body(people, mention.role.organization, mention.start)
    people.house = house_of(people)
    learn_litigants(people)
    learn_standfirst(people)
    learn_counterparts(people)
    learn_offices(people)
    return people


def _names_body(mention: Mention) -> bool:
    return mention.kind not in {"person", "unknown"}


def _entity_of(people: People, mention: Mention, bodies: set[str]) -> Entity:
    gender = mention.gender if mention.kind == "person" else None
    entity = people.find(mention.name, gender, mention.start)
    if entity and (people.bears(mention.name, entity) or _is_one(mention, entity) or _is_surname(mention, entity)):
        return entity
    kind: Kind = "organization" if _is_only_named(mention) and folded(mention.name) in bodies else mention.kind
    return people.enter(Entity(mention.name, kind, first=mention.start))


def _is_surname(mention: Mention, entity: Entity) -> bool:
    """Whether what stands beside a noun is somebody's surname: "a spokesman for Doe", "Doe company losses"."""
    alone = mention.kind == "organization" and mention.types - words("typing_nouns") <= {mention.name.lower()}
    return alone and entity.is_person and entity.name.endswith(f" {mention.name}")


def _is_only_named(mention: Mention) -> bool:
    """Whether nothing but a given name may tell that a person is named: "Tata Nirman" of "Tata Nirman director"."""
    return mention.kind == "unknown" or (
        mention.kind == "person" and not (mention.role or mention.titles or mention.age)
    )


def _is_one(mention: Mention, entity: Entity) -> bool:
    """Whether a mention can be of an entity that bears its name: persons are no bodies, "Acme" is "Acme Foods"."""
    name, full = folded(mention.name), folded(entity.name)
    if name == full or _names_body(mention) == is_named_body(entity):
        return True
    return mention.kind == "unknown" and is_named_body(entity) and full.startswith(f"{name} ")


def _enter_body(people: People, name: str, at: int) -> None:
    """Make a body known that a role alone names: "Disaster Agency" of "Head of the Disaster Agency Ana Brandt"."""
    last = name.rsplit(maxsplit=1)[-1].lower()
    named = " " in name and name[0].isupper() and last in words("org_words") and not seat_of(name)
    if named and people.find(name) is None:
        kind: Kind = "government" if is_state_body(last) else "organization"
        people.enter(Entity(name, kind, types=set(name.lower().split()), first=at))


def _leading_bodies(found: Iterable[Mention]) -> Iterator[str]:
    """The bodies with which offices begin: "Tata Nirman" of "Tata Nirman managing director"."""
    for mention in found:
        if mention.role and mention.role.organization and mention.role.text.startswith(mention.role.organization):
            yield mention.role.organization
        if mention.organization:
            yield mention.organization


def _bodies_of_roles(found: Iterable[Mention]) -> Iterator[str]:
    for mention in found:
        if mention.role and mention.role.organization:
            yield mention.role.organization
        if mention.organization:
            yield mention.organization
