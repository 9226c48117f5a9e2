"""At what, to whom and where a statement was made: as the text words it, and nothing where it does not."""

from datetime import date
from functools import partial

import pytest
from onrecord_core.records import Span, Statement
from onrecord_extract import RuleFinder
from onrecord_extract import extract as extract_by

extract = partial(extract_by, finder=RuleFinder(), published_at="2024-05-06")


def text_of(span: Span | None) -> str | None:
    return span.text if span else None


def settings(text: str) -> list[tuple[str | None, str | None, str | None]]:
    """Venue, addressee and place of each statement."""
    return [tuple(map(text_of, (one.venue, one.addressee, one.place))) for one in extract(text)]  # type: ignore[misc]


def only(text: str) -> Statement:
    (statement,) = extract(text)
    return statement


@pytest.mark.parametrize(
    ("telling", "venue"),
    [
        ("told a briefing on Friday", "a briefing"),
        ("said at her annual press conference on Friday", "her annual press conference"),
        ("said in a speech at the Harbour Congress", "a speech at the Harbour Congress"),
        ("said in a statement", "a statement"),
        ("said in a written statement posted on its website", "a written statement"),
        ("said on X", "X"),
        ("wrote on Telegram", "Telegram"),
        ("wrote in a post on Facebook", "a post on Facebook"),
        ("said in an interview with Nordpost", "an interview"),
        ("said during a visit to Bergen", "a visit to Bergen"),
        ("said in a televised address", "a televised address"),
        ("said on the sidelines of the port summit", "the sidelines of the port summit"),
        ("said in a filing with the exchange", "a filing"),
        ("said in parliament", "parliament"),
        ("said by email", "email"),
        ("said at Friday's news conference", "Friday's news conference"),
        ("told the National Assembly", "the National Assembly"),
        ("told the talk show Evening Quay", "the talk show Evening Quay"),
        ("told reporters on the sidelines of the port summit here", "the sidelines of the port summit"),
        ("said in order to calm the town", None),
        ("said in March", None),
        ("said on her release", None),
        ("said after the summit", None),
    ],
)
def test_the_setting_is_worded_as_in_the_text(telling: str, venue: str | None) -> None:
    assert text_of(only(f'"The quay is safe and will stay so," Ana Brandt {telling}.').venue) == venue


@pytest.mark.parametrize(
    ("telling", "addressee"),
    [
        ("told reporters", "reporters"),
        ("told NORD on Friday", "NORD"),
        ("told the NBC on Friday", "NBC"),
        ("told Norway's Nordpost newspaper", "Nordpost"),
        ("told a committee of parliament", "a committee of parliament"),
        ("told a packed meeting", "a packed meeting"),
        ("told lawmakers and reporters", "lawmakers and reporters"),
        ("said in an interview with the Harbour Times", "Harbour Times"),
        ("said in a phone call with Omar Sand", "Omar Sand"),
        ("wrote in a letter to the court", "the court"),
        ("said to journalists in Bergen", "journalists"),
        ("told a Bergen radio station", "a Bergen radio station"),
        ("told the “Good Morning Bergen” programme", None),
        ("told a briefing", None),
        ("told members of the Seamen's Union", "members of the Seamen's Union"),
        ("wrote in a letter to the Harbour Committee published on Friday", "Harbour Committee"),
        ("said, answering a question from NORD", "NORD"),
        ("told Radio Oslo's Today programme", None),
        ("told them", None),
        ("said in response to a question", None),
        ("said on Friday", None),
    ],
)
def test_the_hearer_is_named_without_what_is_no_name(telling: str, addressee: str | None) -> None:
    assert text_of(only(f'"The quay is safe and will stay so," Ana Brandt {telling}.').addressee) == addressee


