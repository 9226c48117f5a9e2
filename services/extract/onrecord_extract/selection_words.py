"""The words that tell what is a statement and what is none: those of `data/selection.toml`."""

from onrecord_extract.lexicon import words


def selection_words(group: str) -> frozenset[str]:
    """A group of words, such as "carriers". Raises KeyError for one that it does not have."""
    return words(group, "selection.toml")
