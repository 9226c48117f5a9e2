"""Every error is a problem that says what to change."""

from typing import TYPE_CHECKING

import psycopg
import pytest
from onrecord_store.settings import StoreSettings

if TYPE_CHECKING:
    from .conftest import Desk, OpenStore, Store


WRONG: list[tuple[str, int, str]] = [
    ("/v1/statements?limit=0", 422, "greater than or equal to 1"),
    ("/v1/statements?limit=201", 422, "at most 200"),
    ("/v1/statements?limit=many", 422, "integer"),
    ("/v1/statements?speeker=Lavrov", 422, "not permitted"),
    ("/v1/statements?speaker=%21%21", 422, "at least one word"),
    ("/v1/statements?speaker=", 422, "at least one word"),
    ("/v1/statements?country=Russia", 422, "country"),
    ("/v1/statements?kind=said", 422, "'direct', 'mixed' or 'indirect'"),
    ("/v1/statements?from=2021", 422, "2021-12-23"),
    ("/v1/statements?from=2021-02-30", 422, "2021-12-23"),
    ("/v1/statements?from=2022-01-01&to=2021-01-01", 422, "swap them"),
    ("/v1/statements?from=2022-01-01&dated=false", 422, "drop one or the other"),
    ("/v1/statements?sort=relevance", 422, "needs `q`"),
    ("/v1/statements?sort=name", 422, "'relevance'"),
    ("/v1/statements?q=%20", 422, "q"),
    ("/v1/statements?q=a%00b", 422, "NUL"),
    ("/v1/statements?q=" + "x" * 501, 422, "at most 500"),
    ("/v1/statements?publisher=%00", 422, "at least one word"),
    ("/v1/statements?cursor=nonsense", 400, "leave `cursor` out"),
    ("/v1/statements?cursor=%C3%A9", 400, "leave `cursor` out"),
    ("/v1/statements?cursor=eyJzb3J0IjoiXHVkODAwIn0", 400, "leave `cursor` out"),
    ("/v1/statements/st_absent", 404, "GET /v1/statements"),
    ("/v1/statements/a%00b", 422, "NUL"),
    ("/v1/statements/" + "x" * 300, 422, "at most 200"),
    ("/v1/statements/st_absent/context", 404, "GET /v1/statements"),
    ("/v1/statements/st_absent/context?chars=-1", 422, "greater than or equal to 0"),
    ("/v1/statements/st_absent/context?chars=5000", 422, "less than or equal to 2000"),
    ("/v1/articles/art_absent", 404, "no such article"),
    ("/v1/articles/art_absent?revision=%00", 422, "NUL"),
    ("/v1/nothing", 404, "/openapi.json"),
    ("/docs", 404, "/openapi.json"),
]


async def test_a_wrong_request_is_told_what_to_change(store: "Store", subtests: pytest.Subtests) -> None:
    for path, status, says in WRONG:
        with subtests.test(path=path[:80]):
            answer = await store.http.get(path)
            assert answer.status_code == status, answer.text
            assert answer.headers["content-type"] == "application/problem+json"
            problem = answer.json()
            assert problem["status"] == status
            assert says in problem["detail"] + " ".join(f"{e['field']}: {e['detail']}" for e in problem["errors"])


async def test_odd_characters_are_no_fault_of_the_service(store: "Store", subtests: pytest.Subtests) -> None:
    for path in ("/v1/statements?q={}x", "/v1/statements?speaker={}x", "/v1/statements/{}"):
        for value in ("%ED%A0%80", "%FF", "%F0%9F%9A%A2"):
            with subtests.test(path=path, value=value):
                answer = await store.http.get(path.format(value))
                assert answer.status_code in {200, 404}


async def test_a_query_that_takes_too_long_is_broken_off(
    open_store: "OpenStore", store_settings: StoreSettings, desk: "Desk"
) -> None:
    async with open_store(store_settings.model_copy(update={"store_query_seconds": 0.2})) as store:
        await store.keep(desk, desk.said("We will sail."))
        url = store_settings.database_url.get_secret_value()
        async with await psycopg.AsyncConnection.connect(url) as connection:
            await connection.execute("LOCK TABLE statement IN ACCESS EXCLUSIVE MODE")
            answer = await store.http.get("/v1/statements")
    assert answer.status_code == 503
    assert "narrow it" in answer.json()["detail"]
    assert answer.headers["retry-after"]


async def test_only_decisions_by_hand_and_replays_write(store: "Store") -> None:
    api = (await store.http.get("/openapi.json")).json()
    writing = {path for path, methods in api["paths"].items() if set(methods) != {"get"}}
    assert writing == {
        "/v1/entities/{id}/merge",
        "/v1/entities/{id}/split",
        "/v1/replays",
        "/v1/replays/{id}/stop",
    }
    answer = await store.http.post("/v1/statements")
    assert answer.status_code == 405
    assert "use GET" in answer.json()["detail"]
