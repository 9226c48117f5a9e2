"""Stored articles go through the current extractor again, and only what differs is told."""

import asyncio
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from onrecord_core.events import (
    ArticleExtracted,
    Extraction,
    Replayed,
    StatementExtracted,
    StatementRetracted,
    replay_read,
)
from onrecord_core.records import Article
from onrecord_core.streams import encode
from onrecord_core.testing import wait_until
from onrecord_store import replay_driver
from onrecord_store.database import make_pool
from onrecord_store.migrate import migrate
from onrecord_store.replays import ReplayOrder, Replays
from onrecord_store.settings import StoreSettings
from onrecord_store.sqlfiles import query
from redis.asyncio import Redis

from .conftest import EXTRACTOR, PickyFinder, waits_for_a_lock

if TYPE_CHECKING:
    from .conftest import Desk, Extracting, OpenStore, Store

TEXT = (
    'NORTHPORT, March 5. "We will sail in {n} days," Ana Ruiz said. '
    '"The ferry is whole again after {n} weeks," she said.'
)


async def accept(store: "Store", desk: "Desk", count: int) -> list[Article]:
    """Have articles accepted, and wait until the extractor that runs has read them."""
    articles = [desk.article(TEXT.format(n=n), url=f"https://e.org/{n}") for n in range(2, count + 2)]
    await store.drop_articles(*(desk.accepted(article) for article in articles))

    async def read() -> bool:
        return len(await store.rows("reading")) >= count

    await wait_until(read, description="all articles are read")
    await store.settled()
    return articles


def figures(replay: dict[str, Any]) -> dict[str, int]:
    names = ("articles", "done", "failed", "skipped", "unchanged", "changed", "new", "retracted")
    return {name: replay[name] for name in names if replay[name]}


async def records(store: "Store") -> list[tuple[Any, ...]]:
    rows = await store.rows("statement")
    return sorted((row["id"], str(row["record"]), row["retracted_at"], row["revision"]) for row in rows)


async def test_the_same_extractor_changes_nothing(store: "Store", desk: "Desk", extracting: "Extracting") -> None:
    async with extracting(PickyFinder("1")):
        await accept(store, desk, 3)
        before, told = await records(store), await store.told()
        replay = await store.replay()
    assert figures(replay) == {"articles": 3, "done": 3, "unchanged": 6}
    assert await records(store) == before
    assert len(await store.rows("statement_version")) == 6
    assert await store.told() == told, "subscribers are told again of what they know"
    assert len(await store.rows("reading")) == 6
    for stream in (store.streams.replays, store.streams.replayed):
        assert await store.redis.xlen(stream) == 0


async def test_another_extractor_retracts_and_adds_and_what_was_is_kept(
    store: "Store", desk: "Desk", extracting: "Extracting"
) -> None:
    async with extracting(PickyFinder("1", blind_to="ferry")):
        (article,) = await accept(store, desk, 1)
    told = len(await store.told())
    (old,) = await store.rows("statement")
    async with extracting(PickyFinder("2", blind_to="sail")):
        replay = await store.replay()
    assert figures(replay) == {"articles": 1, "done": 1, "new": 1, "retracted": 1}
    assert await store.find() == ["The ferry is whole again after 2 weeks"]

    news = await store.told(told)
    kinds = [StatementRetracted, StatementExtracted, ArticleExtracted]
    assert sorted(event.type for event in news) == sorted(kind.model_fields["type"].default for kind in kinds)
    (gone,) = [event for event in news if isinstance(event, StatementRetracted)]
    assert (gone.source, gone.subject) == ("onrecord/store", old["id"])
    assert (gone.data.revision, gone.data.extractor.version) == (article.revision, "2")

    history = (await store.http.get(f"/v1/statements/{old['id']}/history")).json()
    assert history["in_force"] is False
    assert [(step["step"], step["extractor"]["version"]) for step in history["steps"]] == [
        ("found", "1"),
        ("retracted", "2"),
    ]
    assert [account["statement"] for account in history["accounts"]] == [old["record"]]
    (revision,) = (await store.http.get(f"/v1/articles/{article.id}/revisions")).json()["revisions"]
    assert [(len(r["added"]), len(r["kept"]), len(r["retracted"])) for r in revision["readings"]] == [
        (1, 0, 0),
        (1, 0, 1),
    ]
    assert revision["readings"][1]["retracted"] == [old["id"]]
    assert (await store.http.get(f"/v1/statements/{old['id']}")).status_code == 410


