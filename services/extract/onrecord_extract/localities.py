"""The county, city or state of a local official, where the text names one alone: "Governor Ana Brandt" of a county."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from onrecord_extract.lexicon import localities_of, words
from onrecord_extract.role_words import role_words

_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}"
_PLACE = re.compile(
    rf"\b(?P<name>{_NAME}) (?P<kind>{{kinds}})\b|\b(?P<kind2>{{kinds}}) of (?P<name2>{_NAME})".replace(
        "{kinds}",
        "County|City|Town|Township|Village|Municipality|Borough|District|Parish|Province|State|Region|Prefecture"
        "|Governorate|Oblast|Council|Canton",
    )
)
MAX_PLACES = 500


def locality_of(text: str, role: str) -> str | None:
    """The place of which somebody in a local office is an official; None where the text names not one of its kind.

    An office that names a kind ("county commissioner") is of a place of that kind.
    """
    named = role_words(role)
    kinds = frozenset(word for word in named if word in words("localities"))
    kinds = kinds or frozenset[str]().union(*(localities_of().get(word, frozenset[str]()) for word in named))
    if not kinds:
        return None
    fitting = {place: count for place, kind, count in _places(text) if kind in kinds}
    return next(iter(fitting)) if len(fitting) == 1 else None


@lru_cache(maxsize=4)
def _places(text: str) -> tuple[tuple[str, str, int], ...]:
    """The places that a text calls by what they are, with that noun, small, and how often."""
    counts = Counter(_named(_PLACE.finditer(text)))
    return tuple((place, kind, count) for (place, kind), count in counts.most_common(MAX_PLACES))


def _named(found: Iterable[re.Match[str]]) -> Iterable[tuple[str, str]]:
    for match in found:
        name, kind = match["name"] or match["name2"], match["kind"] or match["kind2"]
        parts = name.split()
        while parts and (parts[0].lower() in words("function_words") or parts[0].lower() in words("determiners")):
            parts = parts[1:]
        if not parts or any(part.lower() in words("no_localities") for part in parts):
            continue
        name = " ".join(parts)
        yield (f"{name} {kind}" if match["name"] else f"{kind} of {name}"), kind.lower()
