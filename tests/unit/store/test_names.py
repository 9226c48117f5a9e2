"""Names are found by their words, whatever their case and accents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord_store.names import WORD_CHARS, WORDS_MAX, words


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Sergey Lavrov", ["sergey", "lavrov"]),
        ("Recep Tayyip ERDOĞAN", ["recep", "tayyip", "erdogan"]),
        ("Lech Wałęsa", ["lech", "walesa"]),
        ("Jens Strøm-Ægir", ["jens", "strom", "aegir"]),
        ("İlham Əliyev", ["ilham", "əliyev"]),
        ("Straße STRASSE", ["strasse"]),
        ("O’Neil, Jr.", ["o", "neil", "jr"]),
        ("Лавров Йосиф", ["лавров", "иосиф"]),
        ("習近平", ["習近平"]),
        (" … ", []),
    ],
)
def test_words_of_a_name(name: str, found: list[str]) -> None:
    assert words(name) == found


def test_words_of_several_names_some_of_them_unknown() -> None:
    assert words("Foreign Ministry", None, "Ministry of Trade") == ["foreign", "ministry", "of", "trade"]
    assert words(None) == []


@given(st.text())
def test_a_name_is_found_by_itself_in_any_case(name: str) -> None:
    found = words(name)
    assert set(words(name.upper())) == set(found) or set(words(name.lower())) == set(found)
    assert len(found) <= WORDS_MAX
    assert all(0 < len(word) <= WORD_CHARS for word in found)


def test_words_are_bounded() -> None:
    assert [len(word) for word in words("x" * 10_000)] == [WORD_CHARS]
    assert len(words(" ".join(str(n) for n in range(1000)))) == WORDS_MAX
