"""The words of a content, read once for all that is told by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord_extract.attributions import Offsets
from onrecord_extract.openings import Opening, openings
from onrecord_extract.phrases import group
from onrecord_extract.polarity import Evaluative, evaluatives
from onrecord_extract.sentences import Token, words_of
from onrecord_extract.topics import Topic, topics_in

PRONOUNS = frozenset({"he", "she", "it", "they"})
QUOTATION_MARKS = frozenset("\"'“‘«„")


@dataclass(frozen=True)
class Wording:
    """The words of a content's pieces in order."""

    text: str
    """The article's."""
    tokens: Sequence[Token]
    begins: frozenset[int]
    """At which tokens pieces begin."""
    own: frozenset[str] = frozenset()
    """The words by which the content may call its speaker beside pronouns, in lower case: "moscow"."""
    pronouns: frozenset[str] = PRONOUNS
    """The pronouns by which a report may call its speaker."""

    @classmethod
    def of(
        cls,
        text: str,
        pieces: Sequence[Offsets] = (),
        own: frozenset[str] = frozenset(),
        pronouns: frozenset[str] = PRONOUNS,
    ) -> "Wording":
        """The words of the pieces of a text; of the whole text where there are none."""
        tokens: list[Token] = []
        begins: list[int] = []
        for piece in pieces or [(0, len(text))]:
            begins.append(len(tokens))
            tokens += words_of(text, *piece)
        return cls(text, tokens, frozenset(begins), own, pronouns)

    @cached_property
    def words(self) -> list[str]:
        """The words in lower case, with straight apostrophes."""
        return plain_words(self.tokens)

    @cached_property
    def is_quoted(self) -> bool:
        """Whether a quotation mark stands right before it."""
        before = self.text[max(0, self.tokens[0].start - 1) : self.tokens[0].start] if self.tokens else ""
        return bool(before and before in QUOTATION_MARKS)

    @property
    def is_first_person(self) -> bool:
        """Whether the speaker is "I" or "we" in it: in a quotation, and in words that say so."""
        return self.is_quoted or not group("first_person").isdisjoint(self.words)

    @cached_property
    def evaluatives(self) -> list[Evaluative]:
        return evaluatives(self.words)

    @cached_property
    def openings(self) -> list[Opening]:
        return list(openings(self.words))

    @cached_property
    def topics(self) -> list[Topic]:
        return topics_in(self.tokens)

    def span(self, first: int, after: int) -> Offsets:
        """The offsets of the tokens from `first` to before `after`."""
        return self.tokens[first].start, self.tokens[after - 1].end

    def words_at(self, first: int, after: int) -> str:
        """The words of the text from token `first` to before token `after`, parted by single blanks."""
        return " ".join(self.text[slice(*self.span(first, after))].split())


def plain_words(tokens: Sequence[Token]) -> list[str]:
    """Tokens in lower case with straight apostrophes, as the lexicons have them."""
    return [token.text.lower().replace("’", "'") for token in tokens]
