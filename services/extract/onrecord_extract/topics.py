"""The topics of `data/topics.tsv` in running text."""

from collections.abc import Sequence
from functools import cache

from onrecord_extract.inflection import forms_of
from onrecord_extract.lexicon import read_data
from onrecord_extract.phrases import Phrasebook
from onrecord_extract.sentences import Token


@cache
def _book() -> Phrasebook[str]:
    lines = [line.split("\t") for line in read_data("topics.tsv").splitlines() if line and not line.startswith("#")]
    listed = [(word.strip(), topic) for topic, words in lines for word in words.split(",")]
    inflected = [(form, topic) for word, topic in listed for form in _forms(word)]
    return Phrasebook([*((word.lower() if word != word.upper() else word, topic) for word, topic in listed), *inflected])


def _forms(phrase: str) -> list[str]:
    """The forms of a phrase's last word; an acronym has none but its plural."""
    before, _, last = phrase.rpartition(" ")
    forms = sorted(forms_of(last)) if last != last.upper() else [last + "s"]
    return [f"{before} {form}" if before else form for form in forms]


def topics_in(tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    """The topics that words name: from which token, before which, the topic's name; in order, with repetitions."""
    acronyms = [token.text if token.text == token.text.upper() and len(token.text) > 1 else token.lower for token in tokens]
    return list(_book().over(acronyms))
