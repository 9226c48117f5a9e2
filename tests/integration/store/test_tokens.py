"""Tokens on the running service."""

import pytest
from onrecord_core.tokens import make
from onrecord_store.settings import StoreSettings
from pydantic import SecretStr

from .conftest import OpenStore

READ, READER = make("reader", ["read"])
WRITE, WRITER = make("writer", ["write"])


async def test_every_question_needs_a_token_for_reading(open_store: OpenStore, store_settings: StoreSettings) -> None:
    tokens = SecretStr(f"{READER.line} {WRITER.line}")
    async with open_store(store_settings.model_copy(update={"tokens": tokens})) as store:
        paths = list((await store.http.get("/openapi.json")).json()["paths"])
        assert "/v1/statements" in paths
        for path in paths:
            place = path.replace("{id}", "art_none")
            assert (await store.http.get(place)).status_code == 401, path
            answers = {
                token: await store.http.get(place, headers={"Authorization": f"Bearer {token}"})
                for token in (READ, WRITE)
            }
            assert answers[READ].status_code in {200, 404}, path
            assert answers[WRITE].status_code == 403, path
        assert (await store.http.get("/healthz")).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
async def test_no_page_of_another_site_may_read_an_answer(
    open_store: OpenStore, store_settings: StoreSettings, origin: str
) -> None:
    async with open_store(store_settings) as store:
        answer = await store.http.get("/v1/statements", headers={"Origin": origin})
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]
        preflight = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        assert (await store.http.options("/v1/statements", headers=preflight)).status_code == 405
