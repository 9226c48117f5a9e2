"""What a report opens with: the place that it is from, often a day."""

from datetime import date

import pytest
from onrecord_core.datelines import Dateline, dated_by_dateline, dateline_at

TOWNS = {"New Haven", "Port Ellen", "Cairo"}


def read(line: str) -> Dateline | None:
    return dateline_at(line, 0, len(line), is_place=lambda name: name.title() in TOWNS)


@pytest.mark.parametrize(
    ("line", "place", "month_and_day", "year"),
    [
        ("OSLO, December 23. /NORD/. Talks go on", "OSLO", (12, 23), None),
        ("NAIROBI, Kenya (NP) — Talks go on", "NAIROBI", None, None),
        ("LONDON — Talks go on", "LONDON", None, None),
        ("BEIJING, May 5 (Huaxin) -- Talks go on", "BEIJING", (5, 5), None),
        ("NEW HAVEN: Talks go on", "NEW HAVEN", None, None),
        ("Port Ellen: Talks go on", "Port Ellen", None, None),
        ("JAKARTA, WARTA.com - Talks go on", "JAKARTA", None, None),
        ("PARIS (NP) – Talks go on", "PARIS", None, None),
        ("SÃO PAULO (Nordwire) - Talks go on", "SÃO PAULO", None, None),
        ("Geneva, 3 May 2024 – Talks go on", "Geneva", (5, 3), 2024),
        ("Cairo, 12.03.2024", "Cairo", (3, 12), 2024),
        ("London, UK: 3 March 2025 - Talks go on", "London", (3, 3), 2025),
        ("Cairo – Talks go on", "Cairo", None, None),
        ("LAGOS, Nigeria, 5 May 2024/NPO Group/ -- Talks go on", "LAGOS", (5, 5), 2024),
        ("LONDON--(NEWS WIRE)--Talks go on", "LONDON", None, None),
        ("New Delhi, Nov 18 (BNS) Talks go on", "New Delhi", (11, 18), None),
        ("WASHINGTON, D.C., May 5, 2024 -- Talks go on", "WASHINGTON", (5, 5), 2024),
        ("date 2021-12-23 OSLO, December 23. /NORD/. Talks go on", "OSLO", (12, 23), 2021),
    ],
)
def test_a_dateline_names_its_place_and_its_day(
    line: str, place: str, month_and_day: tuple[int, int] | None, year: int | None
) -> None:
    found = read(line)
    assert found is not None
    assert line[slice(*found.place)] == place if found.place else False
    assert (found.month, found.day) == (month_and_day or (None, None))
    assert found.year == year
    assert line[found.end :] in {"Talks go on", ""}


@pytest.mark.parametrize(
    "line",
    [
        "BRANDT: We will wait for the spring",
        "Minister: we will wait",
        "BREAKING - the ferry is late",
        "Monday, May 6 - the ferry is late",
        "Updated: 3 March 2024",
        "Talks go on — envoy",
        "Minister Ana Brandt – said nothing",
        "EU, UK agree on ferries - minister",
        "The minister, who spoke in May 2024 - in vain.",
    ],
)
def test_a_label_or_a_headline_is_no_dateline(line: str) -> None:
    assert read(line) is None


def test_a_name_with_a_date_is_signed_and_not_sent_from_there() -> None:
    found = read("Ana Brandt, 5 May 2024")
    assert found
    assert (found.place, found.full_day) == (None, date(2024, 5, 5))


def test_a_day_that_could_be_two_dates_nothing() -> None:
    assert dated_by_dateline("OSLO, 06/09/2021 (NP) - Talks go on") is None
    assert dated_by_dateline("OSLO, 23/09/2021 (NP) - Talks go on") == date(2021, 9, 23)


def test_a_text_is_dated_by_its_first_dateline_with_a_year() -> None:
    assert dated_by_dateline("Talks go on\n\nOSLO, May 5, 2024 (NP) — The talks go on.") == date(2024, 5, 5)
    assert dated_by_dateline("Talks go on\n\nOSLO, May 5 (NP) — The talks go on.") is None
    assert dated_by_dateline("OSLO, February 30, 2024 (NP) — The talks go on.") is None


def test_long_lines_take_no_time_to_speak_of() -> None:
    for line in ("A " * 50_000, "A-" * 50_000, "AB, " * 50_000, "(" * 50_000):
        read(line)
