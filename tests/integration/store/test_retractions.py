"""What a later reading no longer finds is left out, kept, and the same in whatever order its events come."""

import itertools
from typing import TYPE_CHECKING

import pytest
from onrecord_core.events import Event
from onrecord_core.records import Article, Statement

if TYPE_CHECKING:
    from .conftest import Desk, Store

TEXT = "Ana Ruiz said: “We will sail.” She added: “In May.” And then: “Or in June.”"


def _article(desk: "Desk") -> tuple[Article, Statement, Statement]:
    article = desk.article(TEXT)
    return article, desk.statement(article, "We will sail."), desk.statement(article, "In May.")


async def test_a_statement_that_a_new_reading_does_not_list_is_retracted_and_kept(store: "Store", desk: "Desk") -> None:
    article, first, second = _article(desk)
    await store.drop_articles(desk.accepted(article))
    await store.drop(*desk.read(article, first, second), *desk.read(article, second))
    await store.settled()

    assert await store.find() == ["In May."]
    assert len(await store.rows("statement")) == 2
    for path in (f"/v1/statements/{first.id}", f"/v1/statements/{first.id}/context"):
        answer = await store.http.get(path)
        assert answer.status_code == 410
        assert "retracted on 2024-03-01" in answer.json()["detail"]
    whole = (await store.http.get(f"/v1/articles/{article.id}")).json()
    assert [statement["id"] for statement in whole["statements"]] == [second.id]


async def test_a_statement_that_is_found_again_is_in_force_again(store: "Store", desk: "Desk") -> None:
    article, first, second = _article(desk)
    await store.drop_articles(desk.accepted(article))
    await store.drop(*desk.read(article, first), *desk.read(article, second), *desk.read(article, first, second))
    await store.settled()
    assert len(await store.find()) == 2


async def test_a_withdrawn_statement_is_retracted(store: "Store", desk: "Desk") -> None:
    article, first, second = _article(desk)
    await store.drop_articles(desk.accepted(article))
    await store.drop(*desk.read(article, first, second), desk.retracted(first))
    await store.settled()
    assert await store.find() == ["In May."]


async def test_a_reading_of_an_older_revision_retracts_nothing_of_a_newer_one(store: "Store", desk: "Desk") -> None:
    url = "https://example.org/a"
    old, new = desk.article(TEXT, url=url), desk.article("UPDATE. " + TEXT, url=url)
    assert old.id == new.id
    ours, theirs = desk.statement(old, "In May."), desk.statement(new, "Or in June.")
    await store.drop_articles(desk.accepted(old), desk.accepted(new))
    await store.drop(*desk.read(new, theirs))
    late = desk.read(old, ours)
    await store.drop(*late, desk.retracted(theirs.model_copy(update={"article": old.ref})))
    await store.settled()
    assert await store.find() == ["Or in June."]


async def test_a_statement_moves_to_the_new_revision(store: "Store", desk: "Desk") -> None:
    url = "https://example.org/a"
    old, new = desk.article(TEXT, url=url), desk.article("UPDATE. " + TEXT, url=url)
    before, after = desk.statement(old, "In May."), desk.statement(new, "In May.")
    assert before.id == after.id
    await store.drop_articles(desk.accepted(old), desk.accepted(new))
    await store.drop(*desk.read(old, before, desk.statement(old, "We will sail.")))
    await store.settled()
    assert len(await store.find()) == 2
    await store.drop(*desk.read(new, after), *desk.read(old, before))
    await store.settled()

    assert await store.find() == ["In May."]
    whole = (await store.http.get(f"/v1/articles/{old.id}")).json()
    assert whole["article"]["revision"] == new.revision
    assert whole["statements"] == [after.model_dump(mode="json")]
    earlier = (await store.http.get(f"/v1/articles/{old.id}", params={"revision": old.revision})).json()
    assert earlier == {"article": old.model_dump(mode="json"), "statements": [before.model_dump(mode="json")]}


@pytest.mark.parametrize("order", range(6))
async def test_the_order_of_events_does_not_matter(store: "Store", desk: "Desk", order: int) -> None:
    url = "https://example.org/a"
    old, new = desk.article(TEXT, url=url), desk.article("UPDATE. " + TEXT, url=url)
    sail, june = desk.statement(old, "We will sail."), desk.statement(old, "Or in June.")
    accepted = [desk.accepted(old), desk.accepted(new)]
    groups: list[list[Event]] = [
        desk.read(old, desk.statement(old, "In May."), sail, june),
        [desk.retracted(june)],
        desk.read(new, desk.statement(new, "In May."), desk.statement(new, "Or in June.")),
    ]
    await store.drop_articles(*(accepted if order % 2 else reversed(accepted)))
    for group in list(itertools.permutations(groups))[order]:
        await store.drop(*group)
        await store.settled()
    assert sorted(await store.find()) == ["In May.", "Or in June."]
    retracted = [row["id"] for row in await store.rows("statement") if row["retracted_at"]]
    assert retracted == [sail.id]
