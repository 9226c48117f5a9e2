"""Page after page gives each statement once, while others arrive."""

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .conftest import Desk, Store

SORTS = ["-said_at", "said_at", "-published_at", "published_at", "relevance"]


def _told(desk: "Desk", numbers: range) -> list[Any]:
    """Statements of which several share a day, and every fifth has none."""
    return [
        desk.said(
            f"We will sail, and sail, {n}." if n % 3 else f"We will sail {n}.",
            said=f"2024-01-{n % 4 + 1:02}" if n % 5 else None,
            published_at=f"2024-02-{n % 4 + 1:02}" if n % 5 else None,
        )
        for n in numbers
    ]


@pytest.mark.parametrize("sort", SORTS)
async def test_pages_are_stable_while_statements_arrive(store: "Store", desk: "Desk", sort: str) -> None:
    present = _told(desk, range(40))
    await store.keep(desk, *present)
    in_order = await store.find(sort=sort, q="sail", limit=200)
    assert len(in_order) == 40

    seen: list[str] = []
    cursor: str | None = None
    page = 0
    while page == 0 or cursor:
        params: dict[str, Any] = {"sort": sort, "q": "sail", "limit": 7} | ({"cursor": cursor} if cursor else {})
        answer = (await store.http.get("/v1/statements", params=params)).json()
        seen += [item["content"][0]["text"] for item in answer["items"]]
        cursor = answer["next_cursor"]
        page += 1
        await store.keep(desk, *_told(desk, range(100 * page, 100 * page + 5)))
        assert page < 30

    assert len(seen) == len(set(seen))
    first = {statement.content[0].text for _, statement in present}
    assert [words for words in seen if words in first] == in_order


async def test_the_last_page_has_no_cursor(store: "Store", desk: "Desk") -> None:
    await store.keep(desk, *_told(desk, range(4)))
    exactly = (await store.http.get("/v1/statements", params={"limit": 4})).json()
    assert (len(exactly["items"]), exactly["next_cursor"]) == (4, None)
    assert (await store.http.get("/v1/statements", params={"q": "absent"})).json() == {"items": [], "next_cursor": None}


async def test_a_cursor_is_for_the_question_that_it_was_given_for(store: "Store", desk: "Desk") -> None:
    await store.keep(desk, *_told(desk, range(4)))
    cursor = (await store.http.get("/v1/statements", params={"limit": 2})).json()["next_cursor"]
    assert (await store.http.get("/v1/statements", params={"limit": 1, "cursor": cursor})).status_code == 200
    for other in ({"speaker": "Ruiz"}, {"sort": "said_at"}, {"dated": "true"}):
        answer = await store.http.get("/v1/statements", params={"cursor": cursor, **other})
        assert answer.status_code == 400
        assert "leave `cursor` out" in answer.json()["detail"]
