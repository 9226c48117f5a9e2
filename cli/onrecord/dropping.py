"""Articles dropped into the queue and followed until they are through."""

import asyncio
import hashlib
import itertools
import json
import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, cast

from onrecord_core.errors import OnrecordError

from onrecord.blocking import aside
from onrecord.client import PASSING, Api, ProblemError, said
from onrecord.files import Item, PassedOver
from onrecord.formats import Found, Unreadable
from onrecord.tally import Result, Status, Tally
from onrecord.waiting import AwayError

CHUNK = 50
"""Articles posted at a time, at most."""
CHUNK_BYTES = 4 << 20
"""Bytes posted at a time; one article that is larger goes alone."""
OPEN = 1000
"""Articles that may be on their way; more are read when some are through."""
FOLLOWERS = 8
"""Articles asked after at a time. They are asked in the order of the queue, so that the last is not asked early."""
FIRST_WAIT = 0.02
LONGEST_WAIT = 1.0
PAYLOAD_TOO_LARGE = 413


class StalledError(OnrecordError):
    """Articles of which nothing more is heard."""


class Listener(Protocol):
    """Is told of each article that ends."""

    def __call__(self, result: Result, /) -> object: ...


@dataclass(frozen=True, slots=True)
class _Line:
    found: Found
    data: bytes


@dataclass(frozen=True, slots=True)
class _Open:
    found: Found
    id: str


