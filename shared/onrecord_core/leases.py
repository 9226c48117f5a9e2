"""Leases: while a handler works, its entries stay its own."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Sequence
from typing import TYPE_CHECKING

from redis.exceptions import RedisError

from onrecord_core.logs import get_logger
from onrecord_core.pending import renew

if TYPE_CHECKING:
    from redis.asyncio import Redis

log = get_logger(__name__)


@contextlib.asynccontextmanager
async def leased(
    redis: "Redis", stream: str, group: str, consumer: str, ids: Sequence[str], *, seconds: float
) -> AsyncGenerator[None]:
    """Hold pending entries, so that nobody who claims what is idle for `seconds` takes them over."""

    async def renew_forever() -> None:
        while True:
            await asyncio.sleep(seconds / 3)
            try:
                held = await renew(redis, stream, group, consumer, ids)
                if held < len(ids):
                    log.debug("settled or taken over", stream=stream, entries=len(ids) - held)
            except RedisError as error:
                log.warning("lease not renewed", stream=stream, error=str(error))

    renewal = asyncio.create_task(renew_forever())
    try:
        yield
    finally:
        renewal.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await renewal
