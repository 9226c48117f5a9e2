"""The topics of `data/topics.tsv` in running text."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from onrecord_extract.dates import is_date_word
from onrecord_extract.inflection import forms_of
from onrecord_extract.phrases import Phrasebook, listed
from onrecord_extract.sentences import Token


class Topic(NamedTuple):
    """A topic named from token `first` to before token `after`."""

    first: int
    after: int
    name: str


@cache
def _book() -> Phrasebook[str]:
    words = list(listed("topics.tsv"))
    inflected = [(form, topic) for word, topic in reversed(words) for form in _forms(word)]
    return Phrasebook([*inflected, *words])


def _forms(phrase: str) -> list[str]:
    """The forms of a phrase's last word; an acronym has none but its plural."""
    before, _, last = phrase.rpartition(" ")
    forms = sorted(forms_of(last)) if last != last.upper() else [last + "s"]
    return [f"{before} {form}" if before else form for form in forms]


def topics_in(tokens: Sequence[Token]) -> list[Topic]:
    """The topics that words name, in order, with repetitions."""
    return [Topic(*found) for found in _book().over([_looked_up(token.text) for token in tokens])]


def _looked_up(word: str) -> str:
    """A word as the lexicon has it: an acronym and a month as they are, all else in lower case."""
    if word.islower():
        return word
    as_it_is = (len(word) > 1 and word.isupper()) or is_date_word(word)
    return word if as_it_is else word.lower()
