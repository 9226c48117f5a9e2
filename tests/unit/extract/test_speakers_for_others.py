"""Bodies as speakers, spokespersons, offices, and for whom each speaks."""

from collections.abc import Callable

import pytest
from onrecord_core.records import Speaker

type Who = Callable[[str], list[Speaker]]


def told(speaker: Speaker) -> tuple[str | None, str, str | None]:
    """Name, kind and the name of the affiliation."""
    return speaker.name, speaker.kind, speaker.affiliation.name if speaker.affiliation else None


@pytest.mark.parametrize(
    ("seat", "country"),
    [
        ("Moscow", "RU"),
        ("The Kremlin", "RU"),
        ("Downing Street", "GB"),
        ("The White House", "US"),
        ("Brasilia", "BR"),
        ("Malacañang", "PH"),
        ("Zhongnanhai", "CN"),
        ("The Élysée", "FR"),
        ("Aso Rock", "NG"),
        ("Beijing", "CN"),
    ],
)
def test_a_seat_of_government_stays_what_it_is(who: Who, seat: str, country: str) -> None:
    (speaker,) = who(f"[{seat}] said it was safe.")
    assert (speaker.name, speaker.kind, speaker.resolution) == (seat.removeprefix("The "), "government", "metonym")
    assert speaker.affiliation is not None
    assert speaker.affiliation.country == country


def test_a_body_by_a_common_noun_is_the_one_that_the_text_names(who: Who) -> None:
    text = (
        "The teachers' union KNUT called a strike. [The union] said 3,000 would march. "
        "Its secretary-general, [Collins Oyuu], said more would follow."
    )
    union, secretary = who(text)
    assert (told(union), union.resolution) == (("KNUT", "organization", "KNUT"), "nominal")
    assert (told(secretary), secretary.role) == (("Collins Oyuu", "person", "KNUT"), "secretary-general")


def test_a_body_of_state_speaks_for_the_country_of_the_dateline(who: Who) -> None:
    text = (
        "KHARTOUM, May 3 (Nord) - Two towns in Sudan fell. [Police] said ten were hurt. [The government] said it knew."
    )
    police, government = who(text)
    assert told(police) == ("Police", "government", "Sudan")
    assert told(government) == ("government", "government", "Sudan")


def test_the_army_is_the_one_that_the_text_describes(who: Who) -> None:
    text = "[The army] said it held the bridge. The Sudanese army has lost two towns."
    assert told(who(text)[0]) == ("Sudanese army", "government", "Sudan")


@pytest.mark.parametrize(
    ("name", "country"),
    [("US Treasury", "United States"), ("Ministry of Defence of Chad", "Chad"), ("Israeli military", "Israel")],
)
def test_the_name_of_a_body_is_whole(who: Who, name: str, country: str) -> None:
    assert told(who(f"[The {name}] said it was safe.")[0]) == (name, "government", country)


def test_a_company_that_is_named_later_is_told_by_what_stands_before_its_name(who: Who) -> None:
    text = (
        "[Norway's biggest state-owned cable company] said it would lay two lines. "
        "Ole Lund, the director of cable maker Nordkabel, spoke of ships."
    )
    assert told(who(text)[0]) == ("Nordkabel", "organization", "Norway")


def test_an_abbreviation_is_the_name_before_its_brackets(who: Who) -> None:
    text = "The Kenya National Union of Teachers (KNUT) met. [KNUT] said it would strike."
    assert who(text)[0].name == "Kenya National Union of Teachers"


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        ("A Harbour Office spokeswoman", "Harbour Office", "spokeswoman"),
        ("A spokesperson for the Harbour Office", "Harbour Office", "spokesperson"),
        ("A company spokesman", "Corriedale Foods", "spokesman"),
        ("The company's spokeswoman", "Corriedale Foods", "spokeswoman"),
        ("A No 10 spokesman", "No 10", "spokesman"),
    ],
)
def test_an_unnamed_spokesperson_is_the_body(who: Who, source: str, name: str, role: str) -> None:
    text = f"Corriedale Foods cut its forecast. The Harbour Office closed. [{source}] said it was safe."
    (speaker,) = who(text)
    assert (speaker.name, speaker.role) == (name, role)


