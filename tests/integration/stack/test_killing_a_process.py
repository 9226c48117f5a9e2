"""Killing any one process in mid-run loses nothing and doubles nothing."""

import json
import signal
from collections import Counter
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import cast

import httpx
import pytest
from onrecord.processes import Identity
from onrecord.stack import Stack
from onrecord_core import groups
from onrecord_core.streams import Streams
from onrecord_core.testing import wait_until
from redis.asyncio import Redis
from redis.exceptions import RedisError

ARTICLES = 200
VICTIMS = ["ingest", "extract-1", "store", "valkey", "postgres"]
type Fields = Mapping[bytes, bytes]
TOWNS = ["Harstad", "Molde", "Tromsø", "Vadsø", "Røros", "Moss", "Halden", "Bodø"]
PEOPLE = ["Anna Berg", "Jonas Lie", "Ingrid Falk", "Per Moen", "Sara Holm", "Nils Aas", "Kari Strand"]
WORKS = ["bridges", "schools", "tunnels", "wind farms", "ferries", "hospitals"]


def article(run: str, number: int) -> dict[str, str]:
    """An article with one clear statement, and in every third a second one; its words differ in every run."""
    person, work = PEOPLE[number % len(PEOPLE)], WORKS[number % len(WORKS)]
    town = TOWNS[number % len(TOWNS)]
    text = (
        f"{town}, 4 March 2025. The council of {town} met on Tuesday to talk about its plan {run}-{number}, which has "
        f"been in the making for several years and which many people in the region have been waiting for.\n\n"
        f'"We will build {number + 2} {work} before the end of the {run} programme," Minister {person} said.\n\n'
        f"The meeting took three hours. Work is to start in the spring, when the snow has gone from the hills.\n"
    )
    if number % 3 == 0:
        text += f'\n"There is money for number {number} in the {run} budget and for nothing else," {person} said.\n'
    return {
        "text": text,
        "url": f"https://{run}.example/plans/{number}",
        "headline": f"{town} plans {number + 2} {work}",
        "publisher": f"The {run} Post",
        "published_at": "2025-03-04",
        "language": "en",
    }


class Run:
    """Two hundred articles on their way through a stack."""

    def __init__(self, stack: Stack, redis: Redis, name: str) -> None:
        self.stack = stack
        self.redis = redis
        self.name = name
        self.streams = Streams(stack.state.prefix)
        self.begun: dict[str, int] = {}

    async def drop(self) -> None:
        """Drop them all."""
        for stream in (self.streams.articles, self.streams.statements):
            self.begun[stream] = await self.redis.xlen(stream)
        lines = "\n".join(json.dumps(article(self.name, number)) for number in range(ARTICLES))
        url = f"{self.stack.state.ingest_url}/v1/articles:batch"
        async with httpx.AsyncClient(timeout=60) as client:
            answer = await client.post(url, content=lines, headers={"content-type": "application/x-ndjson"})
        statuses = Counter(json.loads(line)["status"] for line in answer.text.splitlines())
        assert statuses == {"queued": ARTICLES}, answer.text[:1000]

    async def new(self, stream: str) -> int:
        """How many entries a stream has had since the articles were dropped."""
        return await self.redis.xlen(stream) - self.begun[stream]

    async def waiting(self) -> int:
        """How many entries are not through."""
        return sum(group.waiting for group in (await groups.read(self.redis, self.stack.state.prefix)).groups)

    async def kill(self, victim: str) -> None:
        """Kill a process when its work has begun and is not done."""
        seen = self.streams.articles if victim == "ingest" else self.streams.statements

        async def begun() -> bool:
            return await self.new(seen) >= 20

        await wait_until(begun, description=f"{victim} has begun", every=0.002)
        assert await self.waiting() > 0, "too late: everything was through"
        killed = self._identity(victim)
        killed.send(signal.SIGKILL)

        async def replaced() -> bool:
            return not killed.alive and self._identity(victim).alive

        await wait_until(replaced, description=f"{victim} is started again")

    def _identity(self, name: str) -> Identity:
        return next(part.process for part in self.stack.state.parts if part.name == name)

    async def end(self) -> None:
        """Wait until all are through."""

        async def through() -> bool:
            try:
                return await self.new(self.streams.articles) >= ARTICLES and not await self.waiting()
            except RedisError:
                return False  # it is Valkey that was killed

        await wait_until(through, description=f"{self.name}: all are through", within=90.0, every=0.1)

    async def statements(self) -> "list[tuple[str, str]]":
        """The id of each statement in the store, and the URL of its article."""
        found: list[tuple[str, str]] = []
        params = {"publisher": f"The {self.name} Post", "limit": "100"}
        async with httpx.AsyncClient(base_url=self.stack.state.store_url, timeout=30) as client:
            while True:
                page = (await client.get("/v1/statements", params=params)).raise_for_status().json()
                found += [(item["id"], item["article"]["url"]) for item in page["items"]]
                if not page["next_cursor"]:
                    return found
                params["cursor"] = page["next_cursor"]

    async def articles(self) -> "Counter[int]":
        """The status with which the store answers for each article that was accepted."""
        statuses: Counter[int] = Counter()
        async with httpx.AsyncClient(base_url=self.stack.state.store_url, timeout=30) as client:
            for name in await self._accepted():
                statuses[(await client.get(f"/v1/articles/{name}")).status_code] += 1
        return statuses

    async def _accepted(self) -> set[str]:
        entries = cast("Sequence[tuple[bytes, Fields]]", await self.redis.xrange(self.streams.articles))
        data = [json.loads(fields[b"data"])["data"] for _, fields in entries]
        return {item["id"] for item in data if item["publisher"] == f"The {self.name} Post"}


def per_article(statements: "list[tuple[str, str]]") -> "Counter[str]":
    """How many statements each article has, by its number."""
    return Counter(url.rpartition("/")[2] for _, url in statements)


@pytest.fixture(scope="module")
async def client(stack: Stack) -> AsyncGenerator[Redis]:
    """A client of the stack's broker."""
    async with Redis.from_url(stack.state.redis_url) as redis:  # pyright: ignore[reportUnknownMemberType]
        yield redis


@pytest.fixture(scope="module")
async def reference(stack: Stack, client: Redis) -> "Counter[str]":
    """How many statements each article has where nothing is killed."""
    run = Run(stack, client, "calm")
    await run.drop()
    await run.end()
    assert await run.articles() == {200: ARTICLES}
    statements = per_article(await run.statements())
    assert sum(statements.values()) >= ARTICLES
    return statements


@pytest.mark.parametrize("victim", VICTIMS)
async def test_nothing_is_lost_or_doubled(stack: Stack, client: Redis, reference: "Counter[str]", victim: str) -> None:
    run = Run(stack, client, victim.partition("-")[0])
    await run.drop()
    await run.kill(victim)
    await run.end()
    statements = await run.statements()
    assert len({name for name, _ in statements}) == len(statements), "a statement is in the store twice"
    assert per_article(statements) == reference
    assert await run.articles() == {200: ARTICLES}
    assert await client.xlen(run.streams.dead) == 0
