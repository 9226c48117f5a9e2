"""What a document names that a statement of it may be about: noun phrases, each with all places where it stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from onrecord_extract.attributions import Offsets
from onrecord_extract.entities import Entity
from onrecord_extract.layout import paragraphs
from onrecord_extract.noun_phrases import Kind, NounPhrase, kinds_of, noun_phrases
from onrecord_extract.people import People
from onrecord_extract.retellings import stems
from onrecord_extract.role_words import without_possessive
from onrecord_extract.sentences import Token, words_of
from onrecord_extract.wording import plain_words

MOST_WORDS = 6
"""A phrase of more words is no name of a thing."""


class Occurrence(NamedTuple):
    """Where a candidate stands: a phrase by its tokens, with the candidate's number."""

    phrase: NounPhrase
    candidate: int


@dataclass(slots=True)
class Candidate:
    """A thing or a person that a document names, by one wording; a person by the full name, in whatever words."""

    text: str
    """The words without article or possessive."""
    stems: frozenset[str]
    head: str
    """The stem of the noun that the phrase is one of."""
    words: frozenset[str]
    """The words in lower case."""
    shape: NounPhrase
    """Where it is named first."""
    person: Entity | None = None


@dataclass
class Candidates:
    """The candidates of a document, and where they stand. Linear in the length of the text."""

    text: str
    people: People
    all: list[Candidate] = field(default_factory=list[Candidate])
    occurrences: list[Occurrence] = field(default_factory=list[Occurrence])
    """In order of their beginning."""
    kinds: list[Kind] = field(default_factory=list[Kind])

    def __post_init__(self) -> None:
        numbers: dict[str, int] = {}
        self.kinds = ["other"] * len(self.tokens)
        for start, end in self.stretches:
            tokens, plain = self.tokens[start:end], self.plain[start:end]
            self.kinds[start:end] = kinds = kinds_of(tokens, plain)
            for found in noun_phrases(tokens, plain, kinds):
                phrase = found.moved(start)
                candidate = self._candidate(phrase)
                if candidate and 0 < len(candidate.stems) <= MOST_WORDS:
                    number = numbers.setdefault(candidate.text.lower(), len(self.all))
                    if number == len(self.all):
                        self.all.append(candidate)
                    self.occurrences.append(Occurrence(phrase, number))

    @cached_property
    def tokens(self) -> list[Token]:
        return words_of(self.text, 0, len(self.text))

    @cached_property
    def plain(self) -> list[str]:
        return plain_words(self.tokens)

    @cached_property
    def stems(self) -> list[str]:
        """The stem of each token, empty for a small word."""
        known = {word: _stem(without_possessive(word)) for word in {token.text for token in self.tokens}}
        return [known[token.text] for token in self.tokens]

    @cached_property
    def starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def firsts(self) -> list[int]:
        """The first token of each occurrence."""
        return [one.phrase.first for one in self.occurrences]

    @cached_property
    def stretches(self) -> list[tuple[int, int]]:
        """The paragraphs as tokens, from the first to before the last."""
        return [self.range_of((one.start, one.end)) for one in paragraphs(self.text)]

    def range_of(self, span: Offsets) -> tuple[int, int]:
        """The tokens that a stretch of text holds, from the first to before the last."""
        return bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1])

    def stems_in(self, pieces: Iterable[Offsets]) -> frozenset[str]:
        """The stems of the words that stretches of the text hold."""
        ranges = [self.range_of(piece) for piece in pieces]
        return frozenset(stem for first, after in ranges for stem in self.stems[first:after] if stem)

    def among(self, first: int, after: int) -> Sequence[Occurrence]:
        """The occurrences that begin at tokens from `first` to before `after`."""
        return self.occurrences[bisect_left(self.firsts, first) : bisect_left(self.firsts, after)]

    def before(self, token: int, count: int) -> Sequence[Occurrence]:
        """The last occurrences that begin before a token, in order."""
        end = bisect_left(self.firsts, token)
        return self.occurrences[max(0, end - count) : end]

    def paragraphs_around(self, token: int) -> tuple[int, int]:
        """The first token of the paragraph before that of a token, and of its own."""
        at = max(0, bisect_right(self.stretches, (token, len(self.tokens))) - 1)
        return self.stretches[max(0, at - 1)][0], self.stretches[at][0]

    def _candidate(self, phrase: NounPhrase) -> Candidate | None:
        inside = self.tokens[phrase.first : phrase.after]
        person = self._person(phrase) if phrase.links == 0 else None
        if person:
            named = list(stems(person.name))
            bare = frozenset(person.name.lower().split())
            return Candidate(person.name, frozenset(named), named[-1], bare, phrase, person) if named else None
        text = " ".join(self.text[inside[0].start : inside[-1].end].split())
        held = frozenset(filter(None, self.stems[phrase.first : phrase.after]))
        bare = frozenset(self.plain[phrase.first : phrase.after])
        return Candidate(without_possessive(text), held, self.stems[phrase.head], bare, phrase)

    def _person(self, phrase: NounPhrase) -> Entity | None:
        """The person that a phrase names, with or without an office before the name."""
        start = phrase.head + 1
        while start > phrase.first and self.tokens[start - 1].is_capital:
            start -= 1
        name = [without_possessive(token.text) for token in self.tokens[start : phrase.head + 1]]
        found = self.people.find(" ".join(name)) if name else None
        found = found or (self.people.find(" ".join(name[-2:])) if len(name) > 2 else None)  # noqa: PLR2004
        return found if found and found.is_person else None


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return next(stems(word), word if len(word) > 1 and word.isalpha() and word.isupper() else "")
