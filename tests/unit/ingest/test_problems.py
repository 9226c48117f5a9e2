"""Errors as problem+json, in one shape whatever went wrong; and an OpenAPI that leaves nothing unsaid."""

import json
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from onrecord_core.problems import MEDIA_TYPE, FieldProblem, ProblemError, install
from onrecord_ingest.app import create_app
from onrecord_ingest.settings import IngestSettings


def faulty() -> FastAPI:
    app = FastAPI()
    install(app, invalid=[RequestValidationError], unavailable={ConnectionError: "away; try again"})
    errors: dict[str, Exception] = {
        "known": ProblemError(409, "not \ud800 so", errors=[FieldProblem(field="a", detail="b")]),
        "away": ConnectionError("secret"),
        "unknown": ValueError("secret"),
    }

    @app.get("/{name}")
    async def fail(name: str, limit: int = 1) -> None:  # pyright: ignore[reportUnusedFunction]
        raise errors[name]

    return app


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/known", 409, "not ? so"),
        ("/away", 503, "away; try again"),
        ("/unknown", 500, "ValueError"),
        ("/known?limit=x", 422, "errors"),
        ("/a/b", 404, "/openapi.json"),
    ],
)
async def test_every_error_is_a_problem(path: str, status: int, detail: str) -> None:
    transport = httpx.ASGITransport(faulty(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, MEDIA_TYPE)
    body = answer.json()
    assert body["type"] == "about:blank"
    assert body["status"] == status
    assert detail in body["detail"]
    assert "secret" not in answer.text
    assert ("Retry-After" in answer.headers) == (status == 503)
    assert bool(body["errors"]) == (status in {409, 422})


async def test_a_wrong_method_is_told_the_right_one() -> None:
    transport = httpx.ASGITransport(faulty())
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.delete("/known")
    assert answer.json()["detail"] == "DELETE is not for /known; use GET"


def operations(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for path in spec["paths"].values() for operation in path.values()]


def test_openapi_describes_every_route_and_its_errors() -> None:
    spec = create_app(IngestSettings()).openapi()
    found = operations(spec)
    assert len(found) == 7
    for operation in found:
        assert operation["summary"]
        assert operation["description"]
        problems = {code: answer for code, answer in operation["responses"].items() if code >= "400"}
        assert "503" in problems
        for answer in problems.values():
            assert list(answer["content"]) == [MEDIA_TYPE]
        for parameter in operation.get("parameters", []):
            assert parameter["description"]
            assert parameter["schema"]["examples"]


def test_openapi_describes_every_field() -> None:
    spec = create_app(IngestSettings()).openapi()
    schemas = [*spec["components"]["schemas"].values()]
    schemas += [
        body["schema"] for op in operations(spec) for body in op.get("requestBody", {"content": {}})["content"].values()
    ]
    for schema in schemas:
        for name, described in schema.get("properties", {}).items():
            assert described.get("description"), name
    assert "$defs" not in json.dumps(spec)


def test_every_setting_says_what_it_is_for() -> None:
    for name, field in IngestSettings.model_fields.items():
        assert field.description, name
        assert not field.is_required(), name


def test_languages_are_read_from_a_list_with_commas() -> None:
    assert IngestSettings(languages=" en, DE ,").language_codes == ("en", "de")
    with pytest.raises(ValueError, match="at least one language"):
        IngestSettings(languages=" ,")
