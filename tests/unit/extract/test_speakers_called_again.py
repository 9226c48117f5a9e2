"""Whom or what a noun calls again that a text has named: bodies, office holders, those without a name; and places."""

from collections.abc import Callable

import pytest
from onrecord_core.records import Speaker
from onrecord_extract.census import people_of

type Who = Callable[[str], list[Speaker]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Quay Power SA cut the lights. [The utility] said it was sorry.", "Quay Power SA"),
        ("The United Quay Workers called it greed. [The union] said it would sue.", "United Quay Workers"),
        ("The Quay Growers’ Confederation met. [The organization] said it would sue.", "Quay Growers’ Confederation"),
        ("Quayline Corp. will cut jobs. [The Ston, Ohio-based company] said so.", "Quayline Corp"),
        ("It was dark, according to [Quay Light and Power].", "Quay Light and Power"),
        ("[Refugee Quay], a charity, said the huts were cold.", "Refugee Quay"),
    ],
)
def test_a_body_is_found_by_its_noun_and_by_its_whole_name(who: Who, text: str, name: str) -> None:
    assert who(text)[0].name == name


@pytest.mark.parametrize("place", ["Quay Peninsula", "Quay Falls", "Port Quay", "San Berto"])
def test_a_place_is_no_person(place: str) -> None:
    people = people_of(f"The quake hit the {place} in May. In the {place} the harbours are shut.")
    assert place not in [entity.name for entity in people.entities]


def test_it_is_no_place_of_a_list(who: Who) -> None:
    text = "[The province] said the wards in Ston, Lund and Quay Falls would shut. [It] said few came."
    assert "Lund" not in (who(text)[1].name or "")


def test_the_secretary_is_not_her_shadow(who: Who) -> None:
    text = (
        "Shambles at the quay\n\n[The home secretary] has admitted that the cost has doubled.\n\n"
        "On Monday, Ana Brandt told members that it was high. The shadow home secretary, Jon Berg, was angry."
    )
    assert who(text)[0].name == "Ana Brandt"


def test_a_president_of_a_headline_is_the_one_of_the_country_that_it_names(who: Who) -> None:
    text = (
        "[President]: Peru proposes a water council\n\nLIMA, May 8. They met on Friday.\n\n"
        "Chilean President Jon Berg was glad. Peruvian President Luis Roca was, too. So was Bolivian President Ed Sol."
    )
    assert who(text)[0].name == "Luis Roca"


def test_a_counterpart_holds_the_same_kind_of_office(who: Who) -> None:
    text = (
        "Danish Harbour Minister Ole Brandt held talks on Friday in Ston with his Kenyan counterpart, Jane Mwita, "
        "who stayed a day. [The Kenyan minister] said the quay was safe. [The Danish minister] said it was not."
    )
    assert [speaker.name for speaker in who(text)] == ["Jane Mwita", "Ole Brandt"]


def test_the_top_spokesman_is_the_secretary_who_speaks_by_office(who: Who) -> None:
    text = "Chief Cabinet Secretary Ken Mori spoke on Friday. [The top government spokesman] said it was safe."
    assert who(text)[0].name == "Ken Mori"


def test_they_can_be_one_person_without_a_name(who: Who) -> None:
    text = "[Acme Foods] said it was well.\n\n[One Danish MP] said it was not. “It will end,” [they] said."
    assert [speaker.name for speaker in who(text)] == ["Acme Foods", None, None]


def test_according_to_him_is_who_spoke_last(who: Who) -> None:
    text = "[Minister Jon Berg] said it was safe. According to [him], it would stay so."
    assert [speaker.name for speaker in who(text)] == ["Jon Berg", "Jon Berg"]


def test_the_subject_of_an_office_is_a_part_of_it(who: Who) -> None:
    speaker = who("[Opposition spokesperson on local government Ana Brandt] said so.")[0]
    assert (speaker.name, speaker.role) == ("Ana Brandt", "Opposition spokesperson on local government")


def test_the_named_document_is_nobody_who_spoke_before(who: Who) -> None:
    text = (
        "[Minister Jon Berg] said it was late.\n\nThe leaders adopted the Ston Declaration. [The document] urges haste."
    )
    assert who(text)[1].name is None


def test_a_given_name_may_end_like_an_adverb(who: Who) -> None:
    assert who("Its secretary, Solly Brandt, spoke. [Brandt] said it was late.")[0].name == "Solly Brandt"


def test_a_countrys_spokesman_in_the_lede_is_whom_the_text_names_behind_it(who: Who) -> None:
    text = (
        "[Iran's Foreign Ministry spokesman] says the quay is shut.\n\n"
        "Speaking in Tehran, [Masoud Brandt] said it would stay so."
    )
    assert [(one.name, one.role) for one in who(text)] == [("Masoud Brandt", "Foreign Ministry spokesman")] * 2


def test_an_aid_group_of_the_lede_is_the_one_that_the_text_names_below(who: Who) -> None:
    text = (
        "Twenty boats sank, [a medical aid group] said.\n\n"
        "The Quay Doctors' Aid Group, which counts them, said on Monday that more had sunk."
    )
    assert who(text)[0].name == "Quay Doctors' Aid Group"


def test_offices_of_two_fields_or_parties_are_of_two_persons(who: Who) -> None:
    text = "Deputy Home Minister Ana Brandt came. Republican nominee Olaf Berg came. "
    assert who(f"{text}[The Prime Minister] said so.")[0].name is None
    assert who(f"{text}[The Democratic nominee] said so.")[0].name is None
    assert who(f"{text}[The home minister] said so.")[0].name == "Ana Brandt"


def test_who_held_an_office_once_is_not_who_holds_one(who: Who) -> None:
    assert who("President Ana Brandt came. [The former chairman] said so.")[0].name is None


def test_a_headline_in_title_case_that_ends_as_a_sentence_names_whom_the_prose_names(who: Who) -> None:
    text = (
        "Elizabeth Brandt Hammers Quay Bank Chief: ‘You Should Be Ashamed.’\n\n"
        "Massachusetts Sen. Elizabeth Brandt met the chief of the Quay Bank. [Brandt] said so."
    )
    assert who(text)[0].name == "Elizabeth Brandt"


def test_officials_of_a_headline_are_many(who: Who) -> None:
    (speaker,) = who("[Black Lawmakers] Rip Quay Plan As A Fraud\n\nTop black lawmakers met on Friday in the city.")
    assert (speaker.name, speaker.kind) == (None, "group")
