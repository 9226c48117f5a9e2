"""Articles are found page by page, with who read them last."""

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .conftest import Desk, Store


async def _found(store: "Store", **params: Any) -> list[str]:
    answer = await store.http.get("/v1/articles", params=params)
    assert answer.status_code == 200, answer.text
    return [item["headline"] for item in answer.json()["items"]]


async def test_filters_and_pages(store: "Store", desk: "Desk") -> None:
    told = [desk.said(f"We will sail on day {n}.", headline=f"H{n}", publisher=f"Post {n % 2}") for n in range(5)]
    await store.keep(desk, *told)
    unread = desk.article("Nobody has read this.", headline="unread", url="https://e.org/unread")
    await store.drop_articles(desk.accepted(unread))
    await store.settled()

    assert sorted(await _found(store)) == ["H0", "H1", "H2", "H3", "H4", "unread"]
    assert sorted(await _found(store, publisher="post 1")) == ["H1", "H3"]
    assert len(await _found(store, extractor="desk/1")) == 5
    assert await _found(store, extractor="desk/2") == []
    assert await _found(store, article=[unread.id, "art_none"]) == ["unread"]
    assert len(await _found(store, since="2024-03-01", until="2024-03-01")) == 6
    assert await _found(store, since="2024-03-02") == await _found(store, until="2024-02-29") == []
    assert len(await _found(store, since="0001-01-01", until="9999-12-31")) == 6

    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = (await store.http.get("/v1/articles", params={"limit": 4, **cursor})).json()
        seen += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert seen == sorted([unread.id, *(article.id for article, _ in told)])


@pytest.mark.parametrize(
    "params", [{"since": "tomorrow"}, {"since": "2024-03-02", "until": "2024-03-01"}, {"extractor": "x"}, {"limit": 0}]
)
async def test_a_wrong_filter_is_told(store: "Store", params: dict[str, Any]) -> None:
    answer = await store.http.get("/v1/articles", params=params)
    assert answer.status_code == 422
    assert answer.json()["errors"]
