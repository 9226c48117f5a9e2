"""For whom a speaker speaks: the country or the organisation."""

import re
from dataclasses import replace

from onrecord_core.records import Affiliation

from onrecord_extract.courts import court_of
from onrecord_extract.employers import employer, is_part, whole_of
from onrecord_extract.entities import Entity, is_named_body
from onrecord_extract.home import is_home_office, is_of_opponents
from onrecord_extract.lexicon import Country, country_in, country_named, country_of_town, known_bodies, words
from onrecord_extract.localities import is_local, is_local_body, is_local_force
from onrecord_extract.office_bodies import PRONOUNS, body_of_role, of_many_states
from onrecord_extract.people import People
from onrecord_extract.regions import is_region, region_in
from onrecord_extract.research import research_home
from onrecord_extract.role_words import role_words
from onrecord_extract.roles import Role
from onrecord_extract.scenery import place_of_office
from onrecord_extract.statehood import is_of_state, known_body, speaks_for_state

NEAR_OWNERS = 6
"""Among so many names before "her spokesman" she is."""


def of_country(country: Country | None) -> Affiliation | None:
    """The affiliation of who speaks for a country."""
    return Affiliation(name=country.name, country=country.code) if country else None


def of_person(people: People, entity: Entity, role: Role | None, at: int) -> Affiliation | None:
    """That of a person: of state officials the country, of others the organisation, where the text tells."""
    roles = [r for r in (role, *entity.roles) if r and not _is_kinship(r)]
    if region := next((found for r in roles if _names_no_body(r) and (found := region_in(r.text))), None):
        return Affiliation(name=region.name, country=region.country.code)
    country, home = _country_of(people, roles), entity.country or people.home
    outer = next((m.outer for m, e in people.between(at, at + 1) if e is entity), at)
    if country is None and any(_is_of_its_country(people, r, outer) for r in roles):
        return of_country(people.country_before(outer))  # "Its ambassador"
    if country is None and (court := court_of(people, entity, roles, at)):
        return Affiliation(name=court, country=home.code if home else None)
    if body_of_states := next((b for r in roles if (b := of_many_states(people, r))), None):
        return Affiliation(name=body_of_states)
    body = next((b for r in roles if (b := body_of_role(people, r, at))), None)
    beside = None if people.home and any(map(is_home_office, roles)) else entity.organization
    name = body.name if body else _body_in(people, roles) or beside
    part = next((one for one in (name, *(r.organization for r in roles)) if one and is_part(one)), None)
    if part and (whole := whole_of(people, part, at)):
        name, body = whole.name, whole  # "Energy Materials Division", "parliamentary group"
    if name:
        return _within(people, roles, name, body, home)
    official = any(r.is_of_state or r.is_spokesperson for r in roles)
    in_state = official or any(r.country and r.organization and r.organization.islower() for r in roles)
    return of_country(country) if in_state and country else _unmarked(people, entity, roles, at)


def _is_of_police(people: People, role: Role) -> bool:
    """Whether a rank is the police's: "Detective", and "Inspector" in a text that tells of police."""
    rank = "_".join(role.text.lower().split())
    told = role.text.istitle() and rank in words("ranks_told_as_of_police") and "police" in people.text.lower()
    return told or bool(role.heads & words("police_ranks"))


def _is_kinship(role: Role) -> bool:
    return bool(role.heads) and role.heads <= words("relatives")


def _country_of(people: People, roles: list[Role]) -> Country | None:
    """The country that the roles of a person name: beside an office of the text’s own country no other office’s."""
    told = [r if r.country else replace(r, country=_country_beside(r)) for r in roles]
    told = [r for r in told if r.country]
    own = roles[:1] if roles and people.home and (roles[0].is_of_state or roles[0].is_spokesperson) else []
    for office in own:
        told = [r for r in told if r.heads & (office.heads | words("general_roles")) or not r.is_of_state]
    return told[0].country if told else None


def _country_beside(role: Role) -> Country | None:
    """The country in the name of a body of state that a role names: "spokesman for the Ministry of Trade of Peru"."""
    if role.organization is None or not is_of_state(role.organization, None):
        return None
    before = role.text.partition(role.organization)[0].split()[-1:]
    return country_in(before) or country_named(role.organization.rpartition(" of ")[2])


def _within(
    people: People, roles: list[Role], name: str, body: Entity | None, home: Country | None
) -> Affiliation | None:
    """That of somebody in a body of that name, an entity where the text has more of it, of a state `home`’s."""
    country = _country_of(people, roles)
    official = any(r.is_of_state or r.is_spokesperson for r in roles)
    if is_local_force(name) or is_local_body(name):
        return _of_force(people, name)
    if is_of_state(name, body):
        of_state = country or (body.country if body else None) or _known_country(people, name) or home
        return of_country(of_state) or Affiliation(name=name)
    serves = official or any("police" in role_words(r.text) for r in roles)
    if serves and not any(is_local(r.text) for r in roles) and (there := country_of_town(name)):
        return of_country(there)  # "Cebu congressman", "Selangor police chief"
    if official and country and speaks_for_state(name):
        return of_country(country)
    return Affiliation(name=name, country=country.code if country else None)


