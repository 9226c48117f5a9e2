"""The HTTP API of ingest: drop an article, drop many, ask how far one is."""

import contextlib
import json
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from onrecord_core.access import DENIALS
from onrecord_core.errors import MalformedEntryError
from onrecord_core.problems import ProblemError, ProblemResponse, responses
from onrecord_core.traceparent import valid
from onrecord_core.tracing import Tracing

from onrecord_ingest.batch import Batch
from onrecord_ingest.bodies import JSON, JSON_LINES, pieces
from onrecord_ingest.idempotency import HEADER, OTHER_BODY, key_of
from onrecord_ingest.intake import Drop, Intake
from onrecord_ingest.load import Load
from onrecord_ingest.replies import (
    EXAMPLE_ARTICLE,
    EXAMPLE_ID,
    ArticleStatus,
    QueuedLine,
    Receipt,
    RefusedLine,
    problem_of,
    status_url,
)
from onrecord_ingest.scopes import FOLLOWING, WRITING
from onrecord_ingest.settings import IngestSettings
from onrecord_ingest.submission import TRACEPARENT, Submission, parse_json

EXAMPLE = {
    "text": "“We will go on talking,” Foreign Minister Ana Pereira said on Monday.",
    "headline": "Talks go on",
    "publisher": "Example Daily",
    "published_at": "2021-12-23",
}
BAD_BODY = {"s413": "The body is over the limit.", "s415": "The body is of another kind, or packed otherwise."}
LATE = "The body was not here in time."
AWAY = "The queue is away or full, or too much is in work; `Retry-After` says when to try again."
LINES = [
    QueuedLine(line=1, id=EXAMPLE_ID, status_url=status_url(EXAMPLE_ID)),
    RefusedLine(
        line=2, problem=problem_of(MalformedEntryError("not JSON in UTF-8: expected value at line 1 column 1"))
    ),
]


KEY = {
    "name": HEADER,
    "in": "header",
    "schema": {"type": "string", "maxLength": 202, "examples": ['"8e03978e-40d5-43dd-bc93-6894a57f9324"']},
    "description": "Makes it safe to send the request again; known for `ONRECORD_IDEMPOTENCY_HOURS`.",
}
TRACE = {
    "name": TRACEPARENT,
    "in": "header",
    "schema": {"type": "string", "examples": ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"]},
    "description": "W3C Trace Context, carried on to all events that follow; one that is not valid is passed over.",
}


def _body(kind: str, schema: dict[str, Any], example: object) -> dict[str, Any]:
    """OpenAPI's word on a body that the route reads itself, to bound it."""
    content = {kind: {"schema": schema, "example": example}}
    return {"requestBody": {"required": True, "content": content}, "parameters": [KEY, TRACE]}


ONE = _body(JSON[0], Submission.model_json_schema(), EXAMPLE)
MANY = _body(JSON_LINES[0], {"type": "string"}, json.dumps(EXAMPLE, ensure_ascii=False) + "\n")
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "An answer for each line.",
        "content": {
            JSON_LINES[0]: {
                "schema": {"type": "string"},
                "example": "".join(line.model_dump_json() + "\n" for line in LINES),
            }
        },
    }
}