class Dropper:
    """Drops articles and follows them. `tally` tells how far it is at any time.

    `resume`: articles of files that have not changed since they were dropped, within a day, are those dropped then.
    `wait`: until each is through, else only until it is queued. `patience`: seconds without news after which
    StalledError is raised.
    """

    def __init__(
        self, api: Api, *, listener: Listener, wait: bool = True, resume: bool = False, patience: float = 600.0
    ) -> None:
        self.tally = Tally()
        self._api = api
        self._listener = listener
        self._wait = wait
        self._patience = patience
        self._news = time.monotonic()
        self._run = secrets.token_hex(16)
        self._resume = resume

    async def drop(self, items: Iterable[Item]) -> None:
        """Drop all articles; raises ProblemError, AwayError and StalledError."""
        lines: asyncio.Queue[_Line | None] = asyncio.Queue(CHUNK)
        opened: asyncio.Queue[_Open | None] = asyncio.Queue(OPEN)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._read(items, lines))
                tasks.create_task(self._send_all(lines, opened))
                for _ in range(FOLLOWERS):
                    tasks.create_task(self._follow_all(opened))
        except ExceptionGroup as group:
            # All tasks fail for the same reason; one message is enough.
            if isinstance(first := group.exceptions[0], OnrecordError):
                raise first from None
            raise

    async def _read(self, items: Iterable[Item], lines: asyncio.Queue[_Line | None]) -> None:
        iterator = iter(items)
        while item := await aside(lambda: next(iterator, None)):
            match item:
                case PassedOver():
                    self.tally.passed_over.append(item)
                case Unreadable():
                    self.tally.found += 1
                    self._end(Result(item.file, "refused", reason=item.reason))
                case Found():
                    self.tally.found += 1
                    found = item if self._resume else replace(item, version=None)
                    await lines.put(_Line(item, line_of(found, self._run)))
        await lines.put(None)

    async def _send_all(self, lines: asyncio.Queue[_Line | None], opened: asyncio.Queue[_Open | None]) -> None:
        ended = False
        while not ended:
            taken = [await lines.get()]
            # What is there already goes along; nobody waits for a chunk to fill.
            while not lines.empty() and len(taken) < CHUNK and _size(taken) < CHUNK_BYTES:
                taken.append(lines.get_nowait())
            ended = taken[-1] is None
            if chunk := [line for line in taken if line]:
                await self._send(chunk, opened)
        for _ in range(FOLLOWERS):
            await opened.put(None)

    async def _send(self, chunk: list[_Line], opened: asyncio.Queue[_Open | None]) -> None:
        """Post lines until each is answered for good."""
        left = chunk

        async def post() -> None:
            nonlocal left
            left = await self._post(left, opened)
            if left:
                raise AwayError(f"the queue has not taken {len(left)} articles")

        await self._api.persist(post)

    async def _post(self, chunk: list[_Line], opened: asyncio.Queue[_Open | None]) -> list[_Line]:
        """Post lines once; gives those to post again, as the queue went away in between."""
        try:
            answers = await self._api.post_lines("/v1/articles:batch", b"".join(line.data for line in chunk))
        except ProblemError as error:
            if error.status != PAYLOAD_TOO_LARGE:
                raise
            if len(chunk) == 1:
                self._end(Result(chunk[0].found.file, "refused", reason=str(error)))
                return []
            half = len(chunk) // 2
            return [*await self._post(chunk[:half], opened), *await self._post(chunk[half:], opened)]
        if len(answers) != len(chunk):
            raise ProblemError(f"ingest answered {len(answers)} of {len(chunk)} articles; drop them again", status=0)
        return [
            line
            for line, answer in zip(chunk, answers, strict=True)
            if not await self._answered(line.found, answer, opened)
        ]

    async def _answered(self, found: Found, answer: dict[str, object], opened: asyncio.Queue[_Open | None]) -> bool:
        """Whether the answer is for good."""
        self.tally.ignored.update(cast("list[str]", answer.get("ignored") or []))
        if answer.get("status") == "refused":
            problem = cast("dict[str, object]", answer.get("problem") or {})
            if problem.get("status") in PASSING:
                return False
            self._end(Result(found.file, "refused", reason=said(problem)))
            return True
        self.tally.queued += 1
        self._news = time.monotonic()
        name = str(answer["id"])
        if self._wait:
            await opened.put(_Open(found, name))
        else:
            self._end(Result(found.file, "queued", id=name))
        return True

    async def _follow_all(self, opened: asyncio.Queue[_Open | None]) -> None:
        while submission := await opened.get():
            self._end(await self._follow(submission))

    async def _follow(self, submission: _Open) -> Result:
        for wait in itertools.chain((FIRST_WAIT * 1.5**n for n in range(10)), itertools.repeat(LONGEST_WAIT)):
            now = await self._api.get(f"/v1/articles/{submission.id}")
            status = now.get("status")
            if status in ("duplicate", "extracted", "refused"):
                return Result(
                    submission.found.file,
                    cast("Status", status),
                    submission.id,
                    cast("str | None", now.get("article_id")),
                    cast("int | None", now.get("statements")),
                    cast("str | None", now.get("reason")),
                )
            if time.monotonic() - self._news > self._patience:
                raise StalledError(
                    f"{submission.found.file} is {status} and nothing has moved for {self._patience:g} s; "
                    "see what is behind with: onrecord status"
                )
            await asyncio.sleep(wait)
        raise AssertionError("the waits have no end")

    def _end(self, result: Result) -> None:
        self._news = time.monotonic()
        self.tally.add(result)
        self._listener(result)


def line_of(found: Found, run: str) -> bytes:
    """An article as a line of a batch, with a key by which it is queued once.

    The key is that of the article's bytes, where they stand. So a command that was broken off and is given again goes
    on where it stopped; a file that was written anew is dropped anew, even if it holds what it held before. What is
    read from no file, or is to be fetched, is dropped anew in each `run`.
    """
    data = json.dumps(found.fields, ensure_ascii=False, sort_keys=True)
    fetched = not (found.fields.get("text") or found.fields.get("html"))
    place = run if fetched or not found.version else found.version
    key = hashlib.sha256("\n".join([place, found.file, data]).encode("utf-8", "surrogatepass")).hexdigest()
    return json.dumps({"idempotency_key": key, **found.fields}, ensure_ascii=False).encode() + b"\n"


def _size(lines: Sequence[_Line | None]) -> int:
    return sum(len(line.data) for line in lines if line)
