"""What a service tells of itself over HTTP: `/healthz`, `/readyz` and `/metrics`."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from redis.exceptions import RedisError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from onrecord_core.delivery import Consumer
from onrecord_core.measures import Measures
from onrecord_core.readiness import ANSWER_SECONDS, ConsumerProgress, Unwell, progress_of, readiness_of
from onrecord_core.streams import Streams


def health_routes(
    consumers: Callable[[], Sequence[Consumer]], measures: Measures, *, unwell: Unwell | None = None
) -> list[Route]:
    """The routes that tell how a service is.

    `/healthz` answers 200 for as long as the process does; `/readyz` 200 while it makes progress and 503 with the
    reasons while it does not; `/metrics` gives its figures as Prometheus reads them.
    """

    async def healthz(_: Request) -> JSONResponse:
        return JSONResponse({"status": "alive"})

    async def readyz(_: Request) -> JSONResponse:
        found = await readiness_of(consumers(), unwell)
        body = {"status": "not ready" if found.reasons else "ready", **asdict(found)}
        return JSONResponse(body, status_code=503 if found.reasons else 200)

    async def metrics(_: Request) -> Response:
        once = CollectorRegistry()
        once.register(await group_figures(consumers()))
        text = generate_latest(measures.registry) + generate_latest(once)
        return Response(text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]


class GroupFigures(Collector):
    """What Redis says of the consumers' groups at this moment; without it where it does not answer."""

    def __init__(self, found: Sequence[tuple[str, ConsumerProgress]] | None, dead_letters: int) -> None:
        self._found = found
        self._dead_letters = dead_letters

    def collect(self) -> Iterator[Metric]:
        """The gauges."""
        up = self._found is not None
        yield GaugeMetricFamily("onrecord_redis_up", "Whether Redis answered this time.", value=float(up))
        if self._found is None:
            return
        yield GaugeMetricFamily("onrecord_dead_letters", "Dead letters that are kept.", value=self._dead_letters)
        figures: list[tuple[str, str, Callable[[ConsumerProgress], float | None]]] = [
            ("group_lag", "Entries that a consumer group has not read.", lambda p: p.lag),
            ("group_pending", "Entries that a group has read and not settled.", lambda p: p.pending),
            (
                "group_oldest_pending_seconds",
                "Age of the oldest of them, since it was written.",
                lambda p: p.oldest_pending_seconds or 0.0,
            ),
            (
                "group_oldest_unread_seconds",
                "Age of the oldest entry that a group has not read.",
                lambda p: p.oldest_unread_seconds or 0.0,
            ),
            (
                "last_success_seconds",
                "How long ago this process last settled entries of a stream.",
                lambda p: p.last_success_seconds,
            ),
            ("stalled", "Whether this process makes no progress on a stream.", lambda p: float(p.reason is not None)),
        ]
        for name, meaning, figure in figures:
            gauge = GaugeMetricFamily(f"onrecord_{name}", meaning, labels=["stream", "group"])
            for stream, progress in self._found:
                value = figure(progress)
                if value is not None:
                    gauge.add_metric([stream, progress.group], value)
            yield gauge


async def group_figures(consumers: Sequence[Consumer]) -> GroupFigures:
    """Ask Redis for the figures of groups, for no longer than `ANSWER_SECONDS`."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            found = [(_short(consumer), await progress_of(consumer)) for consumer in consumers]
            if not consumers:
                return GroupFigures(None, 0)
            first = consumers[0]
            return GroupFigures(found, await first.redis.xlen(Streams(first.settings.prefix).dead))
    except (RedisError, TimeoutError):
        return GroupFigures(None, 0)


def _short(consumer: Consumer) -> str:
    return consumer.stream.removeprefix(consumer.settings.prefix)
