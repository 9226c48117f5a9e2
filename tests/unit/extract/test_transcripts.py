"""Which texts are read as transcripts, and what their turns are."""

import pytest
from onrecord_extract.transcripts import Turn, says_something, turns

PROSE = "The quay has been closed since May, and nobody in the town knows for how long it will be.\n\n"


def told(text: str) -> list[tuple[str, bool, int]]:
    """The labels of a text's turns, whether they ask, and how many paragraphs they have."""
    return [(label_of(text, turn), turn.is_question, len(turn.pieces)) for turn in turns(text)]


def label_of(text: str, turn: Turn) -> str:
    return text[slice(*turn.label)] if turn.label else ""


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


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Q. Who pays?", "A. The port pays for all of it."),
        ("Q    Who pays?", "A    The port pays for all of it."),
        ("**Q: Who pays?**", "**A:** The port pays for all of it."),
        ("Interviewer — Who pays?", "Holm — The port pays for all of it."),
        ("Reporter: Who pays?", "Mayor Holm: The port pays for all of it."),
        ("OPERATOR: Ms Holm, please.", "HOLM (via video): The port pays for all of it."),
        ("THE PRESS: Who pays?", "DR. HOLM: The port pays for all of it."),
    ],
)
def test_labels_of_many_forms(question: str, answer: str) -> None:
    assert [asks for _, asks, _ in told(f"{question}\n{answer}\n" * 2)] == [True, False] * 2


def test_whoever_only_asks_is_the_interviewer() -> None:
    text = "Ledger: Who pays?\nHOLM: The port pays.\nLedger: And when?\nHOLM: In May, when the ice has gone.\n"
    assert [asks for _, asks, _ in told(text)] == [True, False, True, False]


def test_questions_may_have_no_label() -> None:
    lines = ["Who pays?", "HOLM: The port pays.", "All of it.", "And when?", "HOLM: In May, when the ice has gone."]
    assert told(PROSE + "\n\n".join(lines)) == [("", True, 1), ("HOLM", False, 2), ("", True, 1), ("HOLM", False, 1)]


def test_an_interview_may_have_no_labels_at_all() -> None:
    answers = ["I was six when I saw it.", "Only once, and I ran.", "We will row out and look at it."]
    questions = ["When did you see it?", "Were you afraid?", "And when it closes?"]
    text = PROSE + "".join(f"{asked}\n\n{told}\n\n" for asked, told in zip(questions, answers, strict=True)) + PROSE
    assert [text[slice(*turn.pieces[0])] for turn in turns(text) if not turn.is_question] == answers


def test_an_article_with_questions_is_no_interview() -> None:
    lines = [
        "“Who pays?” Ana Brandt asked.",
        "Who will it be?",
        "The port waits.",
        "Will it be May?",
        "Nobody knows it.",
    ]
    assert turns(PROSE + "\n\n".join(lines) + "\n\n" + PROSE * 3) == []


def test_a_greeting_says_nothing() -> None:
    text = (
        "ANCHOR: Good morning.\nHOLM: Good morning, Peter. Nice to be here.\nANCHOR: Who pays?\nHOLM: The port pays.\n"
    )
    assert [says_something(text, turn) for turn in turns(text)] == [False, False, False, True]


def test_a_host_who_greets_and_thanks_asks_all_the_same() -> None:
    text = (
        "ANA BRANDT: The mayor is Omar Sand. Good morning.\nSAND: Good morning to you all.\nBRANDT: Is it safe?\n"
        "SAND: It is safe and it will stay so.\nBRANDT: And the quay?\nSAND: The quay is old, and it holds.\n"
        "BRANDT: Who pays for it?\nSAND: The port pays for all of it.\nBRANDT: Thanks for your time.\n"
    )
    assert {label for label, asks, _ in told(text) if not asks} == {"SAND"}


def test_a_heading_is_the_label_of_what_stands_below_it() -> None:
    text = (
        "Minister Liina Saar (Estonia)\n\nGood morning. We come with one request. Half measures float.\n\n"
        "Q: Is she wrong?\n\nSaar: I have heard that too.\n\n"
        "Minister Ó Dála (Ireland)\n\nQ: And Berlin?\n\nÓ Dála: You would have to ask Berlin.\n"
    )
    assert [(label, asks) for label, asks, _ in told(text)] == [
        ("Minister Liina Saar", False),
        ("Q", True),
        ("Saar", False),
        ("Q", True),
        ("Ó Dála", False),
    ]


def test_who_asks_most_of_the_time_is_the_interviewer_and_a_pull_quote_ends_an_answer() -> None:
    text = (
        "Screen & Quay: Where did it begin?\n\nMira Han: With a photograph of a door.\n\n"
        "S&Q: You gave the prize back. Why?\n\nHan: Because of the sponsor.\n\n"
        "S&Q: Your producer told us it was cut.\n\nHan: He exaggerates by a third.\n\n"
        "S&Q: What is next?\n\nHan: Sleep.\n\nPULL QUOTE: “He exaggerates”\n\nThe film is out in May.\n"
    )
    assert [asks for _, asks, _ in told(text)] == [True, False] * 4
    assert told(text)[-1] == ("Han", False, 1)
