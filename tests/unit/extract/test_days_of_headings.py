"""What a heading dates: the answers of a transcript, the posts of a live page, the words of a release."""

from datetime import date
from functools import partial

import pytest
from onrecord_extract import RuleFinder
from onrecord_extract import extract as extract_by

extract = partial(extract_by, finder=RuleFinder())
SIXTH = date(2024, 5, 6)


def days(text: str, published_at: str | None = None) -> list[date | None]:
    return [one.said_at.value for one in extract(text, published_at=published_at)]


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("TRANSCRIPT\nHARBOUR RADIO, BREAKFAST\nMONDAY, 6 MAY 2024", SIXTH),
        ("Harbour Council, 6 May 2024\nDoorsteps and arrivals", SIXTH),
        ("The interview\nOslo, 6 May 2024", None),
    ],
)
def test_what_calls_itself_a_transcript_was_heard_on_the_day_above_it(heading: str, day: date | None) -> None:
    turns = "Q: Is the quay safe?\n\nBRANDT: It is safe and will stay so.\n\nQ: Will you go?\n\nBRANDT: No, we will stay here."
    assert days(f"{heading}\n\n{turns}") == [day, day]
