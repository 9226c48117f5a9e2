"""What the store knows it does not ask again: articles that it has seen, and connections used a moment ago."""

import asyncio

import pytest
from onrecord_store import arrivals, database
from onrecord_store.archive import Archive
from onrecord_store.arrivals import Arrivals
from onrecord_store.database import Connection, Pool, make_pool
from onrecord_store.holding import Holding
from onrecord_store.rows import ArticleKey
from redis.asyncio import Redis

SEEN = ArticleKey("art_1", "r1")
OTHER = ArticleKey("art_2", "r1")


@pytest.fixture
def without_database(redis: Redis) -> Arrivals:
    """Arrivals whose database is away, in a service that stops: whoever looks an article up is cancelled."""
    holding = Holding()
    holding.close()
    closed = make_pool("postgresql://127.0.0.1:1/none", size=1)
    return Arrivals(redis, Archive(closed), holding, stream="articles", group="store")


async def test_an_article_that_was_stored_is_not_looked_up(without_database: Arrivals) -> None:
    without_database.arrived([SEEN])
    assert await without_database.missing([SEEN]) == set()
    with pytest.raises(asyncio.CancelledError):
        await without_database.missing([SEEN, OTHER])


async def test_another_revision_is_another_article(without_database: Arrivals) -> None:
    without_database.arrived([SEEN])
    with pytest.raises(asyncio.CancelledError):
        await without_database.missing([ArticleKey(SEEN.id, "r2")])


async def test_what_is_remembered_is_bounded(without_database: Arrivals) -> None:
    many = [ArticleKey(f"art_{n}", "r1") for n in range(arrivals.MOST_REMEMBERED + 1)]
    without_database.arrived(many)
    without_database.arrived([SEEN])
    assert await without_database.missing([SEEN]) == set()
    with pytest.raises(asyncio.CancelledError):
        await without_database.missing(many[:1])


async def _last_question(pool: Pool, other: Connection) -> str:
    """Have a connection used twice; gives what the server was asked on it last, before its second use."""
    async with pool.connection() as connection:
        pid = connection.info.backend_pid
        await connection.execute("SELECT 'a question'")
    async with pool.connection() as connection:
        assert connection.info.backend_pid == pid
        answer = await other.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [pid])
        return (await answer.fetchall())[0]["query"]


@pytest.mark.parametrize(("fresh_seconds", "asked"), [(3600.0, "SELECT 'a question'"), (0.0, "")])
async def test_a_connection_is_checked_unless_it_was_used_a_moment_ago(
    database_url: str, monkeypatch: pytest.MonkeyPatch, fresh_seconds: float, asked: str
) -> None:
    monkeypatch.setattr(database, "FRESH_SECONDS", fresh_seconds)
    async with (
        make_pool(database_url, size=1) as pool,
        make_pool(database_url, size=1) as others,
        others.connection() as other,
    ):
        assert await _last_question(pool, other) == asked
