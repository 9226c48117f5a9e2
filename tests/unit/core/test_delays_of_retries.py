"""When an entry that went wrong is tried again: later each time, not all at once, never while it may be in work."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord_core.claims import SPREAD, delay
from onrecord_core.settings import Settings

SETTINGS = Settings(lease_seconds=10.0, retry_max_seconds=300.0)


@pytest.mark.parametrize(
    ("deliveries", "longest"), [(1, 15), (2, 30), (3, 60), (4, 120), (5, 240), (6, 300), (99, 300)]
)
def test_the_delay_doubles_up_to_a_limit(deliveries: int, longest: float) -> None:
    delays = [delay(SETTINGS, f"1700000000000-{n}", deliveries) for n in range(200)]
    assert longest * (1 - SPREAD) <= min(delays) < longest * 0.7
    assert longest * 0.96 < max(delays) <= longest


def test_what_failed_together_is_not_tried_again_together() -> None:
    delays = sorted(delay(SETTINGS, f"1700000000000-{n}", 4) for n in range(100))
    assert max(b - a for a, b in itertools.pairwise(delays)) < 40 / 5
    assert len(set(delays)) == 100


def test_every_process_works_out_the_same_delay() -> None:
    assert delay(SETTINGS, "1-1", 3) == delay(SETTINGS, "1-1", 3) != delay(SETTINGS, "1-1", 2)


@given(st.floats(0.1, 100), st.floats(0.1, 1000), st.integers(1, 10_000))
def test_an_entry_whose_lease_may_be_renewed_is_left_alone(lease: float, longest: float, deliveries: int) -> None:
    settings = Settings(lease_seconds=lease, retry_max_seconds=longest)
    assert lease <= delay(settings, "1-1", deliveries) <= max(lease, longest)
