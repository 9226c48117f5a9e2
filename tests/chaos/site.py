"""What is tried: a whole stack, with what there is in it to break."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager

from onrecord_core.streams import Streams
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ConstantBackoff

type While = Callable[[], AbstractAsyncContextManager[None]]
"""Something that is wrong for as long as a context lasts."""


class Site(ABC):
    """A stack whose parts have names."""

    services: Sequence[str]
    servers: Sequence[str]
    partitions: Mapping[str, While]
    """Ways on which parts reach one another, and can cease to, by what is then said to happen."""

    def __init__(self, redis: Redis, *, prefix: str, ingest_url: str, store_url: str) -> None:
        self.redis = redis
        """A client of the streams' server that waits while it is away."""
        self.streams = Streams(prefix)
        self.ingest_url = ingest_url
        self.store_url = store_url

    @abstractmethod
    async def kill(self, name: str) -> None:
        """End a part at once while it is at work, and wait until another is there in its place."""

    @abstractmethod
    async def restart(self, name: str) -> None:
        """End a service in order, and wait until another is at work in its place."""

    @abstractmethod
    def paused(self, name: str) -> AbstractAsyncContextManager[None]:
        """Have a part stand still for as long as the context lasts."""


def patient(url: str) -> Redis:
    """A client of a server that may be away for half a minute."""
    retry = Retry(ConstantBackoff(0.1), retries=300)
    return Redis.from_url(url, retry=retry)  # pyright: ignore[reportUnknownMemberType]
