"""What a heading dates: the answers of a transcript, the posts of a live page, the words of a release."""

from datetime import date
from functools import partial

import pytest
from onrecord_extract import RuleFinder
from onrecord_extract import extract as extract_by

extract = partial(extract_by, finder=RuleFinder())
SIXTH = date(2024, 5, 6)


def days(text: str, published_at: str | None = None) -> list[date | None]:
    return [one.said_at.value if one.said_at else None for one in extract(text, published_at=published_at)]


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("TRANSCRIPT\nHARBOUR RADIO, BREAKFAST\nMONDAY, 6 MAY 2024", SIXTH),
        ("Harbour Council, 6 May 2024\nDoorsteps and arrivals", SIXTH),
        ("The interview\nOslo, 6 May 2024", None),
    ],
)
def test_what_calls_itself_a_transcript_was_heard_on_the_day_above_it(heading: str, day: date | None) -> None:
    turns = (
        "Q: Is it safe?\n\nBRANDT: It is safe and will stay so.\n\nQ: Will you go?\n\nBRANDT: No, we will stay here."
    )
    assert days(f"{heading}\n\n{turns}") == [day, day]


LIVE = """Harbour fire: live

Updated {day}, 12.04pm

12.04pm
Ana Brandt says the quay is safe.

11.48am
Omar Sand has said that the fire is out. On Sunday Mia Dahl warned that the pier was weak.

9.10am
Good morning. In 2019 an engineer warned that the pier was old."""


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("Monday 6 May", [SIXTH, SIXTH, date(2024, 5, 5), None]),
        ("Monday 6 May 2024", [SIXTH, SIXTH, date(2024, 5, 5), None]),
        ("5 minutes ago", [None, None, date(2024, 5, 5), None]),
    ],
)
def test_posts_with_times_are_of_the_day_above_them(day: str, said: list[date | None]) -> None:
    assert days(LIVE.format(day=day), "2024-05-06") == said


def test_each_post_is_of_the_last_day_above_it() -> None:
    text = (
        "Harbour fire: live\n\n6 May 2024\n\n08:15 – Harbour\nAna Brandt says the quay is safe.\n\n"
        "07:40 – Town\nOmar Sand says the fire is out.\n\n5 May 2024\n\n23:10 – Pier\nMia Dahl says the pier is weak."
    )
    assert days(text) == [SIXTH, SIXTH, date(2024, 5, 5)]


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("PRESS RELEASE\n\nQuay AG opens a quay\n\nOSLO, May 6, 2024 – ", SIXTH),
        ("Quay AG\nInterim report release\n6 May 2024 at 8:00 CEST\n\nQuay AG opens a quay\n\n", SIXTH),
        ("Quay AG opens a quay\n\nOSLO, May 6, 2024 /PRNewswire/ -- ", SIXTH),
        ("FOR IMMEDIATE RELEASE\n\nQuay AG opens a quay\n\n", None),
        ("Quay AG opens a quay\n\nOSLO, May 6, 2024 – ", None),
    ],
)
def test_what_a_release_says_is_said_on_its_day(heading: str, day: date | None) -> None:
    text = f"{heading}Quay AG expects that the quay will pay for itself.\n\n“It is safe and wide,” said CEO Ana Brandt."
    assert days(text)[-1] == day