async def test_the_figures_tell_how_far_replays_are_and_what_they_change(
    store: "Store", desk: "Desk", extracting: "Extracting"
) -> None:
    async def told() -> dict[str, float]:
        text = (await store.http.get("/metrics")).text
        lines = [line.rsplit(" ", 1) for line in text.splitlines() if line.startswith("onrecord_replay_")]
        return {name.removeprefix("onrecord_replay_"): float(value) for name, value in lines if float(value)}

    async with extracting(PickyFinder("1", blind_to="ferry")):
        await accept(store, desk, 2)
        assert await told() == {}
        await store.replay()
    assert await told() == {'articles_total{outcome="read"}': 2, 'statements_total{outcome="unchanged"}': 2}
    async with extracting(PickyFinder("2", blind_to="sail")):
        await store.replay()
        await store.replay(outdated=True)
    assert await told() == {
        'articles_total{outcome="read"}': 4,
        'articles_total{outcome="skipped"}': 2,
        'statements_total{outcome="unchanged"}': 2,
        'statements_total{outcome="new"}': 2,
        'statements_total{outcome="retracted"}': 2,
    }


async def test_another_account_of_a_statement_replaces_the_one_before_which_is_kept(
    store: "Store", desk: "Desk", extracting: "Extracting"
) -> None:
    async with extracting(PickyFinder("1", blind_to="ferry")):
        await accept(store, desk, 1)
    told = len(await store.told())
    (before,) = await store.rows("statement")
    async with extracting(PickyFinder("2", blind_to="ferry", act="warn")):
        replay = await store.replay()
    assert figures(replay) == {"articles": 1, "done": 1, "changed": 1}
    (after,) = await store.rows("statement")
    assert after["id"] == before["id"]
    assert (after["record"]["cue"]["act"], after["record"]["extractor"]["version"]) == ("warn", "2")
    history = (await store.http.get(f"/v1/statements/{after['id']}/history")).json()
    assert [account["statement"] for account in history["accounts"]] == [before["record"], after["record"]]
    assert [step["step"] for step in history["steps"]] == ["found"]
    assert [type(event) for event in await store.told(told)] == [StatementExtracted, ArticleExtracted]


async def test_only_the_articles_that_are_asked_for_are_read(
    store: "Store", desk: "Desk", extracting: "Extracting"
) -> None:
    async with extracting(PickyFinder("1")):
        articles = await accept(store, desk, 3)
        paper = desk.article(TEXT.format(n=99), url="https://e.org/99", publisher="The Nörd Post")
        await store.drop_articles(desk.accepted(paper))
        await wait_until(lambda: _rows(store, "reading", 4), description="the paper is read")
        assert figures(await store.replay(articles=[articles[0].id, "art_none"])) == figures_of(1)
        assert figures(await store.replay(publisher="nord")) == figures_of(1)
        assert figures(await store.replay(since="2024-03-01", until="2024-03-01")) == figures_of(4)
        assert figures(await store.replay(since="2024-03-02")) == {}
        assert figures(await store.replay(until="9999-12-31")) == figures_of(4)
        assert figures(await store.replay(extractor="picky/1")) == figures_of(4)
        assert figures(await store.replay(extractor="picky/2")) == {}
    second = PickyFinder("2")
    async with extracting(second):
        assert figures(await store.replay(articles=[paper.id])) == figures_of(1)
        assert figures(await store.replay(outdated=True)) == {"articles": 4, "done": 4, "skipped": 1, "unchanged": 6}
    assert len(second.seen) == 4


def figures_of(articles: int) -> dict[str, int]:
    return {"articles": articles, "done": articles, "unchanged": 2 * articles}


async def _rows(store: "Store", table: str, count: int) -> bool:
    return len(await store.rows(table)) >= count


async def test_ordered_again_before_it_is_done_it_is_the_same_and_can_be_stopped(store: "Store", desk: "Desk") -> None:
    await store.drop_articles(*(desk.accepted(desk.article(TEXT.format(n=n))) for n in range(3)))
    await store.settled()
    first = (await store.http.post("/v1/replays", json={"rate": 1})).json()
    again = (await store.http.post("/v1/replays", json={"rate": 1})).json()
    other = (await store.http.post("/v1/replays", json={})).json()
    assert first["id"] == again["id"] != other["id"]
    stopped = (await store.http.post(f"/v1/replays/{first['id']}/stop")).json()
    assert (stopped["status"], stopped["done"]) == ("stopped", 0)
    assert (await store.http.post("/v1/replays", json={"rate": 1})).json()["id"] != first["id"]
    assert (await store.http.get("/v1/replays/rp_none")).status_code == 404


