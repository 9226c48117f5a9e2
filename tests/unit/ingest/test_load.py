"""Bodies in work are counted together, and one of them always goes."""

import contextlib

import pytest
from onrecord_core.problems import ProblemError
from onrecord_ingest.load import Load


def test_what_goes_over_the_bound_is_to_be_sent_again() -> None:
    load = Load(100)
    with load.share() as first, load.share() as second:
        first.add(60)
        second.add(40)
        with pytest.raises(ProblemError, match=r"100 bytes are in work.*ONRECORD_MAX_LOAD_BYTES") as refused:
            second.add(1)
    assert refused.value.problem.status == 503
    assert refused.value.headers
    assert int(refused.value.headers["Retry-After"]) > 0


def test_one_body_goes_however_large() -> None:
    load = Load(100)
    with load.share() as large:
        for _ in range(10):
            large.add(50)
        with load.share() as small, pytest.raises(ProblemError):
            small.add(1)


def test_what_is_dealt_with_makes_room() -> None:
    load = Load(100)
    with load.share() as first, load.share() as second:
        first.add(100)
        first.clear()
        second.add(100)
    with contextlib.suppress(ProblemError), load.share() as broken:
        broken.add(90)
        raise ProblemError(400, "the body is broken")
    with load.share() as third, load.share() as fourth:
        third.add(50)
        fourth.add(50)
