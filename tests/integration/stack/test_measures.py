"""What a stack tells of itself: figures that agree with what was dropped, traces over three services, readiness."""

import contextlib
import json
import signal
import threading
from collections.abc import Generator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from onrecord.stack import Stack, StackOptions
from onrecord_core.testing import wait_until
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from prometheus_client.parser import text_string_to_metric_families

from .conftest import SETTINGS
from .test_killing_a_process import article

ARTICLES, DUPLICATES, REFUSED = 12, 3, 2
GERMAN = "Die Regierung hat am Dienstag beschlossen, {} Brücken zu bauen, sagte der Minister vor der Presse in Berlin."
GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
TRACE_ID = GIVEN.split("-")[1]


class Collector:
    """A collector of OpenTelemetry on loopback: keeps who did what in which trace."""

    def __init__(self) -> None:
        self.spans: list[tuple[str, str, str]] = []
        received = self._received

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                received(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
                del format, args

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def _received(self, body: bytes) -> None:
        request: Any = ExportTraceServiceRequest.FromString(body)
        for resource in request.resource_spans:
            [name] = [a.value.string_value for a in resource.resource.attributes if a.key == "service.name"]
            for scope in resource.scope_spans:
                self.spans += [(span.trace_id.hex(), name, span.name) for span in scope.spans]

    def of(self, trace_id: str) -> set[tuple[str, str]]:
        """The spans of a trace: services and what they did."""
        return {(service, name) for trace, service, name in self.spans if trace == trace_id}


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    found = Collector()
    thread = threading.Thread(target=found.server.serve_forever)
    thread.start()
    yield found
    found.server.shutdown()
    thread.join()
    found.server.server_close()


@pytest.fixture(scope="module")
def stack(folder: Path, collector: Collector) -> Generator[Stack]:
    environment = SETTINGS | {
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{collector.server.server_port}",
        "OTEL_BSP_SCHEDULE_DELAY": "200",
    }
    with Stack(StackOptions(folder, ingest_port=0, store_port=0, environment=environment)) as running:
        yield running


def url_of(stack: Stack, name: str) -> str:
    [port] = [part.port for part in stack.state.parts if part.name == name]
    return f"http://127.0.0.1:{port}"


async def figures(http: httpx.AsyncClient, stack: Stack, name: str) -> dict[str, float]:
    """What a service tells: `name{values of labels}` to value, of our own metrics."""
    answer = await http.get(f"{url_of(stack, name)}/metrics")
    assert answer.status_code == 200
    return {
        sample.name + "{" + ",".join(value for _, value in sorted(sample.labels.items())) + "}": sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
        if sample.name.startswith("onrecord_") and "le" not in sample.labels
    }


async def test_the_figures_agree_with_what_was_dropped_and_a_trace_goes_through(
    stack: Stack, collector: Collector
) -> None:
    articles = [article("measured", number) for number in range(ARTICLES)]
    lines = [*articles[1:], *articles[1 : 1 + DUPLICATES], *({"text": GERMAN.format(n)} for n in range(REFUSED))]
    async with httpx.AsyncClient(timeout=30) as http:
        ingest_url = stack.state.ingest_url
        traced = await http.post(f"{ingest_url}/v1/articles", json=articles[0], headers={"traceparent": GIVEN})
        assert traced.status_code == 202
        body = "\n".join(json.dumps(line) for line in lines)
        batch = await http.post(
            f"{ingest_url}/v1/articles:batch", content=body, headers={"Content-Type": "application/x-ndjson"}
        )
        assert batch.status_code == 200

        async def through() -> bool:
            store, ingest = await figures(http, stack, "store"), await figures(http, stack, "ingest")
            return (
                store["onrecord_stage_seconds_count{end_to_end}"] == ARTICLES and ingest["onrecord_dead_letters{}"] == 2
            )

        await wait_until(through, description="all articles are stored", within=60)
        ingest, extract, store = [await figures(http, stack, name) for name in ("ingest", "extract-1", "store")]
        answer = await http.get(f"{stack.state.store_url}/v1/statements", params={"limit": 200})
        statements = len(answer.json()["items"])
        assert statements >= ARTICLES
    assert ingest["onrecord_articles_total{accepted}"] == ARTICLES
    assert ingest["onrecord_articles_total{duplicate}"] == DUPLICATES
    assert ingest["onrecord_entries_total{done,submissions}"] == ARTICLES + DUPLICATES
    assert ingest["onrecord_entries_total{refused,submissions}"] == REFUSED
    assert ingest["onrecord_entries_total{failed,submissions}"] == 0
    assert ingest["onrecord_stage_seconds_count{clean}"] == ARTICLES + DUPLICATES + REFUSED
    assert ingest["onrecord_stage_seconds_count{fetch}"] == 0
    assert extract["onrecord_articles_total{extracted}"] == ARTICLES
    assert extract["onrecord_statements_total{extracted}"] == statements
    assert extract["onrecord_stage_seconds_count{extract}"] == ARTICLES
    assert 0 < extract["onrecord_stage_seconds_sum{model}"] < extract["onrecord_stage_seconds_sum{extract}"]
    assert store["onrecord_articles_total{stored}"] == ARTICLES
    assert store["onrecord_statements_total{stored}"] == statements
    assert store["onrecord_entries_total{done,statements}"] == ARTICLES + statements
    assert store["onrecord_stage_seconds_sum{commit}"] > 0
    for found, stream, group in ((ingest, "submissions", "ingest"), (extract, "articles", "extract")):
        key = f"{{{group},{stream}}}"
        assert (found[f"onrecord_group_lag{key}"], found[f"onrecord_group_pending{key}"]) == (0, 0)
        assert found[f"onrecord_stalled{key}"] == 0

    async def whole_trace() -> bool:
        return collector.of(TRACE_ID) == {
            ("onrecord-ingest", "submit"),
            ("onrecord-ingest", "ingest"),
            ("onrecord-extract", "extract"),
            ("onrecord-store", "store"),
        }

    await wait_until(whole_trace, description="the collector has the trace of the article that came with one")

    async def all_traces() -> bool:
        return len({trace for trace, _, name in collector.spans if name == "extract"}) == ARTICLES

    await wait_until(all_traces, description="the collector has a trace of each article")


@contextlib.contextmanager
def paused(stack: Stack, name: str) -> Generator[None]:
    """A part of the stack with all its processes, held still."""
    [part] = [part for part in stack.state.parts if part.name == name]
    process = psutil.Process(part.process.pid)
    held = [process, *process.children(recursive=True)]
    for one in held:
        one.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for one in held:
            one.send_signal(signal.SIGCONT)


@pytest.mark.parametrize(
    ("part", "services", "reason"),
    [
        ("valkey", ["ingest", "extract-1", "store"], "Redis does not answer within 2 s"),
        ("postgres", ["store"], "the database does not answer within 2 s"),
    ],
)
async def test_a_server_that_hangs_makes_a_service_unready_but_not_dead(
    stack: Stack, part: str, services: list[str], reason: str
) -> None:
    async with httpx.AsyncClient(timeout=10) as http:
        with paused(stack, part):
            for service in services:
                ready = await http.get(f"{url_of(stack, service)}/readyz")
                assert (ready.status_code, ready.json()["reasons"]) == (503, [reason])
                assert (await http.get(f"{url_of(stack, service)}/healthz")).json() == {"status": "alive"}
            told = await figures(http, stack, services[0])
            assert told["onrecord_redis_up{}"] == (part != "valkey")

        for service in services:

            async def ready_again(url: str = f"{url_of(stack, service)}/readyz") -> bool:
                return (await http.get(url)).is_success

            await wait_until(ready_again, description=f"{service} is ready again", within=30)
