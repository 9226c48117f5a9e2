"""When a consumer counts as stalled: work waits and none is settled, and never for want of work."""

import pytest
from onrecord_core.groups import GroupProgress
from onrecord_core.readiness import readiness_of, reason_of
from onrecord_core.work import Work

STALL = 120.0


class Worked(Work):
    """Work as it was some seconds ago."""

    def __init__(self, *, idle: float = 0.0, in_hand: float = 0.0) -> None:
        super().__init__()
        self._last -= idle
        if in_hand:
            self._begun.append(self._last + idle - in_hand)


def group(*, lag: int | None = 0, unread: float | None = None, pending: int = 0, ready: bool = True) -> GroupProgress:
    return GroupProgress("extract", "onrecord:articles", 100, lag, pending, None, ready, unread)


@pytest.mark.parametrize(
    ("found", "ago"),
    [
        (group(), {"idle": 86_400}),
        (group(lag=1, unread=0.2), {"idle": 86_400}),
        (group(pending=1), {"idle": 86_400, "in_hand": 3}),
        (group(lag=50_000, unread=7200), {"idle": 2}),
        (group(pending=3), {"idle": 86_400}),
    ],
    ids=["nothing to do", "just come in", "just begun", "behind and at work", "others are to try again"],
)
def test_a_consumer_that_has_no_work_or_does_it_is_well(found: GroupProgress, ago: dict[str, float]) -> None:
    assert reason_of(found, Worked(**ago), stall_seconds=STALL) is None


@pytest.mark.parametrize(
    ("found", "ago"),
    [
        (group(lag=1, unread=130), {"idle": 125}),
        (group(lag=None, unread=130), {"idle": 125}),
        (group(pending=1), {"idle": 500, "in_hand": 400}),
    ],
    ids=["unread", "unread, and the server cannot count", "stuck on what is in hand"],
)
def test_work_that_waits_while_none_is_done_is_a_stall(found: GroupProgress, ago: dict[str, float]) -> None:
    reason = reason_of(found, Worked(**ago), stall_seconds=STALL)
    assert reason is not None
    assert reason.startswith("extract has settled nothing of onrecord:articles for ")


def test_a_group_that_is_gone_is_named() -> None:
    reason = reason_of(group(ready=False), Worked(), stall_seconds=STALL)
    assert reason == "the consumer group extract of onrecord:articles is gone; start the service again"


def test_what_is_in_hand_is_known_by_its_oldest_and_forgotten_when_done() -> None:
    work = Worked(idle=50, in_hand=40)
    with work.in_hand():
        assert work.in_hand_seconds >= 40
    assert work.settled_at is None
    work.settled()
    assert work.idle_seconds < 40


async def test_a_service_that_starts_is_not_ready() -> None:
    assert (await readiness_of([])).reasons == ("the service is starting",)