def _names_no_body(role: Role) -> bool:
    """Whether a role names no organisation but a region: "Welsh First Minister", not "head of the Welsh Chamber"."""
    return role.organization is None or is_region(role.organization.removesuffix(" State"))


def _is_of_its_country(people: People, role: Role, at: int) -> bool:
    """Whether "its" before an office means a country: "its ambassador", or "its governor" where no body is named."""
    fielded = re.search(r"president of [a-z]", role.text) is not None  # "vice-president of sales"
    if role.organization != "its" or not role.is_of_state or fielded or _is_told_of_body(people, at):
        return False
    return bool(role.heads & words("offices_of_countries")) or people.body_before(at) is None


def _is_told_of_body(people: People, at: int) -> bool:
    """Whether no country is named behind the last body, in whose name one may stand: "The Fiji Rowing Union. Its …"."""
    body = next((m for m, e in people.before(at, NEAR_OWNERS) if is_named_body(e)), None)
    return body is not None and not people.countries_between(body.end, at)


def _body_in(people: People, roles: list[Role]) -> str | None:
    """The organisation that a role names and the text nowhere else; a person who owns an office is none.

    A common noun that the text does not complete names none ("owner of the bakery"), unless it is a body of state.
    """
    name = next((r.organization for r in roles if r.organization not in {None, *PRONOUNS}), None)
    spoken_for = any(r.is_spokesperson for r in roles) and name is not None and " " in name
    if name is None or (name.islower() and not is_of_state(name, None) and not spoken_for):
        return None  # but "fire service spokesman"
    return None if _is_person(people, name) else name


def _unmarked(people: People, entity: Entity, roles: list[Role], at: int) -> Affiliation | None:
    """That of an office of which the text says no more: of its own country, of the company that it is about."""
    issuer = people.house if any(_is_of_house(r) for r in roles) else None
    if body := research_home(people, entity, roles) or issuer:
        return of_body(people, body, None)
    if place := place_of_office(people, entity, roles):
        return Affiliation(name=place) if isinstance(place, str) else of_country(place)
    if body := employer(people, roles, at):
        return Affiliation(name=body.name, country=body.country.code if body.country else None)
    home = entity.country or people.home
    if any(r.heads & words("judges") for r in roles) and home:
        return of_country(home)
    if any(_is_of_police(people, r) for r in roles):
        return of_country(home) or Affiliation(name="police")
    return _of_owner(people, roles, at) or _of_principal(roles, home)


def _of_owner(people: People, roles: list[Role], at: int) -> Affiliation | None:
    """That of a spokesperson or an aide of a person: "Her spokesman" speaks for whom she does."""
    serves = any(r.organization in {"his", "her"} and r.heads & words("aides_of_state") for r in roles)
    owner = next((e for _, e in people.before(at, NEAR_OWNERS) if e.is_person), None) if serves else None
    if owner is None:
        return None
    return of_person(people, owner, owner.role, owner.first) or Affiliation(name=owner.name)


def _is_of_house(role: Role) -> bool:
    """Whether an office of a release is its issuer’s: one that organisations have, no calling and no minister."""
    return bool(role.heads & words("house_offices"))


def _of_principal(roles: list[Role], home: Country | None) -> Affiliation | None:
    """That of an "opposition spokesman", a "spokesman for the Secretary-General": in the words of the text."""
    opposed = next((r.text.split()[0] for r in roles if r.is_spokesperson and is_of_opponents(r)), None)
    if opposed:
        return Affiliation(name=opposed)
    spoken = next((r.text for r in roles if r.is_spokesperson and " for " in r.text), None)
    principal = spoken.split(" for ", 1)[1].removeprefix("the ") if spoken else ""
    if home and is_home_office(Role(principal, None, None)):
        return of_country(home)  # "a spokesperson for the prime minister"
    return Affiliation(name=principal) if principal else None


def _is_person(people: People, name: str) -> bool:
    found = people.find(name) or people.find(name.rsplit(maxsplit=1)[-1])
    return found is not None and found.is_person


def of_body(people: People, entity: Entity, country: Country | None) -> Affiliation | None:
    """That of an organisation: of a body of state its country where the text tells it, else itself."""
    known = known_bodies().get(entity.name)
    if entity.name == "Commission" and "European Commission" in people.text:
        return Affiliation(name="European Commission")
    if entity.name.islower() and is_home_office(Role(entity.name, None, None)):
        return of_country(country or people.home)  # "a spokesperson for the prime minister"
    country = country or entity.country or (known.country(people.home) if known else None)
    if is_local_force(entity.name) or is_local_body(entity.name):
        return _of_force(people, entity.name)
    if is_of_state(entity.name, entity):
        found = country or people.home
        return of_country(found) or Affiliation(name=entity.name)
    if entity.name.islower() and " " not in entity.name:
        return None  # "the company", of which the text gives no name
    return Affiliation(name=entity.name, country=country.code if country else None)


def _of_force(people: People, name: str) -> Affiliation:
    return Affiliation(name=name, country=people.home.code if people.home else None)


def _known_country(people: People, name: str) -> Country | None:
    known = known_body(name)
    return known.country(people.home) if known else None
