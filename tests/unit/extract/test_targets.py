"""What a statement is about: a noun phrase of its content, or what its article speaks of. All texts are made up."""

import pytest
from onrecord_core.records import Statement
from onrecord_extract import RuleFinder, extract
from onrecord_extract.noun_phrases import kinds_of, noun_phrases
from onrecord_extract.sentences import words_of
from onrecord_extract.wording import plain_words

ARTICLE = """Council to close the ferry terminal

LINDVIK, March 3 - The Lindvik council voted on Monday to close the ferry terminal, which has served the islands for
sixty years.

{}
"""


def phrases(text: str) -> list[str]:
    """The noun phrases of a text that go over no preposition."""
    tokens = words_of(text, 0, len(text))
    plain = plain_words(tokens)
    found = [one for one in noun_phrases(tokens, plain, kinds_of(tokens, plain)) if not one.links]
    return [text[tokens[one.first].start : tokens[one.after - 1].end] for one in found]


def last_statement(paragraph: str) -> Statement:
    """The last statement of an article on a terminal that ends with a paragraph."""
    return extract(ARTICLE.format(paragraph), finder=RuleFinder())[-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the council rushed the new budget", ["council", "new budget"]),
        ("they vowed to lift the export curbs", ["export curbs"]),
        ("its return to work was delayed", ["return", "work"]),
        ("the figures are preliminary", ["figures"]),
        ("Ana Berg’s seized papers came back", ["Ana Berg’s seized papers"]),
        ("she had promised 40 new boats", ["40 new boats"]),
        ("would not tolerate it", []),
    ],
)
def test_noun_phrases_end_with_verbs_and_small_words(text: str, expected: list[str]) -> None:
    assert phrases(text) == expected


def test_a_phrase_goes_over_prepositions() -> None:
    text = "recognition of the government in Osh by June"
    tokens = words_of(text, 0, len(text))
    plain = plain_words(tokens)
    found = [one for one in noun_phrases(tokens, plain, kinds_of(tokens, plain)) if one.first == 0]
    assert [(one.after, one.links) for one in found] == [(1, 0), (4, 1), (6, 2)]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("Ana Berg said the harbour fees were too high.", "harbour fees"),
        ("Ana Berg said her union rejected the higher pilot fees.", "pilot fees"),
        ('"It will never happen," Ana Berg said.', "ferry terminal"),
        ('"We will not accept that," said Ana Berg of the Harbour Union.', "ferry terminal"),
    ],
)
def test_a_target_is_named_by_the_content_or_by_what_the_article_is_about(paragraph: str, expected: str) -> None:
    target = last_statement(paragraph).target
    assert target
    assert expected in target


def test_whoever_is_spoken_of_is_called_by_the_full_name() -> None:
    found = last_statement(
        'Mayor Jonas Lindqvist led the vote. "He is a coward and he knows it," fisherman Ole Brandt said of the mayor.'
    )
    assert found.speaker
    assert found.speaker.name == "Ole Brandt"
    assert found.target == "Jonas Lindqvist"


def test_a_document_that_names_nothing_has_no_target() -> None:
    (found,) = extract('"She would," he said.', finder=RuleFinder())
    assert found.target is None


def test_a_target_has_no_article_and_is_short() -> None:
    found = last_statement("Ana Berg said the long and costly refurbishment of the old terminal in Lindvik had failed.")
    assert found.target
    assert found.target.split()[0].lower() not in {"the", "a", "an", "its"}
    assert len(found.target.split()) <= 6
