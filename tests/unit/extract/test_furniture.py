"""Which lines of a page belong to no article."""

import pytest
from onrecord_extract.furniture import furniture
from onrecord_extract.layout import paragraphs

PROSE = [
    "The quay has been closed since May, and nobody in the town knows for how long it will be.",
    "Ana Brandt, the mayor, said that it was safe.",
    "Divers went down on Monday and found a crack as long as a lorry.",
    "The port has lost a third of its ships.",
]


def kept(*lines: str) -> list[str]:
    return [line for line, is_furniture in zip(lines, furniture(lines), strict=True) if not is_furniture]


@pytest.mark.parametrize(
    "line",
    [
        "Accept all cookies",
        "We use cookies to give you the best experience.",
        "Leave a comment",
        "Comments (214) Join the conversation",
        "What do you think? Tell us below.",
        "Sign up to our newsletter: “The best briefing,” says The Ledger.",
        "Donate now: your gift keeps us free.",
        "Image caption, The mayor has said it is safe",
        "Divers at the quay of Merrow on Monday. (Photo by Selin Arkan)",
        "A crane at the quay (Reuters/Selin Arkan)",
        "By Tomas Reyes, transport correspondent",
        "(Reporting by Anna Kowal; Editing by Tom Bryce)",
        "(With inputs from PTI)",
        "Copyright 2025 Merrow Media Inc. All rights reserved.",
        "This email and any attachments are confidential.",
        "READ MORE: Ten best quays in Britain",
        "News / Merrow / Harbour".replace(" / ", " > "),
        "https://example.org/quay",
        "14:32 GMT",
        "About Kestrelwind: Kestrelwind says that it is the largest maker of turbines.",
    ],
)
def test_furniture_is_known_by_its_words(line: str) -> None:
    assert kept(PROSE[0], line, PROSE[1]) == PROSE[:2]


@pytest.mark.parametrize(
    "line",
    [
        "Related companies said that they would sue.",
        "Subscribers were told that the paper would close.",
        "Ana Brandt said in a newsletter on Monday that the quay was safe.",
        "WhatsApp said that its new privacy policy would come in May.",
        "Copyright holders said that they had not been asked.",
        "About 300 people came: nobody stayed away.",
        "Ends must meet, the mayor said, before the winter comes.",
        "Photographers were told to leave the quay.",
    ],
)
def test_prose_that_begins_like_furniture_is_none(line: str) -> None:
    assert kept(PROSE[0], line) == [PROSE[0], line]


@pytest.mark.parametrize("heading", ["ENDS", "-ENDS-", "Notes to editors:", "About Kestrelwind", "###"])
def test_nothing_below_a_press_release_is_of_it(heading: str) -> None:
    assert kept(*PROSE, heading, "Kestrelwind says that it puts people first.", "It was founded in 1990.") == PROSE


def test_below_related_articles_stand_headlines() -> None:
    lines = [PROSE[0], "Related articles", "Mayor says quay is safe", "Port to close", *PROSE[1:]]
    assert kept(*lines) == PROSE


def test_a_note_on_somebody_whom_the_article_does_not_name_is_on_its_author() -> None:
    note = "Tomas Reyes is a senior reporter who covers ports. He said he never sleeps."
    assert kept(*PROSE, note) == PROSE
    named = [*PROSE, "The police held a reporter, Tomas Reyes, for an hour.", note]
    assert kept(*named) == named


def test_a_note_on_whom_the_by_line_names_is_on_the_author() -> None:
    by_line, note = "By Mia Dahl", "Mia Dahl covers the coast from Merrow. She says the best fish is at the station."
    assert kept(by_line, *PROSE, note) == PROSE


def test_what_a_form_makes_a_reader_agree_to_is_none_of_it() -> None:
    assert kept(*PROSE, "By providing an email address. I agree to the Terms of Use of this page.") == PROSE


def test_furniture_stays_in_the_text_and_is_no_paragraph() -> None:
    text = "\n\n".join(["All news", PROSE[0], "Sign up for our newsletter", PROSE[1]])
    assert [text[one.start : one.end] for one in paragraphs(text)] == PROSE[:2]


def test_a_page_of_nothing_but_marks_takes_no_long_time() -> None:
    assert not any(furniture(["-" * 399] * 2000 + [" " * 399 + "x"] * 2000))
