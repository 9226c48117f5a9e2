"""Articles dropped with XADD: accepted, or set aside with the reason, and the stream goes on."""

import json
from datetime import date

import pytest

from .conftest import Ingest

TEXT = "“We will go on talking,” Foreign Minister Ana Pereira said on Monday. The border stays open to everybody."


async def test_plain_fields_are_an_article(ingest: Ingest) -> None:
    name = await ingest.drop(text=TEXT, publisher="Example Daily", published_at="2021-12-23", colour="red")
    status = await ingest.settled(name)
    [event] = await ingest.accepted()
    assert (status["id"], status["status"], status["article_id"]) == (name, "accepted", event.data.id)
    assert (event.data.text, event.data.publisher, event.data.language) == (TEXT, "Example Daily", "en")
    assert (event.data.published_at, event.data.published_basis) == (date(2021, 12, 23), "given")
    assert (await ingest.status(event.data.id))["status"] == "accepted"


async def test_json_in_data_is_an_article(ingest: Ingest) -> None:
    await ingest.settled(await ingest.drop(data=json.dumps({"text": TEXT, "authors": ["A", "B"]})))
    [event] = await ingest.accepted()
    assert event.data.authors == ("A", "B")


async def test_a_page_is_an_article(ingest: Ingest) -> None:
    html = (
        f"<html><head><title>Talks go on</title></head><body><article><p>{TEXT}</p><p>{TEXT[:40]}</p></article></body>"
    )
    await ingest.settled(await ingest.drop(html=html, url="https://example.org/2021/12/23/talks"))
    [event] = await ingest.accepted()
    assert (event.data.headline, event.data.published_basis) == ("Talks go on", "url")
    assert event.data.text.startswith(TEXT)


async def test_a_broken_page_beside_a_text_does_no_harm(ingest: Ingest) -> None:
    await ingest.settled(await ingest.drop(text=TEXT, html="<html>"))
    [event] = await ingest.accepted()
    assert event.data.text == TEXT


@pytest.mark.parametrize(
    ("fields", "error", "remedy"),
    [
        ({"foo": "bar"}, "InvalidSubmissionError", "needs one of text, html or url"),
        ({"data": "{"}, "NotJSONError", "not JSON"),
        ({"data": "[" * 50_000}, "NotJSONError", "recursion limit"),
        ({"text": b"\xff\xfe\x00"}, "InvalidSubmissionError", "UTF-8"),
        ({"text": "NUL \0 byte"}, "InvalidSubmissionError", "NUL"),
        ({"text": "x" * 100_001}, "TooLargeError", "ONRECORD_MAX_BODY_BYTES"),
        ({"html": "<html><p"}, "NoTextError", "`text`"),
        ({"text": "Die Ministerin sagte am Montag, dass die Verhandlungen über die Grenze weitergehen würden."},
         "LanguageError", "accepted: en"),
        ({"url": "http://127.0.0.1:1/"}, "FetchError", "not on the public internet"),
    ],
    ids=["no article", "no JSON", "deep", "no UTF-8", "NUL", "large", "broken page", "language", "private address"],
)  # fmt: skip
async def test_what_is_no_article_is_set_aside_and_the_stream_goes_on(
    ingest: Ingest, fields: dict[str, str | bytes], error: str, remedy: str
) -> None:
    bad = await ingest.drop(**fields)
    good = await ingest.drop(text=TEXT)
    assert (await ingest.settled(good))["status"] == "accepted"
    refused = await ingest.settled(bad)
    assert refused["status"] == "refused"
    assert remedy in str(refused["reason"])
    [letter] = await ingest.dead()
    assert (letter.data.entry_id, letter.data.error.type, letter.data.tries) == (bad, error, 1)
    assert await ingest.kept(bad) == {
        name: value if isinstance(value, bytes) else value.encode() for name, value in fields.items()
    }
    pending = await ingest.redis.xpending(ingest.streams.submissions, "ingest")
    assert pending["pending"] == 0
