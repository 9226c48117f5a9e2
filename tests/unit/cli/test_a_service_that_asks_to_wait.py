"""A service that says when to come again is asked again then, and not before."""

import asyncio
from collections.abc import Iterator, Sequence

import httpx
import pytest
from onrecord.client import Api
from onrecord.waiting import AwayError, LimitedError

TOO_OFTEN = "more than 100 requests a second; go on in 3.0 s"


def refusal(status: int, seconds: int) -> httpx.Response:
    problem = {"title": "Not now", "status": status, "detail": TOO_OFTEN}
    return httpx.Response(status, json=problem, headers={"Retry-After": str(seconds)})


class Asked:
    """What a command sees of a service that gives these answers, and the seconds for which it waits."""

    def __init__(self, answers: Sequence[httpx.Response], *, patience: float) -> None:
        self.said: list[str] = []
        self._answers: Iterator[httpx.Response] = iter(answers)
        transport = httpx.MockTransport(lambda _: next(self._answers))
        http = httpx.AsyncClient(transport=transport, base_url="http://store")
        self._api = Api(http, "the store", patience=patience, say=self.said.append)

    async def get(self) -> dict[str, object]:
        return await self._api.get("/v1/statements")


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits, which take no time."""
    seconds: list[float] = []

    async def sleep(delay: float) -> None:
        seconds.append(delay)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    return seconds


@pytest.mark.parametrize("patience", [0, 120])
async def test_a_command_waits_for_its_turn_whatever_its_patience(waited: list[float], patience: float) -> None:
    asked = Asked([refusal(429, 3), refusal(429, 7), httpx.Response(200, json={"items": []})], patience=patience)
    assert await asked.get() == {"items": []}
    assert [int(seconds) for seconds in waited] == [3, 7]
    assert all("rate limit of the store" in line for line in asked.said)


async def test_what_a_limit_is_and_what_to_do_is_said_where_the_wait_is_too_long(waited: list[float]) -> None:
    asked = Asked([refusal(429, 3600)], patience=0)
    with pytest.raises(LimitedError) as told:
        await asked.get()
    assert waited == []
    for words in ("the rate limit of the store at http://store is reached", TOO_OFTEN, "ONRECORD_RATE_PER_SECOND"):
        assert words in str(told.value)


async def test_a_service_that_is_away_is_not_waited_for_without_patience(waited: list[float]) -> None:
    with pytest.raises(AwayError):
        await Asked([refusal(503, 5)], patience=0).get()
    assert waited == []


async def test_waits_grow_and_are_as_long_as_is_asked_for(waited: list[float]) -> None:
    answers = [refusal(503, 0), refusal(503, 0), refusal(503, 9), httpx.Response(200, json={})]
    await Asked(answers, patience=60).get()
    assert waited[0] < waited[1] < 1
    assert int(waited[2]) == 9
