"""Errors of the HTTP APIs as RFC 9457 `application/problem+json`: what is wrong and what to change.

A route raises `ProblemError`; `install` answers it, and every other error, in the same shape; `responses` documents
it in OpenAPI.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Protocol, cast

from pydantic import Field
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from onrecord_core.records import Record

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5


class FieldProblem(Record):
    """What is wrong with one field or parameter."""

    field: str = Field(description="Where: the field's name, with its place (`query.limit`, `authors.0`).")
    detail: str = Field(description="What to change.")


class Problem(Record):
    """An error as RFC 9457 describes it."""

    type: str = Field(default="about:blank", description="The kind of problem; `about:blank` is that of its status.")
    title: str = Field(description="The status in words.", examples=["Unprocessable Content"])
    status: int = Field(description="The HTTP status.", examples=[422])
    detail: str = Field(description="What to change.", examples=["an article needs one of: text, html, url"])
    errors: tuple[FieldProblem, ...] = Field(default=(), description="The fields at fault, where they are known.")


class ProblemError(Exception):
    """Answered with a problem; `detail` says what to change, `headers` are added to the answer."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[FieldProblem] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.problem = problem(status, detail, errors=errors)
        self.headers = headers


def problem(status: int, detail: str, *, errors: Sequence[FieldProblem] = ()) -> Problem:
    """A problem of a status; `detail` says what to change."""
    return Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=tuple(errors))


class ProblemResponse(JSONResponse):
    """A problem as an answer; the status is the problem's."""

    media_type = MEDIA_TYPE

    def __init__(self, content: Problem, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(content.model_dump(), status_code=content.status, headers=headers)

    def render(self, content: Any) -> bytes:
        """JSON; what UTF-8 cannot hold (a lone surrogate that a client sent) becomes a question mark."""
        return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")


class _Invalid(Protocol):
    def errors(self) -> Sequence[Mapping[str, Any]]: ...


def field_problems(error: _Invalid) -> list[FieldProblem]:
    """The fields that pydantic's ValidationError, or FastAPI's RequestValidationError, finds fault with.

    What was sent is not repeated: it may be huge, or private.
    """
    return [
        FieldProblem(field=".".join(str(part) for part in found["loc"]), detail=str(found["msg"]))
        for found in error.errors()
    ]


def install(
    app: Starlette,
    *,
    invalid: Iterable[type[Exception]] = (),
    unavailable: Mapping[type[Exception], str | None] | None = None,
) -> None:
    """Have an application answer every error as a problem.

    `invalid` are errors with pydantic's `errors()`, such as FastAPI's RequestValidationError: 422. `unavailable` maps
    errors of what the service stands on to what the answer says of them, None being what the error says: 503 with
    Retry-After. What nobody expected is 500; it is raised on to the server, which logs it.
    """

    def raised(_: Request, error: Exception) -> ProblemResponse:
        known = cast("ProblemError", error)
        return ProblemResponse(known.problem, known.headers)

    def of_http(request: Request, error: Exception) -> ProblemResponse:
        known = cast("HTTPException", error)
        return ProblemResponse(problem(known.status_code, _http_detail(request, known)), known.headers)

    def of_fields(_: Request, error: Exception) -> ProblemResponse:
        fields = field_problems(cast("_Invalid", error))
        return ProblemResponse(problem(422, "change what `errors` names", errors=fields))

    def unexpected(_: Request, error: Exception) -> ProblemResponse:
        detail = f"a fault of this service ({type(error).__name__}); its log says more"
        return ProblemResponse(problem(500, detail))

    app.add_exception_handler(ProblemError, raised)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(Exception, unexpected)
    for kind in invalid:
        app.add_exception_handler(kind, of_fields)
    for kind, detail in (unavailable or {}).items():
        app.add_exception_handler(kind, _unavailable(detail))


def _unavailable(detail: str | None) -> Any:
    def answer(_: Request, error: Exception) -> ProblemResponse:
        return ProblemResponse(problem(503, detail or str(error)), {"Retry-After": str(RETRY_AFTER_SECONDS)})

    return answer


def _http_detail(request: Request, error: HTTPException) -> str:
    if error.status_code == HTTPStatus.NOT_FOUND:
        return f"there is no route {request.url.path}; /openapi.json lists the routes"
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = (error.headers or {}).get("Allow", "another one")
        return f"{request.method} is not for {request.url.path}; use {allowed}"
    return str(error.detail)


def responses(*statuses: int, **descriptions: str) -> dict[int | str, dict[str, Any]]:
    """For FastAPI's `responses=`: these statuses are problems.

    `responses(400, 413, s404="No such article.")` describes 404 in words of the route.
    """
    described = {status: HTTPStatus(status).phrase for status in statuses}
    described.update({int(name.removeprefix("s")): text for name, text in descriptions.items()})
    return {
        status: {"description": text, "content": {MEDIA_TYPE: {"schema": _schema(), "example": _example(status)}}}
        for status, text in sorted(described.items())
    }


def _schema() -> dict[str, Any]:
    """The schema of a problem, with nothing that OpenAPI would have to look up elsewhere."""
    schema = Problem.model_json_schema()
    schema["properties"]["errors"]["items"] = schema.pop("$defs")["FieldProblem"]
    return schema


def _example(status: int) -> dict[str, Any]:
    return problem(status, "what to change").model_dump(mode="json")