async def test_ordered_again_as_it_ends_it_is_another(database_url: str) -> None:
    migrate(database_url)
    order = ReplayOrder()
    async with make_pool(database_url, size=2) as pool, await psycopg.AsyncConnection.connect(database_url) as other:
        replays = Replays(pool, pool)
        first = await replays.start(order)
        # who orders it again is told that it is there, and waits to look at it, when it ends
        await other.execute("LOCK TABLE replay_article IN ACCESS EXCLUSIVE MODE")
        again = asyncio.create_task(replays.start(order))
        await wait_until(lambda: waits_for_a_lock(other), description="the order waits")
        await other.execute(query("replay_finished"), {"replay": first.id})
        await other.commit()
        second = await again
    assert second.id != first.id
    assert second.status == "running"


async def test_a_worker_that_dies_holds_nothing_up_and_nothing_is_doubled(
    store: "Store", desk: "Desk", extracting: "Extracting", redis: Redis
) -> None:
    async with extracting(PickyFinder("1", blind_to="ferry")):
        await accept(store, desk, 5)
    answer = await store.http.post("/v1/replays", json={})
    taken = await wait_until(lambda: _take(redis, store), description="a worker that dies has an article")
    assert taken
    async with extracting(PickyFinder("2")):
        replay = await store.replayed(answer.json()["id"])
    assert figures(replay) == {"articles": 5, "done": 5, "unchanged": 5, "new": 5}
    assert len(await store.find()) == 10
    assert await store.dead() == []


async def _take(redis: Redis, store: "Store") -> Any:
    return await redis.xreadgroup("extract", "dying", {store.streams.replays: ">"}, count=2)


async def test_a_store_that_is_started_again_goes_on_where_it_was(
    open_store: "OpenStore", store_settings: StoreSettings, desk: "Desk", extracting: "Extracting"
) -> None:
    slow = PickyFinder("2", seconds=0.02)
    async with open_store(store_settings) as store, extracting(PickyFinder("1", blind_to="ferry")):
        await accept(store, desk, 40)
    async with extracting(slow):
        async with open_store(store_settings) as store:
            replay = (await store.http.post("/v1/replays", json={"rate": 30})).json()

            async def half() -> bool:
                return (await store.http.get(f"/v1/replays/{replay['id']}")).json()["done"] >= 10

            await wait_until(half, description="it is under way")
        async with open_store(store_settings) as store:
            assert (await store.http.post("/v1/replays", json={"rate": 30})).json()["id"] == replay["id"]
            done = await store.replayed(replay["id"])
            assert figures(done) == {"articles": 40, "done": 40, "unchanged": 40, "new": 40}
            # what was sent and not noted when the store stopped is read once more, and that doubles nothing
            assert len({row["article_id"] for row in await store.rows("reading")}) == 40
            assert len(await store.rows("statement")) == len(await store.find(limit=200)) == 80


async def test_what_redis_loses_is_sent_again(store: "Store", desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay_driver, "OVERDUE_SECONDS", 0.1)
    await store.drop_articles(desk.accepted(desk.article(TEXT.format(n=1))))
    await store.settled()
    await store.http.post("/v1/replays", json={})

    async def sent() -> bool:
        return bool(await store.redis.xlen(store.streams.replays))

    await wait_until(sent, description="it is sent")
    await store.redis.xtrim(store.streams.replays, maxlen=0, approximate=False)
    await wait_until(sent, description="it is sent again")


async def test_what_is_lost_again_and_again_is_given_up(
    store: "Store", desk: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay_driver, "OVERDUE_SECONDS", 0.05)
    await store.drop_articles(desk.accepted(desk.article(TEXT.format(n=1))))
    await store.settled()
    replay = (await store.http.post("/v1/replays", json={})).json()

    async def given_up() -> bool:
        await store.redis.xtrim(store.streams.replays, maxlen=0, approximate=False)
        return (await store.http.get(f"/v1/replays/{replay['id']}")).json()["status"] == "done"

    await wait_until(given_up, description="it is given up")
    done = (await store.http.get(f"/v1/replays/{replay['id']}")).json()
    assert figures(done) == {"articles": 1, "done": 1, "failed": 1}
    assert "not heard of again" in done["failures"][0]["reason"]


async def test_what_the_database_does_not_take_counts_as_failed(
    store: "Store", desk: "Desk", extracting: "Extracting"
) -> None:
    async with extracting(PickyFinder("1", blind_to="ferry")):
        await accept(store, desk, 2)
    url = store.settings.database_url.get_secret_value()
    async with await psycopg.AsyncConnection.connect(url) as connection:
        await connection.execute("ALTER TABLE statement ADD CHECK (content NOT LIKE '%ferry%after 3%')")
    before = await records(store)
    async with extracting(PickyFinder("2")):
        replay = await store.replay()
    assert figures(replay) == {"articles": 2, "done": 2, "failed": 1, "unchanged": 1, "new": 1}
    assert len(await store.dead()) == 1
    assert len(await records(store)) == len(before) + 1
    assert await store.redis.xlen(store.streams.replayed) == 0


