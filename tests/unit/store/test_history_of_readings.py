"""What each reading of an article added, kept and retracted."""

from datetime import UTC, datetime, timedelta

from onrecord_core.records import Extractor
from onrecord_store.history import Acceptance, Read, compared
from onrecord_store.history_answers import ArticleReading

START = datetime(2024, 3, 1, tzinfo=UTC)
EXTRACTOR = Extractor(name="test", version="1")


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def read(revision: str, minute: int, *found: str) -> Read:
    return Read(revision=revision, at=at(minute), extractor=EXTRACTOR, found=found)


def told(acceptances: list[Acceptance], *reads: Read) -> list[tuple[int, ArticleReading]]:
    return list(compared(acceptances, reads))


def test_a_second_reading_is_told_against_the_first() -> None:
    ((_, first), (_, second)) = told([(at(0), "a")], read("a", 1, "x", "y"), read("a", 2, "y", "z"))
    assert (first.added, first.kept, first.retracted) == (("x", "y"), (), ())
    assert (second.added, second.kept, second.retracted) == (("z",), ("y",), ("x",))


def test_a_text_that_comes_back_is_read_for_its_second_acceptance() -> None:
    accepted = [(at(0), "a"), (at(2), "b"), (at(4), "a")]
    places = [place for place, _ in told(accepted, read("a", 1, "x"), read("b", 3), read("a", 5, "x"))]
    assert places == [0, 1, 2]


def test_a_late_reading_of_a_revision_that_was_replaced_rules_nothing() -> None:
    accepted = [(at(0), "a"), (at(1), "b")]
    (_, (place, late), (_, last)) = told(accepted, read("b", 2, "y"), read("a", 3, "x"), read("b", 4, "y"))
    assert (place, late.rules) == (0, False)
    assert (late.added, late.kept, late.retracted) == ((), (), ())
    assert last.kept == ("y",)


def test_a_reading_by_a_clock_that_is_behind_belongs_to_its_revision_all_the_same() -> None:
    ((place, reading),) = told([(at(5), "a")], read("a", 1, "x"))
    assert (place, reading.rules) == (0, True)
