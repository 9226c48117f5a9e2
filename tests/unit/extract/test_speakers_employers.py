"""For whom those speak who are in a body, a region, a town: told by the words of their office or beside their name."""

from collections.abc import Callable

import pytest
from onrecord_core.records import Speaker

type Who = Callable[[str], list[Speaker]]


def spoken_for(speaker: Speaker) -> str | None:
    return speaker.affiliation.name if speaker.affiliation else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[Senator Ana Brandt] said so in Oslo. Norway will wait.", "Norway"),
        ("[Sen. Ana Brandt] said Norway would wait. Norway is large.", "Norway"),
        ("[Public Works Undersecretary Ana Brandt] said Norway would build. Norway is large.", "Norway"),
        ("[Attorney General Ana Brandt] said Norway would appeal. Norway is large.", "Norway"),
        ("[Shadow chancellor Ana Brandt] said Norway was poor. Norway is large.", None),
    ],
)
def test_legislators_and_high_officials_are_of_the_texts_own_country(who: Who, text: str, name: str | None) -> None:
    assert spoken_for(who(text)[0]) == name


def test_the_country_whose_parliament_and_money_a_text_has_is_its_own(who: Who) -> None:
    text = (
        "Sejm backs bridge as Berlin waits\n\nPoland will reopen the bridge to Germany for 40m zlotys, "
        "[the interior minister, Ana Brandt], said after talks with German mayors in Berlin."
    )
    assert spoken_for(who(text)[0]) == "Poland"


def test_officials_whom_a_text_marks_are_not_of_its_own_country(who: Who) -> None:
    text = (
        "Greek Foreign Minister Mia Dahl protested to Greek reporters. Türkiye will not bow to Greece, "
        "[President Omar Sand] said in Izmir, where Türkiye builds ships for Türkiye."
    )
    assert spoken_for(who(text)[0]) == "Türkiye"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[Justice Ana Brandt of the Oslo High Court] said so.", "Oslo High Court"),
        ("The clerk was jailed at Skien Crown Court. [Judge Ana Brandt] said so.", "Skien Crown Court"),
        ("[Judge Ana Brandt] said so. Norway is large. Norway will wait.", "Norway"),
    ],
)
def test_a_judge_speaks_for_the_court_if_the_text_names_one(who: Who, text: str, name: str) -> None:
    assert spoken_for(who(text)[0]) == name


def test_a_town_is_told_by_the_dateline_of_its_paper(who: Who) -> None:
    text = "QUAYSVILLE — The ferries are late. “Enough,” [Councilwoman Ana Brandt] said."
    assert spoken_for(who(text)[0]) == "Quaysville"


def test_its_office_is_of_the_body_that_the_paragraph_above_is_about(who: Who) -> None:
    text = (
        "Quay Watch, a charity for crews, accused the Harbour Office of sleeping.\n\n"
        "“The Harbour Office sleeps,” said [its chief executive, Ana Brandt]."
    )
    assert spoken_for(who(text)[0]) == "Quay Watch"


def test_an_envoy_for_another_country_speaks_for_the_own(who: Who) -> None:
    assert spoken_for(who("N. Korea waits\n\n[U.S. Special Envoy for North Korea Ana Brandt] said so.")[0]) == (
        "United States"
    )


