"""Words and phrases looked up in running text, the longest first."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from onrecord_extract.data_files import LexiconError, rows, tables


class Phrasebook[T]:
    """What words and phrases in lower case stand for; of one that comes twice the last meaning counts."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, meaning in dict(entries).items():
            parts = tuple(phrase.split())
            self._by_first.setdefault(parts[0], []).append((parts, meaning))
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))

    def at(self, words: Sequence[str], i: int) -> tuple[int, T] | None:
        """How many words the longest phrase has that begins at word `i`, and its meaning; None where none does."""
        for parts, meaning in self._by_first.get(words[i], ()):
            if len(parts) == 1 or tuple(words[i : i + len(parts)]) == parts:
                return len(parts), meaning
        return None

    def over(self, words: Sequence[str]) -> Iterator[tuple[int, int, T]]:
        """The phrases in `words` from left to right without overlap: from which word, before which, its meaning."""
        i = 0
        while i < len(words):
            found = self.at(words, i)
            if found:
                yield i, i + found[0], found[1]
            i += found[0] if found else 1


def listed(table: str, classes: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
    """The words of a table whose rows are a class and its words, comma-separated, each with its class.

    Raises LexiconError for a class that is none of `classes`, where these are given.
    """
    for name, words in rows(table):
        if classes is not None and name not in classes:
            raise LexiconError(f"{table} has a row of the class {name!r}; there are {', '.join(sorted(classes))}")
        yield from ((word.strip(), name) for word in words.split(",") if word.strip())


@cache
def group(name: str) -> frozenset[str]:
    """A class of words of `data/positions.toml`, such as "future". Raises KeyError for one that it does not have."""
    return frozenset(tables("positions.toml")[name].split())
