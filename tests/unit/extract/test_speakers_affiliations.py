"""For whom a speaker speaks where only the rest of the text tells: the country, the employer, the county."""

from collections.abc import Callable

import pytest
from onrecord_core.records import Speaker

type Who = Callable[[str], list[Speaker]]


def spoken_for(speaker: Speaker) -> str | None:
    return speaker.affiliation.name if speaker.affiliation else None


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("İzmir, Türkiye", "TR"),
        ("Yamoussoukro, Côte d’Ivoire", "CI"),
        ("Praia, Cabo Verde", "CV"),
        ("Dili, Timor-Leste", "TL"),
        ("Mbabane, Eswatini", "SZ"),
        ("Hanoi, Viet Nam", "VN"),
    ],
)
def test_a_country_is_called_as_the_text_calls_it(who: Who, place: str, code: str) -> None:
    town, own_name = place.split(", ")
    text = f"{town}, May 3, 2024 (Nord) -- {own_name} will dredge the port. [Finance Minister Ana Brandt] said so."
    (speaker,) = who(text)
    assert speaker.affiliation is not None
    assert (speaker.affiliation.name, speaker.affiliation.country) == (own_name, code)


def test_a_country_with_two_names_in_one_text_has_the_usual_one(who: Who) -> None:
    text = "İzmir, May 3, 2024 (Nord) -- Türkiye, or Turkey, will dredge. [Finance Minister Ana Brandt] said so."
    assert spoken_for(who(text)[0]) == "Turkey"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("LIMA: The harbour stays shut. [The Foreign Office] said Peru would wait.", "United Kingdom"),
        ("KARACHI: Pakistan has shut the pass. [The Foreign Office] said so.", "Pakistan"),
        ("LONDON (Nord) - Britain will wait. [Foreign Office spokeswoman Ana Brandt] said so.", "United Kingdom"),
        ("Pakistan’s Foreign Office summoned him. [Foreign Office spokesman Ana Brandt] said so.", "Pakistan"),
        ("OTTAWA, June 1 - Canada votes. [The Supreme Court] said the law was void.", "Canada"),
        ("SUVA (Nord) - Fiji lost power. [Parliament] said it would sit by daylight.", "Fiji"),
    ],
)
def test_an_institution_by_its_common_name_is_that_of_the_texts_own_country(who: Who, text: str, country: str) -> None:
    assert spoken_for(who(text)[0]) == country


def test_the_country_that_the_text_names_twice_as_often_as_any_other_is_its_own(who: Who) -> None:
    text = (
        "Norway is to reopen the strait if Sweden agrees, [Deputy Fisheries Minister Ana Brandt] said. "
        "Oslo had asked Denmark and Finland too. In Bergen nobody waited."
    )
    assert spoken_for(who(text)[0]) == "Norway"


def test_an_unmarked_office_is_of_the_country_whose_doings_it_tells_of(who: Who) -> None:
    text = "Chile and Peru met. [Mines Minister Ana Brandt] said that Chile would not sign."
    assert spoken_for(who(text)[0]) == "Chile"


def test_an_unmarked_office_is_of_the_country_that_the_sentence_before_is_about(who: Who) -> None:
    text = (
        "OSLO, Nov. 12 (Nord) -- Norway and Kenya talked to Norwegian miners.\n\n"
        "Rwanda, which denies it all, wrote to Kenya. [Foreign Minister Ana Brandt] said that Kigali would wait."
    )
    assert spoken_for(who(text)[0]) == "Rwanda"


def test_an_owner_in_the_name_of_a_ministry_tells_its_country(who: Who) -> None:
    text = "OSLO, Nov. 12 (Nord) -- [Ana Brandt, a spokeswoman for the Ministry of Trade of Peru], said so."
    assert spoken_for(who(text)[0]) == "Peru"


