"""The county, city or state of a local official, where the text names one alone: "Governor Ana Brandt" of a county."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from onrecord_extract.lexicon import is_geographic, localities_of, words
from onrecord_extract.regions import region_of
from onrecord_extract.role_words import role_words

_NAME = r"(?P<name>[A-Z][\w’'-]{1,40}(?: [A-Z][\w’'-]{1,40}){0,2})"
_KIND = (
    "(?P<kind>County|City|Town|Township|Village|Municipality|Borough|District|Parish|Province|State|Region|Prefecture"
    "|Governorate|Oblast|Council|Canton)"
)
_PLACES = (re.compile(rf"\b{_NAME} {_KIND}\b(?! of)"), re.compile(rf"\b{_KIND} of {_NAME}"))
MAX_PLACES = 500


def locality_of(text: str, role: str) -> str | None:
    """The place of which somebody in a local office is an official; None where the text names not one of its kind.

    An office that names a kind ("county commissioner") is of a place of that kind.
    """
    if own := next(_named(chain.from_iterable(pattern.finditer(role) for pattern in _PLACES)), None):
        return own[0]
    kinds = _kinds(role)
    if not kinds:
        return None
    if "state" in kinds and (region := region_of(text)):
        return region
    fitting = [place for place, kind in _places(text) if kind in kinds]
    return fitting[0] if len(fitting) == 1 else None


def is_local_force(name: str) -> bool:
    """Whether a body is a town’s or a county’s own police: "Kent Police", but neither "Federal Police" nor "Police"."""
    *place, last = name.split()
    if last != "Police" or not place or place[0].lower() in words("role_modifiers"):
        return False
    return not any(is_geographic(word) for word in place)


def is_local_body(name: str) -> bool:
    """Whether a body is a town’s or a region’s: "Harlan County Health Department", not "Regional Health Department"."""
    parts = name.split()
    named = (n for n, word in enumerate(parts[:-1]) if n and word.lower() in words("places_of_bodies"))
    return any(parts[n - 1].lower() not in words("role_modifiers") and not is_geographic(parts[n - 1]) for n in named)


def is_local(role: str) -> bool:
    """Whether an office is a county’s, a city’s or the like."""
    return bool(_kinds(role))


def _kinds(role: str) -> frozenset[str]:
    """The kinds of place that an office can be of."""
    named = role_words(role)
    told = frozenset(word for word in named if word in words("localities"))
    return told or frozenset[str]().union(*(localities_of().get(word, frozenset[str]()) for word in named))


@lru_cache(maxsize=4)
def _places(text: str) -> tuple[tuple[str, str], ...]:
    """The places that a text calls by what they are, with that noun, small; those named most."""
    counts = Counter(_named(chain.from_iterable(pattern.finditer(text) for pattern in _PLACES)))
    return tuple(place for place, _ in counts.most_common(MAX_PLACES))


def _named(found: Iterable[re.Match[str]]) -> Iterator[tuple[str, str]]:
    for match in found:
        parts = match["name"].split()
        while parts and (parts[0].lower() in words("function_words") or parts[0].lower() in words("determiners")):
            parts = parts[1:]
        if not parts or any(part.lower() in words("no_localities") for part in parts):
            continue
        name, kind = " ".join(parts), match["kind"]
        yield (f"{name} {kind}" if match.start("name") < match.start("kind") else f"{kind} of {name}"), kind.lower()
