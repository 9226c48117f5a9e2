"""An article whose text changes is one article in several revisions; each is shown as it was found."""

import asyncio
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from onrecord_core.events import ArticleExtracted, StatementExtracted, StatementRetracted
from onrecord_core.ids import statement_id
from onrecord_core.records import Article, Span, Statement
from onrecord_core.testing import wait_until
from onrecord_store.rows import article_row, extraction_row
from onrecord_store.sqlfiles import query

from .conftest import waits_for_a_lock

if TYPE_CHECKING:
    from .conftest import Desk, Store

URL = "https://example.org/a"
A = "Ana Ruiz said: “We will sail.” She added: “In May.”"
B = "CORRECTED, March 6. Ana Ruiz said: “We will sail.” She added: “In June.”"


class Newsroom:
    """Has revisions of one article accepted and read, one after the other."""

    def __init__(self, store: "Store", desk: "Desk") -> None:
        self._store = store
        self._desk = desk

    async def publish(self, text: str, *words: str) -> tuple[Article, list[Statement]]:
        article = self._desk.article(text, url=URL)
        found = [self._desk.statement(article, one) for one in words]
        await self._store.drop_articles(self._desk.accepted(article))
        await self._store.settled()
        await self._store.drop(*self._desk.read(article, *found))
        await self._store.settled()
        return article, found


async def statements(store: "Store", article: Article, **params: str) -> list[Statement]:
    whole = (await store.http.get(f"/v1/articles/{article.id}", params=params)).json()
    found = [Statement.model_validate(item) for item in whole["statements"]]
    for statement in found:
        statement.check(whole["article"]["text"])
        assert statement.article.revision == whole["article"]["revision"]
    return found


async def test_both_revisions_are_shown_each_with_its_own_places(store: "Store", desk: "Desk") -> None:
    newsroom = Newsroom(store, desk)
    a, (sail_a, may) = await newsroom.publish(A, "We will sail.", "In May.")
    b, (sail_b, june) = await newsroom.publish(B, "We will sail.", "In June.")
    assert sail_a.id == sail_b.id
    assert sail_a.content != sail_b.content

    assert await statements(store, b) == [sail_b, june]
    assert await statements(store, a, revision=a.revision) == [sail_a, may]
    assert sorted(await store.find()) == ["In June.", "We will sail."]

    shown = (await store.http.get(f"/v1/statements/{sail_a.id}")).json()
    assert shown == sail_b.model_dump(mode="json")
    history = (await store.http.get(f"/v1/statements/{sail_a.id}/history")).json()
    assert [account["statement"] for account in history["accounts"]] == [
        sail_a.model_dump(mode="json"),
        sail_b.model_dump(mode="json"),
    ]
    assert [step["step"] for step in history["steps"]] == ["found"]
    context = (await store.http.get(f"/v1/statements/{sail_a.id}/context")).json()
    assert B[context["start"] : context["end"]] == "We will sail."


async def test_what_the_new_revision_no_longer_says_is_retracted_and_told(store: "Store", desk: "Desk") -> None:
    newsroom = Newsroom(store, desk)
    a, (_, may) = await newsroom.publish(A, "We will sail.", "In May.")
    b, _ = await newsroom.publish(B, "We will sail.", "In June.")
    await store.all_told()
    (gone,) = [event for event in await store.told() if isinstance(event, StatementRetracted)]
    assert (gone.data.statement_id, gone.data.article_id, gone.data.revision) == (may.id, a.id, b.revision)
    (row,) = [row for row in await store.rows("statement") if row["retracted_at"]]
    assert (row["id"], row["retracted_at"]) == (may.id, gone.time)


async def test_a_text_that_comes_back_brings_its_statements_back(store: "Store", desk: "Desk") -> None:
    newsroom = Newsroom(store, desk)
    a, (sail, may) = await newsroom.publish(A, "We will sail.", "In May.")
    b, (_, june) = await newsroom.publish(B, "We will sail.", "In June.")
    again, _ = await newsroom.publish(A, "We will sail.", "In May.")
    assert again == a
    assert await statements(store, a) == [sail, may]
    assert len(await statements(store, a, revision=b.revision)) == 2
    assert sorted(await store.find()) == ["In May.", "We will sail."]

    shown = (await store.http.get(f"/v1/articles/{a.id}/revisions")).json()["revisions"]
    assert [(one["revision"], one["is_current"]) for one in shown] == [
        (a.revision, False),
        (b.revision, False),
        (a.revision, True),
    ]
    differences: list[Any] = [
        (reading["added"], reading["kept"], reading["retracted"]) for one in shown for reading in one["readings"]
    ]
    assert differences == [
        ([sail.id, may.id], [], []),
        ([june.id], [sail.id], [may.id]),
        ([may.id], [sail.id], [june.id]),
    ]
    history = (await store.http.get(f"/v1/statements/{may.id}/history")).json()
    assert [step["step"] for step in history["steps"]] == ["found", "retracted", "found"]
    assert history["in_force"] is True
    times = [step["at"] for step in history["steps"]]
    assert times == sorted(times)
    await store.all_told()
    gone = [event.subject for event in await store.told() if isinstance(event, StatementRetracted)]
    assert gone == [may.id, june.id]


