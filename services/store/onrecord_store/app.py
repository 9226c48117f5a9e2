"""The store service: its parts put together."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Sequence
from functools import partial
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from onrecord_core import problems
from onrecord_core.access import guard
from onrecord_core.delivery import Consumer, Entry, Outcome, one_by_one
from onrecord_core.gathering import Gathering
from onrecord_core.health import health_routes
from onrecord_core.measures import Measures
from onrecord_core.readiness import Patient
from onrecord_core.service import connected, consuming, running, serve
from onrecord_core.streams import Streams
from onrecord_core.tracing import Tracing
from onrecord_core.watchdog import Watchdog
from psycopg import OperationalError
from psycopg.errors import QueryCanceled
from redis.asyncio import Redis

from onrecord_store.archive import Archive
from onrecord_store.arrivals import Arrivals
from onrecord_store.articles import ArticleFinder
from onrecord_store.database import Pool, make_pool
from onrecord_store.decisions import Decisions
from onrecord_store.entities import EntityReader
from onrecord_store.entity_routes import make_entity_router
from onrecord_store.figures import Figures
from onrecord_store.handlers import ArticleHandler, StatementHandler
from onrecord_store.history import HistoryReader
from onrecord_store.history_routes import make_history_router
from onrecord_store.holding import Holding
from onrecord_store.migrate import migrate
from onrecord_store.outbox import SOURCE, Outbox
from onrecord_store.queries import Reader
from onrecord_store.replay_driver import ReplayDriver
from onrecord_store.replay_results import ReplayedHandler, ReplayResults
from onrecord_store.replay_routes import make_replay_router
from onrecord_store.replays import Replays
from onrecord_store.routes import make_router
from onrecord_store.settings import StoreSettings

GROUP = "store"
WRITERS = 10
"""Connections for writing: each of three consumers has one live and one claimed batch in hand at most; the outbox, the
driver of replays, whoever orders one and whoever decides have one each."""
REPLAYED_BATCH = 20
"""Articles that were read again in one batch; each is a whole article's statements."""


def create_app(settings: StoreSettings) -> FastAPI:
    """The service as an ASGI application; its consumers run for as long as the application does."""
    url = settings.database_url.get_secret_value()
    writing = make_pool(url, size=WRITERS)
    reading = make_pool(url, size=settings.store_pool, read_only=True, query_seconds=settings.store_query_seconds)
    reader = Reader(reading)
    holding = Holding()
    measures = Measures()
    tracing = Tracing.from_environment("store")
    consumers: list[Consumer] = []

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncGenerator[None]:
        await holding.through_outages(lambda: asyncio.to_thread(migrate, url), within=settings.grace_seconds)
        async with tracing.exporting(), writing, reading, connected(settings) as redis:
            figures = Figures(measures, tracing)
            consumers.extend(_consumers(redis, settings, writing, holding, figures))
            streams = Streams(settings.prefix)
            outbox, driver = Outbox(writing, redis, streams), ReplayDriver(writing, redis, streams, figures)
            async with (
                Watchdog(settings.hang_seconds).on_guard(),
                consuming(settings, consumers),
                running(outbox.publish_forever()),
                running(driver.drive_forever()),
            ):
                try:
                    yield
                finally:
                    holding.close()

    app = FastAPI(
        title="onrecord store",
        version=version("onrecord-store"),
        summary="Statements on the record: who said what, when, and where it is written.",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    guard(app, settings)
    app.include_router(make_router(reader, settings))
    app.include_router(make_entity_router(EntityReader(reading), Decisions(writing)))
    app.include_router(make_history_router(ArticleFinder(reading), HistoryReader(reading)))
    app.include_router(make_replay_router(Replays(reading, writing)))
    app.router.routes.extend(health_routes(lambda: consumers, measures, unwell=Patient(reader.unwell, "the database")))
    problems.install(
        app,
        invalid=[RequestValidationError],
        unavailable={
            QueryCanceled: "the query took too long; narrow it by speaker, country, from or to",
            OperationalError: "the database does not answer; try again in a moment",
        },
    )
    return app


def _consumers(redis: Redis, settings: StoreSettings, pool: Pool, holding: Holding, figures: Figures) -> list[Consumer]:
    streams = Streams(settings.prefix)
    archive = Archive(pool)
    arrivals = Arrivals(redis, archive, holding, stream=streams.articles, group=GROUP)
    again = ReplayedHandler(ReplayResults(pool), holding, streams, figures)

    async def handle_replayed(entries: Sequence[Entry]) -> Sequence[Outcome]:
        return await one_by_one(entries, again)

    articles = ArticleHandler(archive, holding, arrivals, figures)
    statements = StatementHandler(archive, holding, arrivals, figures)
    # each has a turn of its own: statements in work wait for their articles, which would wait to be in work alone
    consumer = partial(Consumer, redis, settings, source=SOURCE, group=GROUP, measures=figures.measures)
    batch = settings.store_batch
    gathering = Gathering(redis, stream=streams.articles, group="extract")
    return [
        consumer(stream=streams.articles, handle=articles, batch=batch),
        consumer(stream=streams.statements, handle=statements, batch=batch, gathering=gathering),
        consumer(stream=streams.replayed, handle=handle_replayed, batch=REPLAYED_BATCH, on_dead=again.note_dead),
    ]


def main() -> None:
    """Run the service until it is told to stop."""
    settings = StoreSettings()
    serve(create_app(settings), settings, service="store", port=settings.store_port)


if __name__ == "__main__":
    main()