def test_a_named_spokesperson_speaks_on_behalf_of_the_body(who: Who) -> None:
    (speaker,) = who("[Taliban spokesman Zabihullah Mujahid] said so.")
    assert (told(speaker), speaker.on_behalf_of) == (("Zabihullah Mujahid", "person", "Taliban"), "Taliban")


def test_his_spokeswoman_speaks_on_his_behalf(who: Who) -> None:
    text = "Foreign Minister Davit Beridze came. His spokeswoman, [Nino Kobalia], said the road was clear."
    assert who(text)[0].on_behalf_of == "Davit Beridze"


def test_a_news_agency_is_a_medium(who: Who) -> None:
    assert told(who("[Nordpost news agency] said it was over.")[0]) == ("Nordpost", "media", "Nordpost")


@pytest.mark.parametrize(
    ("described", "principal"),
    [
        ("Ana Otieno, a lawyer for the Harbour Trust", "Harbour Trust"),
        ("Ana Otieno, counsel to the Harbour Trust", "Harbour Trust"),
        ("An attorney for the developer, Ana Otieno", "developer"),
        ("Her lawyer, Ana Otieno", "Carla Lind"),
        ("Deputy Spokesperson for the Secretary-General Ana Otieno", "Secretary-General"),
        ("Ana Otieno, a Kenyan lawyer", None),
        ("Ana Otieno, a lawyer at Lind Chambers", None),
    ],
)
def test_for_whom_lawyers_and_spokespersons_speak(who: Who, described: str, principal: str | None) -> None:
    text = f"The Harbour Trust sued Carla Lind. Davit Beridze came. {described}, came too. [Otieno] said it was over."
    assert who(text)[0].on_behalf_of == principal


@pytest.mark.parametrize(
    "source", ["A statement from the Harbour Office", "The Harbour Office's letter", "the statement"]
)
def test_a_document_is_its_author(who: Who, source: str) -> None:
    text = f"[The Harbour Office] said the quay was safe. [{source}] said so too."
    assert [s.name for s in who(text)] == ["Harbour Office", "Harbour Office"]


@pytest.mark.parametrize(
    ("described", "role", "affiliation"),
    [
        ("Kenyan Finance Minister Ana Otieno", "Kenyan Finance Minister", "Kenya"),
        ("Kenya's finance minister, Ana Otieno", "finance minister", "Kenya"),
        ("Ana Otieno, head of the Harbour Institute", "head of the Harbour Institute", "Harbour Institute"),
        ("Ana Otieno, who heads the Harbour Institute", "heads the Harbour Institute", "Harbour Institute"),
        ("Ana Otieno, 41, a plumber", "plumber", None),
        ("Kenyan economist Ana Otieno", "Kenyan economist", None),
        ("Kestrelwind's chief executive, Ana Otieno", "chief executive", "Kestrelwind"),
        ("Apple CEO Ana Otieno", "Apple CEO", "Apple"),
        ("Labour MP Ana Otieno", "Labour MP", "Labour"),
        ("General Ana Otieno of the Sovereign Council", "General", "Sovereign Council"),
    ],
)
def test_an_office_and_for_whom_it_is_held(who: Who, described: str, role: str, affiliation: str | None) -> None:
    (speaker,) = who(f"{described.replace('Ana Otieno', '[Ana Otieno]')}, said the quay was safe.")
    assert (speaker.name, speaker.role) == ("Ana Otieno", role)
    assert (speaker.affiliation.name if speaker.affiliation else None) == affiliation


def test_the_fullest_office_is_the_role_wherever_it_stands(who: Who) -> None:
    text = "President Ana Otieno came.\n\n[Otieno] said it was safe. It was not, [the Kenyan president] said later."
    assert [speaker.role for speaker in who(text)] == ["President", "Kenyan president"]


