"""How the candidates of a document are worded, and how they stand in the whole of it: the same for all statements."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from onrecord_extract.candidates import Candidate, Candidates
from onrecord_extract.layout import paragraphs
from onrecord_extract.lexicon import is_geographic, words
from onrecord_extract.noun_phrases import NounPhrase, closed
from onrecord_extract.role_words import without_possessive
from onrecord_extract.topics import topics_in

COUNTED_WORDS = 5
_ADJECTIVE_ENDINGS = ("ous", "ful", "ive", "able", "ible", "ic", "al", "less", "est")

type Named = tuple[str, float]
"""A feature by its name, with its value; one that does not hold is 0, or not there."""


class CandidateFeatures:
    """What is counted once for a document."""

    def __init__(self, found: Candidates, contents: Sequence[frozenset[str]]) -> None:
        """`contents` are the stems of the contents of its statements."""
        self._found = found
        bare = [one.phrase for one in found.occurrences if one.phrase.links == 0]
        self._heads = Counter(found.stems[one.head] for one in bare)
        self._words = Counter(found.stems)
        self._definite = Counter(found.stems[one.head] for one in bare if self._is_definite(one))
        self._objects = Counter(found.stems[one.head] for one in bare if self._is_object(one))
        self._contents = Counter(stem for content in contents for stem in content)
        lines = paragraphs(found.text)
        lede = next((n for n, one in enumerate(lines) if not one.headline), 0)
        headline = [found.stems[slice(*stretch)] for stretch in found.stretches[:lede]]
        self._headline = frozenset(stem for line in headline for stem in line)
        self._lede = frozenset(found.stems[slice(*found.stretches[lede])] if lines else ())
        self._topics = {found.stems[topic.after - 1] for topic in topics_in(found.tokens)}

    def _is_definite(self, phrase: NounPhrase) -> bool:
        return phrase.lead < phrase.first and self._found.plain[phrase.lead] in closed("definite")

    def _is_object(self, phrase: NounPhrase) -> bool:
        kind = self._found.kinds[phrase.lead - 1] if phrase.lead else "other"
        return kind == "word" or self._found.plain[max(0, phrase.lead - 1)] in closed("before_topics")

    def of(self, candidate: Candidate) -> dict[str, float]:
        """The features of a candidate that hold."""
        found = [*self._by_place(candidate), *self._by_words(candidate, candidate.shape)]
        return {name: float(value) for name, value in found if value}

    def _by_place(self, candidate: Candidate) -> Iterator[Named]:
        held, head, size = candidate.stems, candidate.head, len(candidate.stems)
        yield f"words {min(COUNTED_WORDS, size)}", 1
        yield f"links {candidate.shape.links}", 1
        yield "head named", math.log(max(1, self._heads[head]))
        yield "words named", sum(math.log(max(1, self._words[stem])) for stem in held) / size
        yield "head definite", math.log(1 + self._definite[head])
        yield "head object", self._objects[head] / max(1, self._heads[head])
        yield "head in headline", head in self._headline
        yield "head in lede", head in self._lede
        yield "in headline", len(held & self._headline) / size
        yield "in lede", len(held & self._lede) / size
        yield "head in contents", math.log(1 + self._contents[head])
        yield "topic", head in self._topics

    def _by_words(self, candidate: Candidate, phrase: NounPhrase) -> Iterator[Named]:
        found = self._found
        noun = without_possessive(found.plain[phrase.head])
        one = noun.removesuffix("s")
        capitals = [token.is_capital for token in found.tokens[phrase.first : phrase.head + 1]]
        is_name = all(capitals) and candidate.person is None
        is_country = is_name and is_geographic(found.tokens[phrase.head].text)
        yield "person", candidate.person is not None
        yield "country", is_country
        yield "other name", is_name and not is_country
        yield "partly name", any(capitals) and not all(capitals)
        yield "time", noun in closed("times")
        yield "general", noun in closed("general")
        yield "encapsulating", noun in closed("encapsulating")
        yield "office", one in words("roles") or one in words("group_nouns")
        yield "plural", noun.endswith("s") and not noun.endswith("ss")
        yield "number", "number" in found.kinds[phrase.first : phrase.head + 1]
        yield "adjective", noun.endswith(_ADJECTIVE_ENDINGS)
        yield "gerund", phrase.first == phrase.head and noun.endswith("ing")