@pytest.mark.parametrize(
    ("telling", "place"),
    [
        ("said in Bergen", "Bergen"),
        ("told reporters in Kvalsund on Friday", "Kvalsund"),
        ("said at a rally in Ohio", "Ohio"),
        ("said during a visit to Tokyo", "Tokyo"),
        ("told reporters at the White House", "White House"),
        ("told reporters at the Svinesund border", "the Svinesund border"),
        ("told reporters outside court", "outside court"),
        ("said in English", None),
        ("said of the storm in Bergen", None),
        ("said after the storm in Bergen", None),
        ("said at a gathering of students in Bergen", "Bergen"),
        ("said in a statement on the war in Bergen", None),
        ("told reporters aboard Skarven Star", "Skarven Star"),
        ("told Nordpost by phone from Lillevik", "Lillevik"),
        ("told students in the central city of Bergen", "Bergen"),
        ("said in Parliament", None),
    ],
)
def test_the_place_is_where_it_was_said(telling: str, place: str | None) -> None:
    assert text_of(only(f'"The quay is safe and will stay so," Ana Brandt {telling}.').place) == place


def test_where_somebody_lives_is_not_where_it_was_said() -> None:
    assert only("Ana Brandt, who keeps a shop in Bergen, said that the quay was safe.").place is None
    assert only("Ana Brandt, a trader in Bergen, said that the quay was safe.").place is None


def test_a_setting_may_lead_the_sentence() -> None:
    statement = only("Speaking to reporters at a briefing in Bergen on Friday, Ana Brandt said that the quay was safe.")
    found = (statement.venue, statement.addressee, statement.place)
    assert tuple(map(text_of, found)) == ("a briefing", "reporters", "Bergen")


def test_the_same_speaker_carries_the_setting_to_headline_and_lede_and_on() -> None:
    text = (
        "Quay is safe, Ana Brandt says\n\nAna Brandt said that the quay was safe and would stay so.\n\n"
        '"It will stand," Brandt told reporters at a briefing in Bergen.\n\n"It is old," Brandt added.'
    )
    assert settings(text) == [("a briefing", "reporters", "Bergen")] * 4


def test_a_lede_that_tells_its_own_day_takes_no_hearer_from_below() -> None:
    text = (
        "Ana Brandt said on Friday that the quay was safe and would stay so.\n\n"
        '"It will stand," Brandt told Nordpost in a letter.'
    )
    assert settings(text) == [(None, None, None), ("a letter", "Nordpost", None)]


def test_another_speaker_takes_nothing_over() -> None:
    text = 'Ana Brandt told reporters at a briefing that the quay was safe. Omar Sand said it was "not safe at all".'
    assert settings(text) == [("a briefing", "reporters", None), (None, None, None)]


def test_a_post_is_not_said_to_whom_the_speaker_spoke_before() -> None:
    text = "Ana Brandt told Nordpost that the quay was safe. In a post on X, Ana Brandt said that it was old."
    assert settings(text) == [(None, "Nordpost", None), ("a post on X", None, None)]


def test_who_asks_is_heard_among_others() -> None:
    text = (
        "Ana Brandt told reporters at a briefing on Friday that the quay was safe. "
        "Answering a question from Nordpost, Ana Brandt said that it was old."
    )
    assert settings(text) == [("a briefing", "reporters", None), ("a briefing", "Nordpost", None)]


def test_who_asked_and_who_hears_the_answer_are_on_one_occasion() -> None:
    text = (
        "Ana Brandt said on Friday that the quay was safe. Answering a question from Omar Sand, she said that it was "
        "old. She assured the council that it was wide."
    )
    assert [one.said_at.value if one.said_at else None for one in extract(text)] == [date(2024, 5, 3)] * 3


def test_whom_a_question_is_about_hears_no_answer() -> None:
    text = 'Asked about a meeting with the envoy, Ana Brandt said: "We will not go there."'
    assert extract(text)[0].addressee is None


def test_another_hearer_is_another_occasion() -> None:
    text = (
        "Ana Brandt told reporters at a briefing on Friday that the quay was safe. "
        "Ana Brandt told Nordpost that it was old."
    )
    assert settings(text) == [("a briefing", "reporters", None), (None, "Nordpost", None)]


