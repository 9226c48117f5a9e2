"""Which statements the patterns find, and where their content begins and ends."""

from functools import partial

import pytest
from onrecord_core.records import Statement
from onrecord_extract import RuleFinder
from onrecord_extract import extract as extract_by

extract = partial(extract_by, finder=RuleFinder())


def one(text: str) -> Statement:
    found = extract(text)
    assert len(found) == 1, [statement.quotation for statement in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "content"),
    [
        ('"We will wait for the vote," Ana Brandt said.', "direct", ["We will wait for the vote"]),
        ('"We will wait for the vote," said Ana Brandt, the mayor.', "direct", ["We will wait for the vote"]),
        ('"Will they wait?" Ana Brandt asked.', "direct", ["Will they wait?"]),
        ('Ana Brandt said: "We will wait."', "direct", ["We will wait."]),
        ('"We will wait," Ana Brandt said, "until May."', "direct", ["We will wait", "until May."]),
        ('"We will wait," Ana Brandt said. "It is early."', "direct", ["We will wait", "It is early."]),
        ("Ana Brandt said that the town would wait.", "indirect", ["the town would wait"]),
        ("Ana Brandt said the town would wait.", "indirect", ["the town would wait"]),
        ("Ana Brandt told reporters on Monday that the town would wait.", "indirect", ["the town would wait"]),
        ("The town will wait until May, Ana Brandt told a briefing.", "indirect", ["The town will wait until May"]),
        ("The town, Ana Brandt said, will wait.", "indirect", ["The town", "will wait"]),
        ("The town, as the Harbour Post reported, will wait.", "indirect", ["The town", "will wait"]),
        ("According to Ana Brandt, the town will wait.", "indirect", ["the town will wait"]),
        ("The town will wait until May, according to Ana Brandt.", "indirect", ["The town will wait until May"]),
        ("Ana Brandt, the mayor of Lunden, said the town would wait.", "indirect", ["the town would wait"]),
        ("Ana Brandt, who is 42, said the town would wait.", "indirect", ["the town would wait"]),
        ("Ana Brandt announced the end of the ferry line.", "indirect", ["the end of the ferry line"]),
        ("Ana Brandt promised to mend the quay.", "indirect", ["to mend the quay"]),
        ("Ana Brandt warned against closing the quay.", "indirect", ["against closing the quay"]),
        ('Ana Brandt said the quay was "a ruin."', "mixed", ['the quay was "a ruin."']),
        ('The quay "was a ruin," Ana Brandt noted.', "mixed", ['The quay "was a ruin,"']),
        ("Ana Brandt said the U.S. would wait for the U.K.", "indirect", ["the U.S. would wait for the U.K."]),
        ("Ana Brandt denied that the quay was closed.", "indirect", ["the quay was closed"]),
    ],
)
def test_a_statement_is_cut_as_the_conventions_say(text: str, kind: str, content: list[str]) -> None:
    statement = one(text)
    assert (statement.kind, [span.text for span in statement.content]) == (kind, content)
    assert statement.speaker is not None
    assert statement.speaker.name in {"Ana Brandt", "Harbour Post"}


def test_two_verbs_with_one_subject_are_two_statements() -> None:
    found = extract("Ana Brandt said that the quay was safe and warned that the ferry was not.")
    assert [statement.quotation for statement in found] == ["the quay was safe", "the ferry was not"]
    assert [statement.cue.act for statement in found if statement.cue] == ["state", "warn"]
    assert [statement.speaker.name for statement in found if statement.speaker] == ["Ana Brandt", "Ana Brandt"]


def test_a_participle_has_the_subject_before_it() -> None:
    found = extract('Ana Brandt praised the crew of the ferry, adding that "they never slept."')
    assert [statement.quotation for statement in found] == ["the crew of the ferry", '"they never slept."'[1:-1]]


def test_a_quotation_over_paragraphs_is_one_statement() -> None:
    statement = one("“We will wait,” Ana Brandt said. “The quay is old.\n\n“It will not last.”")
    assert [span.text for span in statement.content] == ["We will wait", "The quay is old.", "It will not last."]


def test_a_legal_parenthesis_splits_the_content() -> None:
    statement = one("The Free Oars movement (outlawed in Lundland) will wait, Ana Brandt said.")
    assert [span.text for span in statement.content] == ["The Free Oars movement", "will wait"]


def test_narration_behind_a_statement_is_not_glued_to_it() -> None:
    statement = one("The council declared the ferry closed and on May 5 sold it to a museum.")
    assert statement.quotation == "the ferry closed"


@pytest.mark.parametrize(
    "text",
    [
        "Ana Brandt did not say whether the quay would be mended.",
        "Ana Brandt has not said when the quay will be mended.",
        "Ana Brandt declined to comment.",
        "The losses reported by the ferry line grew in May.",
        "Ana Brandt was told that the quay was closed.",
        'The so-called "quay of kings" was sold in May.',
        "The ferry sank on Monday and nobody was hurt.",
        "Leave a comment\n\nThis site uses cookies to say that it is nice.\n\nSHARE THIS ARTICLE",
        "In this file photo, Ana Brandt says that the quay is closed. (Photo by Jo Kerr)",
        "",
        "\n\n",
    ],
)
def test_what_is_no_statement_yields_nothing(text: str) -> None:
    assert extract(text) == []


LEDE = "\n\nThe old quay of the town was closed on Monday after a storm, and Ana Brandt walked along it twice.\n"


@pytest.mark.parametrize(
    "headline",
    ["Ana Brandt: We will mend the quay", "Town will mend the quay — Brandt", "Town will mend the quay - minister"],
)
def test_a_headline_attributes_without_a_verb(headline: str) -> None:
    (statement,) = extract(headline + LEDE + "\n\nIt was built by minister Ana Brandt herself in 1999, as a girl.")
    assert (statement.section, statement.kind) == ("headline", "indirect")
    assert statement.speaker is not None
    assert statement.speaker.name == "Ana Brandt"


def test_offsets_are_code_points_and_the_text_is_kept() -> None:
    text = "😀\r\n\r\nAna\u00a0Brandt said\u00a0that the quay 𝄞 was shut.\r\n"
    (statement,) = extract(text)
    statement.check(text)
    assert statement.content[0].text == "the quay 𝄞 was shut"
