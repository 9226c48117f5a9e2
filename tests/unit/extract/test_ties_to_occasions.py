"""Who else is on an occasion whose day the text tells: by office, seat, form of address, appearance or reply."""

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
    ("told", "said", "is_tied"),
    [
        ("A hearing on the quay turned heated on Friday.", '"It was safe, your honor," said Ana Brandt.', True),
        ("A hearing on the quay will begin on Friday.", '"It was safe, your honor," said Ana Brandt.', False),
        ("A hearing on the quay turned heated on Friday.", '"It was safe, my friend," said Ana Brandt.', False),
        ("The court heard the case on Friday.", "Prosecutor Ana Brandt said that the quay was safe.", True),
        ("The court heard the case on Friday.", "Prosecutor Ana Brandt told NORD that the quay was safe.", False),
        ("The council voted to close it on Friday.", "Councillor Ana Brandt said it was safe.", True),
        ("The council voted to close it on Friday.", "Board member Ana Brandt told a full meeting it was old.", True),
        ("The council voted to close it on Friday.", "Board member Ana Brandt said in an email it was old.", False),
        ("The council voted to close it on Friday.", "Shopkeeper Ana Brandt said it was safe.", False),
        ("The council is to vote on the quay on Friday.", "Councillor Ana Brandt said it was safe.", False),
        ("The council voted to close it on Friday.", "Ana Brandt told NORD after the vote that it was old.", True),
        ("The two sides met in Oslo on Friday.", "At the end of the talks, Ana Brandt said it was safe.", True),
        ("Bergen beat Oslo 2-1 on Friday.", "After the match, Ana Brandt said that it was safe.", True),
        ("Bergen beat Oslo 2-1 on Friday.", "After a match, Ana Brandt said that it was safe.", False),
    ],
)  # fmt: skip
def test_the_day_of_an_occasion_is_that_of_who_is_tied_to_it(told: str, said: str, *, is_tied: bool) -> None:
    assert days(f"{told}\n\n{said}") == [FRIDAY if is_tied else None]


@pytest.mark.parametrize(
    ("appears", "day"),
    [
        ("Ana Brandt met the envoy of Chile on Friday.", FRIDAY),
        ("Ana Brandt visited the quay in Bergen on Friday.", FRIDAY),
        ("At a forum in Bergen on Friday, Ana Brandt made no secret of her anger.", FRIDAY),
        ("On Friday, Ana Brandt opened the quay.", FRIDAY),
        ("Ana Brandt will visit the quay in Bergen on Friday.", None),
        ("Ana Brandt spoke after the storm hit the quay on Friday.", None),
        ("Ana Brandt bought the quay on Friday.", None),
        ("Omar Sand visited the quay in Bergen on Friday.", None),
    ],
)
def test_who_appears_on_a_day_says_on_it_what_is_quoted_next(appears: str, day: date | None) -> None:
    assert days(f'{appears}\n\n"It is safe and it will stay so," Ana Brandt said. She added that it was wide.') == [
        day,
        day,
    ]


def test_an_appearance_dates_no_words_far_below() -> None:
    text = (
        "Ana Brandt visited it on Friday.\n\nIt is old.\n\nIt is wide.\n\nIt is safe.\n\nBrandt said that it was old."
    )
    assert days(text) == [None]


def test_who_replies_and_who_is_replied_to_speak_on_one_day() -> None:
    text = (
        'Ana Brandt told the town on Friday: "The quay is safe and wide."\n\n"It is old and it is narrow," replied '
        'Omar Sand.\n\n"It is yours to mend," said Mia Dahl.'
    )
    assert days(text) == [FRIDAY, FRIDAY, None]


