"""gzip undone within bounds, and bodies cut into lines."""

import gzip
import tracemalloc
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord_core.errors import MalformedEntryError
from onrecord_ingest.bodies import lines
from onrecord_ingest.unpack import MOST_MEMBERS, STEP, Gunzip


def unpack(pieces: list[bytes]) -> bytes:
    gunzip = Gunzip()
    out = b"".join(part for piece in pieces for part in gunzip.feed(piece))
    gunzip.finish()
    return out


@given(st.lists(st.binary(max_size=2000), max_size=4), st.integers(min_value=1, max_value=50))
def test_packed_data_comes_out_however_it_is_cut(members: list[bytes], step: int) -> None:
    packed = b"".join(gzip.compress(member) for member in members)
    assert unpack([packed[at : at + step] for at in range(0, len(packed), step)]) == b"".join(members)


@pytest.mark.parametrize("data", [b"plain", gzip.compress(b"x" * 1000)[:-3], gzip.compress(b"x") + b"rest"])
def test_broken_gzip_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedEntryError, match="gzip"):
        unpack([data])


def test_members_are_counted_since_even_an_empty_one_costs_time() -> None:
    empty = gzip.compress(b"")
    assert unpack([empty * MOST_MEMBERS]) == b""
    with pytest.raises(MalformedEntryError, match="more than 1000 gzip members"):
        unpack([empty * (MOST_MEMBERS + 1)])


def test_a_small_body_cannot_fill_the_memory() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    tracemalloc.start()
    first = next(Gunzip().feed(bomb))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(first) <= STEP
    assert peak < 2_000_000


async def cut(pieces: list[bytes], limit: int) -> list[bytes | None]:
    async def source() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    return [line async for line in lines(source(), limit=limit)]


async def test_lines_come_whole_however_the_body_is_cut() -> None:
    body = "eins\r\nzwei\n\n三つ".encode()
    for step in range(1, len(body) + 1):
        pieces = [body[at : at + step] for at in range(0, len(body), step)]
        assert await cut(pieces, 100) == [b"eins", b"zwei", b"", "三つ".encode()]


async def test_a_line_over_the_limit_is_told_and_the_next_is_read() -> None:
    body = b"a" * 30 + b"\nshort\n" + b"b" * 30
    for step in (1, 7, 100):
        pieces = [body[at : at + step] for at in range(0, len(body), step)]
        assert await cut(pieces, 10) == [None, b"short", None]


async def test_no_body_has_no_lines() -> None:
    assert await cut([], 10) == []
    assert await cut([b"", b"\n"], 10) == [b""]
