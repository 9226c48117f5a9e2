"""Pages are read in processes of their own, which end where a page takes too long or too much."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from onrecord_core.errors import NoTextError, TransientError
from onrecord_core.testing import wait_until
from onrecord_ingest.pages import read_page
from onrecord_ingest.readers import PageReaders

TEXT = "“We will go on talking,” Foreign Minister Ana Pereira said on Monday in the capital, and so it was."
PERSONS = ",".join(f'{{"@type":"Person","name":"Ana {chr(0x4E00 + n)}"}}' for n in range(20_000))
LINKED = f'<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{PERSONS}]}}</script>'


def page(head: str = "", body: str = "") -> str:
    return f"<html lang=en><head><title>Talks go on</title>{head}</head><body><article><p>{TEXT}</p>{body}</article>"


ENDLESS = page(head=LINKED)
"""Hours, with trafilatura 2.3."""
DATED = page(head="<meta name=author content='Ana Doe'><meta name=date content=2021-12-23>", body="<p>\ud800 😀</p>")


def readers_of_this_process() -> set[int]:
    """The processes that read pages for this one."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    return {
        int(child) for child in children if b"onrecord_ingest.reader" in Path(f"/proc/{child}/cmdline").read_bytes()
    }


def there(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


@pytest.fixture
async def read() -> AsyncGenerator[PageReaders]:
    async with contextlib.aclosing(PageReaders(seconds=1)) as readers:
        yield readers


async def test_a_page_is_read_as_it_would_be_here(read: PageReaders) -> None:
    assert await read(DATED, url="https://e.org/a") == read_page(DATED, url="https://e.org/a")
    with pytest.raises(NoTextError, match="`text`"):
        await read("<html>")


async def test_a_page_that_takes_too_long_is_given_up_and_others_are_read(read: PageReaders) -> None:
    """Nothing else waits for it either: what runs in this process, and pages that come while it is read."""
    waits: list[float] = []

    async def tick() -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.05)
            waits.append(time.monotonic() - before)

    ticking = asyncio.create_task(tick())
    endless = asyncio.create_task(read(ENDLESS))
    assert TEXT in (await read(page())).text
    with pytest.raises(NoTextError, match=r"more than 1 s of processor time; give .*ONRECORD_PAGE_SECONDS"):
        await endless
    ticking.cancel()
    assert max(waits) < 5
    assert TEXT in (await read(page())).text


@pytest.mark.parametrize(("memory", "reason"), [(1024, "50000 elements"), (200, "cannot be read|no article")])
async def test_a_page_that_takes_too_much_memory_is_refused(memory: int, reason: str) -> None:
    """It takes some 400 MiB to count the elements of this one, and with less nobody gets that far."""
    async with contextlib.aclosing(PageReaders(seconds=10, memory=memory * 1024 * 1024)) as read:
        with pytest.raises(NoTextError, match=reason):
            await read("<p>" * 2_500_000)
        assert TEXT in (await read(page())).text


async def test_a_page_whose_reader_is_killed_is_tried_again(read: PageReaders) -> None:
    before = readers_of_this_process()
    reading = asyncio.create_task(read(ENDLESS))

    async def begun() -> set[int]:
        return readers_of_this_process() - before

    for reader in await wait_until(begun, description="a reader has begun"):
        os.kill(reader, signal.SIGKILL)
    with pytest.raises(TransientError, match="status -9"):
        await reading
    assert TEXT in (await read(page())).text


async def test_a_reader_that_died_in_its_sleep_is_no_fault_of_the_next_page(read: PageReaders) -> None:
    before = readers_of_this_process()
    await read(page())
    (reader,) = readers_of_this_process() - before
    os.kill(reader, signal.SIGKILL)

    async def gone() -> bool:
        return not there(reader)

    await wait_until(gone, description="the reader is gone")
    assert TEXT in (await read(page())).text


async def test_one_reader_reads_many_pages(read: PageReaders) -> None:
    before = readers_of_this_process()
    await read(page())
    started = readers_of_this_process() - before
    for _ in range(3):
        await read(page())
    assert readers_of_this_process() - before == started
    assert len(started) == 1


async def test_nothing_runs_on_for_a_page_that_nobody_waits_for() -> None:
    before = readers_of_this_process()
    async with contextlib.aclosing(PageReaders(seconds=60)) as read:
        await read(page())
        reading = asyncio.create_task(read(ENDLESS))
        await asyncio.sleep(0)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
    assert readers_of_this_process() <= before