def test_a_minister_without_a_country_is_the_datelines(who: Who) -> None:
    text = "NAIROBI, May 3 (Nord) - Kenya will tax salt, [Finance Minister Ana Otieno] said."
    assert told(who(text)[0])[2] == "Kenya"


def test_a_minister_of_one_of_many_countries_is_of_none(who: Who) -> None:
    text = "France, Peru, Kenya and Japan met. [Finance Minister Ana Otieno] said salt was dear."
    assert told(who(text)[0])[2] is None


def test_it_is_the_body_that_the_sentence_before_is_about(who: Who) -> None:
    text = "[The ministry] said no.\n\nCorriedale Storage has sent us a letter. [It] denied that the shed was full."
    assert who(text)[-1].name == "Corriedale Storage"


def test_a_spokesperson_speaks_for_the_body_named_right_before(who: Who) -> None:
    text = (
        "[The Harbour Association] said yes.\n\n"
        "We reached out to PouchMax, the company that makes them. [A spokesperson] said no."
    )
    last = who(text)[-1]
    assert (last.name, last.role) == ("PouchMax", "spokesperson")


def test_the_union_is_the_body_of_those_who_work(who: Who) -> None:
    text = (
        "Talks with the Eastern Nurses and Midwives Alliance (ENMA) collapsed. [The union] said nobody had been paid."
    )
    assert who(text)[-1].name == "Eastern Nurses and Midwives Alliance"


def test_whose_spokesman_stands_behind_the_possessor(who: Who) -> None:
    [speaker] = who("On Monday [Gov. Clay Rennick's spokesman, Pete Valdes], said the governor would look at it.")
    assert (speaker.name, speaker.role) == ("Pete Valdes", "spokesman")


def test_a_label_of_the_page_is_no_body(who: Who) -> None:
    text = "UPDATE 2-Rates stay\n\n[Iceland's central bank] said rates would stay.\n\n[The bank] blamed the weather."
    assert [speaker.name for speaker in who(text)] == ["central bank", "central bank"]


def test_fighters_are_the_force_that_they_are_named_after(who: Who) -> None:
    text = "QM9 is strong. [The QM9 rebels] said that they would stay."
    assert who(text)[0].name == "QM9"


def test_a_noun_of_many_may_open_the_name_of_a_body(who: Who) -> None:
    text = "Nobody came. [The Families of the Harbour Forum] said that they would wait."
    assert who(text)[0].name == "Families of the Harbour Forum"


def test_a_body_in_an_apposition_is_who_the_noun_before_it_is(who: Who) -> None:
    text = "[An industry body], the Federation of Salt Makers, said that salt was dear."
    assert who(text)[0].name == "Federation of Salt Makers"


def test_a_given_name_that_ends_as_adverbs_do_is_no_part_of_a_title(who: Who) -> None:
    assert who("[State Department spokeswoman Kelly Brandt] said no.")[0].name == "Kelly Brandt"


def test_what_was_done_with_a_document_tells_its_author(who: Who) -> None:
    text = "[A report released last month by the Audit Office] said that salt was dear."
    assert who(text)[0].name == "Audit Office"


def test_who_has_seen_a_document_is_not_its_author(who: Who) -> None:
    text = "[A Treasury brief dated May 9 and obtained by the Quay Times] warned that salt was dear."
    assert who(text)[0].name == "Treasury"


def test_initials_in_brackets_tell_how_far_a_name_goes(who: Who) -> None:
    text = "[The Ports and Water Commission (PWC)] said no. Later [the Ports and Water Commission] said yes."
    assert [one.name for one in who(text)] == ["Ports and Water Commission"] * 2


def test_a_spokesperson_for_a_minister_speaks_for_the_country(who: Who) -> None:
    text = "OSLO, Nov. 12 (Nord) -- [A spokesperson for the prime minister] said no."
    affiliation = who(text)[0].affiliation
    assert affiliation is not None
    assert affiliation.name == "Norway"
