"""A database of an older version is brought to this one with all that it holds."""

from typing import TYPE_CHECKING

import psycopg
from alembic import command
from alembic.config import Config
from onrecord_store.migrate import migrate
from onrecord_store.settings import StoreSettings
from sqlalchemy import create_engine

if TYPE_CHECKING:
    from .conftest import Desk, OpenStore


def _to(database_url: str, revision: str) -> None:
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(database_url))
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", "onrecord_store:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


async def test_what_was_kept_before_there_was_a_history_is_its_beginning(
    open_store: "OpenStore", store_settings: StoreSettings, desk: "Desk"
) -> None:
    url = store_settings.database_url.get_secret_value()
    _to(url, "0001")
    article, statement = desk.said("We will sail.")
    with psycopg.connect(url) as connection:
        connection.execute(
            "INSERT INTO article (id, revision, accepted_at, record, text, extracted_at, statement_ids)"
            " VALUES (%s, %s, '2024-03-01', %s, %s, '2024-03-02', %s)",
            (
                article.id,
                article.revision,
                article.model_dump_json(exclude={"text"}),
                article.text,
                [statement.id],
            ),
        )
        connection.execute(
            "INSERT INTO statement (id, article_id, revision, extracted_at, record, kind, speaker, speaker_words,"
            " organization_words, publisher_words, content, content_start)"
            " VALUES (%s, %s, %s, '2024-03-02', %s, 'direct', 'Ana Ruiz', '{}', '{}', '{}', %s, 0)",
            (statement.id, article.id, article.revision, statement.model_dump_json(), "We will sail."),
        )
    migrate(url)
    async with open_store(store_settings) as store:
        whole = (await store.http.get(f"/v1/articles/{article.id}")).json()
        assert whole["statements"] == [statement.model_dump(mode="json")]
        history = (await store.http.get(f"/v1/statements/{statement.id}/history")).json()
        assert history["in_force"] is True
        assert [(step["step"], step["at"]) for step in history["steps"]] == [("found", "2024-03-02T00:00:00Z")]
        assert [account["statement"] for account in history["accounts"]] == whole["statements"]
        (listed,) = (await store.http.get("/v1/articles")).json()["items"]
        assert listed["extractor"] == {"name": "desk", "version": "1"}
