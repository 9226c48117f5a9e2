"""Traces: every service carries the trace of an article on, and tells a collector of its spans where one is named.

A collector is named by `OTEL_EXPORTER_OTLP_ENDPOINT`; without it nothing is recorded and no exporter imported.
"""

import asyncio
import contextlib
import os
from collections.abc import AsyncGenerator, Generator, Iterable
from typing import TYPE_CHECKING

import structlog

from onrecord_core import traceparent

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


class Tracing:
    """Spans of one service; without a provider a trace is carried on and nothing is recorded."""

    def __init__(self, provider: "TracerProvider | None" = None) -> None:
        self._provider = provider
        self._tracer = provider.get_tracer("onrecord") if provider else None

    @classmethod
    def from_environment(cls, service: str) -> "Tracing":
        """Spans go to the collector that the environment names, over HTTP; to none where it names none."""
        wanted = any(os.environ.get(name) for name in ENDPOINTS)
        if not wanted or os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
            return cls()
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - see above
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

        name = os.environ.get("OTEL_SERVICE_NAME") or f"onrecord-{service}"
        provider = TracerProvider(resource=Resource.create({"service.name": name}))
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        return cls(provider)

    @contextlib.contextmanager
    def span(self, name: str, parent: str | None, **attributes: str | int) -> Generator[str]:
        """Do work as part of a trace, one that begins here where `parent` is None; gives what is to be carried on.

        `parent` is a traceparent, and so is what it gives. Log lines within have the trace's id as `trace_id`.
        """
        with contextlib.ExitStack() as stack:
            current = stack.enter_context(self._recorded(name, traceparent.valid(parent), attributes))
            stack.enter_context(structlog.contextvars.bound_contextvars(trace_id=traceparent.trace_id_of(current)))
            yield current

    @contextlib.contextmanager
    def spans(self, name: str, parents: Iterable[str | None], **attributes: str | int) -> Generator[None]:
        """Do work as part of several traces at once, as for a batch."""
        with contextlib.ExitStack() as stack:
            if self._tracer:
                for parent in sorted({parent for parent in parents if parent}):
                    stack.enter_context(self._recorded(name, parent, attributes))
            yield

    @contextlib.contextmanager
    def _recorded(self, name: str, parent: str | None, attributes: dict[str, str | int]) -> Generator[str]:
        if self._tracer is None:
            yield parent or traceparent.new()
            return
        from opentelemetry.context import Context  # noqa: PLC0415
        from opentelemetry.trace import SpanKind  # noqa: PLC0415
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

        w3c = TraceContextTextMapPropagator()
        context = w3c.extract({"traceparent": parent}, Context()) if parent else Context()
        with self._tracer.start_as_current_span(name, context, SpanKind.CONSUMER, attributes):
            carrier: dict[str, str] = {}
            w3c.inject(carrier)
            yield carrier["traceparent"]

    @contextlib.asynccontextmanager
    async def exporting(self) -> AsyncGenerator[None]:
        """On the way out send what is not sent yet, which takes a few seconds where the collector is away."""
        try:
            yield
        finally:
            if self._provider:
                await asyncio.to_thread(self._provider.shutdown)
