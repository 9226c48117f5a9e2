"""Places that news is reported from: the countries, capitals, seats and towns of `data/countries.tsv`."""

from onrecord_extract.lexicon import Country, country_named, country_of_town, seat_of


def country_of_place(place: str) -> Country | None:
    """The country in which a place lies, or which it is; None for a name that is not known.

    Names may be in capitals, as in datelines.
    """
    in_small = place.title() if place.isupper() else place
    return country_of_town(place) or seat_of(in_small) or country_named(in_small)


def is_place(name: str) -> bool:
    """Whether a name is that of a known country, town, province or seat of a government."""
    return country_of_place(name) is not None


def is_town(name: str) -> bool:
    """Whether a name is that of a known town or province; "Russia" and "the Kremlin" are none."""
    return country_of_town(name) is not None
