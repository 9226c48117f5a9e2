"""Reading pages in processes of their own, so that no page can stop the service.

A regular expression, or a parser in C, lets nothing else run in its process until it is done, and some in the
libraries that read pages take hours for a page that is made for it. So the service asks a `reader` and goes on; the
system ends the reader of a page that takes too long.
"""

import asyncio
import contextlib
import signal
import sys
from asyncio.subprocess import PIPE, Process

from onrecord_core.errors import NoTextError, TransientError
from onrecord_core.logs import get_logger
from pydantic import TypeAdapter

from onrecord_ingest.page import SIZE, Answer, Page, framed

READERS = 2
"""Processes at most; each takes some 60 MiB and is started when there is a page for it."""
MEMORY = 1024 * 1024 * 1024
"""Bytes that a reader may have for a page; the worst ones of 8 MB that we know take half of it."""
LONG_CHARS = 2_000_000
"""The reader of a page longer than this reads no other, so that the memory goes back to the system."""
PATIENCE = 10
"""By the clock, the multiple of its processor time after which a page is tried again later: the machine is too busy."""
_ANSWER = TypeAdapter(Answer)

log = get_logger(__name__)


class PageReaders:
    """Reads pages, each in one of a few processes, within `seconds` of processor time and `memory` bytes."""

    def __init__(self, *, seconds: int, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._free = asyncio.Semaphore(READERS)
        self._idle: list[_Reader] = []

    async def __call__(self, html: str, *, url: str | None = None) -> Page:
        """Read a page, at `url` where that is known.

        Raises NoTextError where no article is found or it takes too long, TransientError where the reader died.
        """
        async with self._free:
            answer = await self._ask(html, url)
        if answer.page is None:
            log.info("page refused", reason=answer.refused, cause=answer.cause)
            raise NoTextError(answer.refused)
        return answer.page

    async def aclose(self) -> None:
        """End the readers that wait for pages."""
        while self._idle:
            await self._idle.pop().end()

    async def _ask(self, html: str, url: str | None) -> Answer:
        reader = await self._ready()
        again = False
        try:
            async with asyncio.timeout(self._seconds * PATIENCE):
                answer = await reader.ask(html, url)
            again = len(html) <= LONG_CHARS
        except TimeoutError as error:
            raise TransientError(f"the page was not read within {self._seconds * PATIENCE} s") from error
        finally:
            if again:
                self._idle.append(reader)
            else:
                await reader.end()
        return answer

    async def _ready(self) -> "_Reader":
        while self._idle:
            if (reader := self._idle.pop()).alive:
                return reader
        command = [sys.executable, "-P", "-m", "onrecord_ingest.reader", str(self._seconds), str(self._memory)]
        return _Reader(await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE), self._seconds)


class _Reader:
    """A process that reads one page at a time."""

    def __init__(self, process: Process, seconds: int) -> None:
        assert process.stdin  # noqa: S101 - both are pipes
        assert process.stdout  # noqa: S101
        self._process = process
        self._asked, self._answers = process.stdin, process.stdout
        self._seconds = seconds

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    async def ask(self, html: str, url: str | None) -> Answer:
        try:
            for part in (url or "", html):
                self._asked.write(framed(part.encode("utf-8", "replace")))
                await self._asked.drain()
            (size,) = SIZE.unpack(await self._answers.readexactly(SIZE.size))
            return _ANSWER.validate_json(await self._answers.readexactly(size))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            return self._after_death(await self._process.wait(), error)

    def _after_death(self, status: int, error: Exception) -> Answer:
        if status == -signal.SIGXCPU:
            most = f"more than {self._seconds} s of processor time"
            return Answer(
                refused=f"reading the page takes {most}; give its text in `text`, or raise ONRECORD_PAGE_SECONDS"
            )
        raise TransientError(f"the process that read the page ended with status {status}") from error

    async def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
