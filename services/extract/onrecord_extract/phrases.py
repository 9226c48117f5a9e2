"""Words and phrases looked up in running text, the longest first."""

from collections.abc import Iterable, Iterator, Sequence


class Phrasebook[T]:
    """What words and phrases in lower case stand for; a word that is there twice keeps its first meaning."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        known = set[str]()
        for phrase, meaning in entries:
            if phrase not in known:
                known.add(phrase)
                parts = tuple(phrase.split())
                self._by_first.setdefault(parts[0], []).append((parts, meaning))
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))

    def at(self, words: Sequence[str], i: int) -> tuple[int, T] | None:
        """How many words the longest phrase has that begins at word `i`, and its meaning; None where none does."""
        for parts, meaning in self._by_first.get(words[i], ()):
            if tuple(words[i : i + len(parts)]) == parts:
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