def make_router(settings: IngestSettings, intake: Callable[[], Intake], tracing: Tracing) -> APIRouter:
    """The routes; `intake` gives what they put submissions into."""
    load = Load(settings.max_load_bytes)
    router = APIRouter(prefix="/v1", tags=["articles"], responses=DENIALS)

    @router.post(
        "/articles",
        status_code=202,
        response_model=Receipt,
        summary="Drop an article",
        dependencies=WRITING,
        openapi_extra=ONE,
        responses=responses(
            **BAD_BODY,
            s400="The body is not JSON, or the key cannot be used.",
            s408=LATE,
            s422="A field cannot be used, and `errors` names it; or the key came with another body before.",
            s503=AWAY,
        ),
    )
    async def drop(request: Request, response: Response) -> Receipt | ProblemResponse:  # pyright: ignore[reportUnusedFunction]
        """Queue one article: a JSON object with `text`, `html` or `url`. The body may be packed with gzip.

        202 is answered when it is on the disk of the queue's server. Sent again with the same `Idempotency-Key` and
        the same body, it is queued once and the answer is the same.
        """
        with load.share() as share:
            body = pieces(
                request, kinds=JSON, limit=settings.max_body_bytes, setting="ONRECORD_MAX_BODY_BYTES", share=share
            )
            whole = b"".join([piece async for piece in body])
            try:
                parsed = parse_json(whole)
            except MalformedEntryError as error:
                return ProblemResponse(problem_of(error))
            key = key_of(request.headers.get(HEADER) or parsed.submission.idempotency_key, whole)
            ignored = list(parsed.ignored)
            with tracing.span("submit", request.headers.get(TRACEPARENT) or parsed.submission.traceparent) as given:
                drop = Drop.of(parsed.submission.in_trace(given), key)
                del whole, parsed  # the queue may be slow, and they are several times as large
                [name] = await intake().put([drop])
        if name is None:
            raise ProblemError(422, OTHER_BODY)
        response.headers["Location"] = status_url(name)
        return Receipt(id=name, status_url=status_url(name), ignored=ignored)

    @router.post(
        "/articles:batch",
        summary="Drop many articles",
        dependencies=WRITING,
        response_class=Response,
        openapi_extra=MANY,
        responses=ANSWERS | responses(**BAD_BODY, s400="The body is broken.", s408=LATE, s503=AWAY),
    )
    async def drop_many(request: Request) -> Response:  # pyright: ignore[reportUnusedFunction]
        """Queue articles as JSON Lines, one object a line, and answer each line that is not empty, in order.

        What is queued stays queued when a later line is refused. Where the body goes over a limit or breaks off, the
        last answer says at which line; nothing from there on is queued. The body may be packed with gzip. It is
        answered when what is queued is on the disk of the queue's server. An `Idempotency-Key` counts for each line by
        its number; a line may have one of its own, as `idempotency_key`.
        """
        limit = settings.max_batch_bytes
        key = key_of(request.headers.get(HEADER), b"")
        given = request.headers.get(TRACEPARENT)
        span = tracing.span("submit", given) if valid(given) else contextlib.nullcontext()
        with load.share() as share, span as traceparent:
            body = pieces(request, kinds=JSON_LINES, limit=limit, setting="ONRECORD_MAX_BATCH_BYTES", share=share)
            batch = Batch(intake(), settings, key=key, traceparent=traceparent, share=share)
            answers = await batch.queue(body)
        if not answers:
            raise ProblemError(400, "the body has no line; send one JSON object a line")
        return Response("".join(f"{answer.model_dump_json()}\n" for answer in answers), media_type=JSON_LINES[0])

    @router.get(
        "/articles/{id}",
        response_model=ArticleStatus,
        summary="How far an article is",
        dependencies=FOLLOWING,
        responses=responses(s404="Nothing is known of it.", s422="The id cannot be used.", s503=AWAY),
    )
    async def status(  # pyright: ignore[reportUnusedFunction]
        name: Annotated[
            str,
            Path(
                alias="id",
                max_length=100,
                description="A submission's id or an article's.",
                examples=[EXAMPLE_ID, EXAMPLE_ARTICLE],
            ),
        ],
    ) -> ArticleStatus:
        """Tell how far a submission or an article is; known for `ONRECORD_PROGRESS_DAYS`."""
        progress = await intake().progress(name)
        if progress is None:
            raise ProblemError(
                404,
                "nothing is known of this id; check it: a submission's is like "
                f"{EXAMPLE_ID}, an article's like {EXAMPLE_ARTICLE}",
            )
        return ArticleStatus.of(progress)

    return router
