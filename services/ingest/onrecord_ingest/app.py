"""The ingest service: its parts put together."""

import contextlib
from collections.abc import AsyncGenerator

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from onrecord_core.access import guard
from onrecord_core.delivery import Consumer
from onrecord_core.errors import TransientError
from onrecord_core.health import health_routes
from onrecord_core.letterbox import Letterbox
from onrecord_core.measures import Measures
from onrecord_core.problems import install
from onrecord_core.service import connected, consuming, serve
from onrecord_core.streams import Streams
from onrecord_core.tracing import Tracing
from onrecord_core.watchdog import Watchdog
from redis.exceptions import RedisError

from onrecord_ingest.fetch import Fetcher
from onrecord_ingest.handlers import SubmissionHandler
from onrecord_ingest.intake import Intake
from onrecord_ingest.letter_routes import make_letters_router
from onrecord_ingest.readers import PageReaders
from onrecord_ingest.routes import make_router
from onrecord_ingest.settings import IngestSettings

DESCRIPTION = (
    "Takes news articles in: each is cleaned, dated, its language told, and passed on unless it was seen before."
)


def create_app(settings: IngestSettings) -> FastAPI:
    """The service as an ASGI application; its consumer runs for as long as the application does."""
    measures = Measures()
    tracing = Tracing.from_environment("ingest")
    consumers: list[Consumer] = []
    intakes: list[Intake] = []
    letterboxes: list[Letterbox] = []

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncGenerator[None]:
        async with (
            tracing.exporting(),
            connected(settings) as redis,
            contextlib.aclosing(PageReaders(seconds=settings.page_seconds)) as read_page,
        ):
            handler = SubmissionHandler(
                redis,
                settings,
                fetch=Fetcher(settings),
                read_page=read_page,
                measures=measures,
                tracing=tracing,
            )
            consumer = Consumer(
                redis,
                settings,
                source="onrecord/ingest",
                stream=Streams(settings.prefix).submissions,
                group="ingest",
                handle=handler,
                batch=settings.ingest_batch,
                on_dead=handler.note_refusal,
                measures=measures,
            )
            intakes.append(Intake(redis, settings))
            letterboxes.append(Letterbox(redis, settings.prefix))
            consumers.append(consumer)
            async with Watchdog(settings.hang_seconds).on_guard(), consuming(settings, consumers):
                yield

    app = FastAPI(
        title="onrecord ingest",
        version="1",
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,  # their pages load scripts from elsewhere; /openapi.json is there for any viewer
        redoc_url=None,
    )
    away = "the queue (Redis) does not answer; try again in a while"
    guard(app, settings, body_bytes=None)
    install(app, invalid=[RequestValidationError], unavailable={RedisError: away, TransientError: None})
    app.include_router(make_router(settings, lambda: intakes[-1], tracing))
    app.include_router(make_letters_router(lambda: letterboxes[-1]))
    app.routes.extend(health_routes(lambda: consumers, measures))
    return app


def main() -> None:
    """Run the service until it is told to stop."""
    settings = IngestSettings()
    serve(create_app(settings), settings, service="ingest", port=settings.ingest_port)


if __name__ == "__main__":
    main()
