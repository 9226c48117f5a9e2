"""What `extract` promises: pure, deterministic, honest about what it does not know."""

from datetime import date
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onrecord_core.ids import article_id, revision_of
from onrecord_core.records import Article
from onrecord_extract import Attribution, AttributionFinder, RuleFinder
from onrecord_extract import extract as extract_by

extract = partial(extract_by, finder=RuleFinder())

TEXT = 'Ana Brandt said on Monday: "We will wait." The envoy said it twice, and said it twice.'

MARKS = list("\"“”‘’'«»„,.:—?!()")
SPACES = ["\n", "\n\n", "\r\n", " ", "\u00a0"]
WORDS = ["said", "told reporters", "that", "Ana Brandt", "he", "according to", "and warned that", "who", "as", "word"]
PHRASES = [
    "(outlawed in Chile)",
    "on Monday",
    "May 6",
    "the envoy",
    "OSLO, May 6. /X/.",
    "the quay was safe",
    "😀",
    "𝄞",
]
pieces = st.sampled_from(MARKS + SPACES + WORDS + PHRASES)
texts = st.one_of(
    st.text(max_size=300), st.lists(pieces, max_size=60).map(" ".join), st.lists(pieces, max_size=60).map("".join)
)


def article(text: str) -> Article:
    return Article(id="art_x", revision=revision_of(text), text=text)


@given(texts)
@settings(max_examples=400, deadline=None)
def test_every_span_holds_the_text_at_its_offsets(text: str) -> None:
    for statement in extract(text, published_at="2024-05-06"):
        statement.check(text)
        assert all(span.start < span.end for span in statement.content)


@given(texts)
@settings(max_examples=150, deadline=None)
def test_the_same_article_gives_the_same_statements(text: str) -> None:
    first = extract(article(text))
    assert first == extract(article(text))
    assert len({statement.id for statement in first}) == len(first)


def test_a_text_becomes_an_article_with_an_id_of_its_text() -> None:
    statement = extract(TEXT, published_at="2024-05-06", publisher="Nordpost", headline="H")[0]
    assert statement.article.id == article_id(url=None, text=TEXT)
    assert (statement.article.publisher, statement.article.headline) == ("Nordpost", "H")
    assert statement.article.published_at == date(2024, 5, 6)


def test_an_article_keeps_what_it_brings() -> None:
    given_article = article(TEXT).model_copy(update={"publisher": "Nordpost"})
    statement = extract(given_article)[0]
    assert (statement.article.id, statement.article.publisher) == ("art_x", "Nordpost")


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="next Tuesday"):
        extract(TEXT, published_at="next Tuesday")


def test_fields_that_it_does_not_know_stay_empty() -> None:
    for statement in extract(TEXT):
        assert statement.conditions == ()
        assert statement.speaker is not None
        assert statement.said_at is not None


def test_another_finder_takes_the_place_of_the_rules() -> None:
    class Everything:
        name = "everything"
        version = "9"

        def find(self, text: str) -> list[Attribution]:
            whole = (0, len(text))
            return [Attribution((whole,), None, None, "", "state", 0.5, whole)]

    finder: AttributionFinder = Everything()
    (statement,) = extract("The quay is shut", finder=finder)
    assert (statement.extractor.name, statement.content[0].text) == ("everything", "The quay is shut")