def test_the_town_at_the_head_of_the_clause_tells_whose_minister_speaks(who: Who) -> None:
    text = (
        "SEOUL, Nov. 12 (Nord) -- South Korea will talk. In Tokyo, [Trade Minister Ana Brandt] said it was too early."
    )
    assert spoken_for(who(text)[0]) == "Japan"


def test_an_ambassador_is_not_of_the_country_where_he_serves(who: Who) -> None:
    text = "Egypt wrote again. Lima welcomed the Egyptian letter. [Its ambassador in Cairo, Ana Brandt], said so."
    assert spoken_for(who(text)[0]) == "Peru"


def test_an_envoy_who_is_asked_about_is_not_the_one_who_speaks(who: Who) -> None:
    text = (
        "TEHRAN (Nord) – Iran will wait, Deputy Energy Minister Omid Rastan said. "
        "Asked about a lunch with the Greek envoy, [Rastan] said no."
    )
    (speaker,) = who(text)
    assert (speaker.role, spoken_for(speaker)) == ("Deputy Energy Minister", "Iran")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Harrow Copper lost money. Harrow Copper cut jobs. [Chief executive Ana Brandt] said so.", "Harrow Copper"),
        ("The Dockers’ Federation walked out. “No,” [general secretary Ana Brandt] said.", "Dockers’ Federation"),
        ("Vale Rovers lost 3-0. “We were slow,” [captain Ana Brandt] said.", "Vale Rovers"),
        ("Calder University shut its library. [Vice-chancellor Ana Brandt] said it would reopen.", "Calder University"),
        ("St Olaf Hospital is full. [Medical director Ana Brandt] said beds were short.", "St Olaf Hospital"),
    ],
)
def test_an_office_without_more_words_is_of_the_body_of_its_sort(who: Who, text: str, body: str) -> None:
    assert spoken_for(who(text)[0]) == body


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Nurses in Tana County went home. [Governor Ana Brandt] said they were paid.", "Tana County"),
        ("The City of Calder sold its buses. [Mayor Ana Brandt] said they were old.", "City of Calder"),
        ("Floods reached Kurri District. [Councillor Ana Brandt] said the pumps held.", "Kurri District"),
        ("Tana County met Mara County. [Governor Ana Brandt] said little.", None),
    ],
)
def test_a_local_official_is_of_the_one_place_of_that_kind(who: Who, text: str, place: str | None) -> None:
    assert spoken_for(who(text)[0]) == place


def test_the_boss_of_a_county_is_its_governor(who: Who) -> None:
    text = "Nurses left Tana County. Governor Ana Brandt refused to pay. “Ask them,” [the county boss] said."
    assert who(text)[0].name == "Ana Brandt"


def test_a_company_is_meant_by_where_it_is_based_and_what_it_does(who: Who) -> None:
    text = "Harrow Copper lost money. [The Perth-based miner] said floods were to blame. [The company] said more."
    assert [(s.name, s.kind, spoken_for(s)) for s in who(text)] == [
        ("Harrow Copper", "organization", "Harrow Copper")
    ] * 2


def test_a_common_noun_is_no_affiliation(who: Who) -> None:
    assert spoken_for(who("Bread ran out. [The bakery] said flour was late.")[0]) is None


def test_the_place_that_somebody_is_from_is_no_employer(who: Who) -> None:
    assert spoken_for(who("Prices rose. [Ana Brandt, a trader from Elmina], said so.")[0]) is None


def test_the_town_of_a_dateline_is_no_organisation(who: Who) -> None:
    text = "VALDORRA (Nord) - Buses stood still. [Chief executive Ana Brandt] said talks went on. VALDORRA waits."
    assert spoken_for(who(text)[0]) is None


def test_a_spokesman_who_goes_by_a_name_has_it(who: Who) -> None:
    text = (
        "Peru closed the pass. The rebel Andean Forces objected, with [their spokesman], "
        "who goes by the name of Tigre, saying no."
    )
    (speaker,) = who(text)
    assert (speaker.name, speaker.role, spoken_for(speaker)) == ("Tigre", "spokesman", "Andean Forces")


