"""A page made to be read for hours is refused, and the service goes on all the while."""

import asyncio
import contextlib

from onrecord_ingest.settings import IngestSettings

from .conftest import Run

TEXT = "“We will go on talking,” Foreign Minister Ana Pereira said on Monday. The border stays open to everybody."
PERSONS = ",".join(f'{{"@type":"Person","name":"Ana {chr(0x4E00 + n)}"}}' for n in range(2000))
LINKED = f'<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{PERSONS}]}}</script>'
ENDLESS = f"<html><head>{LINKED}</head><body><article><p>{TEXT}</p></article></body></html>"


async def test_a_page_that_takes_too_long_is_refused_and_the_service_answers(
    run: Run, ingest_settings: IngestSettings
) -> None:
    async with run(ingest_settings.model_copy(update={"page_seconds": 1})) as ingest:
        answered = 0

        async def ask() -> None:
            nonlocal answered
            while True:
                async with asyncio.timeout(5):
                    (await ingest.http.get("/healthz")).raise_for_status()
                answered += 1
                await asyncio.sleep(0.05)

        asking = asyncio.create_task(ask())
        endless = await ingest.drop(html=ENDLESS)
        good = await ingest.drop(text=TEXT)
        assert (await ingest.settled(good))["status"] == "accepted"
        status = await ingest.settled(endless)
        asking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asking
        [letter] = await ingest.dead()
    assert status["status"] == "refused"
    assert "ONRECORD_PAGE_SECONDS" in str(status["reason"])
    assert (letter.data.entry_id, letter.data.tries) == (endless, 1)
    assert answered > 5