def test_its_minister_for_a_union_is_the_countrys(who: Who) -> None:
    text = "Hungary will not pay. [Its EU affairs minister, Ana Brandt], said so in Brussels."
    assert spoken_for(who(text)[0]) == "Hungary"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Quay Party (QP) abstained. “No,” said [its spokesperson in Congress, Ana Brandt].", "Quay Party"),
        ("OSLO, May 2. [Sources from the ministry] said Norway would wait.", "Norway"),
        ("OSLO, May 2. [A source in the Georgian government] said Norway would wait.", "Georgia"),
        ("HONG KONG, May 2. [Chief Executive Ana Brandt] said Hong Kong would wait.", "Hong Kong"),
        ("Quay City Trust met. [The captain of Quay City, Jordan Brandt], said so.", "Quay City"),
        ("[Ana Brandt of the Quay City Supporters’ Trust] said so.", "Quay City Supporters’ Trust"),
        ("OSLO, May 2. [Labour's local government spokesperson Ana Brandt] said so.", "Labour"),
        ("ACCRA, May 2. [The Minister for Lands and Natural Resources, Mr. Kofi Brandt], said so.", "Ghana"),
        ("[World Bank Acting Country Director for Việt Nam Ana Brandt] said so.", "World Bank"),
        ("MADRID, May 2. [The trade ministry in Oslo] said so.", "Norway"),
        ("OSLO, May 2. [Inspector Ana Brandt] said police were looking.", "Norway"),
        ("LIMA, May 2. [Leftist lawmaker Ana Brandt] said so.", "Peru"),
        ("ROME, May 2. [The leader of the Democratic Party, Ana Brandt], said so.", "Democratic Party"),
        ("The union Quayworkers was angry. [Organiser Ana Brandt] said so.", "Quayworkers"),
        ("[Ana Brandt of Fjordbanken] said so.", "Fjordbanken"),
        ("The United Nations met. [High Commissioner Ana Brandt] said so.", "United Nations"),
        ("The European Commission met. [Home Affairs Commissioner Ana Brandt] said so.", "European Commission"),
        ("KABUL, May 2. [The United Nations mission in Afghanistan] said so.", "United Nations mission"),
        ("MADISON, Wis. — Wisconsin waits. [Gov. Ana Brandt] said so.", "Wisconsin"),
        ("MILL CREEK, Mo. (AP) — Kansas is far. [Gov. Ana Brandt] said so.", "Missouri"),
        ("WINNIPEG — Manitoba waits. [A spokesperson for Premier Ana Brandt] said so.", "Manitoba"),
        ("[Former Pennsylvania Gov. Ana Brandt] said so.", "Pennsylvania"),
        ("[Republican National Committee Research Director Ana Brandt] said so.", "Republican National Committee"),
        ("OSLO, May 2. [chief public prosecutor Ana Brandt] said so.", "Norway"),
        ("[The Omani side] said so.", "Oman"),
        ("Uzbekistan's Foreign Ministry met. [The ministry's statement] said so.", "Uzbekistan"),
        ("Canada waits. Quay Copper will dig. [Its vice-president of sales, Ana Brandt], said so.", "Quay Copper"),
    ],
)
def test_whose_an_office_is(who: Who, text: str, name: str) -> None:
    assert spoken_for(who(text)[0]) == name


def test_a_spokesman_for_a_surname_speaks_for_its_bearer(who: Who) -> None:
    (speaker,) = who("It was led by Republican Sen. Bob Brandt. [A spokesman for Brandt] said so.")
    assert (speaker.name, speaker.role) == ("Bob Brandt", "spokesman")


def test_the_sources_speak_for_whom_they_spoke_before(who: Who) -> None:
    text = "OSLO, May 2. [Defence Ministry sources] said Norway would wait. [The sources] said no more."
    assert [spoken_for(speaker) for speaker in who(text)] == ["Norway", "Norway"]


def test_a_briefing_of_many_states_is_of_none(who: Who) -> None:
    text = (
        "Daily Briefing by the Spokesperson for the Secretary-General\n\nFloods reached Chad. "
        "[The peacekeeping mission] reports from Chad that Chad and Mali are dry."
    )
    assert spoken_for(who(text)[0]) == "peacekeeping mission"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("MILL CREEK, Ohio (Nord) — [Gov. Ana Brandt] said the mill was old.", "Ohio"),
        ("MILL CREEK, Ohio (Nord) — [State Sen. Ana Brandt] said the mill was old.", "Ohio"),
        ("OSLO (Nord) — [Scottish First Minister Ana Brandt] said the mill was old.", "Scotland"),
        ("OSLO (Nord) — [Western Australian Premier Ana Brandt] said the mill was old.", "Western Australia"),
        ("OSLO (Nord) — [Governor Ana Brandt of Osun State] said the mill was old.", "Osun State"),
        ("OSLO (Nord) — [Mayor Ana Brandt of Mill Creek] said the mill was old.", "Mill Creek"),
        ("Harlan County will vote. [Commissioner Ana Brandt] said the mill was old.", "Harlan County"),
        ("Harlan County and Bell County vote. [Bell County commissioner Ana Brandt] said so.", "Bell County"),
        ("Harlan County voted. [Then-Commissioner Ana Brandt] said the mill was old.", "Harlan County"),
        ("LONDON — Britain slept. [Ana Brandt, of Harlan Police], said so.", "Harlan Police"),
    ],
)
def test_a_region_a_county_or_a_town_that_the_office_or_the_dateline_names(who: Who, text: str, name: str) -> None:
    assert spoken_for(who(text)[0]) == name


