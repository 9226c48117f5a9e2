"""Which party's position is shown, and on what, follows from the statements and from nothing else."""

from collections.abc import Iterable
from typing import Any

import pytest
from onrecord.topics import day_of, in_time, position, stem
from onrecord_core.records import Statement


def said(
    words: str, *, day: str | None = None, country: str | None = None, name: str = "Ana", article: str = "a"
) -> Statement:
    affiliation = {"name": {"PT": "Portugal", "ES": "Spain"}[country], "country": country} if country else None
    record: dict[str, Any] = {
        "id": f"st_{words}_{day}_{name}",
        "article": {"id": article, "revision": "r"},
        "speaker": {"name": name, "kind": "person", "resolution": "named", "affiliation": affiliation},
        "content": [{"start": 0, "end": len(words), "text": words}],
        "kind": "direct",
        "said_at": {"value": day},
        "confidence": 1,
        "extractor": {"name": "test", "version": "1"},
    }
    return Statement.model_validate(record)


STATEMENTS = [
    said("The bridge can wait", day="2025-03-01", country="ES", name="Luz", article="a"),
    said("We recognise the harbour", day=None, country="PT", article="b"),
    said("Recognition of the harbour comes", day="2025-02-01", country="PT", article="b"),
    said("Nobody is recognizing a harbour", day="2025-01-01", country="PT", name="Rui", article="a"),
    said("Portugal likes Ana", day="2025-04-01", country="PT", article="c"),
    said("Harbours are wet", day="2025-04-02", country="ES", name="Luz", article="d"),
]


def days(statements: Iterable[Statement]) -> list[str | None]:
    return [day_of(statement) for statement in statements]


def test_the_topic_is_what_is_spoken_of_most_and_the_party_who_spoke_of_it_most() -> None:
    shown = position(STATEMENTS)
    assert shown
    assert (shown.name, shown.topic, shown.party.country) == ("Portugal", "harbour", "PT")
    assert days(shown.statements) == ["2025-01-01", "2025-02-01", None]


def test_all_forms_of_a_topic_count() -> None:
    shown = position(STATEMENTS, topic="recognition")
    assert shown
    assert set(shown.forms) == {"recognition", "recognise", "recognizing"}
    assert len(shown.statements) == 3


def test_a_country_can_be_asked_for() -> None:
    shown = position(STATEMENTS, topic="harbour", country="ES")
    assert shown
    assert (shown.name, days(shown.statements)) == ("Spain", ["2025-04-02"])


def test_who_speaks_is_no_topic() -> None:
    shown = position([said("Portugal and Ana", day="2025-01-01", country="PT")])
    assert shown is None


def test_a_name_of_a_place_is_no_topic() -> None:
    shown = position([said("In Lisbon a boat", day="2025-01-01"), said("Lisbon", day="2025-01-02", article="b")])
    assert shown
    assert shown.topic == "boat"


def test_a_speaker_of_no_known_country_is_a_party() -> None:
    shown = position([said("The harbour", day="2025-01-01", name="Rui [x]")])
    assert shown
    assert (shown.name, shown.party.country, shown.party.speaker) == ("Rui [x]", None, "Rui [x]")


@pytest.mark.parametrize("options", [{"topic": "dragons"}, {"country": "FR"}, {"topic": "…"}])
def test_there_may_be_no_position(options: dict[str, str]) -> None:
    assert position(STATEMENTS, **options) is None
    assert position([]) is None


def test_the_order_is_that_of_time_with_the_undated_last() -> None:
    assert days(in_time(STATEMENTS)) == ["2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01", "2025-04-02", None]


@pytest.mark.parametrize(
    "forms",
    [("recognise", "recognition", "recognized", "Recognising"), ("condition", "conditions"), ("treaty", "treaties")],
)
def test_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1
