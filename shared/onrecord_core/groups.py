"""How far each consumer group is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from redis.exceptions import ResponseError

from onrecord_core.streams import Streams

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping, Sequence

    from redis.asyncio import Redis

_OLDEST_UNREAD = """
local unread = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', 1)
return unread[1] and unread[1][1]
"""
"""The id alone: an entry may have megabytes."""


@dataclass(frozen=True, slots=True)
class GroupProgress:
    """One consumer group on one stream; None is what the server cannot tell."""

    group: str
    stream: str
    entries: int
    """Entries of the stream, with those that are through."""
    lag: int | None
    """Entries that the group has not read."""
    pending: int
    """Entries that are read and not acknowledged: in work, or waiting to be tried again."""
    oldest_pending_seconds: float | None
    """The age of the oldest of them, from when it was dropped into the stream."""
    ready: bool = True
    """False where the group does not exist, as its service never ran."""
    oldest_unread_seconds: float | None = None
    """The age of the oldest entry that the group has not read."""

    @property
    def waiting(self) -> int:
        """Entries that are not through."""
        return (self.lag or 0) + self.pending


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an instance is."""

    groups: tuple[GroupProgress, ...]
    dead_letters: int


async def read(redis: "Redis", prefix: str) -> Progress:
    """Ask for the progress of the services' groups, and of any other on their streams."""
    streams = Streams(prefix)
    groups: list[GroupProgress] = []
    for stream, names in streams.groups.items():
        found = await groups_of(redis, stream, names)
        groups += sorted(found, key=lambda group: (group.group not in names, group.group))
    return Progress(tuple(groups), await redis.xlen(streams.dead))


async def groups_of(redis: "Redis", stream: str, expected: "Sequence[str]") -> list[GroupProgress]:
    """The progress of a stream's groups; of `expected` ones that do not exist, that all is still to come."""
    seconds, micros = await redis.time()  # pyright: ignore[reportUnknownMemberType]
    now_ms = seconds * 1000 + micros // 1000
    entries = await redis.xlen(stream)
    found = {group.group: group for group in await _groups(redis, stream, entries, now_ms)}
    for name in expected:
        found.setdefault(name, GroupProgress(name, stream, entries, entries, 0, None, ready=False))
    return list(found.values())


async def _groups(redis: "Redis", stream: str, entries: int, now_ms: int) -> list[GroupProgress]:
    try:
        rows = cast("Sequence[Mapping[str, Any]]", await redis.xinfo_groups(stream))
    except ResponseError:
        # Nothing was ever written to it.
        return []
    groups: list[GroupProgress] = []
    for row in rows:
        oldest = await _oldest_pending(redis, stream, row["name"], now_ms) if row["pending"] else None
        group = GroupProgress(
            group=row["name"].decode("utf-8", "replace"),
            stream=stream,
            entries=entries,
            lag=row.get("lag"),
            pending=row["pending"],
            oldest_pending_seconds=oldest,
            oldest_unread_seconds=await _oldest_unread(redis, stream, row["last-delivered-id"], now_ms),
        )
        groups.append(group)
    return groups


async def _oldest_pending(redis: "Redis", stream: str, group: bytes, now_ms: int) -> float | None:
    summary = cast("Mapping[str, Any]", await redis.xpending(stream, cast("str", group)))
    return _age(summary["min"], now_ms)


async def _oldest_unread(redis: "Redis", stream: str, last: bytes, now_ms: int) -> float | None:
    return _age(await cast("Awaitable[bytes | None]", redis.eval(_OLDEST_UNREAD, 1, stream, last.decode())), now_ms)


def _age(entry_id: bytes | None, now_ms: int) -> float | None:
    return max(0.0, (now_ms - int(entry_id.split(b"-")[0])) / 1000) if entry_id else None
