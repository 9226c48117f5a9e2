"""`onrecord watch` shows what comes, in no group, through a broken connection, until Ctrl-C."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Any

import pytest
from onrecord.live import Following
from onrecord.watch_command import Wanted
from onrecord_core.errors import MalformedEntryError
from onrecord_core.events import Event, Retraction, StatementExtracted, statement_extracted, statement_retracted
from onrecord_core.records import Extractor, Statement
from onrecord_core.streams import Streams, encode
from onrecord_core.testing import wait_until
from redis.asyncio import Redis


def statement(number: int, name: str = "Ana Pereira", country: str = "PT", publisher: str = "Daily") -> Statement:
    words = f"“Talk {number}.”"
    record: dict[str, Any] = {
        "id": f"st_{number}",
        "article": {"id": "art_1", "revision": "r", "publisher": publisher},
        "speaker": {
            "name": name,
            "kind": "person",
            "resolution": "named",
            "affiliation": {"name": country, "country": country},
        },
        "content": [{"start": 0, "end": len(words), "text": words}],
        "kind": "direct",
        "confidence": 1,
        "extractor": {"name": "test", "version": "1"},
    }
    return Statement.model_validate(record)


async def add(redis: Redis, streams: Streams, number: int) -> str:
    entry = await redis.xadd(streams.statements, encode(statement_extracted(statement(number))))
    return entry.decode() if isinstance(entry, bytes) else entry


async def take(events: AsyncGenerator[Event], count: int) -> list[str]:
    taken: list[str] = []
    async with asyncio.timeout(20):
        while len(taken) < count:
            event = await anext(events)
            assert isinstance(event, StatementExtracted)
            taken.append(event.data.id)
    return taken


async def test_everybody_sees_everything_from_the_beginning(redis: Redis, streams: Streams, redis_url: str) -> None:
    for number in range(3):
        await add(redis, streams, number)
    for _ in range(2):
        events = Following(redis_url, streams.prefix, since="-", say=print).events()
        assert await take(events, 3) == ["st_0", "st_1", "st_2"]
        await events.aclose()


async def test_it_begins_after_the_entry_that_is_named(redis: Redis, streams: Streams, redis_url: str) -> None:
    ids = [await add(redis, streams, number) for number in range(3)]
    events = Following(redis_url, streams.prefix, since=ids[1], say=print).events()
    assert await take(events, 1) == ["st_2"]
    await events.aclose()


async def test_by_default_only_what_is_new_is_shown(redis: Redis, streams: Streams, redis_url: str) -> None:
    await add(redis, streams, 1)
    said: list[str] = []
    events = Following(redis_url, streams.prefix, since=None, say=said.append).events()
    taking = asyncio.create_task(take(events, 1))
    await wait_until(lambda: _now(any("watching" in message for message in said)), description="it watches")
    await add(redis, streams, 2)
    assert await taking == ["st_2"]
    await events.aclose()


async def _now(value: bool) -> bool:
    return value


async def test_a_broken_connection_loses_nothing(redis: Redis, streams: Streams, redis_url: str) -> None:
    events = Following(redis_url, streams.prefix, since="-", say=print).events()
    await add(redis, streams, 1)
    assert await take(events, 1) == ["st_1"]
    await redis.client_kill_filter(_type="normal", skipme=True)  # pyright: ignore[reportUnknownMemberType]
    await add(redis, streams, 2)
    assert await take(events, 1) == ["st_2"]
    await events.aclose()


async def test_what_is_no_event_is_told_and_passed_over(redis: Redis, streams: Streams, redis_url: str) -> None:
    await redis.xadd(streams.statements, {"data": "no JSON"})
    await add(redis, streams, 1)
    said: list[str] = []
    events = Following(redis_url, streams.prefix, since="-", say=said.append).events()
    assert await take(events, 1) == ["st_1"]
    assert any("passed over" in message for message in said)
    await events.aclose()


@pytest.mark.parametrize("since", ["yesterday", "$", "1-2-3", ""])
def test_a_since_that_is_no_entry_is_refused(since: str) -> None:
    with pytest.raises(MalformedEntryError):
        Following("redis://127.0.0.1:9", "x:", since=since, say=print)


def test_filters_take_words_of_names_in_any_case_and_accents() -> None:
    said = statement(1, name="José Ávila", publisher="Example Daily")
    assert Wanted()(said)
    assert Wanted(speaker="avila", country="pt", publisher="daily", kind="direct")(said)
    for unwanted in (
        Wanted(speaker="Avi"),
        Wanted(country="ES"),
        Wanted(publisher="Weekly"),
        Wanted(kind="indirect"),
    ):
        assert not unwanted(said)


async def test_the_command_prints_what_comes_and_ends_with_0_on_ctrl_c(
    redis: Redis, streams: Streams, redis_url: str
) -> None:
    await add(redis, streams, 1)
    retraction = Retraction(
        statement_id="st_1", article_id="art_1", revision="r", extractor=Extractor(name="test", version="2")
    )
    event = statement_retracted(retraction, source="onrecord/store", time=datetime.now(UTC))
    await redis.xadd(streams.statements, encode(event))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "onrecord.main", "watch", "--since", "-",
        env={**os.environ, "ONRECORD_REDIS_URL": redis_url, "ONRECORD_PREFIX": streams.prefix},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    async with asyncio.timeout(60):
        lines = [json.loads(await process.stdout.readline()) for _ in range(2)]
        assert lines[0] == json.loads(statement(1).model_dump_json())
        assert lines[1]["statement_id"] == "st_1"
        process.send_signal(signal.SIGINT)
        _, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    assert "Traceback" not in errors.decode()
