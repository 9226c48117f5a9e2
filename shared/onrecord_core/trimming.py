"""Trimming: what every group has processed is removed from the streams, so that they stay bounded.

An entry goes when no group needs it any more and it has been there for `keep_hours`, for those who read along
(`onrecord watch`, subscribers without a group). Where room is short, the latter is not waited for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from redis.exceptions import ResponseError

from onrecord_core.pending import pending

if TYPE_CHECKING:
    from redis.asyncio import Redis

ENTRIES = 10_000
"""The most that one command removes: the server does nothing else meanwhile."""
type EntryId = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Need:
    """What a group still needs of a stream: everything from `first` on."""

    group: str
    first: EntryId


def parsed(entry_id: str) -> EntryId:
    """An id as two numbers, which order as the entries do."""
    first, _, second = entry_id.partition("-")
    return int(first), int(second or 0)


def cut(needs: Sequence[Need], expected: Sequence[str], *, kept_from_ms: int | None) -> str | None:
    """The id below which nobody needs anything; None where that is not known.

    `expected` are the groups without which nothing is removed: one that does not exist has read nothing.
    `kept_from_ms` is the time from which entries are kept in any case.
    """
    if not {need.group for need in needs}.issuperset(expected) or not needs:
        return None
    first = min(need.first for need in needs)
    if kept_from_ms is not None:
        first = min(first, (kept_from_ms, 0))
    return f"{first[0]}-{first[1]}" if first > (0, 0) else None


async def needs_of(redis: "Redis", stream: str) -> list[Need]:
    """What each group of a stream needs: what it has pending, and what comes after the last that it read."""
    try:
        rows = cast("Sequence[Mapping[str, Any]]", await redis.xinfo_groups(stream))
    except ResponseError:  # nothing was ever written to it
        return []
    needs: list[Need] = []
    for row in rows:
        # read before: what is delivered in between comes after it
        first = parsed(row["last-delivered-id"].decode())
        name = cast("str", row["name"])
        for oldest in await pending(redis, stream, name, after="-", count=1):
            first = min(first, parsed(oldest.id))
        needs.append(Need(row["name"].decode("utf-8", "replace"), first))
    return needs


async def trim(redis: "Redis", stream: str, expected: Sequence[str], *, keep_hours: float | None) -> int:
    """Remove what nobody needs, and with `keep_hours` only what is older; gives how many entries that were."""
    kept_from_ms = None
    if keep_hours is not None:
        seconds, _ = await redis.time()  # pyright: ignore[reportUnknownMemberType]
        kept_from_ms = max(0, int((seconds - keep_hours * 3600) * 1000))
    first = cut(await needs_of(redis, stream), expected, kept_from_ms=kept_from_ms)
    return await xtrim(redis, stream, minid=first) if first else 0


async def xtrim(redis: "Redis", stream: str, *, minid: str | None = None, maxlen: int | None = None) -> int:
    """Remove whole nodes of a stream, some at a time, so that the server has time for others in between.

    `minid` is the oldest entry to stay, `maxlen` how many stay; gives how many were removed.
    """
    removed, some = 0, -1
    while some:
        some = int(await redis.xtrim(stream, minid=minid, maxlen=maxlen, approximate=True, limit=ENTRIES))
        removed += some
    return removed
