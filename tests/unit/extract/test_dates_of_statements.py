"""When a statement was made: only what the text states."""

from datetime import date
from functools import partial

import pytest
from onrecord_core.records import SaidAt
from onrecord_extract import RuleFinder
from onrecord_extract import extract as extract_by

extract = partial(extract_by, finder=RuleFinder())

MONDAY = "2024-05-06"


def dates(text: str, published_at: str | None = MONDAY) -> list[SaidAt]:
    return [statement.said_at or SaidAt() for statement in extract(text, published_at=published_at)]


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("on Monday", date(2024, 5, 6)),
        ("on Friday", date(2024, 5, 3)),
        ("today", date(2024, 5, 6)),
        ("yesterday", date(2024, 5, 5)),
        ("on April 30", date(2024, 4, 30)),
        ("on 30 April", date(2024, 4, 30)),
        ("on December 30", date(2023, 12, 30)),
        ("on March 3, 2021", date(2021, 3, 3)),
        ("last Friday", date(2024, 5, 3)),
        ("after Friday's storm", None),
        ("after the storm on Friday", None),
        ("last month", None),
        ("", None),
    ],
)
def test_a_day_beside_the_cue_dates_the_statement(phrase: str, day: date | None) -> None:
    (said_at,) = dates(f"The quay is safe and will stay so, Ana Brandt told reporters {phrase}.")
    assert said_at.value == day


def test_a_day_that_leads_the_sentence_dates_it_too() -> None:
    assert dates("On Friday, Ana Brandt said the quay was safe.")[0].value == date(2024, 5, 3)


def test_a_statement_without_a_day_is_undated() -> None:
    assert dates("Ana Brandt said the quay was safe.") == [SaidAt()]


def test_a_weekday_without_an_article_day_is_kept_as_a_phrase_alone() -> None:
    (said_at,) = dates("Ana Brandt said on Friday that the quay was safe.", published_at=None)
    assert (said_at.value, said_at.phrase and said_at.phrase.text) == (None, "Friday")


def test_the_same_speaker_carries_the_day_over() -> None:
    found = dates('Ana Brandt said on Friday that the quay was safe. "It will stand," she said.')
    assert [(said_at.value, said_at.basis) for said_at in found] == [
        (date(2024, 5, 3), "phrase"),
        (date(2024, 5, 3), "carried"),
    ]


def test_what_was_said_earlier_carries_nothing_over() -> None:
    found = dates("Ana Brandt said on Friday that the quay was safe. She had previously said that it was not.")
    assert [said_at.value for said_at in found] == [date(2024, 5, 3), None]


def test_a_background_statement_does_not_take_the_day_of_the_article() -> None:
    lede = "Ana Brandt said on Monday that the quay was safe."
    background = "On January 3, the quay sank. Ana Brandt said it leaked badly."
    last = extract(f"{lede}\n\n{background}", published_at=MONDAY)[-1]
    assert (last.section, last.said_at) == ("background", SaidAt())


def test_a_dateline_gives_the_day_and_its_weekday_the_year() -> None:
    text = "OSLO, May 6. /NORDPOST/. The quay is safe and will stay so, Ana Brandt said on Monday."
    (said_at,) = dates(text, published_at=None)
    assert said_at.value == date(2024, 5, 6)


def test_a_dateline_whose_weekday_is_unknown_dates_nothing() -> None:
    assert dates("OSLO, May 6. /NORDPOST/. The quay is safe, Ana Brandt said.", published_at=None)[0].value is None


def test_no_dateline_stands_in_a_content() -> None:
    (statement,) = extract("OSLO, May 6 (Nordpost) - The quay is safe and will stay so, Ana Brandt said.")
    assert statement.content[0].text == "The quay is safe and will stay so"
