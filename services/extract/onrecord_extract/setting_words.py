"""The words of `data/setting_words.toml`."""

import tomllib
from functools import cache

from onrecord_extract.lexicon import read_data


@cache
def _tables() -> dict[str, str]:
    return {name: str(words) for name, words in tomllib.loads(read_data("setting_words.toml")).items()}


@cache
def setting_words(group: str) -> frozenset[str]:
    """A group of words, such as "spoken". Raises KeyError for a group that the file does not have."""
    return frozenset(_tables()[group].split())


@cache
def platforms() -> tuple[tuple[str, ...], ...]:
    """The names of media behind "on", each as its words, the longest first."""
    names = (tuple(name.split()) for name in _tables()["platforms"].split("|"))
    return tuple(sorted(names, key=len, reverse=True))