@pytest.mark.parametrize(
    ("between", "day"),
    [
        ("The Seamen's Union hit back within the hour.", FRIDAY),
        ("The Seamen's Union hit back with a strike.", None),
    ],
)
def test_who_reacts_within_the_hour_speaks_on_the_day_last_told(between: str, day: date | None) -> None:
    text = f"Ana Brandt said on Friday that the quay was safe.\n\n{between} Omar Sand said that it was old."
    assert days(text) == [FRIDAY, day]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("The Seamen's Union called off the strike on Friday, saying that the quay was safe.", FRIDAY),
        ("The Seamen's Union stayed away after the fire on Friday, saying that the quay was safe.", None),
    ],
)
def test_the_main_clause_of_a_participle_tells_its_day(said: str, day: date | None) -> None:
    assert days(said) == [day]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Director Omar Sand told a news conference that it was old.", FRIDAY),
        ("Director Omar Sand told reporters that it was old.", FRIDAY),
        ("Omar Sand of the Seamen's Union told a news conference that it was old.", None),
        ("Director Omar Sand said that it was old.", None),
    ],
)
def test_who_meets_the_press_for_the_body_of_the_lede_speaks_on_its_day(said: str, day: date | None) -> None:
    text = f"The Harbour Authority closed the quay and said on Friday that it was unsafe.\n\n{said}"
    assert days(text) == [FRIDAY, day]


def test_what_a_statement_reports_does_not_take_its_day() -> None:
    text = 'Ana Brandt said on Friday that the quay was safe. "Omar Sand promised that he would pay for it," she said.'
    assert days(text)[:2] == [FRIDAY, FRIDAY]
    assert not any(days(text)[2:])


@pytest.mark.parametrize("both", ["The two sides", "The two leaders"])
def test_those_who_met_speak_as_one_on_the_day_of_their_meeting(both: str) -> None:
    assert days(f"Ana Brandt met Omar Sand in Oslo on Friday.\n\n{both} said that the quay was safe.") == [FRIDAY]


@pytest.mark.parametrize(
    ("setting", "day"),
    [
        ("Speaking at the same function", FRIDAY),
        ("Speaking at the ceremony", FRIDAY),
        ("Speaking at a ceremony", None),
        ("Speaking at the ceremony of the guild", None),
    ],
)
def test_the_same_function_is_the_one_last_told_of(setting: str, day: date | None) -> None:
    text = (
        f"Ana Brandt said at a launch on Friday that the quay was safe.\n\n{setting}, Omar Sand said that it was old."
    )
    assert days(text) == [FRIDAY, day]


@pytest.mark.parametrize(
    ("later", "day"),
    [("later told reporters", FRIDAY), ("told reporters", None), ("told reporters two years later", None)],
)
def test_what_is_said_later_to_others_is_said_on_the_same_day(later: str, day: date | None) -> None:
    text = f"Ana Brandt told the council on Friday that the quay was safe. Brandt {later} that it was old."
    assert days(text) == [FRIDAY, day]


def test_on_a_leading_day_the_main_clause_happens() -> None:
    text = "On Friday, the council voted to close the quay.\n\nCouncillor Ana Brandt said that it was safe."
    assert days(text) == [FRIDAY]


@pytest.mark.parametrize(
    ("agency", "day"), [("the World Health Organization", FRIDAY), ("the Harbour Authority", None)]
)
def test_a_lede_of_the_united_nations_sums_up_what_its_agencies_say(agency: str, day: date | None) -> None:
    text = f"UN humanitarians said on Friday that the quay was unsafe.\n\nOmar Sand of {agency} said that it was old."
    assert days(text) == [FRIDAY, day]


@pytest.mark.parametrize(
    ("said", "is_tied"),
    [
        ("Councillor Ana Brandt said that the quay was safe.", False),
        ("The two ministers said that the quay was safe.", True),
        ("Two ministers said that the quay was safe.", False),
    ],
)
def test_the_day_of_talks_is_that_of_those_who_held_them(said: str, *, is_tied: bool) -> None:
    assert days(f"Talks on the quay made no headway on Friday.\n\n{said}") == [FRIDAY if is_tied else None]


def test_a_day_before_a_clause_with_when_is_that_of_what_was_said_in_it() -> None:
    assert days("Ana Brandt has been silent since Friday, when she told the council that it was safe.") == [FRIDAY]


