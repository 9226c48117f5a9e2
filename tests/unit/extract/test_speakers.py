"""Who a statement is attributed to."""

from functools import partial

import pytest
from onrecord_core.records import Speaker
from onrecord_extract import RuleFinder
from onrecord_extract import extract as extract_by

extract = partial(extract_by, finder=RuleFinder())


def last_speaker(text: str) -> Speaker:
    speaker = extract(text)[-1].speaker
    assert speaker is not None
    return speaker


def test_a_surname_is_completed_from_the_document() -> None:
    text = "Brandt said the quay was safe.\n\nIt was Danish Prime Minister Ana Brandt who built it."
    speaker = last_speaker(text)
    assert (speaker.name, speaker.resolution) == ("Ana Brandt", "named")
    assert (speaker.role, speaker.kind) == ("Danish Prime Minister", "person")
    assert speaker.affiliation is not None
    assert (speaker.affiliation.name, speaker.affiliation.country) == ("Denmark", "DK")


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Norway's Fisheries Minister Ana Brandt", "Fisheries Minister"),
        ("Norwegian Fisheries Minister Ana Brandt", "Norwegian Fisheries Minister"),
        ("Ana Brandt, the head of the Harbour Office,", "head of the Harbour Office"),
        ("Special Envoy for Ferries, Director of the Quay Department Ana Brandt", None),
    ],
)
def test_a_title_is_the_role_and_no_part_of_the_name(title: str, role: str | None) -> None:
    speaker = last_speaker(f"{title} said that the quay was safe.")
    assert speaker.name == "Ana Brandt"
    assert speaker.role == (role or "Special Envoy for Ferries, Director of the Quay Department")


@pytest.mark.parametrize(
    ("mention", "resolution"),
    [("he", "pronoun"), ("the Chilean envoy", "nominal"), ("the diplomat", "nominal"), ("Rojas", "named")],
)
def test_a_pronoun_and_a_noun_stand_for_the_last_fitting_speaker(mention: str, resolution: str) -> None:
    text = f'Chilean ambassador Pablo Rojas said that he would stay. "I like it here," {mention} said.'
    speaker = last_speaker(text)
    assert (speaker.name, speaker.resolution) == ("Pablo Rojas", resolution)
    assert speaker.mention is not None
    assert speaker.mention.text == mention


def test_a_noun_does_not_stand_for_a_speaker_of_another_country() -> None:
    speaker = last_speaker('Chilean ambassador Pablo Rojas said that he would stay. "No," the Danish envoy said.')
    assert speaker.name is None


def test_a_pronoun_without_anybody_before_it_stays_unnamed() -> None:
    speaker = last_speaker("He said the quay was safe.")
    assert (speaker.name, speaker.resolution) == (None, "unknown")


def test_a_capital_is_a_metonym_of_its_government() -> None:
    speaker = last_speaker("Oslo said the quay was safe.")
    assert (speaker.name, speaker.kind, speaker.resolution) == ("Oslo", "government", "metonym")
    assert speaker.affiliation is not None
    assert speaker.affiliation.country == "NO"


def test_a_portfolio_is_no_organisation() -> None:
    speaker = last_speaker("Transport Minister Ana Brandt said that the quay was safe.")
    assert (speaker.role, speaker.affiliation) == ("Transport Minister", None)
    spokesman = last_speaker("Transport Ministry spokesman Olaf Brandt said that the quay was safe.")
    assert spokesman.affiliation is not None
    assert spokesman.affiliation.name == "Transport Ministry"


def test_an_unnamed_spokeswoman_is_her_organisation() -> None:
    speaker = last_speaker("A Harbour Office spokeswoman said the quay was safe.")
    assert (speaker.name, speaker.role, speaker.kind) == ("Harbour Office", "spokeswoman", "organization")


def test_an_unnamed_source_stays_unnamed() -> None:
    speaker = last_speaker("Two sailors said the quay was unsafe.")
    assert speaker.name is None


def test_a_quotation_without_a_cue_has_the_implicit_speaker_before_it() -> None:
    text = 'Ana Brandt said that the quay was safe.\n\n"It will stand for a hundred years and more."'
    speaker = last_speaker(text)
    assert (speaker.name, speaker.resolution, speaker.mention) == ("Ana Brandt", "implicit", None)
