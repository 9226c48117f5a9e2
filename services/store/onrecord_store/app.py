"""The store service: its parts put together."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from onrecord_core import problems
from onrecord_core.access import guard
from onrecord_core.delivery import Consumer
from onrecord_core.health import health_routes
from onrecord_core.measures import Measures
from onrecord_core.readiness import Patient
from onrecord_core.service import connected, consuming, serve
from onrecord_core.streams import Streams
from onrecord_core.tracing import Tracing
from psycopg import OperationalError
from psycopg.errors import QueryCanceled
from redis.asyncio import Redis

from onrecord_store.archive import Archive
from onrecord_store.arrivals import Arrivals
from onrecord_store.database import make_pool
from onrecord_store.decisions import Decisions
from onrecord_store.entities import EntityReader
from onrecord_store.entity_routes import make_entity_router
from onrecord_store.figures import Figures
from onrecord_store.handlers import ArticleHandler, StatementHandler
from onrecord_store.holding import Holding
from onrecord_store.migrate import migrate
from onrecord_store.queries import Reader
from onrecord_store.routes import make_router
from onrecord_store.settings import StoreSettings

GROUP = "store"
WRITERS = 5
"""Connections for writing: each of two consumers has one live and one claimed batch in hand at most; one decides."""


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
            consumers.extend(_consumers(redis, settings, Archive(writing), holding, Figures(measures, tracing)))
            async with consuming(settings, consumers):
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


def _consumers(
    redis: Redis, settings: StoreSettings, archive: Archive, holding: Holding, figures: Figures
) -> list[Consumer]:
    streams = Streams(settings.prefix)
    arrivals = Arrivals(redis, archive, holding, stream=streams.articles, group=GROUP)
    handles = {
        streams.articles: ArticleHandler(archive, holding, figures),
        streams.statements: StatementHandler(archive, holding, arrivals, figures),
    }
    return [
        Consumer(
            redis,
            settings,
            source="onrecord/store",
            stream=stream,
            group=GROUP,
            handle=handle,
            batch=settings.store_batch,
            measures=figures.measures,
        )
        for stream, handle in handles.items()
    ]


def main() -> None:
    """Run the service until it is told to stop."""
    settings = StoreSettings()
    serve(create_app(settings), settings, service="store", port=settings.store_port)


if __name__ == "__main__":
    main()
