"""The names in a content and what each stands for.

A name is a run of capitalised words. The first of `READERS` that knows what it is tells: its own words ("…
Ministry", "… Agreement"), the lexicons (`entities.tsv`, `countries.tsv`), the noun behind it ("Osh dam"), the people
and bodies of the document, the words before it ("in Osh"). A name of which none of these tells what it is is left out.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import cast

from onrecord_core.records import AboutKind

from onrecord_extract.capitals import Capitals, Named, end_of_run, forms_of_names, is_listed
from onrecord_extract.data_files import rows
from onrecord_extract.entities import Entity, is_named_body
from onrecord_extract.lexicon import (
    Country,
    country_in,
    country_named,
    country_of_town,
    is_geographic,
    seat_of,
    words,
)
from onrecord_extract.named_places import WHERE
from onrecord_extract.people import People
from onrecord_extract.phrases import Phrasebook
from onrecord_extract.role_words import without_possessive
from onrecord_extract.runs import name_start
from onrecord_extract.sentences import Token
from onrecord_extract.title_case import is_title_case

MAX_PERSON_TOKENS = 3
MAX_COUNTRY_TOKENS = 4
ACRONYM_LETTERS = range(2, 7)


def names_in(text: str, tokens: Sequence[Token], people: People) -> Iterator[Named]:
    """The names in the tokens of a content of `text`, in order."""
    plain = [without_possessive(token.text) for token in tokens]
    titled = is_title_case(tokens)
    last: Named | None = None
    i = 0
    while i < len(tokens):
        if not tokens[i].is_capital and not plain[i].startswith("al-"):
            i += 1
            continue
        end = end_of_run(text, tokens, i)
        follows_place = last is not None and last.kind == "place" and is_listed(plain, last.after, i, end)
        run = Capitals(tokens, plain, i, end, people, titled, follows_place)
        found = next((named for reader in READERS if (named := reader(run))), None)
        if found:
            yield found
        last = found or last
        i = found.after if found else i + 1


@cache
def _entities() -> Phrasebook[tuple[str, AboutKind, str | None]]:
    return Phrasebook(
        (form, (name, cast("AboutKind", kind), country or None))
        for kind, name, others, country in rows("entities.tsv")
        for form in (name, *others.split(","))
        if form
    )


def by_form(run: Capitals) -> Named | None:
    """What its own words tell to be an organisation, an event or a place: "Russian Foreign Ministry"."""
    first = run.first
    while first < run.after and run.plain[first].lower() in words("function_words"):
        first += 1
    inside = run.plain[first : run.after]
    if len(inside) < 2:  # noqa: PLR2004  a single word names nothing by its form
        return None
    entry = _entities().at(run.plain, first)
    if entry and entry[0] >= len(inside):
        return None
    kind = _kind_by_form(inside)
    country = country_in(list(inside))
    return kind and Named(first, run.after, " ".join(inside), kind, country.code if country else None)


def _kind_by_form(inside: Sequence[str]) -> AboutKind | None:
    last, opening = inside[-1].lower(), inside[0].lower()
    bodies = forms_of_names("organization")
    if last in bodies or (opening in bodies and {"of", "for"} & set(inside)):
        return "organization"
    if last in forms_of_names("event"):
        return "event"
    return "place" if last in forms_of_names("place") or opening in words("place_openings") else None


def known(run: Capitals) -> Named | None:
    """What the lexicons know: an organisation, a region, an event, a country by its name, adjective or seat."""
    if found := _entities().at(run.plain, run.first):
        size, (name, kind, country) = found
        if size == 1 and country and _is_of_other_state(run, country):
            return Named(run.first, run.first + 1, run.plain[run.first], kind)
        return Named(run.first, run.first + size, name, kind, country)
    for size in range(min(MAX_COUNTRY_TOKENS, run.after - run.first), 0, -1):
        phrase = " ".join(run.plain[run.first : run.first + size])
        if country := country_named(phrase) or (country_in([phrase]) if is_geographic(phrase) else None):
            return _of_country(run, size, phrase, country)
    return None


def _is_of_other_state(run: Capitals, country: str) -> bool:
    """Whether "Congress" and the like, of the country that they are best known of, stand in another's text."""
    home = run.people.home
    return home is not None and home.code != country and run.plain[run.first].lower() in forms_of_names("organization")


def _of_country(run: Capitals, size: int, phrase: str, country: Country) -> Named:
    """A country; a seat of government stands for it but where something is there or comes from there."""
    is_place = seat_of(phrase) is not None and (run.before in WHERE or run.follows_place)
    name = phrase if is_place else country.name
    return Named(run.first, run.first + size, name, "place", country.code)


def site(run: Capitals) -> Named | None:
    """What a noun of places behind it tells: "the Osh dam", "Osh and Naryn provinces"."""
    if run.is_word or run.is_titled or (run.opens and run.after - run.first == 1):
        return None
    return run.named("place", country_of_town(run.name)) if run.is_before_site else None


def of_document(run: Capitals) -> Named | None:
    """A person or a body that the document names somewhere, by the fullest name that it gives."""
    start = run.first + name_start(run.tokens[run.first : run.after])
    if start >= run.after or run.is_word or (start > run.first and is_geographic(run.plain[run.first])):
        return None
    name = " ".join(run.plain[start : run.after])
    entity = run.people.find(name)
    if entity is None:
        return None
    if is_named_body(entity):
        is_other = _kind_by_form(entity.name.split()) in {"place", "event"} or (run.is_placed and not entity.types)
        is_other = is_other or run.plain[run.after - 1].lower() in words("roles") or entity.name.islower()
        return None if is_other else Named(start, run.after, entity.name, "organization")
    return Named(start, run.after, entity.name, "person") if _is_person(run, entity, name) else None


def _is_person(run: Capitals, entity: Entity, name: str) -> bool:
    """Whether the document tells an office or a title of it, or a fuller name than `name` that is none of a place."""
    if entity.role or entity.titles or (entity.is_person and " " in entity.name):
        return True
    fuller = " " in entity.name and name != entity.name and _kind_by_form(entity.name.split()) is None
    return fuller and run.before != "the" and not (run.is_placed or run.is_titled)


def placed(run: Capitals) -> Named | None:
    """A known town, and what stands behind "in" here or elsewhere in the document, or is joined to a place."""
    if run.is_word or run.is_office or run.name.isupper():
        return None
    if town := country_of_town(run.name):
        return run.named("place", town)
    is_place = run.before in WHERE or run.is_placed or run.follows_place
    return run.named("place") if is_place and not run.opens else None


def unknown(run: Capitals) -> Named | None:
    """What the form alone tells: "Jane Doe" a person, "ABCD" an organisation."""
    if run.is_word or run.is_office or run.is_titled:
        return None
    if run.after - run.first == 1:
        letters = run.name.isalpha() and run.name.isupper() and len(run.name) in ACRONYM_LETTERS
        return run.named("organization") if letters else None
    is_name = run.before != "the" and run.after - run.first <= MAX_PERSON_TOKENS
    return run.named("person") if is_name and run.name.replace(" ", "").isalpha() else None


READERS: tuple[Callable[[Capitals], Named | None], ...] = (by_form, known, site, of_document, placed, unknown)
