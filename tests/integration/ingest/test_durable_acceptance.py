"""A 202 is an article on disk; what is sent again is taken once; what cannot be taken is said to come back."""

import asyncio
import json
from typing import Any

import pytest
from onrecord_core import room, server
from onrecord_core.problems import MEDIA_TYPE
from onrecord_core.server import NotOnDiskError, UnfitServerError, check_server
from onrecord_core.streams import Streams
from onrecord_core.testing import wait_until
from onrecord_ingest.intake import Drop, Intake
from onrecord_ingest.settings import IngestSettings
from redis.asyncio import Redis
from structlog.testing import capture_logs

from tests.integration.conftest import at

from .conftest import Ingest, Run

TEXT = "The minister said on Monday that the talks would go on and that the border would stay open for everybody."
LINES = {"Content-Type": "application/x-ndjson"}


def here(settings: IngestSettings, valkey: Redis) -> IngestSettings:
    """The settings of a service that works on that server and ends quickly."""
    return at(settings, valkey).model_copy(update={"grace_seconds": 0.5})


async def configure(valkey: Redis, name: str, value: str) -> None:
    """Change the server's configuration while it runs."""
    await valkey.config_set(name, value)  # pyright: ignore[reportUnknownMemberType]


async def test_an_answer_waits_for_the_disk(
    run: Run, ingest_settings: IngestSettings, valkey: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a server that never syncs there is no 202; once it does, the same request has its answer, and one entry."""
    monkeypatch.setattr(server, "DURABLE_MS", 200)
    key = {"Idempotency-Key": '"one"'}
    async with run(here(ingest_settings, valkey)) as ingest:
        one = await ingest.http.post("/v1/articles", json={"text": TEXT}, headers=key)
        many = await ingest.http.post("/v1/articles:batch", content=json.dumps({"text": TEXT}), headers=LINES)
        for answer in (one, many):
            assert (answer.status_code, answer.headers["Content-Type"]) == (503, MEDIA_TYPE)
            assert int(answer.headers["Retry-After"]) > 0
            assert "disk" in answer.json()["detail"]
        await configure(valkey, "appendfsync", "always")
        answers = [await ingest.http.post("/v1/articles", json={"text": TEXT}, headers=key) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [202, 202]
        assert answers[0].json() == answers[1].json()
        assert await valkey.xlen(Streams(ingest_settings.prefix).submissions) == 2


async def test_what_a_server_wrote_that_is_not_the_master_any_more_is_not_said_to_be_on_disk(
    run: Run, ingest_settings: IngestSettings, valkey: Redis
) -> None:
    """It ends the wait of whoever waits with an error, and its data are thrown away for the new master's."""

    async def somebody_waits() -> bool:
        clients = await valkey.client_list()  # pyright: ignore[reportUnknownMemberType]
        return any(client["cmd"] == "waitaof" and client["flags"] != "N" for client in clients)

    async with run(here(ingest_settings, valkey)) as ingest:
        answer = asyncio.create_task(ingest.http.post("/v1/articles", json={"text": TEXT}))
        await wait_until(somebody_waits, description="the answer waits for the disk")
        await valkey.replicaof("127.0.0.1", "1")  # pyright: ignore[reportUnknownMemberType]
        assert (await answer).status_code == 503
        await valkey.replicaof("NO", "ONE")  # pyright: ignore[reportUnknownMemberType]


async def test_lines_of_a_batch_that_an_earlier_process_of_the_server_took_are_not_said_to_be_on_disk(
    ingest_settings: IngestSettings, redis: Redis
) -> None:
    intake = Intake(redis, ingest_settings)
    await intake.put([Drop(b"{}")], durably=False)
    await intake.on_disk(await intake.server())
    with pytest.raises(NotOnDiskError, match="started again"):
        await intake.on_disk("f00d")


async def test_a_server_that_cannot_tell_is_told_of_at_the_start(
    run: Run, ingest_settings: IngestSettings, valkey: Redis
) -> None:
    await configure(valkey, "appendonly", "no")
    with capture_logs() as logs:
        await check_server(valkey)
    assert [line["log_level"] for line in logs] == ["warning"]
    assert "appendonly is disabled" in logs[0]["reason"]
    async with run(here(ingest_settings, valkey)) as ingest:
        assert (await ingest.http.post("/v1/articles", json={"text": TEXT})).status_code == 202


async def test_a_server_that_throws_streams_away_is_refused(valkey: Redis) -> None:
    await configure(valkey, "appendfsync", "always")
    await configure(valkey, "maxmemory", "100mb")
    await configure(valkey, "maxmemory-policy", "allkeys-lru")
    with pytest.raises(UnfitServerError, match="noeviction"):
        await check_server(valkey)
    await configure(valkey, "maxmemory-policy", "volatile-ttl")
    with capture_logs() as logs:
        await check_server(valkey)
    assert [line["policy"] for line in logs] == ["volatile-ttl"]


@pytest.mark.parametrize("full", ["streams", "server"])
async def test_a_full_queue_takes_no_more_until_there_is_room(
    run: Run, ingest_settings: IngestSettings, valkey: Redis, monkeypatch: pytest.MonkeyPatch, full: str
) -> None:
    monkeypatch.setattr(room, "FRESH_SECONDS", 0.0)
    await configure(valkey, "appendfsync", "always")
    small = here(ingest_settings, valkey)
    if full == "streams":
        small = small.model_copy(update={"queue_max_bytes": 300_000})
    else:
        used = (await valkey.info("memory"))["used_memory"]  # pyright: ignore[reportUnknownMemberType]
        await configure(valkey, "maxmemory", str(int((used + 2_000_000) / small.queue_max_memory)))
    filler = f"{small.prefix}articles"  # as where extract is down
    async with run(small) as ingest:
        for _ in range(25):
            await valkey.xadd(filler, {"data": "x" * 100_000})
        before = await valkey.xlen(Streams(small.prefix).submissions)
        one = await ingest.http.post("/v1/articles", json={"text": TEXT})
        many = await ingest.http.post("/v1/articles:batch", content=json.dumps({"text": TEXT}), headers=LINES)
        for answer in (one, many):
            assert (answer.status_code, answer.headers["Content-Type"]) == (503, MEDIA_TYPE)
            assert int(answer.headers["Retry-After"]) > 0
            assert "full" in answer.json()["detail"]
        assert await valkey.xlen(Streams(small.prefix).submissions) == before
        await valkey.delete(filler)

        async def taken() -> bool:
            return (await ingest.http.post("/v1/articles", json={"text": TEXT})).status_code == 202

        await wait_until(taken, description="there is room again")


async def drop(ingest: Ingest, key: str, **fields: object) -> tuple[int, dict[str, Any]]:
    """Drop an article with a key; gives the status and the body of the answer."""
    answer = await ingest.http.post("/v1/articles", json=fields, headers={"Idempotency-Key": key})
    return answer.status_code, answer.json()


async def test_the_same_request_again_has_the_same_answer_and_one_entry(ingest: Ingest) -> None:
    first = await drop(ingest, '"a b"', text=TEXT, colour=1)
    assert first[0] == 202
    assert await drop(ingest, '"a b"', text=TEXT, colour=1) == first
    other = await drop(ingest, "bare", text=TEXT, colour=1)
    assert other[1]["id"] != first[1]["id"]
    assert await ingest.redis.xlen(ingest.streams.submissions) == 2


async def test_a_key_with_another_body_is_refused(ingest: Ingest) -> None:
    await drop(ingest, "k", text=TEXT)
    status, problem = await drop(ingest, "k", text=f"{TEXT} More.")
    assert status == 422
    assert "another body" in problem["detail"]
    assert await ingest.redis.xlen(ingest.streams.submissions) == 1


@pytest.mark.parametrize("key", ["", '"', '"a"b"', "é", "x" * 201, 'a"'])
async def test_a_key_that_cannot_be_used_is_told(ingest: Ingest, key: str) -> None:
    headers = {b"Idempotency-Key": key.encode()}
    answer = await ingest.http.post("/v1/articles", json={"text": TEXT}, headers=headers)
    assert answer.status_code == 400 if key else 202


async def test_a_key_is_forgotten_after_its_hours(ingest: Ingest, ingest_settings: IngestSettings) -> None:
    await drop(ingest, "k", text=TEXT)
    [key] = await ingest.redis.keys(f"{ingest_settings.prefix}idempotency:*")  # pyright: ignore[reportUnknownMemberType]
    assert 0 <= ingest_settings.idempotency_hours * 3600 - await ingest.redis.ttl(key) < 60


async def test_a_refused_article_can_be_sent_again_with_its_key(ingest: Ingest) -> None:
    german = "Der Minister sagte am Montag, dass die Gespräche weitergehen würden und die Grenze offen bleibe."
    _, first = await drop(ingest, "k", text=german)
    assert (await ingest.settled(first["id"]))["status"] == "refused"
    _, second = await drop(ingest, "k", text=german)
    assert second["id"] != first["id"]


async def test_a_batch_sent_again_queues_what_was_not_queued(ingest: Ingest) -> None:
    async def send(*lines: dict[str, str]) -> list[dict[str, Any]]:
        body = "".join(json.dumps(line) + "\n" for line in lines)
        answer = await ingest.http.post("/v1/articles:batch", content=body, headers=LINES | {"Idempotency-Key": "b"})
        return [json.loads(line) for line in answer.text.splitlines()]

    one, two, three = ({"text": f"{n}. {TEXT}"} for n in range(3))
    first = await send(one, two)
    again = await send(one, two, three)
    assert again[:2] == first
    assert again[2]["status"] == "queued"
    [kept, changed] = await send(one, three)
    assert kept == first[0]
    assert changed["problem"]["status"] == 422
    assert await ingest.redis.xlen(ingest.streams.submissions) == 3


async def test_a_line_may_have_a_key_of_its_own(ingest: Ingest) -> None:
    line = json.dumps({"text": TEXT, "idempotency_key": "mine"})
    bodies = [f"{line}\n", f'{{"text": "another"}}\n{line}\n']
    answers = [await ingest.http.post("/v1/articles:batch", content=body, headers=LINES) for body in bodies]
    ids = [json.loads(answer.text.splitlines()[-1])["id"] for answer in answers]
    assert ids[0] == ids[1]
    [fields, _] = await ingest.entries(ingest.streams.submissions)
    assert json.loads(fields["data"]) == {"text": TEXT}
