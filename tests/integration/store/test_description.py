"""The API describes itself truly."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from .conftest import Desk, Store


def _operations(api: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in api["paths"].values():
        yield from path.values()


async def test_every_route_has_words_errors_and_an_example(store: "Store") -> None:
    api = (await store.http.get("/openapi.json")).json()
    assert sorted(api["paths"]) == [
        "/v1/articles",
        "/v1/articles/{id}",
        "/v1/articles/{id}/revisions",
        "/v1/entities",
        "/v1/entities/{id}",
        "/v1/entities/{id}/merge",
        "/v1/entities/{id}/split",
        "/v1/replays",
        "/v1/replays/{id}",
        "/v1/replays/{id}/stop",
        "/v1/statements",
        "/v1/statements/{id}",
        "/v1/statements/{id}/context",
        "/v1/statements/{id}/history",
    ]
    for operation in _operations(api):
        assert operation["summary"]
        assert operation["description"]
        assert all(parameter.get("description") for parameter in operation.get("parameters", ()))
        errors = {status: answer for status, answer in operation["responses"].items() if status != "200"}
        assert {"422", "503"} <= errors.keys()
        assert all(set(answer["content"]) == {"application/problem+json"} for answer in errors.values())
        assert operation["responses"]["200"]["content"]["application/json"]["example"]


async def test_the_examples_fit_their_schemas_and_so_do_the_answers(store: "Store", desk: "Desk") -> None:
    article, statement = desk.said("We will sail.", said="2024-03-04", country="ES")
    await store.keep(desk, (article, statement))
    replay = (await store.http.post("/v1/replays", json={})).json()
    api = (await store.http.get("/openapi.json")).json()
    answers = {
        "/v1/statements": "/v1/statements",
        "/v1/statements/{id}": f"/v1/statements/{statement.id}",
        "/v1/statements/{id}/context": f"/v1/statements/{statement.id}/context",
        "/v1/statements/{id}/history": f"/v1/statements/{statement.id}/history",
        "/v1/articles": "/v1/articles",
        "/v1/articles/{id}": f"/v1/articles/{article.id}",
        "/v1/entities": "/v1/entities",
        "/v1/entities/{id}": f"/v1/entities/{statement.speaker.entity_id if statement.speaker else None}",
        "/v1/articles/{id}/revisions": f"/v1/articles/{article.id}/revisions",
        "/v1/replays": "/v1/replays",
        "/v1/replays/{id}": f"/v1/replays/{replay['id']}",
    }
    for path, url in answers.items():
        content = api["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
        validator: Any = Draft202012Validator({**content["schema"], "components": api["components"]})
        validator.validate(content["example"])
        validator.validate((await store.http.get(url)).json())
