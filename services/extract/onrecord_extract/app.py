"""The extract service: its parts put together."""

import contextlib
from collections.abc import AsyncGenerator, Sequence
from functools import partial

from onrecord_core.access import guard
from onrecord_core.background import Background
from onrecord_core.delivery import Consumer, Entry, Outcome, one_by_one
from onrecord_core.errors import MalformedEntryError
from onrecord_core.events import ArticleAccepted, Failure
from onrecord_core.health import health_routes
from onrecord_core.measures import Measures
from onrecord_core.progress import ProgressBook, text_id
from onrecord_core.records import Extractor
from onrecord_core.service import connected, consuming, serve
from onrecord_core.streams import Streams, decode
from onrecord_core.tracing import Tracing
from onrecord_core.turn import Turn
from onrecord_core.watchdog import Watchdog
from redis.asyncio.client import Pipeline
from starlette.applications import Starlette

from onrecord_extract.attributions import AttributionFinder
from onrecord_extract.extractor import extract
from onrecord_extract.finders import configured_finder
from onrecord_extract.handlers import ArticleHandler
from onrecord_extract.replays import ReplayHandler
from onrecord_extract.settings import ExtractSettings
from onrecord_extract.timed import TimedFinder


def create_app(settings: ExtractSettings, finder: AttributionFinder | None = None) -> Starlette:
    """The service as an ASGI application; its consumers run for as long as the application does.

    `finder` finds the attributions in place of the one that is configured.
    """
    streams = Streams(settings.prefix)
    progress = ProgressBook(streams, days=settings.progress_days)
    measures = Measures()
    tracing = Tracing.from_environment("extract")
    used = TimedFinder(finder or configured_finder(settings), measures.stage("model").time)
    watchdog = Watchdog(settings.hang_seconds)
    reading = watchdog.watched(partial(extract, finder=used))
    extractor = Extractor(name=used.name, version=used.version)
    handler = ArticleHandler(
        streams,
        progress,
        extract=reading,
        extractor=extractor,
        measures=measures,
        tracing=tracing,
    )
    replays = ReplayHandler(streams, extract=reading, extractor=extractor)
    consumers: list[Consumer] = []

    async def handle(entries: Sequence[Entry]) -> Sequence[Outcome]:
        return await one_by_one(entries, handler)

    async def handle_replays(entries: Sequence[Entry]) -> Sequence[Outcome]:
        return await one_by_one(entries, replays)

    def note_refusal(pipe: Pipeline, entry: Entry, failure: Failure) -> None:
        with contextlib.suppress(MalformedEntryError):  # then there is no article to note it for
            event = decode(entry.fields)
            if isinstance(event, ArticleAccepted):
                article = event.data
                name = text_id(article.id, article.revision)
                progress.note(pipe, name, "refused", article_id=article.id, reason=failure.message)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        turn = Turn()
        async with tracing.exporting(), connected(settings) as redis:
            consumer = Consumer(
                redis,
                settings,
                source="onrecord/extract",
                stream=streams.articles,
                group="extract",
                handle=handle,
                batch=settings.extract_batch,
                on_dead=note_refusal,
                turn=turn,
                measures=measures,
            )
            consumers.append(consumer)
            again = Consumer(
                redis,
                settings,
                source="onrecord/extract",
                stream=streams.replays,
                group="extract",
                handle=handle_replays,
                on_dead=replays.note_failure,
                turn=turn,
                measures=measures,
            )
            background = Background(again, live=consumer, share=settings.replay_share)
            async with watchdog.on_guard(), consuming(settings, consumers, background):
                yield

    app = Starlette(routes=health_routes(lambda: consumers, measures), lifespan=lifespan)
    guard(app, settings)
    return app


def main() -> None:
    """Run the service until it is told to stop."""
    settings = ExtractSettings()
    serve(create_app(settings), settings, service="extract", port=settings.extract_port)


if __name__ == "__main__":
    main()
