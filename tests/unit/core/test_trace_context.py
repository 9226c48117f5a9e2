"""A trace goes from the submission through every event; what strangers send for one is checked."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import structlog
from onrecord_core import traceparent
from onrecord_core.events import EVENT, Extraction, Origin, article_extracted
from onrecord_core.records import Extractor
from onrecord_core.streams import FIELD, decode, encode, written_at
from onrecord_core.tracing import Tracing
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
EXTRACTION = Extraction(article_id="art_1", revision="r", statements=(), extractor=Extractor(name="test", version="1"))
THEN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        17,
        ["00"],
        GIVEN.upper(),
        GIVEN + "\n",
        GIVEN + "-more",
        GIVEN.replace("00-", "ff-", 1),
        f"00-{'0' * 32}-00f067aa0ba902b7-01",
        f"00-4bf92f3577b34da6a3ce929d0e0e4736-{'0' * 16}-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "\u0660\u0660-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "cc" + GIVEN[2:] + "-" + "x" * 500,
    ],
)
def test_what_is_no_traceparent_counts_as_absent(value: object) -> None:
    assert traceparent.valid(value) is None


def test_a_later_version_is_read_as_the_one_that_is_known() -> None:
    assert traceparent.valid(GIVEN) == GIVEN
    assert traceparent.valid("cc" + GIVEN[2:] + "-what.the.future.brings") == GIVEN


def test_a_new_one_is_valid_and_begins_a_trace_of_its_own() -> None:
    first, second = traceparent.new(), traceparent.new()
    assert traceparent.valid(first) == first
    assert traceparent.trace_id_of(first) != traceparent.trace_id_of(second)


def test_an_event_carries_it_and_its_id_does_not_depend_on_it() -> None:
    plain = article_extracted(EXTRACTION, time=THEN)
    traced = article_extracted(EXTRACTION, time=THEN, origin=Origin(GIVEN, THEN))
    assert traced.id == plain.id
    written = json.loads(EVENT.dump_json(traced))
    assert (written["traceparent"], written["submittedtime"]) == (GIVEN, "2026-01-01T00:00:00Z")
    assert not {"traceparent", "submittedtime"} & set(json.loads(EVENT.dump_json(plain)))
    fields = {FIELD: encode(traced)[FIELD]}
    assert decode(fields).origin == Origin(GIVEN, THEN)  # pyright: ignore[reportArgumentType] - bytes they are


def test_a_wrong_one_in_an_event_is_passed_over() -> None:
    written = json.loads(EVENT.dump_json(article_extracted(EXTRACTION, time=THEN)))
    event = decode({FIELD: json.dumps(written | {"traceparent": "<script>"}).encode()})
    assert event.traceparent is None


@pytest.mark.parametrize("chosen_by_hand", ["1-1", "0-5", "18446744073709551615-0"])
def test_an_entry_with_an_id_that_is_no_time_was_written_at_no_known_time(chosen_by_hand: str) -> None:
    assert written_at(chosen_by_hand) is None
    assert written_at("1767225600000-0") == THEN


def test_without_a_collector_it_is_carried_on_as_it_came_and_logs_have_its_id() -> None:
    tracing = Tracing()
    with tracing.span("ingest", GIVEN) as current:
        assert current == GIVEN
        assert structlog.contextvars.get_contextvars()["trace_id"] == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert "trace_id" not in structlog.contextvars.get_contextvars()
    with tracing.span("ingest", "nonsense") as current:
        assert traceparent.valid(current) == current


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def recording(exporter: InMemorySpanExporter) -> Iterator[Tracing]:
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    yield Tracing(provider)
    provider.shutdown()


def named(exporter: InMemorySpanExporter) -> dict[str, ReadableSpan]:
    return {span.name: span for span in exporter.get_finished_spans()}


def test_spans_are_linked_by_what_is_carried_on(exporter: InMemorySpanExporter, recording: Tracing) -> None:
    with recording.span("submit", GIVEN) as first:
        pass
    with recording.span("ingest", first, submission_id="1-0") as second:
        pass
    with recording.spans("store", [second, None, second], events=3):
        pass
    spans = named(exporter)
    assert len(exporter.get_finished_spans()) == 3
    for child, parent in (("ingest", "submit"), ("store", "ingest")):
        above, before = spans[child].parent, spans[parent].context
        assert above is not None
        assert before is not None
        assert (above.trace_id, above.span_id) == (before.trace_id, before.span_id)
    assert spans["submit"].context is not None
    assert f"{spans['submit'].context.trace_id:032x}" == traceparent.trace_id_of(GIVEN)
    assert dict(spans["ingest"].attributes or {}) == {"submission_id": "1-0"}


async def test_spans_that_run_side_by_side_are_not_within_each_other(
    exporter: InMemorySpanExporter, recording: Tracing
) -> None:
    async def one() -> str:
        with recording.span("ingest", None) as current:
            await asyncio.sleep(0)
            return traceparent.trace_id_of(current)

    assert len({*(await asyncio.gather(one(), one(), one()))}) == 3
    assert all(span.parent is None for span in exporter.get_finished_spans())


def test_nothing_is_recorded_unless_a_collector_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    with Tracing.from_environment("ingest").span("ingest", GIVEN) as current:
        assert current == GIVEN


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"data": b'{"text": "x", "traceparent": "%s"}' % GIVEN.encode()}, GIVEN),
        ({"data": b"not JSON", "traceparent": GIVEN.encode()}, GIVEN),
        ({"data": b'{"text": "\\"traceparent\\": \\"%s\\""}' % GIVEN.encode()}, None),
        ({"data": b'{"traceparent": "\xff"}'}, None),
        ({}, None),
    ],
    ids=["in JSON", "beside what is none", "in an article's words", "not ASCII", "nowhere"],
)
def test_a_dead_letter_keeps_the_trace_of_an_entry_that_cannot_be_read(
    fields: dict[str, bytes], found: str | None
) -> None:
    assert traceparent.found_in(fields) == found