@pytest.mark.parametrize(
    "scene",
    [
        "Brandt made the remarks at a regular briefing in Bergen on Friday.",
        "She disclosed this at a regular briefing in Bergen on Friday.",
        "Brandt was speaking at a regular briefing in Bergen on Friday.",
    ],
)
def test_a_sentence_of_its_own_may_tell_of_the_setting(scene: str) -> None:
    statement = only(f"Ana Brandt said that the quay was safe. {scene}")
    assert (text_of(statement.venue), text_of(statement.place)) == ("a regular briefing", "Bergen")
    assert statement.said_at
    assert statement.said_at.value
    assert statement.said_at.value.isoformat() == "2024-05-03"


OPENING = "OSLO, May 6 (Nordpost) - "


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("Ana Brandt told reporters on Monday that the quay was safe.", "OSLO"),
        ("Ana Brandt told a briefing here on Monday that the quay was safe.", "OSLO"),
        ("Ana Brandt said today that the quay was safe.", "OSLO"),
        ("Ana Brandt told reporters in Bergen on Monday that the quay was safe.", "Bergen"),
        ("Ana Brandt said on Monday that the quay was safe.", None),  # heard by nobody, so perhaps elsewhere
        ("Ana Brandt said in a statement on Monday that the quay was safe.", None),
        ("Ana Brandt told reporters on Friday that the quay was safe.", None),
        ("Ana Brandt told reporters in 2019 that the quay was safe.", None),
    ],
)
def test_what_was_heard_on_the_article_s_day_has_the_place_of_its_dateline(said: str, place: str | None) -> None:
    assert text_of(only(OPENING + said).place) == place


def test_a_byline_may_name_the_place_that_an_article_is_from() -> None:
    text = "Quay is safe\n\nBy Omar Sand in Bergen\n\nAna Brandt told reporters on Monday that the quay was safe."
    assert text_of(only(text).place) == "Bergen"


def test_an_interview_s_heading_names_no_day_and_no_briefing() -> None:
    text = (
        "A talk with Ana Brandt\n\n6 May 2024\n\nQ: Is the quay safe?\n\nBRANDT: It is safe today.\n\n"
        "Q: For long?\n\nBRANDT: It will be safe for years."
    )
    assert settings(text) == [(None, None, None)] * 2
    assert not any(one.said_at and one.said_at.value for one in extract(text))


@pytest.mark.parametrize(
    ("asking", "addressee"),
    [
        ("urged the town to wait for the verdict", "the town"),
        ("called on Norway to wait for the verdict", "Norway"),
        ("warned shareholders against a rash sale", "shareholders"),
        ("warned that the town would wait", None),
        ("warned rates would rise", None),
        ("asked whether the quay was safe", None),
    ],
)
def test_who_is_asked_to_do_something_is_the_hearer(asking: str, addressee: str | None) -> None:
    assert {text_of(one.addressee) for one in extract(f"Ana Brandt {asking}.")} <= {addressee}


def test_who_is_asked_is_no_hearer_where_another_is_told_of() -> None:
    text = "Ana Brandt told reporters that the quay was safe. Ana Brandt urged the town to wait for the verdict."
    assert [hearer for _, hearer, _ in settings(text)] == ["reporters", "reporters"]


def test_a_source_without_a_name_speaks_where_it_is() -> None:
    assert text_of(only("A diplomat in Oslo said that the quay was safe.").place) == "Oslo"


def test_a_government_speaks_at_its_seat_on_the_day_of_the_dateline() -> None:
    line = "OSLO, May 3, 2024 (Nordpost) - "
    assert settings(f"{line}Norway said on Friday that it would keep the quay.")[0][2] == "OSLO"
    assert settings(f"{line}Sweden said on Friday that it would keep the quay.")[0][2] is None
    assert settings(f"{line}Norway said in a statement on Friday that it would keep the quay.")[0][2] is None


def test_a_scene_belongs_to_the_speaker_whom_it_names() -> None:
    text = (
        "Ana Brandt said that the quay was safe. It was old, Omar Sand said. "
        "Brandt made the remarks in a meeting with sailors in Bergen."
    )
    assert settings(text) == [("a meeting", "sailors", "Bergen"), (None, None, None)]
