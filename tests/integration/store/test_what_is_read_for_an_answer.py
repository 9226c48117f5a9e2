"""What the database reads for an answer goes by the answer, not by all that is kept."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from onrecord_core.measures import Measures
from onrecord_core.streams import Streams
from onrecord_core.tracing import Tracing
from onrecord_store.articles import ArticleFinder, ArticleQuestion
from onrecord_store.database import make_pool
from onrecord_store.entities import EntityQuestion, EntityReader
from onrecord_store.figures import Figures
from onrecord_store.migrate import migrate
from onrecord_store.queries import Reader
from onrecord_store.question import Question
from onrecord_store.replay_driver import ReplayDriver
from onrecord_store.replays import Replays
from redis.asyncio import Redis

if TYPE_CHECKING:
    from onrecord_store.database import Pool

    from .conftest import Desk

STATEMENTS = 8000
ARTICLES = 1000

ARTICLES_KEPT = """
INSERT INTO article (id, revision, accepted_at, record, text)
SELECT 'art_' || g, 'r', timestamptz '2024-01-01' + g * interval '1 hour', %(record)s, filler.text
FROM generate_series(1, %(articles)s) AS g
CROSS JOIN LATERAL (
    SELECT string_agg(md5((g * 1000 + k)::text), ' ') AS text FROM generate_series(1, 500) AS k
) AS filler
"""
READINGS_KEPT = """
INSERT INTO reading (article_id, revision, extracted_at, extractor_name, extractor_version, statement_ids)
SELECT id, revision, accepted_at, 'desk', '1', '{}' FROM article
"""
ENTITIES_KEPT = """
INSERT INTO entity (id, kind, key, words, country, is_vague, name, same_as)
SELECT 'ent_' || g, 'person', 'name' || g, ARRAY['name', g::text], 'NO', false, 'Name ' || g, 'ent_' || g
FROM generate_series(0, 99) AS g
"""
# one statement in four has no day; they are published on the days on which they are said
STATEMENTS_KEPT = """
INSERT INTO statement (
    id, article_id, revision, extracted_at, record, kind, speaker, speaker_words, country, organization_words,
    publisher_words, content, content_start, said_at, published_at, named_entity, entity_id
)
SELECT
    'st_' || g, 'art_' || 1 + g %% %(articles)s, 'r', now(), %(record)s, 'direct', 'Name ' || g %% 100,
    ARRAY['name', (g %% 100)::text], 'NO', '{}', '{}', 'We will sail.', 0,
    CASE WHEN g %% 4 > 0 THEN date '2015-01-01' + g / 2 END, timestamptz '2015-01-01' + g / 2 * interval '1 day',
    'ent_' || g %% 100, 'ent_' || g %% 100
FROM generate_series(1, %(statements)s) AS g
"""
# of the last one, which is under way, an article is being read, and none is due before a quarter of an hour
REPLAYS_KEPT = """
INSERT INTO replay (id, digest, request, created_at, finished_at, last_sent_at)
SELECT 'rp_' || g, g::text, '{"rate": 0.001}', now() + g * interval '1 second', CASE WHEN g < 20 THEN now() END, now()
FROM generate_series(1, 20) AS g
"""
REPLAYED_KEPT = """
INSERT INTO replay_article (replay_id, article_id, revision, done_at, sent_at, entry_id)
SELECT
    replay.id, article.id, article.revision, replay.finished_at,
    CASE WHEN article.id = 'art_1' THEN now() END, CASE WHEN article.id = 'art_1' THEN '1-1' END
FROM replay CROSS JOIN article
"""
BLOCKS = """
SELECT sum(heap_blks_hit + heap_blks_read + coalesce(toast_blks_hit + toast_blks_read, 0))::integer AS blocks
FROM pg_statio_user_tables
"""


@pytest.fixture
async def pool(database_url: str, desk: "Desk") -> AsyncGenerator["Pool"]:
    """One connection for questions to an archive, all of whose figures are its own."""
    migrate(database_url)
    article, statement = desk.said("We will sail.")
    values = {"articles": ARTICLES, "statements": STATEMENTS}
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(ARTICLES_KEPT, {**values, "record": article.model_dump_json(exclude={"text"})})
        connection.execute(READINGS_KEPT)
        connection.execute(ENTITIES_KEPT)
        connection.execute(STATEMENTS_KEPT, {**values, "record": statement.model_dump_json()})
        connection.execute(REPLAYS_KEPT)
        connection.execute(REPLAYED_KEPT)
        connection.execute("VACUUM ANALYZE")
    async with make_pool(database_url, size=1, read_only=True) as opened:
        yield opened


async def blocks(pool: "Pool", ask: Callable[[], Awaitable[object]]) -> int:
    """How many blocks of tables, indexes apart, a question reads."""

    async def so_far() -> int:
        async with pool.connection() as connection:
            await connection.execute("SELECT pg_stat_force_next_flush()")
            row = await (await connection.execute(BLOCKS)).fetchone()
            assert row
            return row["blocks"]

    await ask()  # what a connection reads once, of the catalogue, is read now
    before = await so_far()
    await ask()
    return await so_far() - before


@pytest.mark.parametrize("sort", ["-said_at", "said_at", "-published_at", "published_at"])
async def test_statements_of_other_days_are_not_read(pool: "Pool", sort: str, subtests: pytest.Subtests) -> None:
    filters: list[dict[str, Any]] = [
        {"to": "2015-03-01"},
        {"from": "2025-11-01"},
        {"from": "2019-03-01", "to": "2019-03-31"},
        {"from": "2090-01-01"},
        {"dated": False},
        {"country": "NO", "to": "2015-03-01"},
    ]
    for chosen in filters:
        with subtests.test(chosen=chosen):
            question = Question.model_validate({**chosen, "sort": sort})
            assert await blocks(pool, lambda: Reader(pool).find(question, 20)) < 100  # noqa: B023


async def test_texts_of_articles_that_do_not_match_are_not_read(pool: "Pool") -> None:
    whole = await blocks(pool, lambda: ArticleFinder(pool).find(ArticleQuestion(limit=ARTICLES)))
    none = await blocks(pool, lambda: ArticleFinder(pool).find(ArticleQuestion(extractor="nobody/1", limit=ARTICLES)))
    assert none < whole - 2 * ARTICLES, "a text lies in two blocks or more"


async def test_names_are_counted_without_their_statements(pool: "Pool") -> None:
    page = EntityQuestion(limit=1)
    assert await blocks(pool, lambda: EntityReader(pool).find(page)) < STATEMENTS / 20


async def test_who_drives_a_replay_reads_what_is_on_its_way(pool: "Pool", redis: Redis, streams: Streams) -> None:
    figures = Figures(Measures(), Tracing.from_environment("store"))
    assert await blocks(pool, ReplayDriver(pool, redis, streams, figures).step) < 10


async def test_of_replays_those_that_are_shown_are_added_up(pool: "Pool") -> None:
    replays = Replays(pool, pool)
    assert await blocks(pool, lambda: replays.newest(1)) < await blocks(pool, lambda: replays.newest(20)) / 10
