"""While the queue is slow, what was posted waits in memory, and no more of it than is set."""

import asyncio
import gzip
import json
import tracemalloc
from collections.abc import AsyncGenerator

import pytest
from onrecord_core.testing import wait_until
from onrecord_ingest.settings import IngestSettings
from redis.asyncio import Redis

from .conftest import Ingest, Run

JSON = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
LINES = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
MIB = 1024 * 1024


def packed(size: int) -> bytes:
    """A page of so many bytes with one character for which Python needs four bytes each of all; it packs well."""
    return gzip.compress(json.dumps({"html": "😀" + "a" * size}, ensure_ascii=False).encode())


@pytest.fixture
async def paused(redis: Redis) -> AsyncGenerator[None]:
    """A server that takes no writing until the test is over, or says so."""
    await redis.client_pause(60_000, all=False)  # pyright: ignore[reportUnknownMemberType]
    yield
    await redis.client_unpause()  # pyright: ignore[reportUnknownMemberType]


@pytest.fixture
async def ingest(run: Run, ingest_settings: IngestSettings) -> AsyncGenerator[Ingest]:
    changes = {"max_load_bytes": 100_000, "max_body_bytes": 4 * MIB, "max_batch_bytes": 4 * MIB}
    async with run(ingest_settings.model_copy(update=changes)) as service:
        yield service


async def test_more_than_is_set_is_to_be_sent_again(ingest: Ingest, redis: Redis, paused: None) -> None:
    del paused
    one = asyncio.create_task(ingest.http.post("/v1/articles", content=packed(90_000), headers=JSON))
    two = asyncio.create_task(ingest.http.post("/v1/articles", content=packed(90_000), headers=JSON))
    three = asyncio.create_task(ingest.http.post("/v1/articles:batch", content=packed(90_000), headers=LINES))
    done: set[asyncio.Task[object]] = set()
    for _ in range(2):
        finished, _ = await asyncio.wait({one, two, three} - done, return_when=asyncio.FIRST_COMPLETED, timeout=20)
        done |= finished
    assert done == {two, three}
    for answer in (await two, await three):
        assert (answer.status_code, answer.json()["status"]) == (503, 503)
        assert "ONRECORD_MAX_LOAD_BYTES" in answer.json()["detail"]
        assert int(answer.headers["Retry-After"]) > 0
    await redis.client_unpause()  # pyright: ignore[reportUnknownMemberType]
    assert (await one).status_code == 202
    assert (await ingest.http.post("/v1/articles", content=packed(90_000), headers=JSON)).status_code == 202


async def test_a_body_that_waits_is_there_once(ingest: Ingest, paused: None) -> None:
    """As a text, as JSON and as bytes it would be there four times over, or with an emoji ten times."""
    del paused
    body = packed(3 * MIB)
    tracemalloc.start()
    try:
        posting = asyncio.create_task(ingest.http.post("/v1/articles", content=body, headers=JSON))

        async def there_once() -> bool:
            return 3 * MIB < tracemalloc.get_traced_memory()[0] < 7 * MIB

        await wait_until(there_once, description="the body waits, and takes as much as it is long")
        assert tracemalloc.get_traced_memory()[1] > 12 * MIB, "it was a text in between"
        assert not posting.done()
    finally:
        tracemalloc.stop()
    posting.cancel()
    await asyncio.gather(posting, return_exceptions=True)
