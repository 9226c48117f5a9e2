"""Gives the statements that are in the database the entities of their speakers' names."""

from typing import cast

import psycopg
from alembic import op
from onrecord_core.entities import identify
from onrecord_core.records import Statement
from psycopg.rows import dict_row

from onrecord_store.rows import Values, entity_values
from onrecord_store.sqlfiles import query

BATCH = 1000


def name_entities() -> None:
    """Go through all statements; those of articles that come in later are named as they come."""
    connection = cast("psycopg.Connection", op.get_bind().connection.dbapi_connection)
    entities: dict[str, Values] = {}
    articles: set[str] = set()
    with (
        connection.cursor("statements", row_factory=dict_row) as every,
        connection.cursor() as cursor,
    ):
        every.itersize = BATCH
        every.execute("SELECT id, article_id, record::text FROM statement WHERE speaker IS NOT NULL")
        named: list[Values] = []
        for row in every:
            speaker = Statement.model_validate_json(row["record"]).speaker
            if speaker and (identity := identify(speaker, row["article_id"])):
                entities.setdefault(identity.id, entity_values(identity, speaker.name or ""))
                articles.add(row["article_id"])
                named.append({"id": row["id"], "entity": identity.id})
        cursor.executemany(query("keep_entity"), [entities[name] for name in sorted(entities)])
        cursor.execute(query("settle_entities"), {"ids": sorted(entities)})
        cursor.executemany(
            "UPDATE statement SET named_entity = %(entity)s, entity_id = %(entity)s WHERE id = %(id)s", named
        )
        cursor.execute(query("settle_speakers"), {"ids": sorted(articles)})
        # so that a migration after this one may alter the tables
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
