"""The routes of entities: who the speakers are, and what is decided about that by hand."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from onrecord_core.access import DENIALS
from onrecord_core.problems import FieldProblem, ProblemError, responses
from pydantic import Field

from onrecord_store import examples
from onrecord_store.answers import Entity, EntityPage
from onrecord_store.cursor import CursorError
from onrecord_store.decisions import DecisionError, Decisions, Merge, Split, UnknownEntityError
from onrecord_store.entities import EntityQuestion, EntityReader
from onrecord_store.question import PlainText
from onrecord_store.rows import ID_CHARS
from onrecord_store.scopes import DECIDING, READING

Id = Annotated[
    Annotated[PlainText, Field(max_length=ID_CHARS)],
    Path(description="As in `speaker.entity_id`; an id that was merged stands for the entity that it counts as."),
]

_UNAVAILABLE = "The database is away, or the query took too long: narrow it, or try again."
_UNKNOWN = "There is no such entity."
_UNDECIDED = "What was asked for cannot be decided; `detail` says what can."


def make_entity_router(reader: EntityReader, decisions: Decisions) -> APIRouter:
    """The routes under `/v1/entities`."""
    router = APIRouter(prefix="/v1/entities", responses=DENIALS)

    @router.get(
        "",
        dependencies=READING,
        summary="Find entities",
        responses=examples.answer(examples.ENTITY_PAGE)
        | responses(s400="The cursor is not one of this service.", s422="A parameter is wrong.", s503=_UNAVAILABLE),
    )
    async def find_entities(question: Annotated[EntityQuestion, Query()]) -> EntityPage:
        """Speakers across articles, those with the most statements in force first, a page at a time."""
        try:
            found = await reader.find(question)
        except CursorError as error:
            raise ProblemError(
                400, str(error), errors=[FieldProblem(field="query.cursor", detail=str(error))]
            ) from error
        return EntityPage(items=tuple(found.entities), next_cursor=found.next_cursor)

    @router.get(
        "/{id}",
        dependencies=READING,
        summary="Get an entity",
        responses=examples.answer(examples.ENTITY) | responses(422, s404=_UNKNOWN, s503=_UNAVAILABLE),
    )
    async def get_entity(id: Id) -> Entity:  # noqa: A002 - the name of the parameter in the API
        """The entity as which an id counts, with all its names and ids."""
        entity = await reader.get(id)
        if entity is None:
            raise ProblemError(404, f"there is no entity {id}; GET /v1/entities finds those there are")
        return entity

    @router.post(
        "/{id}/merge",
        dependencies=DECIDING,
        summary="Merge entities",
        responses=examples.answer(examples.ENTITY) | responses(400, 413, 422, s404=_UNKNOWN, s503=_UNAVAILABLE),
    )
    async def merge_entities(id: Id, merge: Merge) -> Entity:  # noqa: A002
        """Have others count as this entity, now and in articles to come. `split` of each undoes it."""
        try:
            return await decisions.merge(id, merge)
        except UnknownEntityError as error:
            raise ProblemError(404, str(error)) from error

    @router.post(
        "/{id}/split",
        dependencies=DECIDING,
        summary="Split an entity",
        responses=examples.answer(examples.ENTITY)
        | responses(400, 413, 422, s404=_UNKNOWN, s409=_UNDECIDED, s503=_UNAVAILABLE),
    )
    async def split_entity(id: Id, split: Split) -> Entity:  # noqa: A002
        """Have part of an entity stand apart, now and in articles to come; gives the part.

        With nothing in the body the id itself stands apart: that undoes a merge. `merge` undoes a split.
        """
        try:
            return await decisions.split(id, split)
        except UnknownEntityError as error:
            raise ProblemError(404, str(error)) from error
        except DecisionError as error:
            raise ProblemError(409, str(error)) from error

    return router
