"""Working out who the speakers are: as whom each entity counts, and whose each statement is, by all that is known.

What an entity counts as reaches statements that do not bear its name: a single name joins the only fuller one of its
article. So articles of entities that count as another now are settled anew.
"""

from collections.abc import Collection

from onrecord_store.database import Connection
from onrecord_store.sqlfiles import query


async def settle_entities(connection: Connection, ids: Collection[str]) -> list[str]:
    """Settle as whom these entities count, and those that hang on them; gives those that count as another now."""
    answer = await connection.execute(query("settle_entities"), {"ids": sorted(ids)})
    return [row["id"] async for row in answer]


async def articles_of(connection: Connection, entities: Collection[str]) -> list[str]:
    """The articles in which these entities speak, or are named."""
    if not entities:
        return []
    answer = await connection.execute(query("articles_of_entities"), {"ids": sorted(entities)})
    return [row["article_id"] async for row in answer]


async def settle_speakers(connection: Connection, articles: Collection[str]) -> None:
    """Settle whose the statements of these articles are."""
    await connection.execute(query("settle_speakers"), {"ids": sorted(articles)})
