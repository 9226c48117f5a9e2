"""Which errors of the database pass, and which stay."""

import asyncio
from collections.abc import Sequence

import psycopg
import pytest
from onrecord_core.errors import RefusedError
from onrecord_store.database import is_away, make_pool, refusal
from onrecord_store.holding import Holding
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import PoolTimeout


@pytest.mark.parametrize(
    "kind", [PoolTimeout, psycopg.OperationalError, errors.AdminShutdown, errors.DeadlockDetected, errors.DiskFull]
)
def test_errors_that_pass(kind: type[psycopg.Error]) -> None:
    assert is_away(kind("x"))


@pytest.mark.parametrize(
    "kind", [errors.UndefinedTable, errors.UniqueViolation, errors.ProgramLimitExceeded, psycopg.DataError]
)
def test_errors_that_stay(kind: type[psycopg.Error]) -> None:
    assert not is_away(kind("x"))


def test_data_that_will_never_fit_is_refused_and_a_fault_of_ours_is_not() -> None:
    assert isinstance(refusal(errors.ProgramLimitExceeded("too long")), RefusedError)
    assert isinstance(refusal(errors.NumericValueOutOfRange("too great")), RefusedError)
    ours = errors.UndefinedTable("no table")
    assert refusal(ours) is ours


async def test_work_is_tried_again_while_the_database_is_away() -> None:
    answers: list[Exception | str] = [psycopg.OperationalError("away"), errors.AdminShutdown("away"), "done"]

    async def work() -> str:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert await Holding().through_outages(work) == "done"


async def test_a_bad_item_takes_no_other_along() -> None:
    saved: list[int] = []

    async def save(items: Sequence[int]) -> list[Exception | None]:
        if 2 in items:
            raise errors.ProgramLimitExceeded("too long")
        saved.extend(items)
        return [None] * len(items)

    results = await Holding().save_each([1, 2, 3], save)
    assert saved == [1, 3]
    assert [type(result) for result in results] == [type(None), RefusedError, type(None)]


async def test_who_holds_on_is_cancelled_when_the_service_stops() -> None:
    holding = Holding()
    waiting = asyncio.create_task(holding.pause(60))
    await asyncio.sleep(0)
    holding.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting


@pytest.mark.parametrize(("given", "expected"), [("", "10000"), ("?tcp_user_timeout=90000", "90000")])
async def test_a_database_that_says_nothing_is_given_up_unless_its_address_says_when(given: str, expected: str) -> None:
    pool = make_pool(f"postgresql://db.example/onrecord{given}", size=1)
    assert isinstance(pool.conninfo, str)
    assert conninfo_to_dict(pool.conninfo)["tcp_user_timeout"] == expected
