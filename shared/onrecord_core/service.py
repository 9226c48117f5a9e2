"""What makes a process a service: its connections, its consumers, its health, its end."""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Sequence
from typing import Any

import uvicorn
from faststream.redis import RedisBroker
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff
from redis.exceptions import (
    ConnectionError,  # noqa: A004
    ResponseError,
)
from starlette.types import ASGIApp

from onrecord_core.access import OpenError, check_exposure
from onrecord_core.background import Background
from onrecord_core.delivery import Consumer, RawFormat
from onrecord_core.housekeeping import keep_house
from onrecord_core.logs import configure, get_logger
from onrecord_core.server import check_server
from onrecord_core.settings import Settings
from onrecord_core.streams import ensure_group

HTTP_SHARE = 0.25
"""The part of the grace period that requests in work get; consumers get the rest."""
KEEP_ALIVE_SECONDS = 75
"""For how long a connection without a request stays open: longer than clients keep it, for whoever sends a request on
one that is being closed gets no answer. uvicorn's five seconds are just what httpx keeps it for."""

log = get_logger(__name__)


@contextlib.asynccontextmanager
async def connected(settings: Settings) -> AsyncGenerator[Redis]:
    """A Redis client that tries a broken connection again, closed in the end."""
    retry = Retry(ExponentialWithJitterBackoff(base=0.05, cap=1.0), retries=3)
    async with Redis.from_url(settings.redis_url, retry=retry) as redis:  # pyright: ignore[reportUnknownMemberType]
        yield redis


@contextlib.asynccontextmanager
async def consuming(
    settings: Settings, consumers: Sequence[Consumer], background: Background | None = None
) -> AsyncGenerator[None]:
    """Run consumers, and one in the background of the first.

    On the way out they take nothing new, what is in work gets its time to finish, and what does not is handed back.
    """
    grace = settings.grace_seconds * (1 - HTTP_SHARE)
    every = [*consumers, background.consumer] if background else consumers
    broker = RedisBroker(
        settings.redis_url,
        message_format=RawFormat,
        graceful_timeout=grace,
        logger=logging.getLogger("onrecord.broker"),  # its own would write past our handler, in a form of its own
        log_level=logging.DEBUG,
    )
    broker.context.set_global("app", _Process())
    await check_server(consumers[0].redis)
    for consumer in every:
        await ensure_group(consumer.redis, consumer.stream, consumer.group)
    for consumer in consumers:
        consumer.subscribe(broker)
    client = await broker.connect()
    # FastStream would ask to create the groups again, which a full server refuses
    client.xgroup_create = _there_already
    client.xreadgroup = _patient(client.xreadgroup)
    await broker.start()
    work = [asyncio.create_task(consumer.claim_until_stopped()) for consumer in every]
    if background:
        work.append(asyncio.create_task(background.read_until_stopped()))
    house = asyncio.create_task(keep_house(consumers[0].redis, settings, consumers[0].name))
    try:
        yield
    finally:
        house.cancel()
        for consumer in every:
            consumer.stop()
        await asyncio.gather(broker.stop(), _finished(work, within=grace))
        for consumer in every:
            await consumer.hand_back()


async def _there_already(*_: object, **__: object) -> bool:
    return True


def _patient[**P, T](read: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Have FastStream wait for a server that refuses to be read, as it does for one that is away.

    It would ask again without a pause and keep each try: only where the group is gone does it know what to do.
    """

    async def reading(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await read(*args, **kwargs)
        except ResponseError as error:
            if "NOGROUP" in str(error):
                raise
            raise ConnectionError(str(error)) from error

    return reading


async def _finished(tasks: Sequence[asyncio.Task[None]], *, within: float) -> None:
    """Wait for tasks, and cancel those that are late."""
    _, late = await asyncio.wait(tasks, timeout=within)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)


@contextlib.asynccontextmanager
async def running(work: Coroutine[Any, Any, None]) -> AsyncGenerator[None]:
    """Have work without end done in the background; on the way out it is cancelled."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


class _Process:
    """What FastStream ends when it cannot go on, as when a consumer group is gone; a restart creates it again."""

    def exit(self) -> None:
        log.critical("a consumer cannot go on, this process ends to be started again")
        os.kill(os.getpid(), signal.SIGTERM)


def serve(app: ASGIApp, settings: Settings, *, service: str, port: int) -> None:
    """Run a service until SIGTERM or SIGINT; end the process where it would be open to strangers."""
    configure(settings, service=service)
    try:
        check_exposure(settings)
    except OpenError as error:
        log.critical("not started", reason=str(error))
        sys.exit(1)
    # what is loaded by now stays: the collector need not walk through modules and models again and again
    gc.freeze()
    uvicorn.run(
        app,
        host=settings.host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=max(1, int(settings.grace_seconds * HTTP_SHARE)),
    )
