"""What several speakers share: a second speaker is dated by the occasion only where the text ties him to it."""

from datetime import date
from functools import partial

import pytest
from onrecord_extract import RuleFinder
from onrecord_extract import extract as extract_by

extract = partial(extract_by, finder=RuleFinder(), published_at="2024-05-06")
FRIDAY = date(2024, 5, 3)


def days(text: str) -> list[date | None]:
    return [one.said_at.value if one.said_at else None for one in extract(text)]


@pytest.mark.parametrize(
    ("first", "second", "is_shared"),
    [
        ("told the court", "told the court", True),
        ("told the court", "told the jury", True),
        ("told a hearing", "told the hearing", True),
        ("told parliament", "told lawmakers", True),
        ("told the summit", "said at the summit", True),
        ("said at a council meeting", "told the council", True),
        ("told the court", "told parliament", False),
        ("told the summit", "told a summit", False),
        ("told the summit", "told the previous summit", False),
        ("told reporters", "told reporters", False),
        ("told the court", "said", False),
    ],
)
def test_the_day_of_an_occasion_holds_for_all_who_are_tied_to_it(first: str, second: str, is_shared: bool) -> None:
    text = f"Ana Brandt {first} on Friday that the quay was safe.\n\nOmar Sand {second} that it was old."
    assert days(text) == [FRIDAY, FRIDAY if is_shared else None]


def test_two_days_of_a_kind_are_not_shared() -> None:
    text = (
        "Ana Brandt told the court on Thursday that the quay was safe.\n\n"
        "Mia Dahl told the court on Friday that it was old.\n\nOmar Sand told the court that it was not."
    )
    assert days(text) == [date(2024, 5, 2), FRIDAY, None]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("Omar Sand was jailed for three years on Friday.", FRIDAY),
        ("On Friday Omar Sand was sentenced to three years.", FRIDAY),
        ("Omar Sand will be sentenced on Friday.", None),
        ("Omar Sand was jailed after a fire on Friday.", None),
        ("Omar Sand, arrested on Friday, was jailed for three years.", None),
        ("Omar Sand was jailed for three years in 2019.", None),
    ],
)
def test_the_day_of_a_verdict_is_that_of_what_the_judge_says(told: str, day: date | None) -> None:
    text = f'{told}\n\nJudge Ana Brandt said: "You robbed a friend of years."\n\nMia Dahl said that she had no view.'
    assert days(text) == [day, None]


def test_the_voice_of_a_body_speaks_on_its_day() -> None:
    body = "Norway's Foreign Ministry said on Friday that the quay was safe.\n\n"
    assert days(f"{body}Foreign Ministry spokeswoman Mia Dahl said it would stay so.") == [FRIDAY, FRIDAY]
    assert days(f"{body}Defence Ministry spokeswoman Mia Dahl said it would stay so.") == [FRIDAY, None]
    assert days(f"{body}Foreign Ministry spokeswoman Mia Dahl had said it would stay so.") == [FRIDAY, None]


def test_what_is_asked_and_answered_at_a_hearing_that_the_text_narrates_was_said_on_its_day() -> None:
    text = (
        "A Senate hearing on the quay turned heated on Friday after a witness wept in the room.\n\n"
        '"Where is the quay, and who has paid for it?" Senator Ana Brandt asked.\n\n'
        '"It is under the river, where it has always been," Minister Omar Sand replied.\n\n'
        "Mia Dahl said that she had no view."
    )
    assert days(text) == [FRIDAY, FRIDAY, None]


def test_a_press_officer_speaks_on_the_day_of_the_body() -> None:
    text = (
        "Peru's Foreign Ministry on Friday said that the quay was safe. "
        '"It will stand for years," Foreign Ministry press officer Ana Brandt said.'
    )
    assert days(text) == [FRIDAY, FRIDAY]
