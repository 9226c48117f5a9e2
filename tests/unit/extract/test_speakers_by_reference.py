"""Pronouns and nouns: whom they stand for, and when they stand for nobody by name."""

from collections.abc import Callable

import pytest
from onrecord_core.records import Speaker
from onrecord_extract import extract, load_finder

type Who = Callable[[str], list[Speaker]]


def names(speakers: list[Speaker]) -> list[str | None]:
    return [speaker.name for speaker in speakers]


def test_she_is_no_man_and_he_no_woman(who: Who) -> None:
    text = '[Maria Silva] said yes. [John Price] said no. "It works," [she] said. "It does not," [he] said.'
    assert names(who(text)) == ["Maria Silva", "John Price", "Maria Silva", "John Price"]


def test_of_two_men_he_is_the_one_who_spoke_last(who: Who) -> None:
    text = (
        '[Ivan Petrov] said the lock failed. [Oleg Sidorov] blamed the wind. "It blew," [he] said. '
        '[Petrov] denied it. "It did not blow," [he] said.'
    )
    assert names(who(text)) == ["Ivan Petrov", "Oleg Sidorov", "Oleg Sidorov", "Ivan Petrov", "Ivan Petrov"]


def test_who_is_named_inside_a_quotation_is_not_he(who: Who) -> None:
    text = 'Ivan Petrov spoke. "Boris Orlov is late," [Petrov] said. "Orlov is always late," [he] added.'
    assert names(who(text))[-1] == "Ivan Petrov"


def test_he_can_be_an_unnamed_man(who: Who) -> None:
    text = '[Ivan Petrov] said it was safe. [A resident] said it was not. "It shakes," [he] said.'
    assert names(who(text)) == ["Ivan Petrov", None, None]


@pytest.mark.parametrize(
    "noun",
    ["the minister", "the Danish minister", "the 52-year-old", "the politician", "the Dane", "the harbour minister"],
)
def test_a_noun_stands_for_the_person_whom_it_fits(who: Who, noun: str) -> None:
    text = f"[Danish Harbour Minister Ole Brandt], 52, said the quay was safe. It was not, [{noun}] said later."
    found = who(text)
    assert names(found) == ["Ole Brandt", "Ole Brandt"]
    assert found[1].resolution == "nominal"


def test_a_noun_of_a_headline_is_the_only_one_whom_the_text_calls_so(who: Who) -> None:
    text = "[Judge]: the quay must close\n\nThe quay at Ston must close, Judge Ana Brandt ruled on Monday in Split."
    assert names(who(text)) == ["Ana Brandt"]


def test_the_office_of_the_lede_is_of_whom_the_next_paragraph_names(who: Who) -> None:
    text = (
        '[The chief mediator for the hostages] said on Monday there was a "window".\n\n'
        '"It is closing," said [Mauritanian diplomat Sidi Brahim].\n\n"I met them twice," [the mediator] said.'
    )
    found = who(text)
    assert names(found) == ["Sidi Brahim"] * 3
    assert found[2].role == "chief mediator for the hostages"


def test_an_official_is_not_whoever_is_named_later(who: Who) -> None:
    text = (
        "It was closed on Monday.\n\n[An official] said the dam had cracked. It would hold, [the official] said."
        "\n\nOn Tuesday Deputy Minister Ana Brandt came."
    )
    assert names(who(text)) == [None, None]


def test_his_deputy_is_somebody_else(who: Who) -> None:
    text = "[Deputy Prime Minister Ole Brandt] said it was safe. It was not, said [his deputy]."
    assert names(who(text)) == ["Ole Brandt", None]


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("His deputy, Grace Mwangi,", "Grace Mwangi"),
        ("The rebels' spokesman, Colonel Yahya Saree,", "Yahya Saree"),
        ("The governor of Lagos State, Babajide Olu,", "Babajide Olu"),
        ("Mali's foreign minister, Colonel Souleymane Traoré,", "Souleymane Traoré"),
        ("The lone no vote, Rev. Marcus Tolliver,", "Marcus Tolliver"),
        ("Candidate of the Dawn Party, Alhaji Bashir Lawal,", "Bashir Lawal"),
    ],
)
def test_a_noun_with_a_name_beside_it_is_that_person(who: Who, phrase: str, name: str) -> None:
    noun, comma, beside = phrase.partition(",")
    whole = who(f"The quay was closed. [{noun}{comma}{beside}] said it was safe.")
    alone = who(f"The quay was closed. [{noun}]{comma}{beside} said it was safe.")
    assert names(whole) == names(alone) == [name]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("A person close to the talks", "anonymous"),
        ("A source in the Russian delegation", "anonymous"),
        ("One resident", "anonymous"),
        ("An official at the ministry", "anonymous"),
        ("A former adviser to Ana Brandt", "anonymous"),
        ("Ana Brandt's lawyer", "anonymous"),
        ("Officials", "group"),
        ("Critics of Ana Brandt", "group"),
        ("People familiar with the matter", "group"),
        ("Two sailors", "group"),
        ("Analysts at Holmgren Brandt", "group"),
    ],
)
def test_an_unnamed_source_has_no_name(who: Who, source: str, kind: str) -> None:
    (speaker,) = who(f"Ana Brandt came. [{source}] said it was safe.")
    assert (speaker.name, speaker.kind) == (None, kind)