def test_the_minister_of_a_headline_is_the_first_one_named_below(who: Who) -> None:
    text = (
        "[Minister]: Ferries to stay free\n\n"
        "Transport Minister Ana Brandt said on Monday that ferries would stay free.\n\n"
        "Last week, Health Minister Olaf Berg asked for fees."
    )
    assert who(text)[0].name == "Ana Brandt"


def test_a_colonel_who_is_minister_speaks_as_minister(who: Who) -> None:
    text = (
        "OSLO (Nord) - Norway waits. Fisheries Minister Ana Brandt spoke. [Brandt, a colonel in the reserves], said so."
    )
    assert who(text)[0].role == "Fisheries Minister"


def test_counsel_stands_before_the_name(who: Who) -> None:
    text = "The trial began. Earlier, [counsel to the Harbour Bureau, Mr Sunday Adeyemi], said it was fraud."
    (speaker,) = who(text)
    assert (speaker.name, speaker.role, spoken_for(speaker)) == (
        "Sunday Adeyemi",
        "counsel to the Harbour Bureau",
        "Harbour Bureau",
    )


@pytest.mark.parametrize(
    ("source", "affiliation"),
    [
        ("an Omani official", "Oman"),
        ("a senior Foreign Ministry official", "Oman"),
        ("a Gulf Cement source", "Gulf Cement"),
        ("two Omani officials", "Oman"),
        ("a ministry official", "Oman"),
    ],
)
def test_an_unnamed_source_with_an_office_speaks_for_its_country_or_body(
    who: Who, source: str, affiliation: str
) -> None:
    text = f"MUSCAT (Nord) - Oman bought Gulf Cement. The price was low, [{source}] said."
    (speaker,) = who(text)
    assert (speaker.name, spoken_for(speaker)) == (None, affiliation)


@pytest.mark.parametrize(
    ("source", "affiliation"),
    [
        ("Thai Growers Federation president Ana Brandt", "Thai Growers Federation"),
        ("Phuket police chief Ana Brandt", "Thailand"),
        ("The Institute of Marine Studies’ deputy director, Ana Brandt", "Institute of Marine Studies"),
    ],
)
def test_a_civil_body_is_named_and_a_states_official_speaks_for_the_state(
    who: Who, source: str, affiliation: str
) -> None:
    (speaker,) = who(f"BANGKOK (Nord) - Thailand had rain. [{source}] said more would come.")
    assert (speaker.name, spoken_for(speaker)) == ("Ana Brandt", affiliation)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Norway News\n\nSweden and Norway met. Swedish envoys left. [Defense Minister Ana Brandt] said so.",
            "Norway",
        ),
        (
            "Norway and Norway’s Norwegians wait. Egypt’s minister, Omar Ali, left. [Prime Minister Ana Li] said so.",
            "Norway",
        ),
        ("Nurses struck in Kampala yesterday. [The health minister, Ana Brandt], said the money was sent.", "Uganda"),
        ("OSLO — [Federal Minister for Power Ana Brandt] said the grid was old.", "Norway"),
    ],
)
def test_an_office_that_no_country_marks_is_of_the_texts_own(who: Who, text: str, name: str) -> None:
    assert spoken_for(who(text)[0]) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CUTTACK: [Advocate General Ana Brandt] said the ghats were dry.", "India"),
        ("ISLAMABAD: [Khyber Pakhtunkhwa Chief Minister's adviser Ana Brandt] said so.", "Khyber Pakhtunkhwa"),
        ("OSLO — Norway's central bank kept its rate. [Governor Ana Brandt] said so.", "Norway"),
        ("OSLO — [Opposition education spokesman Omar Brandt] said so.", "Opposition"),
        ("A shed burned. [Detective Inspector Ana Brandt] said so.", "police"),
    ],
)
def test_who_serves_a_province_a_bank_of_state_or_the_opposition(who: Who, text: str, name: str | None) -> None:
    assert spoken_for(who(text)[0]) == name
