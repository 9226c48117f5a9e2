"""Whole names of persons and bodies, told from what stands beside them."""

from collections.abc import Callable, Sequence

import pytest
from onrecord_core.records import Speaker
from onrecord_extract.sentences import words_of
from onrecord_extract.sources import source_before

type Who = Callable[[str], Sequence[Speaker]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[The Ombudsman’s Office] warned of it.", "Ombudsman’s Office"),
        ("[The All Quay Exporters' Forum] warned of it.", "All Quay Exporters' Forum"),
        ("[The Office of the Prosecutor General] opened a case.", "Office of the Prosecutor General"),
        ("[The EU Delegation to Montenegro] called for calm.", "EU Delegation to Montenegro"),
        ("[Kenya's Ministry of Health] warned of it.", "Ministry of Health"),
        ("[Acme A/S] warned of it.", "Acme A/S"),
        ("[Ferry Operators UK] warned of it.", "Ferry Operators UK"),
        ("[The Rail and Quay Workers' Union (RQWU)] warned of it.", "Rail and Quay Workers' Union"),
        ("[The National Flood Risk and Rescue Council] warned of it.", "National Flood Risk and Rescue Council"),
        ("[A Department of Quays and Ferries spokesperson] warned of it.", "Department of Quays and Ferries"),
        ("[Neighbouring Peru] warned of it.", "Peru"),
        ("[The State Committee for National Security (SCNS)] warned of it.", "State Committee for National Security"),
        ("[The Peru and Chile Affairs Office] warned of it.", "Peru and Chile Affairs Office"),
        ("[The Quay Doctors' Relief Network] warned of it.", "Quay Doctors' Relief Network"),
    ],
)
def test_a_body_by_its_whole_name(who: Who, text: str, name: str) -> None:
    assert who(text)[0].name == name


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("“So be it,” said [SDB co-leader and Mayor Ana Brandt].", "Ana Brandt", "SDB co-leader and Mayor"),
        ("[Its founder, Brisbane mother-of-two Ana Brandt], said so.", "Ana Brandt", "founder"),
        ("Builder Welf Brandt, 44, walks free.\n\nIt ended on Friday. [Brandt] said so.", "Welf Brandt", "Builder"),
        (
            "[The head of the Quay Safety Office of Peru (QSOP), Ana Brandt], said so.",
            "Ana Brandt",
            "head of the Quay Safety Office of Peru",
        ),
        (
            "[Ana Brandt, commissioner for trade, peace and security at the Union of Quays], said so.",
            "Ana Brandt",
            "commissioner for trade, peace and security at the Union of Quays",
        ),
        (
            "[Climate Crisis and Civil Protection Minister Nikos Brandt] said so.",
            "Nikos Brandt",
            "Climate Crisis and Civil Protection Minister",
        ),
        (
            "[Leader of the Quay Party in the Lok Sabha Sushmita Brandt] said so.",
            "Sushmita Brandt",
            "Leader of the Quay Party in the Lok Sabha",
        ),
        (
            "[The senator representing Benue North-West, Ana Brandt], said so.",
            "Ana Brandt",
            "senator representing Benue North-West",
        ),
        (
            "[Deputy of the Jogorku Kenesh Nurgul Brandt] said so.",
            "Nurgul Brandt",
            "Deputy of the Jogorku Kenesh",
        ),
        (
            "[the Member of Parliament (MP) for Amenfi Quay, Hon. Ana Brandt], said so.",
            "Ana Brandt",
            "Member of Parliament (MP) for Amenfi Quay",
        ),
        (
            "[Chairman of the An Giang Provincial People's Committee Huỳnh Văn Tài] said so.",
            "Huỳnh Văn Tài",
            "Chairman of the An Giang Provincial People's Committee",
        ),
        (
            "[Czech National Bank (CNB) Governor Pavel Brandt] said so.",
            "Pavel Brandt",
            "Czech National Bank (CNB) Governor",
        ),
        (
            "[General Secretary of the Samagi Jana Balawegaya (SJB), Ranjan Brandt MP], said so.",
            "Ranjan Brandt",
            "General Secretary of the Samagi Jana Balawegaya",
        ),
        (
            "[His Highness the Minister of Quays, Prince Turki bin Brandt], said so.",
            "Turki bin Brandt",
            "Minister of Quays",
        ),
        (
            "[Spokesman for the Taliban-led Foreign Ministry Abdul Wali Brandt] said so.",
            "Abdul Wali Brandt",
            "Spokesman for the Taliban-led Foreign Ministry",
        ),
        ("[QCZ corporate affairs manager Ana Brandt] said so.", "Ana Brandt", "QCZ corporate affairs manager"),
        ("They own what Larry King made. [Mr. King] said so.", "Larry King", None),
        ("In South Quay, Senate candidate Ana Brandt came. [Brandt] said so.", "Ana Brandt", "Senate candidate"),
        ("[Lt Gen (retd) Harbhajan Brandt], who is 80, said so.", "Harbhajan Brandt", "Lt Gen"),
        ("[fire service spokesman Lieutenant Colonel Ana Brandt] said so.", "Ana Brandt", "fire service spokesman"),
        ("Its head, Ana Brandt, came. They stay in the town, [Brandt] told us.", "Ana Brandt", "head"),
    ],
)
def test_a_person_by_the_whole_name(who: Who, text: str, name: str, role: str | None) -> None:
    (speaker,) = who(text)
    assert (speaker.name, speaker.role) == (name, role)


def test_she_is_whom_for_has_introduced(who: Who) -> None:
    text = "[Minister Olga Lind] said so.\n\nFor Ana Brandt, a mother of five, words are not enough. “No,” [she] said."
    assert who(text)[1].name == "Ana Brandt"


def test_a_calling_in_the_headline_is_of_whom_the_lede_names(who: Who) -> None:
    text = (
        "Talks go on — [diplomat]\n\nTalks go on, Deputy Foreign Minister Ana Brandt told us.\n\nEnvoy Olaf Berg came."
    )
    assert who(text)[0].name == "Ana Brandt"


def test_a_body_behind_a_calling(who: Who) -> None:
    text = "[The junior coalition partner], the Quay Democratic Alliance (QDA), ruled it out."
    assert who(text)[0].name == "Quay Democratic Alliance"


def test_a_post_before_which_nobody_spoke_is_of_whom_the_text_has_named(who: Who) -> None:
    text = (
        "This was told by the mayor of the town, Ana Brandt. “It fell,” [the post] reads. According to [her], it did."
    )
    assert [speaker.name for speaker in who(text)] == ["Ana Brandt", "Ana Brandt"]


def test_a_country_that_speaks_with_a_group_is_no_newspaper_of_its_name(who: Who) -> None:
    assert who("Peru News\n\nTalks failed as [Peru and the armed group Quay] blamed each other.")[0].name == "Peru"


def test_who_is_in_chief_has_an_office(who: Who) -> None:
    assert who("[Its patron-in-chief, Ana Brandt], said so.")[0].role == "patron-in-chief"


@pytest.mark.parametrize("relative", ["which", "who"])
def test_the_source_of_a_relative_clause_is_what_stands_before_it(relative: str) -> None:
    tokens = words_of(text := f"The company, {relative} says so", 0, len(text))
    source = source_before(tokens, 4, 0)
    assert source is not None
    assert [token.text for token in tokens[source.first : source.after]] == ["The", "company"]
