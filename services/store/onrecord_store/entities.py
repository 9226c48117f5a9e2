"""Reading entities: who the speakers are across articles, under which names, and what counts as whom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from onrecord_store.answers import Entity, EntityKind
from onrecord_store.cursor import CursorError
from onrecord_store.database import Connection, Pool
from onrecord_store.names import words
from onrecord_store.question import CURSOR_CHARS, Country, Name
from onrecord_store.sqlfiles import query

_CURSOR = re.compile(r"([0-9]{1,15})\.([a-z0-9_]{1,100})")


class EntityQuestion(BaseModel):
    """The parameters of `GET /v1/entities`; all given filters must hold. Unknown parameters are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name | None = Field(
        default=None,
        description="Words of a name, in any order, without regard to case and accents.",
        examples=["Lavrov"],
    )
    kind: EntityKind | None = Field(default=None, description="`person`, or `body` for all others.")
    country: Country | None = Field(default=None, description="ISO 3166-1 alpha-2.", examples=["RU"])
    limit: int = Field(default=50, ge=1, le=200, description="Entities in one answer.")
    cursor: Annotated[str, Field(max_length=CURSOR_CHARS)] | None = Field(
        default=None, description="`next_cursor` of the answer before; all other parameters but `limit` as they were."
    )


@dataclass(frozen=True, slots=True)
class FoundEntities:
    """One page; `next_cursor` is None on the last."""

    entities: list[Entity]
    next_cursor: str | None


class EntityReader:
    """Answers questions about entities. Methods raise psycopg.Error."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def find(self, question: EntityQuestion) -> FoundEntities:
        """One page, the entities with the most statements first; raises CursorError.

        Numbers of statements grow between two pages, so an entity that they move may be left out or come twice.
        """
        statements, after = _position(question.cursor)
        parameters = {
            "name": question.name and words(question.name),
            "kind": question.kind,
            "country": question.country,
            "statements": statements,
            "after": after,
            "limit": question.limit + 1,
        }
        async with self._pool.connection() as connection:
            rows = await (await connection.execute(query("find_entities"), parameters)).fetchall()
            page = rows[: question.limit]
            entities = await shown(connection, [row["id"] for row in page])
        more = len(rows) > question.limit
        return FoundEntities(entities, f"{page[-1]['statements']}.{page[-1]['id']}" if more else None)

    async def get(self, entity_id: str) -> Entity | None:
        """The entity as which an id counts; None for an id that no statement ever had."""
        async with self._pool.connection() as connection:
            return next(iter(await shown(connection, [entity_id])), None)


async def shown(connection: Connection, ids: Sequence[str]) -> list[Entity]:
    """Entities in the order of ids, each once."""
    rows = await connection.execute(query("show_entities"), {"ids": list(ids)})
    place = {name: number for number, name in enumerate(ids)}
    found = [Entity.model_validate(row) async for row in rows]
    return sorted(found, key=lambda entity: place.get(entity.id, len(place)))


def _position(cursor: str | None) -> tuple[int | None, str | None]:
    if cursor is None:
        return None, None
    if found := _CURSOR.fullmatch(cursor):
        return int(found[1]), found[2]
    raise CursorError("not a cursor of this service; leave `cursor` out to begin at the first page")
