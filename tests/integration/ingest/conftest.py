"""What the ingest tests stand on: the service itself on a real server, and a site with pages to fetch."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import cast

import httpx
import pytest
from onrecord_core.deadletters import ORIGINAL
from onrecord_core.events import ArticleAccepted, EntryDeadLettered
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams, decode, named
from onrecord_core.testing import wait_until
from onrecord_ingest.app import create_app
from onrecord_ingest.settings import IngestSettings
from redis.asyncio import Redis


@dataclass
class Ingest:
    """A running service: its HTTP API, and what stands in its streams."""

    http: httpx.AsyncClient
    redis: Redis
    streams: Streams

    async def entries(self, stream: str) -> list[dict[str, bytes]]:
        """The fields of each entry of a stream."""
        found = cast("list[tuple[bytes, dict[bytes, bytes]]]", await self.redis.xrange(stream))
        return [named(fields) for _, fields in found]

    async def accepted(self) -> list[ArticleAccepted]:
        """The events of accepted articles."""
        events = [decode(fields) for fields in await self.entries(self.streams.articles)]
        return [event for event in events if isinstance(event, ArticleAccepted)]

    async def dead(self) -> list[EntryDeadLettered]:
        """The dead letters."""
        events = [decode(fields) for fields in await self.entries(self.streams.dead)]
        return [event for event in events if isinstance(event, EntryDeadLettered)]

    async def kept(self, name: str) -> dict[str, bytes]:
        """The fields of an entry, as its dead letter keeps them."""
        for fields in await self.entries(self.streams.dead):
            event = decode(fields)
            if isinstance(event, EntryDeadLettered) and event.data.entry_id == name:
                own = {key: value for key, value in fields.items() if key.startswith(ORIGINAL)}
                return {key.removeprefix(ORIGINAL): value for key, value in own.items()}
        return {}

    async def drop(self, **fields: str | bytes) -> str:
        """Put an entry of plain fields into the submissions stream; gives its id."""
        return cast("bytes", await self.redis.xadd(self.streams.submissions, {**fields})).decode()

    async def status(self, name: str) -> dict[str, str | None]:
        """What the service tells of a submission or an article."""
        return (await self.http.get(f"/v1/articles/{name}")).raise_for_status().json()

    async def settled(self, name: str) -> dict[str, str | None]:
        """The same, once it is not queued any more."""

        async def told() -> dict[str, str | None] | None:
            answer = await self.status(name)
            return None if answer["status"] == "queued" else answer

        found = await wait_until(told, description=f"{name} is settled")
        assert found
        return found


@pytest.fixture
def ingest_settings(settings: Settings) -> IngestSettings:
    """Settings with small limits."""
    return IngestSettings(
        **settings.model_dump(), max_body_bytes=100_000, max_batch_bytes=400_000, max_batch_lines=500, fetch_seconds=2.0
    )


type Run = Callable[[IngestSettings], AbstractAsyncContextManager[Ingest]]


@pytest.fixture
def run(redis: Redis, streams: Streams) -> Run:
    """Runs the service with other settings than `ingest_settings`."""

    @contextlib.asynccontextmanager
    async def running(settings: IngestSettings) -> AsyncGenerator[Ingest]:
        app = create_app(settings)
        transport = httpx.ASGITransport(app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://ingest") as http,
        ):
            yield Ingest(http, redis, streams)

    return running


@pytest.fixture
async def ingest(run: Run, ingest_settings: IngestSettings) -> AsyncGenerator[Ingest]:
    """The service."""
    async with run(ingest_settings) as service:
        yield service


@dataclass
class Site:
    """A web site on loopback, whose answers are the bytes that a test puts there; without one it is silent."""

    port: int = 0
    answers: dict[str, bytes] = field(default_factory=dict[str, bytes])
    asked: list[str] = field(default_factory=list[str])

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a page of this site."""
        return f"http://{host}:{self.port}{path}"

    def serve(self, path: str, body: bytes, *headers: str, status: str = "200 OK") -> str:
        """Have a page answered; gives its address."""
        lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
        self.answers[path] = "\r\n".join(lines).encode() + body
        return self.url(path)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            request = await reader.readuntil(b"\r\n\r\n")
            self.asked.append(request.decode())
            answer = self.answers.get(request.split()[1].decode())
            if answer is None:
                await reader.read()
            else:
                writer.write(answer)
                await writer.drain()
        writer.close()


@pytest.fixture
async def site() -> AsyncGenerator[Site]:
    """A web site on loopback."""
    found = Site()
    server = await asyncio.start_server(found.answer, "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    yield found
    server.close()
    await server.wait_closed()
