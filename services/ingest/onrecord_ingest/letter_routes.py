"""The HTTP API of dead letters: see what could not be processed and why, try it again, drop it.

ingest serves it for all services, for it has the streams' server at hand.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from onrecord_core.access import DENIALS
from onrecord_core.letterbox import CannotRetryError, Letterbox
from onrecord_core.letters import Letter, Wanted, WholeLetter, whole
from onrecord_core.problems import ProblemError, responses
from pydantic import AwareDatetime, BaseModel, Field

from onrecord_ingest.replies import EXAMPLE_ID
from onrecord_ingest.scopes import DECIDING

AWAY = "The queue is away; `Retry-After` says when to try again."
NONE = "There is no such dead letter."
MOST = 200

LetterId = Annotated[
    str, Path(alias="id", max_length=50, description="The dead letter's id.", examples=["1700000000001-0"])
]


class Letters(BaseModel):
    """Dead letters, newest first."""

    items: list[Letter] = Field(description="Without their tracebacks and entries.")
    next_cursor: str | None = Field(description="Asks for the next page; null on the last one.", examples=[None])


class Retry(BaseModel):
    """A dead letter whose entry is back in its stream."""

    id: str = Field(description="Of the dead letter, which is gone.", examples=["1700000000001-0"])
    entry_id: str = Field(description="The id that the entry has in its stream now.", examples=[EXAMPLE_ID])
    before: bool = Field(description="It was retried before, and nothing was done now.")


def _there[T](found: T | None, name: str) -> T:
    if found is None:
        raise ProblemError(404, f"there is no dead letter {name[:50]}; `GET /v1/dead-letters` lists those that are")
    return found


def make_letters_router(box: Callable[[], Letterbox]) -> APIRouter:
    """The routes; `box` gives the dead letters."""
    router = APIRouter(prefix="/v1/dead-letters", tags=["dead letters"], dependencies=DECIDING, responses=DENIALS)

    @router.get("", response_model=Letters, summary="List dead letters", responses=responses(422, s503=AWAY))
    async def find(  # pyright: ignore[reportUnusedFunction]
        stream: Annotated[
            str | None,
            Query(max_length=200, description="The stream that the entry came from.", examples=["articles"]),
        ] = None,
        error: Annotated[
            str | None,
            Query(max_length=200, description="A type of error, or a `traceback_digest`.", examples=["FetchError"]),
        ] = None,
        since: Annotated[
            AwareDatetime | None,
            Query(description="Only those set aside since; with its zone.", examples=["2026-01-31T09:30:00Z"]),
        ] = None,
        limit: Annotated[int, Query(ge=1, le=MOST, description="How many at most.", examples=[50])] = 50,
        cursor: Annotated[
            str | None,
            Query(
                pattern=r"^\d{1,19}-\d{1,19}$",
                description="The `next_cursor` of the page before.",
                examples=["1700000000001-0"],
            ),
        ] = None,
    ) -> Letters:
        """Dead letters to which all filters apply, newest first."""
        items: list[Letter] = []
        async for letter in box().find(Wanted(stream, error, _ours(since)), before=cursor):
            items.append(letter.model_copy(update={"traceback": None}))
            if len(items) > limit:
                return Letters(items=items[:limit], next_cursor=items[limit - 1].id)
        return Letters(items=items, next_cursor=None)

    @router.get(
        "/{id}", response_model=WholeLetter, summary="A dead letter", responses=responses(422, s404=NONE, s503=AWAY)
    )
    async def show(name: LetterId) -> WholeLetter:  # pyright: ignore[reportUnusedFunction]
        """Why an entry could not be processed, where the error was raised, and the entry byte for byte."""
        letter, fields = _there(await box().read(name), name)
        return whole(letter, fields)

    @router.post(
        "/{id}/retry",
        response_model=Retry,
        summary="Try it again",
        responses=responses(422, s404=NONE, s409="The entry cannot go back where it came from.", s503=AWAY),
    )
    async def retry(name: LetterId) -> Retry:  # pyright: ignore[reportUnusedFunction]
        """Put the entry back into its stream and remove the letter, all or nothing; a repeat changes nothing.

        Every group of the stream gets the entry, also those that have processed it, on whose results it has no effect.
        """
        try:
            retried = _there(await box().retry(name), name)
        except CannotRetryError as error:
            raise ProblemError(409, str(error)) from error
        return Retry(id=name, entry_id=retried.entry_id, before=retried.before)

    @router.delete("/{id}", status_code=204, summary="Drop it for good", responses=responses(422, s404=NONE, s503=AWAY))
    async def drop(name: LetterId) -> Response:  # pyright: ignore[reportUnusedFunction]
        """Remove a dead letter with its entry."""
        _there(await box().drop(name) or None, name)
        return Response(status_code=204)

    return router


def _ours(since: datetime | None) -> datetime | None:
    """A time that an entry's id can hold."""
    return since if since is None or since.timestamp() > 0 else None
