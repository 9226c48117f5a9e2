"""The words of `data/setting_words.toml`."""

from functools import cache

from onrecord_extract.data_files import tables

SETTING_WORDS = "setting_words.toml"


@cache
def setting_words(group: str) -> frozenset[str]:
    """A group of words, such as "spoken". Raises KeyError for a group that the file does not have."""
    return frozenset(tables(SETTING_WORDS)[group].split())


@cache
def platforms() -> tuple[tuple[str, ...], ...]:
    """The names of media behind "on", each as its words, the longest first."""
    names = (tuple(name.split("_")) for name in setting_words("platforms"))
    return tuple(sorted(names, key=lambda name: (-len(name), name)))
