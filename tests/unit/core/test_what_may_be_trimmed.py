"""What may be removed from a stream: nothing that a group has not processed, nothing that a reader may still want."""

from hypothesis import given
from hypothesis import strategies as st
from onrecord_core.trimming import Need, cut, parsed

IDS = st.tuples(st.integers(0, 50), st.integers(0, 3))


def test_the_slowest_group_decides() -> None:
    needs = [Need("extract", (9, 0)), Need("store", (5, 2)), Need("mine", (7, 0))]
    assert cut(needs, ["extract", "store"], kept_from_ms=None) == "5-2"


def test_nothing_goes_while_a_service_has_never_run() -> None:
    assert cut([Need("extract", (9, 0))], ["extract", "store"], kept_from_ms=None) is None
    assert cut([], [], kept_from_ms=None) is None


def test_what_is_young_stays_for_those_who_read_along() -> None:
    assert cut([Need("store", (9, 0))], ["store"], kept_from_ms=4) == "4-0"
    assert cut([Need("store", (3, 1))], ["store"], kept_from_ms=4) == "3-1"
    assert cut([Need("store", (0, 0))], ["store"], kept_from_ms=4) is None


@given(st.lists(IDS, min_size=1, max_size=5), st.none() | st.integers(0, 60))
def test_nobody_loses_what_they_need(firsts: list[tuple[int, int]], kept_from_ms: int | None) -> None:
    needs = [Need(str(number), first) for number, first in enumerate(firsts)]
    found = cut(needs, [need.group for need in needs], kept_from_ms=kept_from_ms)
    for need in needs if found else []:
        assert parsed(found or "") <= need.first
    assert found is None or kept_from_ms is None or parsed(found) <= (kept_from_ms, 0)
