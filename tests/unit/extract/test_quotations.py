"""How quotation marks are paired."""

import pytest
from onrecord_extract.quotes import quotations


def quoted(text: str) -> list[str]:
    return [text[slice(*quotation.inner)] for quotation in quotations(text)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('She said "we will wait" twice.', ["we will wait"]),
        ("She said “we will wait” twice.", ["we will wait"]),
        ("Elle dit « on attend » deux fois.", [" on attend "]),
        ("Elle dit «on attend» deux fois.", ["on attend"]),
        ("Sie sagte „wir warten“ zweimal.", ["wir warten"]),
        ("She said ‘we will wait’ twice.", ["we will wait"]),
        ("She said 'we will wait' twice.", ["we will wait"]),
        ("She said “call it ‘waiting’ then” twice.", ["call it ‘waiting’ then"]),
        ("He wrote ”we wait” on the wall.", ["we wait"]),
    ],
)
def test_every_style_is_paired(text: str, inside: list[str]) -> None:
    assert quoted(text) == inside


@pytest.mark.parametrize(
    "text",
    [
        "The farmers’ market isn’t open, and the Joneses’ barn is.",
        "The farmers' market isn't open, and rock 'n roll's dead.",
        "It was 6' tall.",
    ],
)
def test_an_apostrophe_is_no_quotation_mark(text: str) -> None:
    assert quoted(text) == []


def test_a_plural_possessive_does_not_close_a_british_quotation() -> None:
    assert quoted("‘We saw the farmers’ market close,’ she said.") == ["We saw the farmers’ market close,"]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "She said: “We will wait.\nNobody else spoke."
    assert quoted(text) == ["We will wait."]
    assert not quotations(text)[0].closed


def test_a_quotation_goes_on_where_the_next_paragraph_opens_one() -> None:
    found = quotations("“We will wait.\n\n“We will not pay.” Nobody else spoke.")
    assert [quotation.continues for quotation in found] == [False, True]


def test_a_british_quotation_goes_on_in_the_next_paragraph_too() -> None:
    text = "She said: 'I can't stay. I won't.\n\n'My boat is waiting.' The crew's dog barked."
    assert [text[slice(*one.inner)] for one in quotations(text)] == ["I can't stay. I won't.", "My boat is waiting."]
