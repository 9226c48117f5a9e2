"""What was delivered and not acknowledged: who has it, who takes it over, who gives it back."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from redis.typing import StreamIdT

from onrecord_core.streams import Fields, named

if TYPE_CHECKING:
    from redis.asyncio import Redis
    from redis.asyncio.client import Pipeline

AGAIN = "again"
"""No process, but the consumer whose pending entries failed in order and are to be tried again after a delay."""
RELEASED = "released"
"""The consumer whose pending entries were handed back by a service that stopped."""

_RENEW = """
local held = 0
for n = 3, #ARGV do
  if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[n], ARGV[n], 1, ARGV[2]) > 0 then
    redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[n], 'IDLE', 0, 'JUSTID')
    held = held + 1
  end
end
return held
"""
_REMOVE_DEAD = """
local removed = {}
for _, row in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local consumer = {}
  for n = 1, #row, 2 do consumer[row[n]] = row[n + 1] end
  if consumer.pending == 0 and consumer.idle >= tonumber(ARGV[2]) and (ARGV[3] == '' or ARGV[3] == consumer.name) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], consumer.name)
    removed[#removed + 1] = consumer.name
  end
end
return removed
"""
_SETTLE = """
if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[2], ARGV[2], 1) == 0 then return 0 end
local n = 3
while n <= #ARGV do
  local last = n + tonumber(ARGV[n])
  redis.call(unpack(ARGV, n + 1, last))
  n = last + 1
end
return redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
"""
_LUA_WORDS = 7000
"""The longest command that a script can call: Lua's stack has 8000 places."""


@dataclass(frozen=True, slots=True)
class Pending:
    """An entry that was delivered and not acknowledged."""

    id: str
    consumer: str
    idle_ms: int
    deliveries: int


async def pending(
    redis: "Redis", stream: str, group: str, *, after: str, count: int, idle_ms: int = 0, consumer: str | None = None
) -> list[Pending]:
    """At most `count` entries pending for `idle_ms` or longer, from the id `after` on (`-` for the first)."""
    reply = await redis.xpending_range(stream, group, after, "+", count, consumername=consumer, idle=idle_ms or None)
    rows = cast("Sequence[Any]", reply)
    return [
        Pending(
            row["message_id"].decode(),
            row["consumer"].decode("utf-8", "replace"),  # of any group, a stranger's too
            row["time_since_delivered"],
            row["times_delivered"],
        )
        for row in rows
    ]


async def claim(
    redis: "Redis", stream: str, group: str, consumer: str, entry_id: str, *, idle_ms: int
) -> Fields | None:
    """Take over one pending entry; None where somebody else was faster or the entry is gone."""
    reply: Sequence[Any] = cast("Any", await redis.xclaim(stream, group, consumer, idle_ms, [entry_id]))
    return named(reply[0][1]) if reply else None


async def renew(redis: "Redis", stream: str, group: str, consumer: str, ids: Sequence[str]) -> int:
    """Set the idle time of a consumer's pending entries to 0; the count of deliveries stays.

    What was acknowledged or taken over meanwhile is passed over; gives how many are still the consumer's.
    """
    return await cast("Awaitable[int]", redis.eval(_RENEW, 1, stream, group, consumer, *ids))


def put_off(pipe: "Pipeline", stream: str, group: str, entry_id: str) -> None:
    """Add to a transaction that an entry is tried again, its delay beginning now; the count of deliveries stays."""
    pipe.xclaim(stream, group, AGAIN, 0, [entry_id], idle=0, justid=True)


async def release(redis: "Redis", stream: str, group: str, consumer: str, *, idle_ms: int) -> int:
    """Hand back all that a consumer has, and take its name from the group; gives how many entries that were.

    A delivery that came to nothing is not counted. `idle_ms` is for how long the entries are said to be idle.
    """
    left = await pending(redis, stream, group, after="-", count=10_000, consumer=consumer)
    async with redis.pipeline(transaction=True) as pipe:
        for entry in left:
            wanted: list[StreamIdT] = [entry.id]
            count = max(entry.deliveries - 1, 0)
            pipe.xclaim(stream, group, RELEASED, 0, wanted, idle=idle_ms, retrycount=count, justid=True)
        await pipe.execute()
    await remove_dead(redis, stream, group, idle_ms=0, consumer=consumer)
    return len(left)


async def remove_dead(redis: "Redis", stream: str, group: str, *, idle_ms: int, consumer: str = "") -> list[str]:
    """Remove consumers that have nothing pending and were not seen for `idle_ms`, all or the one named.

    Looking and removing is one script: to remove a consumer that has entries pending would lose them. One that is
    removed and lives comes back with its next read.
    """
    names = await cast("Awaitable[list[bytes]]", redis.eval(_REMOVE_DEAD, 1, stream, group, str(idle_ms), consumer))
    return [name.decode("utf-8", "replace") for name in names]


def settle(pipe: "Pipeline", stream: str, group: str, entry_id: str, effects: "Pipeline") -> None:
    """Add to a transaction that, where an entry is still pending, `effects` take place and it is acknowledged.

    So the effects take place once, however often that is asked: by a client that saw no answer, or by a worker that
    was stopped for so long that another has taken its entry over. Where one of them fails, the entry stays pending.
    `effects` is a pipeline that is not executed.
    """
    # redis-py has commands of two words as one
    commands = [[*str(name).split(), *arguments] for (name, *arguments), _ in effects.command_stack]
    if commands and max(map(len, commands)) <= _LUA_WORDS:
        packed = [word for command in commands for word in (len(command), *command)]
        pipe.eval(_SETTLE, 1, stream, group, entry_id, *packed)
        return
    for command in commands:
        pipe.execute_command(*command)  # pyright: ignore[reportUnknownMemberType]
    pipe.xack(stream, group, entry_id)
