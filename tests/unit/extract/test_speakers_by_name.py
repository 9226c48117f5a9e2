"""Names of many peoples: completed from the document, without what is no part of them."""

from collections.abc import Callable

import pytest
from onrecord_core.records import Speaker

type Who = Callable[[str], list[Speaker]]


@pytest.mark.parametrize(
    ("title", "full", "short"),
    [
        ("Chinese President", "Xi Jinping", "Xi"),
        ("Mayor", "Park Min-ho", "Park"),
        ("Vietnamese Prime Minister", "Pham Minh Chinh", "Chinh"),
        ("President", "Andrés Manuel López Obrador", "López Obrador"),
        ("President", "Luiz Inácio Lula da Silva", "Lula"),
        ("President", "Luiz Inácio Lula da Silva", "Da Silva"),
        ("Egyptian President", "Abdel Fattah al-Sisi", "Sisi"),
        ("Egyptian President", "Abdel Fattah al-Sisi", "al-Sisi"),
        ("Crown Prince", "Mohammed bin Salman", "Bin Salman"),
        ("Minister", "Siobhán O'Rourke", "O'Rourke"),
        ("Minister", "Jean-Luc d'Almeida", "d'Almeida"),
        ("Minister", "Wouter van der Meer", "Van der Meer"),
        ("Minister", "Vladimir Vladimirovich Orlov", "Orlov"),
        ("Minister", "Haitham al-Qudsi", "Al-Qudsi"),
        ("Minister", "Ayşe Yıldırım", "Yildirim"),
        ("Mayor", "Imogen Fairweather-Ojo", "Fairweather-Ojo"),
    ],
)
def test_a_short_name_is_the_full_one(who: Who, title: str, full: str, short: str) -> None:
    first, second = who(f"{title} [{full}] came to the port. [{short}] said the quay was safe.")
    assert (first.name, second.name) == (full, full)


@pytest.mark.parametrize(
    ("titled", "name"),
    [
        ("Father Benigno Cruz", "Benigno Cruz"),
        ("Imam Yusuf Demir", "Yusuf Demir"),
        ("Baroness Amos", "Amos"),
        ("Tan Sri Lim Kok Wing", "Lim Kok Wing"),
        ("Datuk Seri Azhar Ismail", "Azhar Ismail"),
        ("Rt Hon Jane Smith", "Jane Smith"),
        ("Prof Dr Olga Petrova", "Olga Petrova"),
        ("Shri Ramesh Iyer", "Ramesh Iyer"),
        ("Lt. Col. Ahmed el-Tantawi", "Ahmed el-Tantawi"),
        ("Sheikh Abdel-Rahman al-Mansouri", "Abdel-Rahman al-Mansouri"),
        ("U Win Myint", "Win Myint"),
        ("Sister Consolacion Abrenica", "Consolacion Abrenica"),
        ("Prime Minister-designate Ali Nasser", "Ali Nasser"),
        ("First Lady Jill Stone", "Jill Stone"),
        ("Minister of State for Food Processing Ravi Deshpande", "Ravi Deshpande"),
        ("Cllr Siobhán Ní Bhriain", "Siobhán Ní Bhriain"),
        ("Det Insp Karl Mercer", "Karl Mercer"),
        ("HE Sheikh Nahyan bin Rashid Al Sarkal", "Nahyan bin Rashid Al Sarkal"),
    ],
)
def test_a_title_is_no_part_of_a_name(who: Who, titled: str, name: str) -> None:
    assert [speaker.name for speaker in who(f"[{titled}] said the quay was safe.")] == [name]


@pytest.mark.parametrize("name", ["Michael Jordan", "Georgia Smith", "Chad Brown", "Stephen King", "Julia Bishop"])
def test_a_country_or_an_office_can_be_a_name(who: Who, name: str) -> None:
    (speaker,) = who(f"[{name}] said the quay was safe.")
    assert (speaker.name, speaker.kind, speaker.affiliation) == (name, "person", None)


@pytest.mark.parametrize("name", ["Pelé", "Suharto", "Wellinton"])
def test_a_single_name_is_a_person(who: Who, name: str) -> None:
    (speaker,) = who(f"[{name}] said the pitch was wet.")
    assert (speaker.name, speaker.kind) == (name, "person")


def test_namesakes_are_told_apart_by_how_they_are_addressed(who: Who) -> None:
    text = (
        "Baroness Thackray opened the line. Colin Thackray, who is no relation, came too. "
        "[Lady Thackray] said it was late. [Mr Thackray] said it was dear."
    )
    assert [s.name for s in who(text)] == ["Thackray", "Colin Thackray"]