def test_a_state_that_speaks_is_a_government(who: Who) -> None:
    (speaker,) = who("CANBERRA (Nord) — [South Australia] said it would wait.")
    assert (speaker.name, speaker.kind) == ("South Australia", "government")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[Ana Brandt of Quay & Partners] said so.", "Quay & Partners"),
        ("[Ana Brandt of Quay-Berg Builders] said so.", "Quay-Berg Builders"),
        ("[Ana Brandt], a glaciologist at the University of Quayside in Lyon, said so.", "University of Quayside"),
        ("[Analyst Ana Brandt of Banco Quay] said so.", "Banco Quay"),
        ("[Ana Brandt, chief executive of Network Quay], said so.", "Network Quay"),
        ("“It holds,” said [Arsenal captain Ana Brandt].", "Arsenal"),
        ("[NATO Secretary General Ana Brandt] said so.", "NATO"),
        ("[WHO spokesperson Ana Brandt] said so.", "WHO"),
        ("[American Airlines spokesperson Ana Brandt] said so.", "American Airlines"),
        ("[Quaysoft’s Ana Brandt] said so.", "Quaysoft"),
        ("[Ana Brandt], who runs Quay Foundry, said so.", "Quay Foundry"),
        ("[Quayside resident Ana Brandt] said so.", None),
        ("[Ana Brandt], who runs a bakery, said so.", None),
    ],
)
def test_the_body_that_stands_beside_the_name(who: Who, text: str, name: str | None) -> None:
    assert spoken_for(who(text)[0]) == name


def test_who_runs_some_business_has_no_office(who: Who) -> None:
    assert who("[Ana Brandt], who runs a bakery, said so.")[0].role is None


RELEASE = "PRESS RELEASE\n\nQuay Ceramics Co., Ltd. (Head Office: Nagoya) announced today that it has made a kiln. "


@pytest.mark.parametrize(
    "office",
    ["President Ana Brandt", "Ana Brandt, General Manager of the Energy Materials Division", "Ana Brandt, Chairman"],
)
def test_offices_of_a_release_are_those_of_its_issuer(who: Who, office: str) -> None:
    assert spoken_for(who(f"{RELEASE}“It holds,” said [{office}], in Japan.")[0]) == "Quay Ceramics Co., Ltd"


def test_a_minister_in_a_release_is_none_of_its_issuers(who: Who) -> None:
    assert spoken_for(who(f"{RELEASE}“It holds,” said [Interior Minister Ana Brandt] of Japan in Tokyo.")[0]) == "Japan"


def test_a_professor_is_of_the_one_university_of_the_text(who: Who) -> None:
    text = "The kiln was tested with the Owari Institute of Technology. “It holds,” said [Professor Ana Brandt]."
    assert spoken_for(who(text)[0]) == "Owari Institute of Technology"


def test_of_two_universities_none_is_guessed(who: Who) -> None:
    text = "It was tested with the Owari Institute and the Quay Institute. “It holds,” said [Professor Ana Brandt]."
    assert spoken_for(who(text)[0]) is None


def test_of_two_clubs_a_coach_is_of_the_one_that_the_text_is_about(who: Who) -> None:
    text = "Atlético Sur beat Argentina’s Deportivo Loja. The captain wept. “It holds,” said [coach Ana Brandt]."
    assert spoken_for(who(text)[0]) == "Atlético Sur"


def test_her_spokesman_speaks_for_whom_she_does(who: Who) -> None:
    text = "MILL CREEK, Ohio (Nord) — [Gov. Ana Brandt] was away. [Her spokesman, Olaf Berg], said so."
    assert [spoken_for(speaker) for speaker in who(text)] == ["Ohio", "Ohio"]


def test_the_agency_that_an_office_before_names(who: Who) -> None:
    text = "[Head of the Flood Agency Slamet Raharjo] said so. [The agency’s spokesman, Olaf Berg], said more."
    assert [spoken_for(speaker) for speaker in who(text)] == ["Flood Agency", "Flood Agency"]