async def test_an_article_that_cannot_be_read_is_told_and_the_others_are_read(
    store: "Store", desk: "Desk", extracting: "Extracting"
) -> None:
    class Failing(PickyFinder):
        def find(self, text: str) -> Any:
            if "in 3 days" in text:
                raise ValueError("a word too many")
            return super().find(text)

    async with extracting(PickyFinder("1")):
        articles = await accept(store, desk, 3)
    async with extracting(Failing("2")):
        replay = await store.replay()
    assert figures(replay) == {"articles": 3, "done": 3, "failed": 1, "unchanged": 4}
    assert replay["failures"] == [{"article_id": articles[1].id, "reason": "a word too many"}]
    assert len(await store.find()) == 6
    assert len(await store.dead()) == 1


async def test_live_articles_are_not_held_up_behind_a_replay(
    store: "Store", desk: "Desk", extracting: "Extracting"
) -> None:
    async with extracting(PickyFinder("1")):
        await accept(store, desk, 60)
    slow = PickyFinder("2", seconds=0.1)
    async with extracting(slow):
        answer = await store.http.post("/v1/replays", json={})
        await wait_until(lambda: _seen(slow, 5), description="the replay is under way")
        live = [desk.article(TEXT.format(n=1000 + n), url=f"https://e.org/live/{n}") for n in range(20)]
        await store.drop_articles(*(desk.accepted(article) for article in live))
        await wait_until(lambda: _rows(store, "reading", 60 + 20), description="something is read")

        async def live_read() -> bool:
            read = {row["article_id"] for row in await store.rows("reading")}
            return {article.id for article in live} <= read

        await wait_until(live_read, description="the live articles are read")
        replayed = [text for text in slow.seen if "in 10" not in text]
        # in the 2 s that 20 articles take the replay has a tenth, and one that was begun
        assert len(replayed) < 30, "the replay went first"
        replay = await store.replayed(answer.json()["id"])
        assert replay["done"] == replay["articles"] == 60


async def _seen(finder: PickyFinder, count: int) -> bool:
    await asyncio.sleep(0)
    return len(finder.seen) >= count


async def test_an_article_that_gets_another_text_before_its_turn_is_passed_over(
    store: "Store", desk: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    _, newer = await two_texts(store, desk)
    monkeypatch.setattr(replay_driver, "IN_FLIGHT", 0)
    replay = (await store.http.post("/v1/replays", json={})).json()
    await store.keep(desk, (newer, desk.statement(newer, "We will sail.")))
    monkeypatch.undo()
    assert figures(await store.replayed(replay["id"])) == {"articles": 1, "done": 1, "skipped": 1}
    assert 'onrecord_replay_articles_total{outcome="skipped"} 1.0' in (await store.http.get("/metrics")).text


async def test_what_is_found_in_a_text_that_was_replaced_meanwhile_is_not_told_as_gone(
    store: "Store", desk: "Desk"
) -> None:
    older, newer = await two_texts(store, desk)
    replay: str = (await store.http.post("/v1/replays", json={})).json()["id"]

    async def on_its_way() -> bool:
        return bool(await store.redis.xlen(store.streams.replays))

    await wait_until(on_its_way, description="the older text is on its way")
    await store.keep(desk, (newer, desk.statement(newer, "We will sail.")))
    told = len(await store.told())
    found = (desk.statement(older, "We will sail."), desk.statement(older, "In May."))
    extraction = Extraction(
        article_id=older.id, revision=older.revision, statements=tuple(one.id for one in found), extractor=EXTRACTOR
    )
    read = Replayed(
        replay_id=replay, article_id=older.id, revision=older.revision, extraction=extraction, statements=found
    )
    await store.redis.xadd(store.streams.replayed, encode(replay_read(read)))
    assert figures(await store.replayed(replay)) == {"articles": 1, "done": 1, "unchanged": 1}
    assert await store.told(told) == [], "nobody was told that it was found"
    assert await store.find() == ["We will sail."]


async def two_texts(store: "Store", desk: "Desk") -> tuple[Article, Article]:
    """Two texts of an article, of which the store has the older one, with one statement of two."""
    older, newer = [
        desk.article(text, url="https://e.org/1")
        for text in ("Ana Ruiz said: “We will sail.” She said: “In May.”", "Ana Ruiz said: “We will sail.”")
    ]
    await store.keep(desk, (older, desk.statement(older, "We will sail.")))
    return older, newer
