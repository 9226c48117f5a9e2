"""For whom those speak beside whose names, or in whose text alone, a place stands."""

from collections.abc import Callable

import pytest
from onrecord_core.records import Speaker

type Who = Callable[[str], list[Speaker]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Arrivals\n\n[Minister Ana Brandt (Norway)] said so on arrival.", "Norway"),
        ("Smoke drifted over Bergen on Monday. [The mayor, Ana Brandt], said so.", "Bergen"),
        ("Smoke drifted from Bergen to Oslo. Oslo slept. [The mayor, Ana Brandt], said so.", None),
    ],
)
def test_a_place_in_brackets_and_the_only_town_of_a_text(who: Who, text: str, name: str | None) -> None:
    told = who(text)[0].affiliation
    assert (told.name if told else None) == name


def test_sources_in_a_division_of_state_speak_for_the_texts_country(who: Who) -> None:
    told = who("ISLAMABAD: [Sources in the power division] said so.")[0].affiliation
    assert told
    assert told.name == "Pakistan"
