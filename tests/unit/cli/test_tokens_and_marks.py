"""Figures count word tokens by their place, and know which of them stand between quotation marks."""

import pytest
from onrecord.scoring.marks import quoted_regions
from onrecord.scoring.tokens import TokenizedText


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quoted_regions(text)]


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("“We sail,” she said. “At dawn.”", ["“We sail,”", "“At dawn.”"]),
        ('"We sail," she said.', ['"We sail,"']),
        ("``We sail,'' she said.", ["``We sail,''"]),
        ("“We sail, she said.\nNobody did.", ["“We sail, she said."]),
        ('"We sail,” she said.', ['"We sail,”']),
        ("“We sail,\" she said.", ['“We sail,"']),
        ("‘We’re off,’ she said.", ["‘We’re off,’"]),
        ("'We sail,' she said of the crew's plan.", ["'We sail,'"]),
        ("“A ‘small’ boat.”", ["“A ‘small’ boat.”"]),
        ("the '90s", []),
        ("The crew's boat isn't ours.", []),
        ("", []),
        ('"', ['"']),
        ("''", []),
    ],
)  # fmt: skip
def test_marks_of_all_styles_are_read_line_by_line(text: str, regions: list[str]) -> None:
    assert quoted(text) == regions


def test_long_lines_of_marks_are_read_in_linear_time() -> None:
    for line in ("‘a " * 100_000, "'a' \"b\" " * 50_000, "“" * 200_000, "'" * 200_000, "a'b" * 100_000):
        quoted_regions(line)


def test_a_span_owns_each_token_that_it_touches() -> None:
    text = TokenizedText("The crew’s boat, she said.")
    assert text.words == ("the", "crew’s", "boat", "she", "said")
    assert text.touched([(4, 15)]) == {1, 2}
    assert text.touched([(6, 12)]) == {1, 2}
    assert text.touched([(0, 3), (21, 26)]) == {0, 4}
    assert text.touched([(15, 17)]) == frozenset()


def test_spans_are_trimmed_and_joined_over_blanks() -> None:
    text = TokenizedText("  One two.\n\nThree four ")
    assert text.trimmed([(12, 23), (0, 6), (6, 11), (10, 12), (1, 2)]) == ((2, 22),)
    assert text.trimmed([(17, 22), (2, 5)]) == ((2, 5), (18, 22))
    assert text.trimmed([(2, 9), (4, 6)]) == ((2, 9),)


def test_tokens_between_marks_are_known() -> None:
    text = TokenizedText("He said “we sail” and left.")
    assert {text.words[token] for token in text.quoted} == {"we", "sail"}
