"""A process that consumes a stream, and dies of what it is told to die of, or hangs at it."""

import asyncio
import ctypes
import os
import re
import signal
import threading
from collections.abc import Sequence

from onrecord_core.delivery import Consumer, Done, Entry, Outcome
from onrecord_core.service import connected, consuming
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams
from onrecord_core.watchdog import Watchdog

GROUP = "readers"
WATCHDOG = Watchdog(Settings().hang_seconds)


async def handle(entries: Sequence[Entry]) -> Sequence[Outcome]:
    """Do to the process what the entries say, else copy them to another stream."""
    outcomes: list[Outcome] = []
    for entry in entries:
        match entry.fields["do"]:
            case b"exit":
                os._exit(1)
            case b"segfault":
                ctypes.string_at(0)
            case b"backtrack":
                re.match(r"(a+)+$", "a" * 64 + "b")
            case b"never return":
                await asyncio.to_thread(WATCHDOG.watched(threading.Event().wait))
            case _:
                number = entry.fields["n"]
                outcomes.append(
                    Done(also=lambda pipe, n=number: pipe.xadd(Streams(Settings().prefix).statements, {"n": n}))
                )
    return outcomes


async def main() -> None:
    """Consume until SIGTERM."""
    settings = Settings()
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with connected(settings) as redis:
        stream = Streams(settings.prefix).articles
        consumer = Consumer(redis, settings, source="t", stream=stream, group=GROUP, handle=handle, batch=5)
        async with WATCHDOG.on_guard(), consuming(settings, [consumer]):
            await stop.wait()


if __name__ == "__main__":
    asyncio.run(main())