def test_an_unnamed_official_has_an_office_and_a_country(who: Who) -> None:
    (speaker,) = who("[A senior Norwegian official] said it was safe.")
    assert speaker.role == "senior Norwegian official"
    assert speaker.affiliation is not None
    assert speaker.affiliation.country == "NO"


def test_they_in_a_speakers_own_words_are_the_body_that_those_words_name() -> None:
    text = (
        "OSLO, May 6 (Nordpost) – The quay is closed, Minister Ana Brandt told reporters.\n\n“The Harbour Union has "
        "named its goals. They promised that they would wait until May,” she said. “We supported that.”"
    )
    found = [said.speaker for said in extract(text, finder=load_finder()) if said.nested_in]
    assert [(speaker.name, speaker.resolution) for speaker in found if speaker] == [("Harbour Union", "pronoun")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "[Ana Brandt] said no. A former deckhand told the Courier a different story. On the phone, [he] said yes.",
            None,
        ),
        (
            "[Ana Brandt] said no. A former deckhand told another story. Ana Brandt denied it. [She] said no.",
            "Ana Brandt",
        ),
        ("[Ana Brandt] said no. A driver shortage hit the port. [She] said it would end.", "Ana Brandt"),
    ],
)
def test_who_is_introduced_without_a_name_is_he_until_another_is_named(who: Who, text: str, name: str | None) -> None:
    assert who(text)[-1].name == name


def test_her_daughter_is_the_one_named_so_and_she_is_the_mother_again(who: Who) -> None:
    text = (
        "Nora Keel, a fiddler, died on Sunday. [Ana Keel], her daughter, said so.\n\n"
        "“She asked for the window to be opened,” [her daughter] said.\n\n"
        "“I learned the left hand in winter,” [she] told a radio station in 1974."
    )
    assert [speaker.name for speaker in who(text)] == ["Ana Keel", "Ana Keel", "Nora Keel"]


def test_his_excellency_is_whoever_was_told_of(who: Who) -> None:
    text = "[HE Ambassador Nurlan Sydykov] said trade had doubled.\n\n[His Excellency] added that flights would begin."
    assert [speaker.name for speaker in who(text)] == ["Nurlan Sydykov", "Nurlan Sydykov"]


def test_the_whole_office_tells_of_two_ministers_which(who: Who) -> None:
    text = (
        "Minister of State Khalifa bin Nasser Al Sarkal met Foreign Minister Bakyt Sydykov. "
        "[HE the Minister of State] said dialogue was the only path."
    )
    assert [speaker.name for speaker in who(text)] == ["Khalifa bin Nasser Al Sarkal"]


def test_who_has_filed_a_petition_is_the_petitioner(who: Who) -> None:
    text = (
        "The court heard a petition filed by Cuttack-based activist Suresh Patra. "
        "[Counsel for the petitioner, Farida Aziz], spoke first. "
        "According to [the petition], sand was lifted. [The petitioner] said he was satisfied."
    )
    assert [speaker.name for speaker in who(text)] == ["Farida Aziz", "Suresh Patra", "Suresh Patra"]


def test_a_former_head_is_nobody_whom_the_text_names(who: Who) -> None:
    text = "A spokesman known as Abu Zuhr promised safe passage.\n\n[The then head of the agency] said it was late."
    assert [speaker.name for speaker in who(text)] == [None]


def test_a_member_of_a_party_is_who_spoke_last(who: Who) -> None:
    text = "[Committee Chair Ken Iver] said the room was full. [The Oslo Conservative] said no chairs were left."
    assert [speaker.name for speaker in who(text)] == ["Ken Iver", "Ken Iver"]
