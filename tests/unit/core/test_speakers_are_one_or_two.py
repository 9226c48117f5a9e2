"""Which names are one speaker, and which are two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord_core.entities import Identity, identified, identify
from onrecord_core.records import Affiliation, Speaker, SpeakerKind

type Named = str | tuple[str, str]
"""A name, or a name and a country."""

ONE_PERSON: list[tuple[Named, Named]] = [
    # transliterations of Cyrillic
    ("Sergei Lavrov", "Sergey Lavrov"),
    ("Sergej Lavrov", "Serguei Lavrov"),
    ("Alexander Novak", "Aleksandr Novak"),
    ("Alexandr Novak", "Oleksandr Novak"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("Volodymyr Zelenskiy", "Vladimir Zelensky"),
    ("Zamir Kabulov", "Zamir KABULOV"),
    ("Yevgeny Prigozhin", "Evgenii Prigozhin"),
    ("Dmitry Peskov", "Dmitri Peskov"),
    ("Dmitriy Medvedev", "Dmitry Medvedyev"),
    ("Alexei Kudrin", "Aleksey Kudrin"),
    ("Yury Ushakov", "Yuri Ushakov"),
    ("Natalya Ivanova", "Nataliia Ivanova"),
    ("Mikhail Mishustin", "Mihail Mishustin"),
    ("Maxim Oreshkin", "Maksim Oreshkin"),
    ("Alexander Lukashenko", "Aliaksandr Lukashenka"),
    ("Ilham Aliyev", "İlham Əliyev"),
    ("Boris Yeltsin", "Boris Eltsin"),
    # transliterations of Arabic
    ("Mohammed Sayed", "Muhammad Sayyid"),
    ("Mohamed Salem", "Mohammad Salem"),
    ("Hassan Rouhani", "Hasan Ruhani"),
    ("Hussein Ibrahim", "Hossein Ebrahim"),
    ("Bashar al-Assad", "Bashar Al Assad"),
    ("Bashar al-Assad", "Bashar Assad"),
    ("Abdel Fattah el-Sisi", "Abdul-Fattah Al-Sisi"),
    ("Abdul Rahman Saleh", "Abdulrahman Salih"),
    ("Muammar Gaddafi", "Moammar Qadhafi"),
    ("Mohammed bin Salman", "Mohammad ibn Salman"),
    ("Ahmad al-Sharaa", "Ahmed Al-Shara"),
    # accents, marks, hyphens, case
    ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
    ("Gerhard Schröder", "Gerhard Schroeder"),
    ("Annalena MÜLLER", "Annalena Mueller"),
    ("Kim Jong-un", "Kim Jong Un"),
    ("Jean-Noël Barrot", "Jean Noel Barrot"),
    ("Sinéad O’Neill", "Sinead O'Neill"),
    # titles, middle initials, patronymics, order
    ("Donald J. Trump", "Donald Trump"),
    ("J.D. Vance", "JD Vance"),
    ("Vladimir Vladimirovich Putin", "Vladimir Putin"),
    ("Valentina Ivanovna Matviyenko", "Valentina Matvienko"),
    ("Ilham Heydar oglu Aliyev", "Ilham Aliyev"),
    ("Dr. Ana Ruiz", "Ana Ruiz, PhD"),
    ("Prime Minister Narendra Modi", "Shri Narendra Modi"),
    ("Crown Prince Mohammed bin Salman", "Mohammed bin Salman"),
    ("Lavrov, Sergey", "Sergey Lavrov"),
    ("Martin Luther King Jr.", "Martin Luther King, Junior"),
    ("Ana “Anita” Ruiz", "Ana Ruiz"),
    ("Ana Ruiz (ES)", "Ana Ruiz"),
    (("Ana Ruiz", "ES"), ("Ana M. Ruiz", "ES")),
]
TWO_PERSONS: list[tuple[Named, Named]] = [
    (("Maria Silva", "PT"), ("Maria Silva", "BR")),
    (("Maria Silva", "PT"), "Maria Silva"),
    ("Sergey Lavrov", "Lavrov"),
    ("Sergey Lavrov", "Sergey Lazarev"),
    ("Sergey Ivanov", "Viktor Ivanov"),
    ("Vladimir Putin", "Vladimira Putin"),
    ("Donald Trump", "Donald Trump Jr."),
    ("Henry Ford II", "Henry Ford III"),
    ("George W. Bush", "George H. W. Bush"),
    ("Ali Hassan", "Hassan Ali"),
    ("Mohamed Salah", "Mohamed Saleh"),
    ("Hassan Mohamud", "Hassan Mohamed"),
    ("Ahmed Hamad", "Ahmed Hamdan"),
    ("Jo Berg", "Joe Berg"),
    ("Lee Wei", "Li Wei"),
    ("King Charles", "King Harald"),
    ("Andrew Parker", "Andrea Parker"),
    ("Zhang Wei", "Zang Wei"),
    ("習近平", "習遠平"),
]
ONE_BODY: list[tuple[Named, Named]] = [
    ("the Foreign Ministry of Russia", "Russian Foreign Ministry"),
    ("Russia's Foreign Ministry", "Russian Foreign Ministry"),
    ("Russia’s foreign ministry", ("Foreign Ministry", "RU")),
    ("Ministry of Foreign Affairs of the Russian Federation", ("the Foreign Ministry", "RU")),
    ("Indian Ministry of External Affairs", "India's Foreign Ministry"),
    (("Ministry of Defence", "GB"), ("Defense Ministry", "GB")),
    ("U.S. State Department", "Department of State of the United States"),
    ("Central Bank of Norway", "Norwegian Central Bank"),
    ("US Embassy in Kabul", "Embassy of the United States in Kabul"),
    ("Danish police", "the police of Denmark"),
    ("Russia", "the Russian Federation"),
    ("the UN", "United Nations"),
    ("UN Security Council", "the Security Council of the United Nations"),
    ("World Health Organization (WHO)", "World Health Organisation"),
    ("Northport Ferries Co., Ltd.", "Northport Ferries"),
    ("the Taliban", "Taliban"),
    ("al-Shabaab", "Al Shabaab"),
]
TWO_BODIES: list[tuple[Named, Named]] = [
    ("Russian Foreign Ministry", "Ukrainian Foreign Ministry"),
    ("Russian Foreign Ministry", "Russian Defence Ministry"),
    (("Foreign Ministry", "RU"), "Foreign Ministry"),
    ("Bank of America", "American Bank"),
    (("Scottish Government", "GB"), "British Government"),
    (("Georgia Supreme Court", "US"), "Supreme Court of Georgia"),
    (("Taliban", "AF"), ("Taliban", "PK")),
    ("Russian Embassy in Kabul", "Russian Embassy in Minsk"),
    ("European Council", "Council of Europe"),
    ("North Korean Government", "South Korean Government"),
]
NOBODY: list[tuple[str | None, SpeakerKind]] = [
    (None, "person"),
    ("", "person"),
    ("…", "organization"),
    ("the president", "person"),
    ("President", "person"),
    ("an official", "anonymous"),
    ("Western diplomats", "anonymous"),
    ("protesters", "group"),
    ("residents of Kabul", "group"),
    ("police", "organization"),
    ("the", "government"),
]


def who(named: Named, kind: SpeakerKind = "person", article: str = "art_1") -> Identity | None:
    name, country = named if isinstance(named, tuple) else (named, None)
    affiliation = Affiliation(name="somewhere", country=country) if country else None
    return identify(Speaker(name=name, kind=kind, resolution="named", affiliation=affiliation), article)


@pytest.mark.parametrize("pair", ONE_PERSON)
def test_names_of_one_person(pair: tuple[Named, Named]) -> None:
    first, second = map(who, pair)
    assert first is not None
    assert second is not None
    assert first.id == second.id


@pytest.mark.parametrize("pair", TWO_PERSONS)
def test_names_of_two_persons(pair: tuple[Named, Named]) -> None:
    first, second = map(who, pair)
    assert first is not None
    assert second is not None
    assert first.id != second.id


@pytest.mark.parametrize("pair", ONE_BODY)
def test_names_of_one_body(pair: tuple[Named, Named]) -> None:
    first, second = (who(named, "government") for named in pair)
    assert first is not None
    assert second is not None
    assert first.id == second.id


@pytest.mark.parametrize("pair", TWO_BODIES)
def test_names_of_two_bodies(pair: tuple[Named, Named]) -> None:
    first, second = (who(named, "government") for named in pair)
    assert first is not None
    assert second is not None
    assert first.id != second.id


@pytest.mark.parametrize(("name", "kind"), NOBODY)
def test_names_that_name_nobody(name: str | None, kind: SpeakerKind) -> None:
    assert identify(Speaker(name=name, kind=kind, resolution="unknown"), "art_1") is None


def test_a_body_is_one_whatever_its_kind_is_taken_for() -> None:
    ids = {who("Taliban", kind) for kind in ("organization", "government", "group", "media")}
    assert len(ids) == 1
    assert who("Taliban", "person") not in ids


@pytest.mark.parametrize(("name", "kind"), [("Lavrov", "person"), ("Foreign Ministry", "government")])
def test_what_says_too_little_is_of_its_article_until_the_country_is_known(name: str, kind: SpeakerKind) -> None:
    assert who(name, kind, "art_1") != who(name, kind, "art_2")
    assert who((name, "RU"), kind, "art_1") == who((name, "RU"), kind, "art_2")


def test_what_says_enough_is_the_same_in_all_articles() -> None:
    assert who("Sergey Lavrov", article="art_1") == who("Sergey Lavrov", article="art_2")
    assert who("Rosoboronexport", "organization", "art_1") == who("Rosoboronexport", "organization", "art_2")


def test_the_speaker_keeps_what_it_has_and_gets_the_id() -> None:
    speaker = Speaker(name="Ana Ruiz", kind="person", resolution="pronoun", role="Minister")
    named = identified(speaker, "art_1")
    identity = identify(speaker, "art_1")
    assert identity is not None
    assert named == speaker.model_copy(update={"entity_id": identity.id})
    nobody = Speaker(name=None, kind="anonymous", resolution="unknown")
    assert identified(nobody, "art_1") == nobody


def test_an_id_stays_what_it_was() -> None:
    """Ids are kept by whoever subscribes: a change of one is a change for all of them."""
    ids = [named.id for named in (who(("Sergey Lavrov", "RU")), who("Russian Foreign Ministry", "government")) if named]
    assert ids == ["ent_ff58a23b21378e212f6a1283", "ent_e9f27260a13fc7d37f61ccba"]


@given(st.text(max_size=400), st.sampled_from(["person", "organization", "group"]))
def test_any_text_has_a_key_or_none(name: str, kind: SpeakerKind) -> None:
    identity = who(name, kind)
    assert identity is None or (identity.key and identity == who(name, kind))


def test_a_name_without_end_takes_no_time() -> None:
    for name in ("A-" * 100_000, "Al-" * 100_000, "(" * 100_000, "“" * 100_000, "x, " * 100_000, "y" * 100_000):
        who(name)
        who(name, "organization")