def test_a_tour_of_a_place_is_where_and_when_its_visitor_spoke() -> None:
    assert days("Minister Ana Brandt, touring the port of Bergen on Friday, said that it was safe.") == [FRIDAY]


@pytest.mark.parametrize(("setting", "day"), [("In written answers submitted to", None), ("Testifying before", FRIDAY)])
def test_a_hearing_is_not_on_the_day_of_what_is_written_to_it(setting: str, day: date | None) -> None:
    text = (
        f"{setting} the committee on Friday, Omar Sand said that the quay was safe.\n\n"
        "Ana Brandt told the committee that it was old."
    )
    assert days(text) == [FRIDAY, day]


def test_what_senators_are_told_dates_their_hearing() -> None:
    text = (
        "Omar Sand told senators on Friday that the quay was safe.\n\n"
        "At his confirmation hearing, Senator Ana Brandt said that it was old."
    )
    assert days(text) == [FRIDAY, FRIDAY]


def test_who_hears_a_nominee_speaks_at_the_hearing() -> None:
    told = "Omar Sand told the committee on Friday that the quay was safe.\n\n"
    assert days(f"{told}Senator Ana Brandt said that it was old.") == [FRIDAY, FRIDAY]
    assert days(f"{told}Senator Ana Brandt told NORD that it was old.") == [FRIDAY, None]
    assert days(f"{told}Shopkeeper Ana Brandt said that it was old.") == [FRIDAY, None]


BRIEFING = (
    "Foreign Ministry spokeswoman Mia Dahl made the remarks at a regular press briefing when asked about the quay.\n\n"
)


def test_the_voice_whose_remarks_a_body_made_speaks_on_its_day_and_at_its_briefing() -> None:
    lede = "NORWAY -- Norway on Friday urged Sweden to keep the quay open.\n\n"
    found = extract(f'{lede}{BRIEFING}Dahl said that the quay was safe.\n\n"It is not old," she said.')
    assert [one.said_at and one.said_at.value for one in found] == [FRIDAY, FRIDAY, FRIDAY]
    assert [one.venue and one.venue.text for one in found] == ["a regular press briefing"] * 3
    assert days(f"{lede}{BRIEFING}Omar Sand said that the quay was safe.") == [FRIDAY, None]


def test_what_a_question_is_on_is_no_setting() -> None:
    (said,) = extract("In response to a question on the visit of the king, Ana Brandt said that the quay was safe.")
    assert said.venue is None


CALL = "President Ana Brandt discussed the quay with her counterpart Omar Sand in a phone call on Friday.\n\n"


def test_both_who_hold_talks_speak_on_their_day() -> None:
    said = "During the call, Brandt said that the quay was safe.\n\n"
    filler = "The quay is old.\n\n" * 3
    assert days(f"{CALL}{said}{filler}For his part, Sand said that it was old.") == [FRIDAY, FRIDAY]
    assert days(f"{CALL}{filler}Mia Dahl said that it was old.") == [None]


def test_a_headline_is_dated_by_what_its_speaker_says_far_below() -> None:
    headline = "Quay is safe, Ana Brandt says\n\n"
    filler = "The quay is old, and nobody has seen it.\n\n" * 5
    assert days(f"{headline}{filler}Ana Brandt said on Friday that the quay was safe.") == [FRIDAY, FRIDAY]


def test_what_was_said_when_something_long_past_happened_takes_no_day() -> None:
    text = 'Ana Brandt said on Friday that the quay was safe.\n\n"The quay is new," Brandt said when she took office'
    assert days(f"{text} in January.") == [FRIDAY, None]
    assert days(f"{text}.") == [FRIDAY, FRIDAY]


def test_who_is_heard_with_what_happened_spoke_on_its_day() -> None:
    text = 'The towns on Friday clashed over the quay, with Mayor Ana Brandt calling it "a ruin".'
    assert days(text) == [FRIDAY]