def test_a_bare_surname_is_the_one_of_whom_the_text_speaks(who: Who) -> None:
    text = (
        "President Augusto Meirelles spoke first. Meirelles was hoarse, and Meirelles was brief.\n\n"
        "Rubens Meirelles, an economist, listened.\n\n" + "The hall was full and the night was long. " * 10 + "\n\n"
        "[Meirelles] said that the mills would stay."
    )
    assert who(text)[0].name == "Augusto Meirelles"


def test_two_joined_names_are_both(who: Who) -> None:
    (speaker,) = who("Thiago Costa came with Ana Prado, a diver. [Costa and Prado] said they would sue.")
    assert (speaker.name, speaker.kind) == ("Thiago Costa and Ana Prado", "group")


def test_a_surname_that_is_a_capital_too_is_the_person(who: Who) -> None:
    (speaker,) = who("Ana Lima, a diver, was there. [Lima] said the water was cold.")
    assert (speaker.name, speaker.kind) == ("Ana Lima", "person")


def test_a_label_of_an_interview_is_the_person_who_is_asked(who: Who) -> None:
    text = "Leena Vuorio runs a reindeer cooperative.\n\nQ: How was the winter?\n\n[A]: It was long.\n\n[LV]: And cold."
    answer, initials = who(text)
    assert (answer.name, answer.resolution) == ("Leena Vuorio", "implicit")
    assert initials.name == "Leena Vuorio"


@pytest.mark.parametrize(
    ("office", "name"),
    [
        ("Spokesperson for the Ministry of Foreign Affairs", "Maryam bint Fahad Al Sarkal"),
        ("Minister of State at the Ministry of Foreign Affairs", "Dr. Khalifa bin Nasser Al Sarkal"),
        ("Foreign Minister of the Kyrgyz Republic", "Bakyt Sydykov"),
        ("General Secretary of the National Union of Mineworkers", "Joseph Mwale"),
        ("Secretary-General of the Council of Europe", "Alina Berisha"),
        ("Chairman of the State Duma Committee on Energy", "Pavel Zavarov"),
        ("Chief Executive of the Port of Rotterdam", "Bert de Graaf"),
        ("Deputy Prime Minister and Minister of Finance", "Olga Marsh"),
        ("director of place", "Hannah Stroud"),
        ("head of adult social care", "Priya Raman"),
        ("mother of two", "Maria Gomes"),
        ("Det Insp", "Karl Mercer"),
        ("Lt Col", "Tunde Afolabi"),
    ],
)
def test_an_office_is_parted_from_the_name_behind_it(who: Who, office: str, name: str) -> None:
    [speaker] = who(f"On Monday [{office} {name}] said the quay was safe.")
    assert (speaker.role, speaker.name) == (office, name.removeprefix("Dr. "))


def test_an_office_is_told_behind_the_party_in_brackets(who: Who) -> None:
    [speaker] = who("[Coun Derek Illing] (Lab), cabinet member for highways, said the quay was safe.")
    assert (speaker.role, speaker.name) == ("cabinet member for highways", "Derek Illing")


@pytest.mark.parametrize(
    "headline",
    [
        "Veteran Senator Ana Brandt Backs Harbour Plan",
        "Ana Brandt Refuses To Back Harbour Plan For Oslo Again",
        "Harbour Strike: Ana Brandt Defends Herself Against Old Claims",
    ],
)
def test_a_name_in_a_headline_in_title_case_ends_where_the_prose_ends_it(who: Who, headline: str) -> None:
    [speaker] = who(f"{headline}\n\nThe quay in Oslo was closed when Brandt left.\n\n[Brandt] said the quay was safe.")
    assert speaker.name == "Ana Brandt"


def test_a_cue_that_opens_a_sentence_is_no_part_of_a_name(who: Who) -> None:
    [speaker] = who("Ana Brandt spoke in Oslo.\n\nContinued Brandt: “We wait.”\n\n[Brandt] said the quay was safe.")
    assert speaker.name == "Ana Brandt"


def test_a_campaign_bears_the_name_of_whom_it_serves(who: Who) -> None:
    text = "Ana Brandt left. [The Brandt campaign] said so. [Brandt campaign manager Karl Lund] agreed. [Brandt] left."
    assert [speaker.name for speaker in who(text)] == ["Brandt campaign", "Karl Lund", "Ana Brandt"]


@pytest.mark.parametrize("source", ["A Conservative", "One Democrat familiar with the talks", "Another Liberal"])
def test_one_of_a_party_is_nobody_by_name(who: Who, source: str) -> None:
    [speaker] = who(f"[{source}] said the plan was dead.")
    assert (speaker.name, speaker.kind) == (None, "anonymous")


def test_a_contraction_and_a_possessive_name_nobody(who: Who) -> None:
    speakers = who("[Ana Brandt] said yes. [Their] saying it hurts. “[I’ve] said so.”")
    assert [speaker.name for speaker in speakers] == ["Ana Brandt", None, "Ana Brandt"]
