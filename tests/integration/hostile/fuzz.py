"""Hostile submissions dropped into a whole stack, and what became of each of them, counted.

`python -m tests.integration.hostile.fuzz N SEED` drops N and prints the count; the exit status is 1 where one got no
answer, or an answer that is a fault of the service, or is neither accepted nor set aside, or where a process died.
"""

import asyncio
import contextlib
import json
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
import psutil
import psycopg
from onrecord.stack import Stack, StackOptions
from onrecord.state import StackState
from onrecord_core.events import EntryDeadLettered
from onrecord_core.progress import ProgressBook, text_id
from onrecord_core.streams import Streams, decode, entries
from onrecord_core.testing import wait_until
from onrecord_core.tokens import make
from redis.asyncio import Redis

from .mutations import Drop, drop

SECRET, TOKEN = make("stranger", ["read", "write", "admin"])
AUTHORISED = {"Authorization": f"Bearer {SECRET}"}
SETTINGS = {
    "ONRECORD_TOKENS": TOKEN.line,
    "ONRECORD_RATE_PER_SECOND": "0",
    "ONRECORD_EXTRACTOR_MODEL": "rules",
    "ONRECORD_MAX_BODY_BYTES": "200000",
    "ONRECORD_MAX_BATCH_BYTES": "400000",
    "ONRECORD_MAX_TEXT_CHARS": "50000",
    "ONRECORD_LEASE_SECONDS": "1",
    "ONRECORD_RETRY_MAX_SECONDS": "2",
    "ONRECORD_LOG_LEVEL": "warning",
}
AT_A_TIME = 16
SILENCE = 30.0
FAULT = 500


@contextlib.contextmanager
def temporary_stack() -> Generator[Stack]:
    """A stack for strangers, on free ports: small limits, a token, no limit on how often."""
    with (
        tempfile.TemporaryDirectory(prefix="orho", ignore_cleanup_errors=True) as name,
        Stack(StackOptions(Path(name), ingest_port=0, store_port=0, environment=SETTINGS)) as stack,
    ):
        yield stack


@dataclass
class Report:
    """What became of submissions."""

    sent: int = 0
    answers: Counter[int] = field(default_factory=Counter[int])
    """Of HTTP, by status; 0 where a connection was closed without one."""
    faulty: list[str] = field(default_factory=list[str])
    """Those that were answered with a fault of the service, or not at all."""
    queued: dict[str, Drop] = field(default_factory=dict[str, Drop])
    """By their ids in the stream of submissions."""
    ends: Counter[str] = field(default_factory=Counter[str])
    """Of those that were queued: accepted, duplicate, refused (a dead letter), lost."""
    lost: list[str] = field(default_factory=list[str])
    unstored: list[str] = field(default_factory=list[str])
    """Articles that were accepted and are neither in the store nor among the dead letters."""
    died: list[str] = field(default_factory=list[str])
    """Processes that are others than at the start."""
    seconds: float = 0.0
    slowest: float = 0.0
    """Seconds of the slowest answer."""
    memory: dict[str, int] = field(default_factory=dict[str, int])
    """MiB of each process at the end."""

    @property
    def well(self) -> bool:
        """Whether nothing was lost, nobody unanswered, and nothing died."""
        return not (self.faulty or self.lost or self.unstored or self.died)

    def __str__(self) -> str:
        by_status = ", ".join(f"{count} with {status}" for status, count in sorted(self.answers.items()))
        memory = ", ".join(f"{name} {mib} MiB" for name, mib in sorted(self.memory.items()))
        return (
            f"answered over HTTP: {by_status}; slowest {self.slowest:.2f} s\n"
            f"memory in the end: {memory}\n"
            f"submissions {self.sent}, answered {self.answers.total()}, queued {len(self.queued)}: "
            f"accepted {self.ends['accepted']}, duplicates {self.ends['duplicate']}, "
            f"dead letters {self.ends['refused']}, lost {len(self.lost) + len(self.unstored)}; "
            f"faults {len(self.faulty)}, processes died {len(self.died)}, {self.seconds:.0f} s"
        )