def test_a_body_by_the_name_that_it_is_known_as(who: Who) -> None:
    text = "Mexico’s National Water Commission, known as Aguasur, waits in Mexico. [Aguasur] said so."
    (speaker,) = who(text)
    assert (speaker.name, spoken_for(speaker)) == ("National Water Commission", "Mexico")


def test_its_leader_is_the_partys_and_its_ambassador_the_countrys(who: Who) -> None:
    text = "In Peru [the Quay Party] said it would march. [Its leader, Ana Brandt], said so. [Its ambassador], too."
    assert [spoken_for(speaker) for speaker in who(text)][:2] == ["Quay Party", "Quay Party"]


def test_who_led_a_study_is_of_the_body_that_it_is_from(who: Who) -> None:
    text = (
        "Researchers at the Quay Institute found ice.\n\n“It holds,” said [Ana Brandt], who led the study.\n\n"
        "[Olaf Berg] of the University of Lund, who was not involved, said so."
    )
    assert [spoken_for(speaker) for speaker in who(text)] == ["Quay Institute", "University of Lund"]


def test_a_committee_of_a_parliament_is_its_countrys(who: Who) -> None:
    (speaker,) = who("[Chairman of the State Duma Committee on Defence Andrei Berg] said so.")
    assert (speaker.name, spoken_for(speaker)) == ("Andrei Berg", "Russia")


def test_a_spokesperson_tells_that_a_name_is_a_companys(who: Who) -> None:
    text = "It ruled against Quaystone Ardent on Monday. [A Quaystone spokesperson] said it would appeal."
    (speaker,) = who(text)
    assert (speaker.name, speaker.kind) == ("Quaystone Ardent", "organization")


def test_a_chamber_of_a_regions_people_is_not_the_region(who: Who) -> None:
    assert spoken_for(who("[Ana Brandt, head of the Welsh Chamber], said so in Wales.")[0]) == "Welsh Chamber"


@pytest.mark.parametrize("name", ["Jan Weber", "Jun Sato", "May Quill"])
def test_a_month_may_be_a_name(who: Who, name: str) -> None:
    (speaker,) = who(f"[Harbour Office chairman {name}] said so.")
    assert (speaker.name, spoken_for(speaker)) == (name, "Harbour Office")


def test_the_one_whom_the_paragraph_is_about_has_the_calling(who: Who) -> None:
    text = "Atlético Sur won.\n\nWellington Quill, who scored, disagreed.\n\n“It holds,” said [the striker]."
    (speaker,) = who(text)
    assert (speaker.name, speaker.role) == ("Wellington Quill", "striker")


def test_a_spokesman_right_behind_a_body_speaks_for_it(who: Who) -> None:
    text = "[Peru’s interior ministry] denied it. “It holds,” [a spokesman] said in Lima."
    assert [(speaker.name, spoken_for(speaker)) for speaker in who(text)] == [("interior ministry", "Peru")] * 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("OSLO — The Fiji Rowing Union replied. [Its president, Ana Brandt], said so.", "Fiji Rowing Union"),
        ("OSLO — [Harlan County Health Department head Ana Brandt] said so.", "Harlan County Health Department"),
        ("OSLO — [The head of the Vesna Town Administration, Ana Brandt], said so.", "Vesna Town Administration"),
        ("OSLO — [Ana Brandt, the mother of Staff Sgt. Omar Brandt], said so.", None),
    ],
)
def test_a_body_in_whose_name_a_place_stands_speaks_for_itself(who: Who, text: str, name: str | None) -> None:
    assert spoken_for(who(text)[0]) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The group Al-Nur replied. [Al-Nur's political bureau chief, Omar Sabry], said so.", "Al-Nur"),
        (
            "The Harbour Union party met. The Harbour Union's caucus voted. [Caucus chair Ana Brandt] said so.",
            "Harbour Union",
        ),
        (
            "The Harbour Alliance replied. [Chief executive Ana Brandt] said so. The group Kind Hands cheered.",
            "Harbour Alliance",
        ),
        ("The watchdog Fair Count replied. It sent votes. [Programme director Ana Brandt] said so.", "Fair Count"),
    ],
)
def test_a_part_of_a_body_and_an_office_behind_its_name_are_of_the_whole(who: Who, text: str, name: str) -> None:
    assert spoken_for(who(text)[0]) == name
