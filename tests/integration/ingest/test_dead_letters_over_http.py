"""Dead letters over HTTP: seen with all that is known, put back once, dropped."""

import base64

import pytest
from onrecord_core.problems import MEDIA_TYPE
from onrecord_core.testing import wait_until

from .conftest import Ingest

GERMAN = "Der Minister sagte am Montag, dass die Gespräche weitergehen würden und die Grenze offen bleibe."


async def refused(ingest: Ingest, **fields: str | bytes) -> str:
    """Drop what is refused; gives the id of its dead letter."""
    before = await ingest.redis.xlen(ingest.streams.dead)
    await ingest.drop(**fields)

    async def there() -> bool:
        return await ingest.redis.xlen(ingest.streams.dead) > before

    await wait_until(there, description="a dead letter")
    return (await ingest.http.get("/v1/dead-letters", params={"limit": 1})).json()["items"][0]["id"]


async def test_a_letter_is_found_shown_and_retried_once(ingest: Ingest) -> None:
    name = await refused(ingest, text=GERMAN, raw=b"\xff\x00")
    params = {"error": "InvalidSubmissionError", "stream": "submissions"}
    found = (await ingest.http.get("/v1/dead-letters", params=params)).json()
    assert [item["id"] for item in found["items"]] == [name]
    assert found["next_cursor"] is None
    letter = (await ingest.http.get(f"/v1/dead-letters/{name}")).json()
    assert {field["name"]: field["value"] for field in letter["original"]} == {
        "text": GERMAN,
        "raw": base64.b64encode(b"\xff\x00").decode(),
    }
    assert letter["error"]["type"] == "InvalidSubmissionError"
    assert "parse_entry" in letter["traceback"]
    assert (letter["tries"], letter["group"], letter["source"]) == (1, "ingest", "onrecord/ingest")
    first, second = [(await ingest.http.post(f"/v1/dead-letters/{name}/retry")).json() for _ in range(2)]
    assert first == {"id": name, "entry_id": first["entry_id"], "before": False}
    assert second == first | {"before": True}
    assert await ingest.redis.xlen(ingest.streams.submissions) == 2


async def test_a_page_of_another_site_retries_nothing(ingest: Ingest) -> None:
    """A POST without a body is a simple request, about which a browser asks nobody before it sends it."""
    name = await refused(ingest, text=GERMAN)
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert (await ingest.http.post(f"/v1/dead-letters/{name}/retry", headers=headers)).status_code == 403
    assert (await ingest.http.get(f"/v1/dead-letters/{name}")).status_code == 200


async def test_pages_of_letters(ingest: Ingest) -> None:
    names = [await refused(ingest, n=str(n)) for n in range(5)]
    seen: list[str] = []
    params: dict[str, str | int] = {"limit": 2}
    while True:
        page = (await ingest.http.get("/v1/dead-letters", params=params)).raise_for_status().json()
        seen += [item["id"] for item in page["items"]]
        if not page["next_cursor"]:
            break
        params["cursor"] = page["next_cursor"]
    assert seen == names[::-1]
    later = await ingest.http.get("/v1/dead-letters", params={"since": "2999-01-01T00:00:00Z"})
    assert later.json() == {"items": [], "next_cursor": None}


async def test_a_dropped_letter_is_gone(ingest: Ingest) -> None:
    name = await refused(ingest, nothing="x")
    assert (await ingest.http.delete(f"/v1/dead-letters/{name}")).status_code == 204
    for answer in (
        await ingest.http.delete(f"/v1/dead-letters/{name}"),
        await ingest.http.get(f"/v1/dead-letters/{name}"),
        await ingest.http.post(f"/v1/dead-letters/{name}/retry"),
    ):
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, MEDIA_TYPE)


@pytest.mark.parametrize("params", [{"limit": 0}, {"since": "soon"}, {"cursor": "x"}, {"since": "2026-01-01"}])
async def test_what_cannot_be_asked_is_told(ingest: Ingest, params: dict[str, str]) -> None:
    answer = await ingest.http.get("/v1/dead-letters", params=params)
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, MEDIA_TYPE)


async def test_a_letter_of_nowhere_is_not_retried(ingest: Ingest) -> None:
    await ingest.redis.xadd(ingest.streams.dead, {"data": "no event"})
    [item] = (await ingest.http.get("/v1/dead-letters")).json()["items"]
    assert (await ingest.http.post(f"/v1/dead-letters/{item['id']}/retry")).status_code == 409
