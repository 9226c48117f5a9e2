"""Places that news is reported from: countries and capitals of `data/countries.tsv`, towns of `data/towns.tsv`."""

from functools import cache

from onrecord_extract.data_files import rows
from onrecord_extract.lexicon import Country, country_named, seat_of

NO_TOWN = "no town"
"""The first column of the seats of governments that are buildings and streets."""


@cache
def _towns() -> dict[str, str]:
    return {name.lower(): code for code, names in rows("towns.tsv") for name in names.split(",")}


def country_code(place: str) -> str | None:
    """The country (ISO 3166-1 alpha-2) in which a place lies, or which it is; None for a name that is not known.

    Names may be in capitals, as in datelines.
    """
    code = _towns().get(place.lower())
    if code and code != NO_TOWN:
        return code
    country = _seat(place) or country_named(_in_small(place))
    return country.code if country else None


def is_place(name: str) -> bool:
    """Whether a name is that of a known country, town, province or seat of a government."""
    return country_code(name) is not None


def is_town(name: str) -> bool:
    """Whether a name is that of a known town or province; "Russia" and "the Kremlin" are none."""
    code = _towns().get(name.lower())
    return code != NO_TOWN if code else _seat(name) is not None


def _seat(name: str) -> Country | None:
    return seat_of(_in_small(name))


def _in_small(name: str) -> str:
    return name.title() if name.isupper() else name
