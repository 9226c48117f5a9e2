"""Countries as a text writes them: "Türkiye" where it never says "Turkey"."""

import re
from functools import cache, lru_cache

from onrecord_core.records import Affiliation

from onrecord_extract.lexicon import country_named, words


def as_written(text: str, affiliation: Affiliation | None) -> Affiliation | None:
    """An affiliation with a country under the name that the text gives it, where it gives no other."""
    written = affiliation and _written(text).get(affiliation.name)
    return affiliation.model_copy(update={"name": written}) if affiliation and written else affiliation


def is_epithet(word: str) -> bool:
    """Whether a word, lower case, only says of a country how it is: "neighbouring", "landlocked"."""
    return word in words("epithets_of_countries") or word.endswith(("ing", "ed", "ern", "-rich", "-hit", "-torn"))


@lru_cache(maxsize=4)
def _written(text: str) -> dict[str, str]:
    """The names that a text prefers, by the usual one."""
    named = {match[0].replace("’", "'"): match[0] for match in _pattern().finditer(text)}
    return {
        country.name: written
        for plain, written in named.items()
        if (country := country_named(plain)) and country.name not in text
    }


@cache
def _pattern() -> re.Pattern[str]:
    listed = (re.escape(name.replace("_", " ")) for name in sorted(words("countries_as_written")))
    names = "|".join(listed).replace("'", "['’]")
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)")
