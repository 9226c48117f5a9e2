"""Decisions by hand: what is one entity, and what is not. They outlive new readings and hold for articles to come.

A decision is taken alone: writers of statements wait for it, so that none of theirs escapes it.
"""

from collections.abc import Collection, Sequence
from typing import Annotated, Self

from onrecord_core.errors import OnrecordError
from onrecord_core.ids import digest
from pydantic import BaseModel, ConfigDict, Field, model_validator

from onrecord_store.answers import Entity
from onrecord_store.database import Connection, Pool
from onrecord_store.entities import shown
from onrecord_store.names import words
from onrecord_store.question import Country, Name, PlainText
from onrecord_store.rows import ID_CHARS
from onrecord_store.settling import articles_of, settle_entities, settle_speakers
from onrecord_store.sqlfiles import query

IDS_MAX = 1000

Id = Annotated[PlainText, Field(max_length=ID_CHARS)]
Ids = Annotated[tuple[Id, ...], Field(min_length=1, max_length=IDS_MAX)]


class UnknownEntityError(OnrecordError):
    """An id that no entity has. The message names it."""


class DecisionError(OnrecordError):
    """What cannot be decided. The message says what can."""


class Merge(BaseModel):
    """What shall count as an entity."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    entities: Ids = Field(description="Ids of the entities that are the same.", examples=[["ent_5b1c", "ent_77aa"]])


class Split(BaseModel):
    """What shall stand apart: nothing given means the id itself, where it counts as another entity."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    country: Country | None = Field(default=None, description="The ids of this country that count as the entity.")
    name: Name | None = Field(default=None, description="Statements under this name, as an article writes it in full.")
    publisher: Name | None = Field(default=None, description="Statements in articles of this publisher.")
    statements: Ids | None = Field(default=None, description="These statements, by id.")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = (self.country, self.name or self.publisher, self.statements)
        if sum(way is not None for way in ways) > 1:
            raise ValueError("give one of: country; name, publisher or both; statements")
        return self


class Decisions:
    """Merges and splits entities. Methods raise UnknownEntityError, DecisionError and psycopg.Error."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def merge(self, entity_id: str, merge: Merge) -> Entity:
        """Have entities count as this one; gives it as it is then. Undone by `split` of each."""
        async with self._pool.connection() as connection, connection.transaction():
            await connection.execute(query("lock_decisions"))
            counts_as = await _counted(connection, [entity_id, *merge.entities])
            kept = counts_as[entity_id]
            # one that joined by its name is pinned; one that was merged brings along what it counts as
            merged = {other if counts_as[other] == kept else counts_as[other] for other in merge.entities}
            await _decide(connection, merged - {kept}, kept)
            return (await shown(connection, [entity_id]))[0]

    async def split(self, entity_id: str, split: Split) -> Entity:
        """Have something stand apart; gives the entity that it is then. Undone by `merge`."""
        async with self._pool.connection() as connection, connection.transaction():
            await connection.execute(query("lock_decisions"))
            whole = (await _counted(connection, [entity_id]))[entity_id]
            if split.country:
                apart = await _split_country(connection, whole, split.country)
            elif split.name or split.publisher:
                apart = await _split_names(connection, whole, words(split.name), words(split.publisher))
            elif split.statements:
                apart = await _split_statements(connection, whole, split.statements)
            else:
                apart = await _split_member(connection, entity_id, whole)
            return (await shown(connection, [apart]))[0]


async def _split_member(connection: Connection, entity_id: str, whole: str) -> str:
    if entity_id == whole:
        raise DecisionError(
            f"{entity_id} counts as no other entity; name one of its `members`, or say which statements to split off "
            "by country, name, publisher or statements"
        )
    await _decide(connection, {entity_id}, entity_id, whole)
    return entity_id


async def _split_country(connection: Connection, whole: str, country: str) -> str:
    (entity,) = await shown(connection, [whole])
    apart = [member.id for member in entity.members if member.country == country]
    if not apart or entity.country == country:
        others = sorted({member.country or "none" for member in entity.members} - {entity.country})
        raise DecisionError(f"{whole} has no member of {country} apart from itself; countries of members: {others}")
    await _decide(connection, set(apart), apart[0], whole)
    return apart[0]


async def _split_names(connection: Connection, whole: str, name: Sequence[str], publisher: Sequence[str]) -> str:
    apart = await _new_entity(connection, whole, ["names", *name, "by", *publisher])
    rule = {"whole": whole, "name": list(name), "publisher": list(publisher), "to": apart}
    answer = await connection.execute(query("split_names"), rule)
    if not (articles := [row["article_id"] async for row in answer]):
        raise DecisionError(f"no statement of {whole} is under this name and publisher; its `names` are whole names")
    await settle_speakers(connection, articles)
    return apart


async def _split_statements(connection: Connection, whole: str, statements: Sequence[str]) -> str:
    apart = await _new_entity(connection, whole, ["statements", *sorted(set(statements))])
    answer = await connection.execute(
        query("split_statements"), {"whole": whole, "ids": sorted(set(statements)), "to": apart}
    )
    found = {row["id"]: row["article_id"] async for row in answer}
    if missing := set(statements) - found.keys():
        raise DecisionError(f"not statements of {whole}: {', '.join(sorted(missing)[:10])}")
    await settle_speakers(connection, set(found.values()))
    return apart


async def _new_entity(connection: Connection, whole: str, parts: Sequence[str]) -> str:
    """The entity of what is split off; the same split has the same id, and stands apart again."""
    name = "ent_" + digest("split", whole, *parts)
    await connection.execute(query("keep_split_entity"), {"id": name, "whole": whole})
    await _decide(connection, {name}, name, whole)
    return name


async def _counted(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """As whom each id counts; raises UnknownEntityError."""
    answer = await connection.execute(query("counted_entities"), {"ids": list(ids)})
    counts_as: dict[str, str] = {row["id"]: row["same_as"] async for row in answer}
    if missing := set(ids) - counts_as.keys():
        names = ", ".join(sorted(missing)[:10])
        raise UnknownEntityError(f"there is no entity {names}; GET /v1/entities finds those there are")
    return counts_as


async def _decide(connection: Connection, decided: Collection[str], same_as: str, *whole: str) -> None:
    """Have entities count as one, and settle what hangs on it; `whole` is as what they counted, if that is another."""
    for entity_id in decided:
        await connection.execute(query("decide"), {"id": entity_id, "same_as": same_as})
    moved = await settle_entities(connection, {*decided, same_as, *whole})
    await settle_speakers(connection, await articles_of(connection, {*moved, *decided}))
