"""What the store keeps of the streams, in whatever order and however often it comes."""

import json
from typing import TYPE_CHECKING

import psycopg
from onrecord_core.records import Statement
from onrecord_core.streams import encode
from onrecord_store.settings import StoreSettings
from redis.asyncio import Redis

if TYPE_CHECKING:
    from .conftest import Desk, OpenStore, Store


async def test_what_comes_in_comes_back_as_it_was(store: "Store", desk: "Desk") -> None:
    text = "Zürich\u00a0– Ana Ruiz said: “Ja\u2009… 🚢 l’été.”\r\n\ttail  "
    article = desk.article(text, url="https://e.org/a", headline="H", authors=("A", "B"), published_at="2024-03-05")
    statement = desk.statement(article, "Ja\u2009… 🚢 l’été.", speaker="Ana Ruiz", country="ES", said="2024-03-04")
    await store.keep(desk, (article, statement))

    by_id = (await store.http.get(f"/v1/statements/{statement.id}")).json()
    whole = (await store.http.get(f"/v1/articles/{article.id}")).json()

    assert by_id == statement.model_dump(mode="json")
    assert whole == {"article": article.model_dump(mode="json"), "statements": [by_id]}


async def test_an_event_that_comes_again_changes_nothing(store: "Store", desk: "Desk") -> None:
    article, statement = desk.said("We will sail.")
    accepted, events = desk.accepted(article), desk.read(article, statement)
    await store.drop_articles(accepted)
    await store.drop(*events)
    await store.settled()
    before = await store.rows("article"), await store.rows("statement")

    await store.drop_articles(accepted, accepted)
    await store.drop(*events, *events)
    await store.settled()

    assert (await store.rows("article"), await store.rows("statement")) == before
    assert await store.dead() == []


async def test_a_statement_waits_for_an_article_that_nobody_has_read(
    open_store: "OpenStore", store_settings: StoreSettings, desk: "Desk", redis: Redis
) -> None:
    told = [desk.said(f"We will sail on day {n}.") for n in range(300)]
    articles, statements = f"{store_settings.prefix}articles", f"{store_settings.prefix}statements"
    for article, _ in told:
        await redis.xadd(articles, encode(desk.accepted(article)))
    # the statement of the last article is the first that is read
    for article, statement in reversed(told):
        for event in desk.read(article, statement):
            await redis.xadd(statements, encode(event))
    async with open_store(store_settings) as store:
        await store.settled()
        assert await store.dead() == []
        assert len(await store.rows("article")) == len(await store.rows("statement")) == 300


async def test_a_statement_waits_while_its_article_is_pending(
    open_store: "OpenStore", store_settings: StoreSettings, desk: "Desk", redis: Redis
) -> None:
    article, statement = desk.said("We will sail.")
    articles, statements = f"{store_settings.prefix}articles", f"{store_settings.prefix}statements"
    await redis.xadd(articles, encode(desk.accepted(article)))
    await redis.xgroup_create(articles, "store", id="0")
    # a consumer that dies with the article in hand
    await redis.xreadgroup("store", "dying", {articles: ">"})
    for event in desk.read(article, statement):
        await redis.xadd(statements, encode(event))
    async with open_store(store_settings) as store:
        await store.settled()
        assert await store.find() == ["We will sail."]
        assert await store.dead() == []


async def test_a_statement_whose_article_will_not_come_is_refused(store: "Store", desk: "Desk") -> None:
    _, homeless = desk.said("Nobody wrote this.")
    told = desk.said("We will sail.")
    await store.drop(desk.extracted(homeless))
    await store.keep(desk, told)
    assert await store.find() == ["We will sail."]
    (letter,) = await store.dead()
    error = json.loads(letter["data"])["data"]["error"]
    assert error["type"] == "MissingArticleError"
    assert "drop it again" in error["message"]


async def test_a_statement_with_a_false_span_is_refused_and_its_neighbours_kept(store: "Store", desk: "Desk") -> None:
    article = desk.article("Ana Ruiz said: “We will sail.” She added: “In May.”")
    true, other = desk.statement(article, "We will sail."), desk.statement(article, "In May.")
    moved = true.model_dump(mode="json")
    moved["id"] = "st_false"
    moved["content"][0].update(start=0, end=len("We will sail."))
    false = Statement.model_validate(moved)
    await store.drop_articles(desk.accepted(article))
    await store.drop(desk.extracted(true), desk.extracted(false), desk.extracted(other))
    await store.settled()
    assert sorted(await store.find()) == ["In May.", "We will sail."]
    (letter,) = await store.dead()
    assert json.loads(letter["data"])["data"]["error"]["type"] == "SpanMismatchError"
    assert json.loads(letter["original.data"])["data"]["id"] == "st_false"


async def test_bad_entries_are_refused_and_good_ones_beside_them_kept(store: "Store", desk: "Desk") -> None:
    article, statement = desk.said("We will sail.")
    nul, foreign = desk.article("a \0 b"), desk.article("text").model_copy(update={"revision": "0" * 64})
    add, streams = store.redis.xadd, store.streams
    await add(streams.articles, {"data": b"not JSON"})
    await store.drop_articles(desk.accepted(nul), desk.accepted(foreign), desk.accepted(article))
    await add(streams.articles, {"other": "field"})
    await add(streams.statements, {"data": json.dumps({"type": "io.onrecord.unknown.v1"})})
    named_nul = statement.model_copy(update={"id": "st_nul", "target": "\0"})
    long = statement.model_copy(update={"id": "st_" + "x" * 300})
    await store.drop(desk.extracted(named_nul), desk.extracted(long), *desk.read(article, statement))
    await store.settled()
    assert await store.find() == ["We will sail."]
    messages = [json.loads(letter["data"])["data"]["error"]["message"] for letter in await store.dead()]
    assert len(messages) == 7
    assert sum("NUL" in message for message in messages) == 2
    assert any("SHA-256" in message for message in messages)


async def test_an_entry_that_the_database_refuses_takes_no_other_along(store: "Store", desk: "Desk") -> None:
    url = store.settings.database_url.get_secret_value()
    async with await psycopg.AsyncConnection.connect(url) as connection:
        await connection.execute("ALTER TABLE statement ADD CHECK (speaker <> 'Storm')")
    told = [desk.said("We will sail."), desk.said("You will not.", speaker="Storm"), desk.said("We will see.")]
    await store.keep(desk, *told)
    assert sorted(await store.find()) == ["We will sail.", "We will see."]
    (letter,) = await store.dead()
    failure = json.loads(letter["data"])["data"]
    assert (failure["error"]["type"], failure["tries"]) == ("CheckViolation", store.settings.max_tries)


async def test_events_for_others_are_passed_over(store: "Store", desk: "Desk") -> None:
    article, statement = desk.said("We will sail.")
    await store.drop(desk.accepted(article))
    await store.drop_articles(*desk.read(article, statement))
    await store.settled()
    assert await store.rows("statement") == await store.rows("article") == []
    assert await store.dead() == []
