"""`onrecord dlq` shows what could not be processed and brings it back, talking to the streams' server itself."""

import asyncio
import json

import pytest
from onrecord.main import app
from onrecord_core.deadletters import failure_of, letter_fields, traceback_of
from onrecord_core.errors import FetchError
from onrecord_core.events import DeadLetter
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams, entries
from redis.asyncio import Redis
from typer.testing import CliRunner, Result

RAW = {"text": b"a \x1b[31mred text", "n": b"\xff"}


class Command:
    """`onrecord dlq` on the test's own streams."""

    def __init__(self, runner: CliRunner) -> None:
        self._runner = runner

    async def __call__(self, *arguments: str, answer: str | None = None) -> Result:
        return await asyncio.to_thread(self._runner.invoke, app, ["dlq", *arguments], input=answer)


@pytest.fixture
def dlq(runner: CliRunner, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("ONRECORD_REDIS_URL", settings.redis_url)
    monkeypatch.setenv("ONRECORD_PREFIX", settings.prefix)
    return Command(runner)


@pytest.fixture
async def names(redis: Redis, streams: Streams) -> list[str]:
    """Three dead letters: an article that raised, and two pages that could not be fetched."""
    try:
        print(1 // 0)
    except ZeroDivisionError as caught:
        await _write(redis, streams, streams.articles, caught)
    for host in ("a", "b"):
        await _write(redis, streams, streams.submissions, FetchError(f"{host}.example does not answer"))
    return [name for name, _ in await entries(redis, streams.dead)]


async def _write(redis: Redis, streams: Streams, stream: str, error: Exception) -> None:
    letter = DeadLetter(stream=stream, entry_id="1700000000000-0", group="g", error=failure_of(error), tries=5)
    await redis.xadd(streams.dead, letter_fields(letter, RAW, source="t", raised_at=traceback_of(error)))


async def test_letters_are_listed_newest_first(dlq: Command, names: list[str]) -> None:
    ran = await dlq("list", "--json")
    assert [json.loads(line)["id"] for line in ran.stdout.splitlines()] == names[::-1]
    table = (await dlq("list", "--error", "FetchError", "--since", "1h")).stdout
    assert "b.example does not answer" in table
    assert "division" not in table
    assert (await dlq("list", "--stream", "statements")).stdout == "no dead letters\n"
    assert len((await dlq("list", "--json", "--limit", "1")).stdout.splitlines()) == 1


async def test_a_letter_is_shown_with_its_traceback_and_entry(dlq: Command, names: list[str]) -> None:
    shown = (await dlq("show", names[0])).stdout
    assert "ZeroDivisionError: integer division or modulo by zero" in shown
    assert "2023-11-14 22:13:20Z" in shown
    assert "  File " in shown
    assert "text: a [31mred text" in shown
    assert "\x1b" not in shown
    whole = json.loads((await dlq("show", names[0], "--json")).stdout)
    assert whole["original"] == [
        {"name": "text", "value": RAW["text"].decode(), "encoding": "utf-8"},
        {"name": "n", "value": "/w==", "encoding": "base64"},
    ]


async def test_a_letter_is_retried_once(dlq: Command, names: list[str], redis: Redis, streams: Streams) -> None:
    first = await dlq("retry", names[0])
    [(entry_id, fields)] = await entries(redis, streams.articles)
    assert fields == RAW
    assert f"{names[0]}  is {entry_id} now" in first.stdout
    again = await dlq("retry", names[0])
    assert f"retried before, as {entry_id}" in again.stdout
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert await redis.xlen(streams.articles) == 1


async def test_all_to_which_the_filters_apply_go_back(
    dlq: Command, names: list[str], redis: Redis, streams: Streams
) -> None:
    ran = await dlq("retry", "--all", "--error", "FetchError")
    assert "2 dead letters retried" in ran.stderr
    assert await redis.xlen(streams.submissions) == 2
    assert [name for name, _ in await entries(redis, streams.dead)] == names[:1]


async def test_dropping_all_is_asked_for(dlq: Command, names: list[str], redis: Redis, streams: Streams) -> None:
    assert (await dlq("drop", "--all", answer="n\n")).exit_code == 1
    assert await redis.xlen(streams.dead) == len(names)
    assert (await dlq("drop", names[0])).exit_code == 0
    assert (await dlq("drop", "--all", "--yes")).exit_code == 0
    assert await redis.xlen(streams.dead) == 0


async def test_what_is_not_there_is_status_1(dlq: Command, streams: Streams) -> None:
    for arguments in (["show", "1-1"], ["retry", "1-1"], ["drop", "x"]):
        ran = await dlq(*arguments)
        assert ran.exit_code == 1
        assert "there is no dead letter" in ran.stderr


@pytest.mark.parametrize("wrong", [["retry"], ["drop"], ["retry", "--all", "1-1"], ["list", "--since", "soon"]])
async def test_bad_usage_is_status_2(dlq: Command, wrong: list[str]) -> None:
    assert (await dlq(*wrong)).exit_code == 2


async def test_a_server_that_is_away_is_told(dlq: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_REDIS_URL", "redis://127.0.0.1:9/0")
    ran = await dlq("list")
    assert ran.exit_code == 1
    assert "onrecord up" in ran.stderr
    assert "Traceback" not in ran.output
