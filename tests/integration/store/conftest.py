"""A running store on real parts, and a desk that writes articles and statements for it."""

import contextlib
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import psycopg
import pytest
from onrecord_core.entities import identified
from onrecord_core.events import (
    ArticleAccepted,
    Event,
    Extraction,
    Retraction,
    StatementExtracted,
    article_accepted,
    article_extracted,
    statement_extracted,
    statement_retracted,
)
from onrecord_core.ids import article_id, revision_of, statement_id
from onrecord_core.records import Affiliation, Article, Extractor, SaidAt, Span, Speaker, SpeakerKind, Statement
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams, decode, encode, entries
from onrecord_core.testing import wait_until
from onrecord_extract import Attribution, AttributionFinder, RuleFinder
from onrecord_extract.app import create_app as create_extract
from onrecord_extract.settings import ExtractSettings
from onrecord_store.app import create_app
from onrecord_store.settings import StoreSettings
from psycopg import sql
from psycopg.rows import dict_row
from pydantic import SecretStr
from redis.asyncio import Redis

EXTRACTOR = Extractor(name="desk", version="1")
START = datetime(2024, 3, 1, tzinfo=UTC)
SAYS = "{speaker} said: “{words}”\n"


class Desk:
    """Writes articles and statements, and the events that tell of them, each a minute after the one before."""

    def __init__(self) -> None:
        self._minutes = 0

    def article(self, text: str, *, url: str | None = None, **fields: Any) -> Article:
        """An article of a text."""
        name = article_id(url=url, text=text)
        return Article(id=name, revision=revision_of(text), url=url, text=text, **fields)

    def statement(
        self,
        article: Article,
        words: str,
        *,
        speaker: str | None = None,
        country: str | None = None,
        organization: str | None = None,
        said: str | None = None,
        speaks_as: SpeakerKind = "person",
        **fields: Any,
    ) -> Statement:
        """A statement of the words, where they first stand in the article."""
        start = article.text.index(words)
        affiliation = Affiliation(name=organization or "", country=country) if organization or country else None
        who = speaker and Speaker(name=speaker, kind=speaks_as, resolution="named", affiliation=affiliation)
        return Statement.model_validate(
            {
                "id": statement_id(article.id, [words], "said", 0),
                "article": article.ref,
                "speaker": identified(who, article.id) if who else None,
                "content": (Span.of(article.text, start, start + len(words)),),
                "kind": "direct",
                "said_at": SaidAt(value=date.fromisoformat(said), precision="day") if said else None,
                "confidence": 0.5,
                "extractor": EXTRACTOR,
                **fields,
            }
        )

    def said(self, words: str, *, speaker: str = "Ana Ruiz", **fields: Any) -> tuple[Article, Statement]:
        """An article with one statement; fields of articles go to the article."""
        of_article = {name: fields.pop(name) for name in Article.model_fields if name in fields}
        article = self.article(SAYS.format(speaker=speaker, words=words), **of_article)
        return article, self.statement(article, words, speaker=speaker, **fields)

    def accepted(self, article: Article) -> ArticleAccepted:
        """The event that an article is accepted."""
        return article_accepted(article, time=self._time())

    def extracted(self, statement: Statement) -> StatementExtracted:
        """The event that a statement is found."""
        return statement_extracted(statement, time=self._time())

    def read(self, article: Article, *statements: Statement) -> list[Event]:
        """The events of a reading of an article that finds these statements."""
        found = tuple(statement.id for statement in statements)
        extraction = Extraction(article_id=article.id, revision=article.revision, statements=found, extractor=EXTRACTOR)
        events: list[Event] = [self.extracted(statement) for statement in statements]
        return [*events, article_extracted(extraction, time=self._time())]

    def retracted(self, statement: Statement) -> Event:
        """The event that a statement is withdrawn."""
        retraction = Retraction(
            statement_id=statement.id,
            article_id=statement.article.id,
            revision=statement.article.revision,
            extractor=EXTRACTOR,
        )
        return statement_retracted(retraction, source="onrecord/extract", time=self._time())

    def _time(self) -> datetime:
        self._minutes += 1
        return START + timedelta(minutes=self._minutes)