class Fuzz:
    """Drops hostile submissions into a stack."""

    def __init__(self, state: StackState, *, seed: int) -> None:
        self._state = state
        self._seed = seed
        self._streams = Streams(state.prefix)
        self._report = Report()

    async def run(self, count: int) -> Report:
        """Drop `count` submissions, wait until each has come to an end, and say to which."""
        started = time.monotonic()
        before = _processes(self._state)
        limits = httpx.Limits(max_connections=AT_A_TIME)
        redis = Redis.from_url(self._state.redis_url)  # pyright: ignore[reportUnknownMemberType]
        async with (
            httpx.AsyncClient(
                base_url=self._state.ingest_url, headers=AUTHORISED, limits=limits, timeout=SILENCE, trust_env=False
            ) as http,
            redis,
        ):
            numbers = iter(range(count))
            async with asyncio.TaskGroup() as tasks:
                for _ in range(AT_A_TIME):
                    tasks.create_task(self._drop_all(numbers, http, redis))
            await self._until_settled(redis)
            await self._count_ends(redis)
            await self._check_health(http)
        self._report.died = sorted(name for name, process in before.items() if _alive(process) is None)
        self._report.memory = {name: rss for name, process in before.items() if (rss := _alive(process))}
        self._report.seconds = time.monotonic() - started
        return self._report

    async def _drop_all(self, numbers: Any, http: httpx.AsyncClient, redis: Redis) -> None:
        for number in numbers:
            one = drop(self._seed, number)
            self._report.sent += 1
            if one.fields:
                name = cast("bytes", await redis.xadd(self._streams.submissions, {**one.fields})).decode()
                self._report.queued[name] = one
            else:
                asked = time.monotonic()
                await self._ask(one, http)
                self._report.slowest = max(self._report.slowest, time.monotonic() - asked)

    async def _ask(self, one: Drop, http: httpx.AsyncClient) -> None:
        try:
            if one.way == "raw":
                status, answer = await _on_a_socket(self._state.ingest_url, one.body), b""
            else:
                path = "/v1/articles:batch" if one.way == "batch" else "/v1/articles"
                got = await http.post(path, content=one.body, headers=one.headers)
                status, answer = got.status_code, got.content
        except (httpx.HTTPError, OSError, TimeoutError) as error:
            self._report.faulty.append(f"{one.number} {one.kind} by {one.way}: {type(error).__name__} {error}")
            return
        self._report.answers[status] += 1
        if status >= FAULT:
            self._report.faulty.append(f"{one.number} {one.kind} by {one.way}: {status} {answer[:300]!r}")
        for line in answer.splitlines() if status in {200, 202} else ():
            if (told := json.loads(line))["status"] == "queued":
                self._report.queued[told["id"]] = one

    async def _until_settled(self, redis: Redis) -> None:
        """Wait until no group of any stream has anything unread or in work."""
        groups = [(self._streams.submissions, "ingest"), (self._streams.articles, "extract")]
        groups += [(self._streams.articles, "store"), (self._streams.statements, "store")]

        async def nothing_waits() -> bool:
            for stream, group in groups:
                for found in cast("Sequence[Any]", await redis.xinfo_groups(stream)):
                    if found["name"].decode() == group and (found["lag"] or found["pending"]):
                        return False
            return True

        await wait_until(nothing_waits, description="every submission has come to an end", within=600, every=0.2)

    async def _count_ends(self, redis: Redis) -> None:
        book = ProgressBook(self._streams, days=1)
        letters = [decode(fields) for _, fields in await entries(redis, self._streams.dead)]
        dead = {event.data.entry_id for event in letters if isinstance(event, EntryDeadLettered)}
        accepted: defaultdict[str, list[str]] = defaultdict(list)
        for name in self._report.queued:
            progress = await book.read(redis, name)
            end = progress.status if progress else "lost"
            if (end == "refused") != (name in dead):
                end = "lost"
            if end == "accepted" and progress and progress.article_id and progress.revision:
                accepted[progress.article_id].append(text_id(progress.article_id, progress.revision))
            self._report.ends[end] += 1
            if end not in {"accepted", "duplicate", "refused"}:
                self._report.lost.append(f"{name} ({self._report.queued[name].kind})")
        stored = await _stored(self._state.database_url)
        for name in sorted(accepted.keys() - stored):
            read = [await book.read(redis, text) for text in accepted[name]]
            if not any(progress and progress.status == "refused" for progress in read):
                self._report.unstored.append(name)

    async def _check_health(self, http: httpx.AsyncClient) -> None:
        for url in (self._state.ingest_url, self._state.store_url):
            answer = await http.get(f"{url}/healthz")
            if not answer.is_success:
                self._report.died.append(f"{url}: {answer.text}")


async def _on_a_socket(url: str, request: bytes) -> int:
    """The status of the answer to the bytes of a request; 0 where the connection is closed without one."""
    host = urlsplit(url)
    reader, writer = await asyncio.open_connection(host.hostname, host.port)
    writer.write(request.replace(b"Host: x\r\n", f"Host: x\r\nAuthorization: Bearer {SECRET}\r\n".encode()))
    try:
        line = await asyncio.wait_for(reader.readline(), SILENCE)
    except ConnectionError:
        return 0  # it had read enough
    finally:
        writer.close()
    return int(line.split()[1]) if line else 0


def _processes(state: StackState) -> dict[str, psutil.Process]:
    return {part.name: psutil.Process(part.process.pid) for part in state.parts}


def _alive(process: psutil.Process) -> int | None:
    """The memory in MiB of a process that is still the same; None where it has died."""
    if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
        return None
    return process.memory_info().rss >> 20


async def _stored(database_url: str) -> set[str]:
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        answer = await connection.execute("SELECT DISTINCT id FROM article")
        return {row[0] for row in await answer.fetchall()}


def main(arguments: Sequence[str]) -> int:
    """Run on a stack of its own; return the exit status."""
    count, seed = int(arguments[0]), int(arguments[1])
    print(f"{count} hostile submissions, seed {seed}", flush=True)
    with temporary_stack() as stack:
        report = asyncio.run(Fuzz(stack.state, seed=seed).run(count))
    for line in (*report.faulty, *report.lost, *report.unstored, *report.died):
        print(f"  {line}")
    print(report)
    return 0 if report.well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
