"""Articles taken through the whole of onrecord, and awaited until the store has every statement."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from onrecord_core.errors import NoTextError, OnrecordError
from onrecord_core.records import Statement
from onrecord_core.streams import Streams
from redis.asyncio import Redis
from redis.exceptions import RedisError
from rich.console import Console, RenderableType
from rich.padding import Padding

from onrecord.blocking import standard_input
from onrecord.client import Api, ProblemError, connected
from onrecord.dropping import Dropper, StalledError
from onrecord.files import read
from onrecord.progress_bar import Bar, bar_row
from onrecord.query_command import statement_of
from onrecord.state import Endpoints
from onrecord.tally import Result, Tally
from onrecord.terminal import clean, counted, several

NOT_FOUND = 404
EVERY_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Told:
    """What came of the articles."""

    results: tuple[Result, ...]
    statements: tuple[Statement, ...]
    """Those of all articles, of the ones that were there before too."""


@dataclass(slots=True)
class _Stored:
    """How far the store is."""

    articles: dict[str, int | None] = field(default_factory=dict[str, int | None])
    """How many statements each article has; None where only the extractor knows."""
    statements: dict[str, tuple[Statement, ...]] = field(default_factory=dict[str, tuple[Statement, ...]])


class Rehearsal:
    """Takes the articles of some files through a stack."""

    def __init__(self, console: Console, sources: Sequence[str], *, patience: float) -> None:
        self._console = console
        self._sources = sources
        self._patience = patience
        self._results: list[Result] = []
        self._tally = Tally()
        self._stored = _Stored()
        self._dead = 0
        self._started = time.monotonic()

    async def run(self, places: Endpoints) -> Told:
        """Drop all articles and wait until the store has their statements.

        Raises StalledError where nothing moves for `patience` seconds, ProblemError and AwayError.
        """
        self._started = time.monotonic()
        before = await dead_letters(places)
        say = self._say
        async with (
            connected(places.ingest_url, "ingest", patience=self._patience, say=say) as ingest,
            connected(places.store_url, "the store", patience=self._patience, say=say) as store,
        ):
            with Bar(self._console, self._row):
                await self._drop(ingest)
                await self._until_extracted(ingest)
                await self._until_stored(store)
                self._dead = await dead_letters(places) - before
        if not self._console.is_terminal:
            self._console.print(f"  dropping {self._tally.ended.total()}/{self._tally.found}   {self._words()}")
        statements = [statement for said in self._stored.statements.values() for statement in said]
        return Told(tuple(self._results), tuple(statements))

    async def _drop(self, ingest: Api) -> None:
        dropper = Dropper(ingest, listener=self._results.append, patience=self._patience)
        self._tally = dropper.tally
        await dropper.drop(read(self._sources, stdin=standard_input()))
        if not self._tally.found:
            raise NoTextError(f"no articles in {several(self._sources)}; read are .txt, .html, .json and .jsonl files")
        for result in self._results:
            if result.article_id and result.status != "refused":
                known = self._stored.articles.get(result.article_id)
                self._stored.articles[result.article_id] = known if result.statements is None else result.statements

    async def _until_extracted(self, ingest: Api) -> None:
        """Ask how many statements there are in articles that were dropped before."""
        deadline = time.monotonic() + self._patience
        for article_id in [name for name, count in self._stored.articles.items() if count is None]:
            while (now := await _progress(ingest, article_id)) not in (None, "extracted", "refused"):
                if time.monotonic() > deadline:
                    raise StalledError(f"{article_id} is {now} and nothing has moved for {self._patience:g} s")
                await asyncio.sleep(EVERY_SECONDS)

    async def _until_stored(self, store: Api) -> None:
        deadline = time.monotonic() + self._patience
        for article_id, expected in self._stored.articles.items():
            while True:
                said = await _statements(store, article_id)
                if said is not None and len(said) >= (expected or 0):
                    self._stored.statements[article_id] = said
                    deadline = time.monotonic() + self._patience
                    break
                if time.monotonic() > deadline:
                    raise StalledError(f"the store has not got all of {article_id} within {self._patience:g} s")
                await asyncio.sleep(EVERY_SECONDS)

    def _row(self) -> RenderableType:
        return Padding(bar_row(self._tally, self._words()), (0, 0, 0, 2))

    def _words(self) -> str:
        ended = self._tally.ended
        taken = ended["extracted"] + ended["duplicate"]
        stored = sum(len(said) for said in self._stored.statements.values())
        parts = [
            f"extracted {taken}/{self._tally.found}   stored {counted(stored, 'statement')}",
            counted(self._dead, "dead letter"),
            f"{ended['refused']} refused" if ended["refused"] else "",
            f"{time.monotonic() - self._started:.1f} s",
        ]
        return " · ".join(part for part in parts if part)

    def _say(self, message: str) -> None:
        self._console.print(f"  {clean(message)}", style="yellow", soft_wrap=True)


async def _progress(ingest: Api, article_id: str) -> str | None:
    try:
        return cast("str", (await ingest.get(f"/v1/articles/{article_id}"))["status"])
    except ProblemError as error:
        if error.status == NOT_FOUND:  # it is through for so long that nobody remembers
            return None
        raise


async def _statements(store: Api, article_id: str) -> tuple[Statement, ...] | None:
    try:
        answer = await store.get(f"/v1/articles/{article_id}")
    except ProblemError as error:
        if error.status == NOT_FOUND:
            return None
        raise
    return tuple(statement_of(item) for item in cast("list[object]", answer["statements"]))


async def dead_letters(places: Endpoints) -> int:
    """How many dead letters there are."""
    try:
        async with Redis.from_url(places.redis_url) as redis:  # pyright: ignore[reportUnknownMemberType]
            return await redis.xlen(Streams(places.prefix).dead)
    except RedisError as error:
        raise OnrecordError(f"the streams cannot be read ({error}); see: onrecord status") from error
