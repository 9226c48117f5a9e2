"""`onrecord query` asks the store, follows its pages, and prints what it says."""

import json
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

import pytest
from onrecord.main import app
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from typer.testing import CliRunner


def item(number: int) -> dict[str, Any]:
    words = f"We will talk {number} times."
    url = f"https://example.org/{number}"
    return {
        "id": f"st_{number}",
        "article": {"id": f"art_{number}", "revision": "r", "publisher": "Example Daily", "url": url},
        "speaker": {
            "name": "Ana Pereira",
            "kind": "person",
            "resolution": "named",
            "role": "Foreign Minister",
            "affiliation": {"name": "Portugal", "country": "PT"},
        },
        "content": [{"start": 0, "end": len(words), "text": words}],
        "kind": "direct",
        "said_at": {"value": "2021-12-23", "precision": "day"},
        "confidence": 0.9,
        "extractor": {"name": "test", "version": "1"},
    }


@dataclass
class FakeStore:
    """A store of some statements, which answers in pages."""

    page: int = 50
    items: list[dict[str, Any]] = field(default_factory=lambda: [item(number) for number in range(250)])
    asked: list[dict[str, str]] = field(default_factory=list[dict[str, str]])

    async def statements(self, request: Request) -> JSONResponse:
        params = dict(request.query_params)
        self.asked.append(params)
        if params.get("country") == "ATLANTIS":
            problem = {"title": "Invalid", "detail": "country: two letters", "status": 422}
            return JSONResponse(problem, 422, media_type="application/problem+json")
        if params.get("q") == "nothing":
            return JSONResponse({"items": [], "next_cursor": None})
        begin = int(params.get("cursor", "0"))
        size = int(params.get("limit", self.page))
        if size > self.page:
            problem = {"title": "Invalid", "detail": f"at most {self.page} in one answer", "status": 422}
            return JSONResponse(problem, 422, media_type="application/problem+json")
        end = begin + size
        return JSONResponse(
            {"items": self.items[begin:end], "next_cursor": str(end) if end < len(self.items) else None}
        )


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def url(store: FakeStore, serve: Any) -> Generator[str]:
    with serve(Starlette(routes=[Route("/v1/statements", store.statements)])) as address:
        yield address


def test_json_lines_are_the_stores_statements(runner: CliRunner, url: str) -> None:
    ran = runner.invoke(app, ["query", "--store-url", url, "--limit", "3"])
    assert ran.exit_code == 0, ran.output
    assert [json.loads(line) for line in ran.stdout.splitlines()] == [item(number) for number in range(3)]


@pytest.mark.parametrize(("options", "count"), [(["--all"], 250), (["--limit", "120"], 120), ([], 20)])
@pytest.mark.parametrize("page", [7, 50, 300])
def test_pages_are_followed_up_to_the_limit_whatever_their_length(
    runner: CliRunner, store: FakeStore, url: str, *, page: int, options: list[str], count: int
) -> None:
    store.page = page
    ran = runner.invoke(app, ["query", *options, "--store-url", url])
    ids = [json.loads(line)["id"] for line in ran.stdout.splitlines()]
    assert ids == [f"st_{number}" for number in range(count)]


def test_all_filters_reach_the_store(runner: CliRunner, store: FakeStore, url: str) -> None:
    words = ["customs", '"a union"', "OR", "tariffs"]
    options = {
        "--speaker": "Ana",
        "--entity": "ent_1",
        "--country": "pt",
        "--organization": "Ministry",
        "--publisher": "Daily",
        "--kind": "direct",
        "--from": "2021-01-01",
        "--to": "2021-12-31",
        "--sort": "relevance",
    }
    given = [part for option in options.items() for part in option]
    ran = runner.invoke(app, ["query", *words, *given, "--dated", "--limit", "7", "--store-url", url])
    assert ran.exit_code == 0, ran.output
    assert store.asked == [
        {
            "q": 'customs "a union" OR tariffs',
            "speaker": "Ana",
            "entity": "ent_1",
            "country": "pt",
            "organization": "Ministry",
            "publisher": "Daily",
            "kind": "direct",
            "from": "2021-01-01",
            "to": "2021-12-31",
            "dated": "true",
            "sort": "relevance",
        }
    ]


def test_the_table_has_words_speaker_date_and_source(runner: CliRunner, url: str) -> None:
    ran = runner.invoke(app, ["query", "--format", "table", "--limit", "2", "--store-url", url])
    assert ran.exit_code == 0, ran.output
    for part in (
        "23 Dec 2021",
        "Ana Pereira",
        "Foreign Minister",
        "PT",
        "“We will talk 1 times.”",
        "Example Daily",
        "https://example.org/1",
    ):
        assert part in ran.stdout
    assert "--all" in ran.stderr


def test_json_is_one_document(runner: CliRunner, url: str) -> None:
    ran = runner.invoke(app, ["query", "--format", "json", "--limit", "2", "--store-url", url])
    assert json.loads(ran.stdout) == [item(0), item(1)]


def test_no_answer_says_what_to_try(runner: CliRunner, url: str) -> None:
    ran = runner.invoke(app, ["query", "nothing", "--speaker", "Ana", "--from", "2021-01-01", "--store-url", url])
    assert ran.exit_code == 0, ran.output
    assert not ran.stdout
    for part in ("No statement matches", "last name", "--undated", "other words"):
        assert part in ran.stderr


def test_an_empty_store_says_how_to_fill_it(runner: CliRunner, store: FakeStore, url: str) -> None:
    store.items = []
    ran = runner.invoke(app, ["query", "talks", "--store-url", url])
    assert ran.exit_code == 0, ran.output
    assert "onrecord ingest" in ran.stderr


def test_what_the_store_objects_to_is_told(runner: CliRunner, url: str) -> None:
    ran = runner.invoke(app, ["query", "--country", "ATLANTIS", "--store-url", url])
    assert ran.exit_code == 1
    assert "country: two letters" in ran.stderr


@pytest.mark.parametrize("wrong", [["--from", "yesterday"], ["--sort", "relevance"], ["--kind", "loud"]])
def test_bad_usage_is_status_2(runner: CliRunner, wrong: list[str]) -> None:
    assert runner.invoke(app, ["query", *wrong]).exit_code == 2