@dataclass
class Store:
    """A running store, seen from outside: streams in, HTTP out, and the rows themselves."""

    http: httpx.AsyncClient
    redis: Redis
    streams: Streams
    settings: StoreSettings

    async def drop_articles(self, *events: Event) -> None:
        """Put events on the stream of articles."""
        await self._add(self.streams.articles, events)

    async def drop(self, *events: Event) -> None:
        """Put events on the stream of statements."""
        await self._add(self.streams.statements, events)

    async def keep(self, desk: Desk, *told: tuple[Article, Statement]) -> None:
        """Have articles with one statement each in the store."""
        await self.drop_articles(*(desk.accepted(article) for article, _ in told))
        await self.drop(*(event for article, statement in told for event in desk.read(article, statement)))
        await self.settled()

    async def _add(self, stream: str, events: tuple[Event, ...]) -> None:
        async with self.redis.pipeline() as pipe:
            for event in events:
                pipe.xadd(stream, encode(event))
            await pipe.execute()

    async def settled(self, within: float = 20) -> None:
        """Wait until the store has brought all entries to their ends."""

        async def nothing_waits() -> bool:
            for stream in (self.streams.articles, self.streams.statements):
                for group in await self.redis.xinfo_groups(stream):
                    if group["lag"] or group["pending"]:
                        return False
            return True

        await wait_until(nothing_waits, description="the store has settled all entries", within=within)

    async def replay(self, *, within: float = 30, **order: Any) -> dict[str, Any]:
        """Have articles read again, and wait until they are; gives the replay."""
        answer = await self.http.post("/v1/replays", json=order)
        assert answer.status_code == 200, answer.text
        return await self.replayed(answer.json()["id"], within=within)

    async def replayed(self, replay_id: str, within: float = 30) -> dict[str, Any]:
        """Wait until a replay is done, and what it retracted is published."""

        async def done() -> dict[str, Any] | None:
            replay = (await self.http.get(f"/v1/replays/{replay_id}")).json()
            return replay if replay["finished_at"] and not await self.rows("outbox") else None

        replay = await wait_until(done, description="the replay is done", within=within)
        assert replay
        return replay

    async def all_told(self) -> None:
        """Wait until all that the store has to tell is published."""

        async def empty() -> bool:
            return not await self.rows("outbox")

        await wait_until(empty, description="the outbox is empty")

    async def told(self, since: int = 0) -> list[Any]:
        """The events on the stream of statements, from the entry numbered `since` on."""
        return [decode(fields) for _, fields in (await entries(self.redis, self.streams.statements))[since:]]

    async def find(self, **params: Any) -> list[str]:
        """The words of the statements that a query finds, in order."""
        answer = await self.http.get("/v1/statements", params={k.rstrip("_"): v for k, v in params.items()})
        assert answer.status_code == 200, answer.text
        return [item["content"][0]["text"] for item in answer.json()["items"]]

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table."""
        url = self.settings.database_url.get_secret_value()
        async with (
            await psycopg.AsyncConnection.connect(url) as connection,
            connection.cursor(row_factory=dict_row) as cursor,
        ):
            await cursor.execute(sql.SQL("TABLE {}").format(sql.Identifier(table)))
            return await cursor.fetchall()

    async def dead(self) -> list[dict[str, str]]:
        """The fields of the dead letters."""
        entries: Any = await self.redis.xrange(self.streams.dead)
        return [{name.decode(): value.decode() for name, value in fields.items()} for _, fields in entries]


async def waits_for_a_lock(connection: psycopg.AsyncConnection[Any]) -> bool:
    """Whether anybody waits for a lock in the connection's database."""
    answer = await connection.execute(
        "SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
        " WHERE NOT granted AND datname = current_database()"
    )
    return answer.rowcount > 0


@pytest.fixture
def desk() -> Desk:
    """A desk of the test's own."""
    return Desk()


@pytest.fixture
def store_settings(settings: Settings, database_url: str) -> StoreSettings:
    """Settings of a store with a database and streams of the test's own."""
    return StoreSettings(database_url=SecretStr(database_url), store_batch=50, **settings.model_dump())


type OpenStore = Callable[[StoreSettings], AbstractAsyncContextManager[Store]]


@pytest.fixture
def open_store(redis: Redis) -> OpenStore:
    """Runs a store for as long as its context lasts."""

    @contextlib.asynccontextmanager
    async def opened(settings: StoreSettings) -> AsyncGenerator[Store]:
        app = create_app(settings)
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://store") as http,
        ):
            yield Store(http, redis, Streams(settings.prefix), settings)

    return opened


@pytest.fixture
async def store(open_store: OpenStore, store_settings: StoreSettings) -> AsyncGenerator[Store]:
    """A running store on an empty database."""
    async with open_store(store_settings) as running:
        yield running


class PickyFinder:
    """The rules, but for quotations with a word that it does not see, and with an act of its own for those it does.

    `seconds` are what it takes for an article; `seen` are the texts that it was given.
    """

    name = "picky"

    def __init__(self, version: str, *, blind_to: str = "\0", act: str | None = None, seconds: float = 0) -> None:
        self.version = version
        self.seen: list[str] = []
        self._blind_to = blind_to
        self._act = act
        self._seconds = seconds
        self._rules = RuleFinder()

    def find(self, text: str) -> list[Attribution]:
        """The attributions that it sees."""
        time.sleep(self._seconds)  # it reads in a thread, as a model does
        self.seen.append(text)
        found = [one for one in self._rules.find(text) if self._blind_to not in text[slice(*one.content[0])]]
        return [replace(one, act=self._act) for one in found] if self._act else found


type Extracting = Callable[[AttributionFinder], AbstractAsyncContextManager[None]]


@pytest.fixture
def extracting(settings: Settings) -> Extracting:
    """Runs an extract service with a finder for as long as its context lasts."""

    @contextlib.asynccontextmanager
    async def running(finder: AttributionFinder) -> AsyncGenerator[None]:
        app = create_extract(ExtractSettings(**settings.model_dump()), finder)
        async with app.router.lifespan_context(app):
            yield

    return running
