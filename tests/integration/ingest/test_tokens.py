"""Tokens on the running service, and what a body may cost before it is refused."""

import gzip

import pytest
from onrecord_core.tokens import make
from onrecord_ingest.settings import IngestSettings
from pydantic import SecretStr

from .conftest import Ingest, Run

READ, READER = make("reader", ["read"])
WRITE, WRITER = make("writer", ["write"])
ADMIN, KEEPER = make("keeper", ["admin"])
TEXT = "“We will go on talking,” Foreign Minister Ana Pereira said on Monday in the capital."


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def with_tokens(ingest_settings: IngestSettings) -> IngestSettings:
    lines = " ".join(token.line for token in (READER, WRITER, KEEPER))
    return ingest_settings.model_copy(update={"tokens": SecretStr(lines)})


@pytest.mark.parametrize("path", ["/v1/articles", "/v1/articles:batch"])
async def test_dropping_needs_a_token_for_writing(run: Run, with_tokens: IngestSettings, path: str) -> None:
    async with run(with_tokens) as ingest:
        assert (await ingest.http.post(path, json={"text": TEXT})).status_code == 401
        for token in (READ, ADMIN):
            assert (await ingest.http.post(path, json={"text": TEXT}, headers=bearer(token))).status_code == 403
        assert await ingest.entries(ingest.streams.submissions) == []
        kind = {"Content-Type": "application/x-ndjson"} if "batch" in path else {}
        answer = await ingest.http.post(path, json={"text": TEXT}, headers=bearer(WRITE) | kind)
        assert answer.is_success
        assert len(await ingest.entries(ingest.streams.submissions)) == 1


async def test_whoever_drops_may_ask_how_far_it_is(run: Run, with_tokens: IngestSettings) -> None:
    async with run(with_tokens) as ingest:
        dropped = await ingest.http.post("/v1/articles", json={"text": TEXT}, headers=bearer(WRITE))
        place = dropped.json()["status_url"]
        found = {token: (await ingest.http.get(place, headers=bearer(token))).status_code for token in (READ, WRITE)}
        assert set(found.values()) == {200}
        assert (await ingest.http.get(place)).status_code == 401
        assert (await ingest.http.get(place, headers=bearer(ADMIN))).status_code == 403


async def test_health_and_the_description_need_none(run: Run, with_tokens: IngestSettings) -> None:
    async with run(with_tokens) as ingest:
        assert (await ingest.http.get("/healthz")).status_code == 200
        description = (await ingest.http.get("/openapi.json")).json()
    assert description["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert description["paths"]["/v1/articles"]["post"]["security"] == [{"token": ["write"]}]


async def test_a_packed_body_that_holds_nothing_is_bounded_too(ingest: Ingest) -> None:
    """One gzip member with a comment longer than any body."""
    packed = bytearray(gzip.compress(b'{"text": "x"}'))
    packed[3] |= 16  # FCOMMENT
    packed[10:10] = b"c" * 100_001 + b"\0"

    async def pieces():  # noqa: ANN202
        for at in range(0, len(packed), 10_000):
            yield bytes(packed[at : at + 10_000])

    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    answer = await ingest.http.post("/v1/articles", content=pieces(), headers=headers)
    assert answer.status_code == 413


async def test_a_text_longer_than_a_book_is_refused(run: Run, ingest_settings: IngestSettings) -> None:
    async with run(ingest_settings.model_copy(update={"max_text_chars": 1000})) as ingest:
        name = await ingest.drop(text=TEXT * 20)
        refused = await ingest.settled(name)
    assert refused["status"] == "refused"
    assert "ONRECORD_MAX_TEXT_CHARS" in str(refused["reason"])
