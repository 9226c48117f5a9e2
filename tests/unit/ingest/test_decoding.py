"""Bytes of strangers as text: in the encoding that they name or look like, and never unpacked."""

import encodings
import gzip
import time
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord_ingest.decoding import charset_of, decode

TEXT = "„Wir reden weiter“, sagte die Außenministerin über die Gespräche in Dnjepr."


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html; charset=utf-8", "utf-8"),
        ('text/html;CharSet="Windows-1251"', "Windows-1251"),
        ("text/html; boundary=x; charset = 'koi8-r'", "koi8-r"),
        ("text/html", None),
        ("text/html; charset=", None),
        ("text/html; charset*=us-ascii''a%00b", None),
    ],
)
def test_the_header_names_the_charset(header: str, charset: str | None) -> None:
    assert charset_of(header) == charset


@pytest.mark.parametrize("middle", [';a="' + ";" * 80_000, ";a" * 40_000, " " * 80_000, ";charset" * 10_000])
def test_a_long_header_is_looked_at_no_longer_than_a_short_one(middle: str) -> None:
    started = time.process_time()
    assert charset_of(f"text/html{middle}; charset=utf-8") is None
    assert time.process_time() - started < 0.5


def test_names_that_strangers_make_up_are_not_remembered() -> None:
    before = dict(encodings._cache)  # type: ignore[attr-defined]  # noqa: SLF001 - the memory is what it is about
    for n in range(50):
        assert decode(TEXT.encode(), f"made-up-{n}") == TEXT
    assert dict(encodings._cache) == before  # type: ignore[attr-defined]  # noqa: SLF001


@pytest.mark.parametrize("charset", ["zip", "hex", "idna", "unicode_escape", "undefined", "utf-7", "aliases", ".."])
def test_a_charset_that_no_page_is_written_in_is_passed_over(charset: str) -> None:
    assert decode(TEXT.encode(), charset) == TEXT


@pytest.mark.parametrize("codec", ["cp1252", "utf-8", "utf-8-sig"])
def test_what_names_no_charset_is_read_as_it_looks(codec: str) -> None:
    assert decode((TEXT * 20).encode(codec), None) == TEXT * 20


@pytest.mark.parametrize("charset", ["windows-1251", "Shift_JIS", "iso-8859-1", "GB18030", "euc-kr", "KOI8-U", "866"])
def test_a_charset_goes_by_any_of_its_names(charset: str) -> None:
    assert decode("plain words".encode(charset), charset) == "plain words"


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress], ids=["gzip", "zlib"])
@pytest.mark.parametrize("charset", [None, "utf-8", "iso-8859-1"])
def test_nothing_is_unpacked(pack: Callable[[bytes], bytes], charset: str | None) -> None:
    packed = pack(TEXT.encode())
    assert TEXT not in decode(packed, charset)
    assert len(decode(pack(b"x" * 1_000_000), charset)) < 10_000


@given(st.binary(max_size=300), st.none() | st.text(max_size=20))
def test_any_bytes_are_read(body: bytes, charset: str | None) -> None:
    assert "\0" not in decode(body, charset)
