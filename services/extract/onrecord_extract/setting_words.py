"""The words of `data/setting_words.toml`."""

from functools import cache

from onrecord_extract.data_files import tables

SETTING_WORDS = "setting_words.toml"


@cache
def setting_words(group: str) -> frozenset[str]:
    """A group of words, such as "spoken". Raises KeyError for a group that the file does not have."""
    return frozenset(tables(SETTING_WORDS)[group].split())


@cache
def platforms() -> tuple[frozenset[tuple[str, ...]], int]:
    """The names of media behind "on", each as its words, and the number of words of the longest."""
    names = frozenset(tuple(name.split("_")) for name in setting_words("platforms"))
    return names, max(map(len, names))
