"""How far each consumer group is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from onrecord_core.streams import Streams
from redis.exceptions import ResponseError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from redis.asyncio import Redis


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
    now_seconds, now_micros = await redis.time()  # pyright: ignore[reportUnknownMemberType]
    now_ms = now_seconds * 1000 + now_micros // 1000
    groups: list[GroupProgress] = []
    for stream, names in streams.groups.items():
        entries = await redis.xlen(stream)
        found = {group.group: group for group in await _groups(redis, stream, entries, now_ms)}
        for name in names:
            found.setdefault(name, GroupProgress(name, stream, entries, entries, 0, None, ready=False))
        groups += sorted(found.values(), key=lambda group: (group.group not in names, group.group))
    return Progress(tuple(groups), await redis.xlen(streams.dead))


async def _groups(redis: "Redis", stream: str, entries: int, now_ms: int) -> list[GroupProgress]:
    try:
        rows = cast("Sequence[Mapping[str, Any]]", await redis.xinfo_groups(stream))
    except ResponseError:
        # Nothing was ever written to it.
        return []
    groups: list[GroupProgress] = []
    for row in rows:
        name = row["name"].decode("utf-8", "replace")
        oldest = await _oldest_pending(redis, stream, row["name"], now_ms) if row["pending"] else None
        groups.append(GroupProgress(name, stream, entries, row.get("lag"), row["pending"], oldest))
    return groups


async def _oldest_pending(redis: "Redis", stream: str, group: bytes, now_ms: int) -> float | None:
    summary = cast("Mapping[str, Any]", await redis.xpending(stream, cast("str", group)))
    first = summary["min"]
    return max(0.0, (now_ms - int(first.split(b"-")[0])) / 1000) if first else None
