"""Which texts are read as transcripts, and what their turns are."""

import pytest
from onrecord_extract.transcripts import says_something, turns

PROSE = "The quay has been closed since May, and nobody in the town knows for how long it will be.\n\n"


def told(text: str) -> list[tuple[str, bool, int]]:
    """The labels of a text's turns, whether they ask, and how many paragraphs they have."""
    return [(text[slice(*turn.label)], turn.is_question, len(turn.pieces)) for turn in turns(text)]


def test_answers_belong_to_their_labels_and_may_run_over_paragraphs() -> None:
    text = "Q: Who pays?\nA: The port pays.\nAll of it, this year.\nQ: When?\nA: In May, when the ice has gone.\n"
    assert told(text) == [("Q", True, 1), ("A", False, 2), ("Q", True, 1), ("A", False, 1)]


def test_names_that_alternate_make_a_transcript() -> None:
    text = "MARIN: We will wait.\nHOLM: For whom?\nMARIN: For the divers.\nHOLM: They are here.\n"
    assert [label for label, _, _ in told(text)] == ["MARIN", "HOLM", "MARIN", "HOLM"]


@pytest.mark.parametrize(
    "text",
    [
        PROSE * 3,
        PROSE + "Note: the ferry leaves at nine.\nPrice: four euros.\n" + PROSE,
        "Berg: We will not close a line\n" + PROSE * 2,
        "Q: Who pays?\nA: The port pays for all of it.\n" + PROSE * 6,
    ],
    ids=["prose", "a list", "a headline", "an inset in an article"],
)
def test_an_article_is_no_transcript(text: str) -> None:
    assert turns(text) == []


def test_questions_and_single_words_say_nothing() -> None:
    text = "Q: Will the port pay for all of it?\nA: Yes.\nQ: When?\nA: In May, when the ice has gone.\n"
    assert [says_something(text, turn) for turn in turns(text)] == [False, False, False, True]
