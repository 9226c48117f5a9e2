"""Tokens on the running service."""

import pytest
from onrecord_core.tokens import make
from onrecord_store.settings import StoreSettings
from pydantic import SecretStr

from .conftest import OpenStore

READ, READER = make("reader", ["read"])
WRITE, WRITER = make("writer", ["write"])
ADMIN, KEEPER = make("keeper", ["admin"])
TOKENS = SecretStr(f"{READER.line} {WRITER.line} {KEEPER.line}")

SCOPE_OF = {"get": "read", "post": "admin"}


async def test_questions_need_a_token_for_reading_and_changes_one_for_administration(
    open_store: OpenStore, store_settings: StoreSettings
) -> None:
    async with open_store(store_settings.model_copy(update={"tokens": TOKENS})) as store:
        paths = (await store.http.get("/openapi.json")).json()["paths"]
        routes = [(method, path) for path, methods in paths.items() for method in methods]
        assert {"get", "post"} == {method for method, _ in routes}
        for method, path in routes:
            place = path.replace("{id}", "none")
            body: dict[str, str] | None = None if method == "get" else {}
            assert (await store.http.request(method, place, json=body)).status_code == 401, path
            for scope, token in {"read": READ, "write": WRITE, "admin": ADMIN}.items():
                headers = {"Authorization": f"Bearer {token}"}
                answer = await store.http.request(method, place, json=body, headers=headers)
                assert (answer.status_code == 403) == (scope != SCOPE_OF[method]), (path, scope)
        assert (await store.http.get("/healthz")).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
@pytest.mark.parametrize(("tokens", "statuses"), [(TOKENS, (200, 405)), (SecretStr(""), (403, 403))])
async def test_no_page_of_another_site_may_read_an_answer(
    open_store: OpenStore, store_settings: StoreSettings, origin: str, tokens: SecretStr, statuses: tuple[int, int]
) -> None:
    headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
    async with open_store(store_settings.model_copy(update={"tokens": tokens})) as store:
        answer = await store.http.get("/v1/statements", headers=headers | {"Authorization": f"Bearer {READ}"})
        preflight = await store.http.options("/v1/statements", headers=headers)
    assert (answer.status_code, preflight.status_code) == statuses
    named = (*answer.headers, *preflight.headers)
    assert not [name for name in named if name.lower().startswith("access-control")]
