"""How often a caller may ask."""

from hypothesis import given
from hypothesis import strategies as st
from onrecord_core.rates import MOST_CALLERS, Rates


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_let_through_and_then_a_steady_flow() -> None:
    clock = Clock()
    rates = Rates(per_second=2, burst=3, clock=clock)
    assert [rates.wait("a") for _ in range(4)] == [0, 0, 0, 0.5]
    clock.now += 0.5
    assert rates.wait("a") == 0
    assert rates.wait("a") == 0.5


def test_one_caller_takes_nothing_from_another() -> None:
    rates = Rates(per_second=1, burst=1, clock=Clock())
    assert rates.wait("a") == 0
    assert rates.wait("a") > 0
    assert rates.wait("b") == 0


def test_no_limit_is_none() -> None:
    rates = Rates(per_second=0, burst=1, clock=Clock())
    assert not any(rates.wait("a") for _ in range(1000))


def test_callers_without_number_take_no_memory_without_bound() -> None:
    rates = Rates(per_second=1, burst=1, clock=Clock())
    for number in range(MOST_CALLERS + 1):
        rates.wait(str(number))
    assert rates.wait(str(MOST_CALLERS)) > 0, "whoever has just asked is remembered"
    assert rates.wait("0") == 0, "whoever has not asked for the longest time is not"


@given(st.lists(st.floats(0, 3), max_size=60), st.floats(0.5, 20), st.integers(1, 10))
def test_never_more_than_the_burst_and_the_flow(pauses: list[float], per_second: float, burst: int) -> None:
    clock = Clock()
    rates = Rates(per_second=per_second, burst=burst, clock=clock)
    let_through = 0
    for pause in pauses:
        clock.now += pause
        let_through += rates.wait("a") == 0
    assert let_through <= burst + clock.now * per_second + 1e-6
