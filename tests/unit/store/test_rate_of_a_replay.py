"""How many articles of a replay may be sent to be read."""

import pytest
from onrecord_store.replay_driver import IN_FLIGHT, room


@pytest.mark.parametrize(
    ("rate", "sent", "quiet_seconds", "may_be_sent"),
    [
        (None, 0, None, IN_FLIGHT),
        (None, IN_FLIGHT - 1, 0.1, 1),
        (None, IN_FLIGHT, 0.1, 0),
        (2.0, 0, None, 1),
        (2.0, 0, 0.1, 0),
        (2.0, 0, 0.5, 1),
        (2.0, 0, 3600.0, IN_FLIGHT),
        (1000.0, IN_FLIGHT + 5, 1.0, 0),
    ],
)
def test_a_rate_is_kept_and_never_too_many_are_on_their_way(
    rate: float | None, sent: int, quiet_seconds: float | None, may_be_sent: int
) -> None:
    assert room(rate, sent, quiet_seconds) == may_be_sent
