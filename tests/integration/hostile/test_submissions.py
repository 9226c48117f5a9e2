"""A thousand hostile submissions: each is answered, accepted or set aside, and the stack stays up."""

import asyncio
from urllib.parse import urlsplit

import httpx
import pytest
from onrecord.stack import Stack

from .fuzz import Fuzz
from .mutations import BYTES, PACKED, VALUES, drop

COUNT = 1000
SEED = 20211223


async def test_hostile_submissions_are_answered_or_set_aside_and_nothing_dies(stack: Stack) -> None:
    report = await Fuzz(stack.state, seed=SEED).run(COUNT)
    print(report)
    assert not report.faulty
    assert not report.lost
    assert not report.unstored
    assert not report.died
    queued_entries = sum(one.fields != {} for one in report.queued.values())
    assert report.sent == COUNT == report.answers.total() + queued_entries
    assert report.ends.total() == len(report.queued)
    assert report.ends["accepted"] > COUNT / 10
    assert report.ends["refused"] > COUNT / 10


async def test_a_client_may_use_a_connection_again_for_as_long_as_it_keeps_it(stack: Stack) -> None:
    """A server that closes it first leaves a request that is on its way just then without an answer."""
    host = urlsplit(stack.state.ingest_url)
    reader, writer = await asyncio.open_connection(host.hostname, host.port)
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert (await reader.readline()).split()[1] == b"200"
    await reader.readuntil(b'{"status":"alive"}')
    kept = httpx.Limits().keepalive_expiry
    assert kept
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(reader.read(1), kept + 1)
    writer.close()


def test_a_seed_gives_the_same_submissions_again_and_every_kind_among_them() -> None:
    made = [drop(SEED, number) for number in range(COUNT)]
    assert made[:50] == [drop(SEED, number) for number in range(50)]
    assert {*VALUES, *BYTES, *PACKED, "mislabelled", "broken request"} <= {one.kind for one in made}
    assert {one.way for one in made} == {"post", "batch", "raw", "entry", "fields"}
