"""Which statements of an article retell others."""

import pytest
from onrecord_core.ids import revision_of
from onrecord_core.records import Article, Extractor, Statement
from onrecord_extract.assemble import assemble
from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.retellings import stems

HEADLINE = "Oslo will not reopen quay before May, mayor says"
LEDE = "Oslo will not reopen its eastern quay before the ice has gone, mayor Ana Brandt said on Monday."
BODY = "“We will not reopen the quay before the ice has gone in May,” Brandt said. “The ferries are safe.”"
OTHER = "Ole Lund said that the eastern quay would reopen before May."
TEXT = "\n\n".join([HEADLINE, LEDE, BODY, OTHER])


def at(words: str, start: int = 0) -> Offsets:
    place = TEXT.index(words, start)
    return place, place + len(words)


def attribution(content: str, cue: str, source: str, paragraph: str) -> Attribution:
    start = TEXT.index(paragraph)
    frame = (start, start + len(paragraph))
    return Attribution((at(content, start),), at(source, start), at(cue, start), "say", "state", 0.9, frame)


@pytest.fixture
def statements() -> list[Statement]:
    found = [
        attribution("Oslo will not reopen quay before May", "says", "mayor", HEADLINE),
        attribution("Oslo will not reopen its eastern quay before the ice has gone", "said", "Ana Brandt", LEDE),
        attribution("“We will not reopen the quay before the ice has gone in May,”", "said", "Brandt", BODY),
        attribution("“The ferries are safe.”", "said", "Brandt", BODY),
        attribution("the eastern quay would reopen before May", "said", "Ole Lund", OTHER),
    ]
    article = Article(id="art_x", revision=revision_of(TEXT), text=TEXT)
    return assemble(article, found, Extractor(name="x", version="1"))


def test_a_headline_retells_the_lede_and_the_body_and_a_lede_the_body(statements: list[Statement]) -> None:
    headline, lede, body, *_ = statements
    assert set(headline.restates) >= {lede.id, body.id}
    assert lede.restates == (body.id,)


def test_what_others_say_and_other_things_are_not_retold(statements: list[Statement]) -> None:
    _, lede, body, ferries, other = statements
    assert ferries.id not in statements[0].restates
    assert other.id not in lede.restates
    assert body.restates == ferries.restates == other.restates == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("recognise", "recognition"),
        ("the quays", "a quay"),
        ("Russian", "Moscow"),
        ("closing", "closed"),
        ("the mayor’s plan", "plans of the mayor"),
    ],
)
def test_inflected_and_derived_words_are_one(one: str, other: str) -> None:
    assert set(stems(one)) == set(stems(other))
