"""What is asked of the streams' server, and what it says of itself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from redis.exceptions import NoPermissionError, ResponseError

from onrecord_core.errors import OnrecordError, TransientError
from onrecord_core.logs import get_logger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from redis.asyncio import Redis
    from redis.asyncio.client import Pipeline

DURABLE_MS = 4000
"""How long a write may take to reach the disk; redis-py's socket timeout of five seconds is the limit."""

_UNABLE = ("unknown command", "appendonly is disabled")

log = get_logger(__name__)


class UnfitServerError(OnrecordError):
    """A server that would throw streams away."""


@dataclass(frozen=True, slots=True)
class Memory:
    """A server's memory, in bytes; `most` is 0 where it has no limit."""

    used: int
    most: int
    policy: str


async def memory_of(redis: "Redis") -> Memory:
    """What INFO says, which servers that hide CONFIG tell too."""
    found = cast("Mapping[str, Any]", await redis.info("memory"))  # pyright: ignore[reportUnknownMemberType]
    most = int(found.get("maxmemory") or 0)
    return Memory(int(found["used_memory"]), most, str(found.get("maxmemory_policy", "noeviction")))


async def run_id(redis: "Redis") -> str:
    """What names the server's process; another one answers after a restart, or when another is the master."""
    found = cast("Mapping[str, Any]", await redis.info("server"))  # pyright: ignore[reportUnknownMemberType]
    return str(found["run_id"])


async def check_server(redis: "Redis") -> None:
    """Log what the server does not do for its data; raises UnfitServerError for one that evicts streams."""
    memory = await memory_of(redis)
    if memory.policy.startswith("allkeys") and memory.most:
        raise UnfitServerError(
            f"the streams' server has maxmemory-policy {memory.policy}: it throws streams away when its memory is "
            "full. Set `maxmemory-policy noeviction`, or give onrecord a server of its own in ONRECORD_REDIS_URL"
        )
    if memory.policy != "noeviction":
        log.warning("the streams' server may throw keys away; set maxmemory-policy noeviction", policy=memory.policy)
    if why := await _not_durable(redis):
        log.warning(
            "an accepted article is not known to be on disk when it is answered: the streams' server has no "
            "append-only file, or no WAITAOF (Redis 7.2, Valkey); what it loses in a crash is lost",
            reason=why,
        )


async def _not_durable(redis: "Redis") -> str | None:
    try:
        await redis.execute_command("WAITAOF", 1, 0, 1)  # pyright: ignore[reportUnknownMemberType]
    except ResponseError as error:
        return str(error)
    return None


def _cannot_tell(error: Exception) -> bool:
    """Whether a server never tells what is on disk, unlike one that has ceased to be the master meanwhile."""
    return isinstance(error, NoPermissionError) or (
        isinstance(error, ResponseError) and any(reason in str(error) for reason in _UNABLE)
    )


class NotOnDiskError(TransientError):
    """Written, and not known to be on disk."""


async def execute_durably(pipe: "Pipeline") -> list[Any]:
    """Execute a pipeline, which must be no transaction and write last, and wait until it is on the server's disk.

    Where the server never tells, there is nothing to wait for; `check_server` says so at the start. Raises
    NotOnDiskError where it takes too long or the server does not answer for it, and RedisError where a command fails.
    """
    pipe.execute_command("WAITAOF", 1, 0, DURABLE_MS)  # pyright: ignore[reportUnknownMemberType]
    *results, synced = await pipe.execute(raise_on_error=False)
    for result in results:
        if isinstance(result, Exception):
            raise result
    if isinstance(synced, Exception):
        if not _cannot_tell(synced):
            raise NotOnDiskError(f"the streams' server does not say that it is on disk: {synced}") from synced
    elif not synced[0]:
        raise NotOnDiskError("the streams' server has not written it to disk in time; send it again in a while")
    return results
