"""Small services that answer as the contract says, over real HTTP."""

import contextlib
import itertools
import json
import socket
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp
from typer.testing import CliRunner

type Serve = Callable[[ASGIApp], contextlib.AbstractContextManager[str]]


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Runs a command in this process, on a wide screen and without any stack of the folder."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("ONRECORD_DATA_DIR", "/nonexistent")
    return CliRunner()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(app: ASGIApp, port: int | None = None) -> Generator[str]:
    """An application at an address of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, port=port or free_port(), log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started:
        assert time.monotonic() < deadline, "the fake service has not started"
        thread.join(0.01)
    yield f"http://127.0.0.1:{server.config.port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def serve() -> Serve:
    """Serves an application."""
    return serving


@dataclass
class FakeIngest:
    """ingest as the contract has it. Texts steer it: `duplicate …`, `refused …`, `bad …`, `never …`, `large …`."""

    steps: int = 2
    """How often an article is asked after before it is through."""
    away: int = 0
    """Requests that are answered with 503 first."""
    lines_away: int = 0
    """Lines of a batch that the queue does not take at first."""
    dropped: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    asked: dict[str, int] = field(default_factory=dict[str, int])
    batches: list[int] = field(default_factory=list[int])
    ids: Any = field(default_factory=lambda: itertools.count(1))

    async def batch(self, request: Request) -> Response:
        lines = [json.loads(line) for line in (await request.body()).split(b"\n") if line]
        if self.away:
            self.away -= 1
            return JSONResponse({"title": "Queue away"}, 503, media_type="application/problem+json")
        if len(lines) > 1 and any(str(line.get("text")).startswith("large") for line in lines):
            return JSONResponse({"title": "Too large"}, 413, media_type="application/problem+json")
        self.batches.append(len(lines))
        answers = [self._answer(number, line) for number, line in enumerate(lines, 1)]
        return Response("".join(json.dumps(answer) + "\n" for answer in answers), media_type="application/x-ndjson")

    def _answer(self, number: int, line: dict[str, Any]) -> dict[str, Any]:
        if self.lines_away:
            self.lines_away -= 1
            return {"line": number, "status": "refused", "problem": {"status": 503, "title": "Queue away"}}
        if str(line.get("text")).startswith("bad"):
            problem = {"title": "Not an article", "detail": "change it", "errors": [{"field": "text", "detail": "bad"}]}
            return {"line": number, "status": "refused", "problem": problem}
        name = f"170000000000{next(self.ids)}-0"
        self.dropped[name] = line
        ignored = sorted(set(line) - {"text", "html", "url", "publisher"})
        return {
            "line": number,
            "id": name,
            "status": "queued",
            "status_url": f"/v1/articles/{name}",
            "ignored": ignored,
        }

    async def article(self, request: Request) -> Response:
        name = request.path_params["id"]
        self.asked[name] = self.asked.get(name, 0) + 1
        text = str(self.dropped[name].get("text"))
        progress: dict[str, Any] = {"id": name, "status": "accepted", "updated_at": "2026-01-01T00:00:00Z"}
        if text.startswith("never") or self.asked[name] < self.steps:
            return JSONResponse(progress)
        if text.startswith("refused"):
            progress |= {"status": "refused", "reason": "no extractor reads \x1b[31mKlingon"}
        else:
            status = "duplicate" if text.startswith("duplicate") else "extracted"
            progress |= {"status": status, "article_id": f"art_{name}", "statements": 3}
        return JSONResponse(progress)

    @property
    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/v1/articles:batch", self.batch, methods=["POST"]),
                Route("/v1/articles/{id}", self.article),
            ]
        )


@pytest.fixture
def fake_ingest() -> FakeIngest:
    """What ingest is told, and how it behaves."""
    return FakeIngest()


@pytest.fixture
def ingest_url(fake_ingest: FakeIngest) -> Generator[str]:
    """Where the fake ingest answers."""
    with serving(fake_ingest.app) as url:
        yield url