async def test_an_older_revision_that_comes_late_changes_nothing_and_leaves_no_statement_in_force(
    store: "Store", desk: "Desk"
) -> None:
    """As when a submission is handled after one that was submitted later: events are in the order of submission."""
    a, b = desk.article(A, url=URL), desk.article(B, url=URL)
    older = desk.accepted(a)
    accepted = desk.accepted(b)
    newer = desk.read(b, desk.statement(b, "We will sail."), desk.statement(b, "In June."))
    late = desk.read(a, desk.statement(a, "We will sail."), desk.statement(a, "In May."))
    for articles, events in (((accepted,), newer), ((older,), late)):
        await store.drop_articles(*articles)
        await store.settled()
        await store.drop(*events)
        await store.settled()
    assert [one.content[0].text for one in await statements(store, b)] == ["We will sail.", "In June."]
    shown = (await store.http.get(f"/v1/articles/{a.id}/revisions")).json()["revisions"]
    assert [(one["revision"], one["is_current"]) for one in shown] == [(a.revision, False), (b.revision, True)]
    assert await in_force_to_a_subscriber(store) == {"We will sail.", "In June."}


async def test_what_a_repeated_reading_of_an_older_revision_tells_is_taken_back(store: "Store", desk: "Desk") -> None:
    """As when the group of extract is lost, and all articles are read again."""
    newsroom = Newsroom(store, desk)
    a, found = await newsroom.publish(A, "We will sail.", "In May.")
    await newsroom.publish(B, "We will sail.", "In June.")
    for _ in range(2):
        await store.drop(*desk.read(a, *found))
        await store.settled()
        assert await in_force_to_a_subscriber(store) == {"We will sail.", "In June."}
    assert sorted(await store.find()) == ["In June.", "We will sail."]


@pytest.mark.parametrize("lists_it", [True, False])
async def test_a_late_reading_of_an_older_revision_leaves_a_subscriber_with_what_the_store_holds(
    store: "Store", desk: "Desk", *, lists_it: bool
) -> None:
    """As when the older revision is read after the newer one, for a retry."""
    a, b = desk.article(A, url=URL), desk.article(B, url=URL)
    older, newer = desk.statement(a, "We will sail."), desk.statement(b, "We will sail.")
    await store.drop_articles(desk.accepted(a), desk.accepted(b))
    await store.settled()
    await store.drop(*desk.read(b, newer), *([] if lists_it else desk.read(b)))
    await store.settled()
    late = desk.read(a, older)
    for _ in range(2):
        await store.drop(*late)
        await store.settled()
        await store.all_told()
        await store.settled()
        assert await accounts_of_a_subscriber(store) == await statements(store, b) == ([newer] if lists_it else [])
    assert await store.find() == (["We will sail."] if lists_it else [])
    told = {(event.id, event.time) for event in await store.told() if event.subject == newer.id}
    assert len(told) == (3 if lists_it else 4), "what stands is told once more, however often the older one comes"


async def accounts_of_a_subscriber(store: "Store") -> list[Statement]:
    """What is in force to whoever keeps, for each statement, the event with the newest time."""
    await store.all_told()
    kept: dict[str, Any] = {}
    for event in await store.told():
        if event.subject not in kept or event.time > kept[event.subject].time:
            kept[event.subject] = event
    return [event.data for event in kept.values() if isinstance(event, StatementExtracted)]


async def in_force_to_a_subscriber(store: "Store") -> set[str]:
    return {statement.content[0].text for statement in await accounts_of_a_subscriber(store)}


async def test_a_retraction_is_told_once_whatever_comes_again(store: "Store", desk: "Desk") -> None:
    newsroom = Newsroom(store, desk)
    await newsroom.publish(A, "We will sail.", "In May.")
    b = desk.article(B, url=URL)
    accepted, events = desk.accepted(b), desk.read(b, desk.statement(b, "We will sail."))
    for _ in range(2):
        await store.drop_articles(accepted)
        await store.settled()
        await store.drop(*events)
        await store.settled()
    await store.all_told()
    assert len([event for event in await store.told() if isinstance(event, StatementRetracted)]) == 1
    assert await store.dead() == []


async def test_two_statements_with_the_same_words_are_told_apart(store: "Store", desk: "Desk") -> None:
    text = "Ana Ruiz said: “No.” Later she said: “No.”"
    article = desk.article(text, url=URL)
    first = desk.statement(article, "No.")
    start = text.rindex("No.")
    second = first.model_copy(
        update={"id": statement_id(article.id, ["No."], "said", 1), "content": (Span.of(text, start, start + 3),)}
    )
    await store.drop_articles(desk.accepted(article))
    await store.drop(*desk.read(article, first, second))
    await store.settled()
    assert await statements(store, article) == [first, second]


async def test_a_revision_that_comes_while_the_history_is_read_is_left_to_the_next_answer(
    store: "Store", desk: "Desk"
) -> None:
    newsroom = Newsroom(store, desk)
    a, _ = await newsroom.publish(A, "We will sail.")
    b = desk.article(B, url=URL)
    accepted, read = article_row(desk.accepted(b)), desk.read(b)[-1]
    assert isinstance(read, ArticleExtracted)
    url = store.settings.database_url.get_secret_value()
    async with await psycopg.AsyncConnection.connect(url) as connection:
        # who asks has the revisions and waits for the readings, when another revision is accepted and read
        await connection.execute("LOCK TABLE reading IN ACCESS EXCLUSIVE MODE")
        asked = asyncio.create_task(store.http.get(f"/v1/articles/{a.id}/revisions"))
        await wait_until(lambda: waits_for_a_lock(connection), description="the question waits")
        await connection.execute(query("keep_article"), accepted.values)
        await connection.execute(query("keep_acceptance"), accepted.values)
        await connection.execute(query("keep_extraction"), extraction_row(read).values)
        await connection.commit()
        answer = await asked
    assert answer.status_code == 200, answer.text
    assert [one["revision"] for one in answer.json()["revisions"]] == [a.revision]
    shown = (await store.http.get(f"/v1/articles/{a.id}/revisions")).json()["revisions"]
    assert [(one["revision"], len(one["readings"])) for one in shown] == [(a.revision, 1), (b.revision, 1)]
