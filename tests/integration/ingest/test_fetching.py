"""Fetching the page of a URL: what is fetched, what is refused, what is tried again."""

import asyncio
import contextlib
import gzip
import socket
import time
from collections.abc import Callable
from typing import Any

import pytest
from onrecord_core.errors import FetchError, TransientError
from onrecord_core.testing import wait_until
from onrecord_ingest.addresses import Address
from onrecord_ingest.fetch import Fetcher
from onrecord_ingest.settings import IngestSettings

from .conftest import Run, Site

PAGE = (
    "<html><head><title>Talks</title></head><body><article>"
    "<p>“Да,” the minister said on Monday in the capital.</p></article></body></html>"
)
HTML = "Content-Type: text/html; charset=utf-8"


@pytest.fixture
def fetch(ingest_settings: IngestSettings) -> Fetcher:
    """A fetcher that may reach the site on loopback."""
    return Fetcher(ingest_settings.model_copy(update={"fetch_private": True, "fetch_bytes": 50_000}))


async def test_a_page_is_fetched_and_its_address_is_where_it_was_found(fetch: Fetcher, site: Site) -> None:
    final = site.serve("/final", PAGE.encode(), HTML)
    first = site.serve("/first", b"moved", "Location: /second", status="302 Found")
    site.serve("/second", b"", f"Location: {final}", status="301 Moved Permanently")
    fetched = await fetch(first)
    assert (fetched.html, fetched.text, fetched.url) == (PAGE, None, final)
    assert f"Host: 127.0.0.1:{site.port}\r\n" in site.asked[0]
    assert "User-Agent: onrecord/" in site.asked[0]


async def test_a_name_is_resolved_and_stays_the_host(fetch: Fetcher, site: Site) -> None:
    site.serve("/a", PAGE.encode(), HTML)
    fetched = await fetch(site.url("/a", host="localhost"))
    assert fetched.url == site.url("/a", host="localhost")
    assert f"Host: localhost:{site.port}\r\n" in site.asked[0]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE.encode()), [HTML, "Content-Encoding: gzip"]),
        (PAGE.encode("windows-1251", "replace"), ["Content-Type: text/html; charset=windows-1251"]),
        (
            PAGE.replace("<head>", '<head><meta charset="koi8-r">').encode("koi8-r", "replace"),
            ["Content-Type: text/html"],
        ),
        (PAGE.encode("utf-8-sig"), ["Content-Type: text/html; charset=zip"]),
        (PAGE.encode(), ["Content-Type: text/html; charset*=us-ascii''a%00b"]),
        (PAGE.encode(), ['Content-Type: text/html; a="' + ";" * 40_000]),
    ],
    ids=["gzip", "header", "meta", "nonsense", "NUL", "long"],
)
async def test_a_page_is_decoded_as_it_says(fetch: Fetcher, site: Site, body: bytes, headers: list[str]) -> None:
    fetched = await fetch(site.serve("/a", body, *headers))
    assert "Да," in str(fetched.html)


async def test_a_plain_text_is_taken_as_it_is(fetch: Fetcher, site: Site) -> None:
    fetched = await fetch(site.serve("/a", b"He said so.\n", "Content-Type: text/plain"))
    assert (fetched.text, fetched.html) == ("He said so.\n", None)


Final = tuple[str, list[str], bytes, str]


@pytest.mark.parametrize(
    "final",
    [
        ("404 Not Found", [HTML], b"", "answers 404"),
        ("200 OK", ["Content-Type: application/pdf"], b"%PDF", "not a page"),
        ("200 OK", [HTML], b"x" * 60_000, "more than 50000 bytes"),
        ("200 OK", [HTML, "Content-Encoding: gzip"], gzip.compress(b"x" * 10_000_000), "more than 50000 bytes"),
        ("200 OK", [HTML, "Content-Encoding: gzip"], gzip.compress(b"") * 1001, "more than 1000 gzip members"),
        ("200 OK", [HTML, "Content-Encoding: gzip"], b"no gzip", "not gzip"),
        ("200 OK", [HTML, "Content-Encoding: br"], b"x", "gzip was asked for"),
        ("302 Found", ["Location: /a"], b"", "more than 5 redirects"),
        ("302 Found", ["Location: file:///etc/passwd"], b"", "only http and https"),
        ("302 Found", ["Location: http://u:secret@127.0.0.1/"], b"", "credentials"),
        ("302 Found", ["Location: http://no-such-host.invalid/"], b"", "not known"),
        ("302 Found", [f"Location: http://xn--{'a' * 300}/"], b"", "not a URL"),
    ],
)
async def test_what_trying_again_cannot_help_is_final(fetch: Fetcher, site: Site, final: Final) -> None:
    status, headers, body, reason = final
    with pytest.raises(FetchError, match=reason) as refused:
        await fetch(site.serve("/a", body, *headers, status=status))
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("status", ["500 Oops", "503 Later", "429 Slowly", "408 Late"])
async def test_a_passing_answer_is_tried_again(fetch: Fetcher, site: Site, status: str) -> None:
    with pytest.raises(TransientError, match=f"answers {status[:3]}"):
        await fetch(site.serve("/a", b"", HTML, status=status))


async def test_silence_and_broken_connections_are_tried_again(
    fetch: Fetcher, site: Site, ingest_settings: IngestSettings
) -> None:
    hasty = Fetcher(ingest_settings.model_copy(update={"fetch_private": True, "fetch_seconds": 0.2}))
    with pytest.raises(TransientError, match=r"within 0\.2 s"):
        await hasty(site.url("/silent"))
    site.answers["/cut"] = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"
    with pytest.raises(TransientError, match="cannot be reached"):
        await fetch(site.url("/cut"))
    with pytest.raises(TransientError, match="cannot be reached"):
        await fetch("http://127.0.0.1:1/")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",  # noqa: S104
    ],
)
async def test_nothing_private_is_fetched_unless_allowed(
    site: Site, ingest_settings: IngestSettings, host: str
) -> None:
    site.serve("/a", PAGE.encode(), HTML)
    with pytest.raises(FetchError, match=r"not on the public internet.*ONRECORD_FETCH_PRIVATE"):
        await Fetcher(ingest_settings)(site.url("/a", host=host))
    assert site.asked == []


@pytest.fixture(autouse=True)
def port_of_the_site(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site counts as one on a usual port."""
    monkeypatch.setattr("onrecord_ingest.addresses.PORTS_OF_PAGES", frozenset({80, 443, site.port}))


def resolving(table: dict[str, list[str]]) -> Callable[..., Any]:
    def getaddrinfo(host: str, port: int, **_: object) -> list[Any]:
        answer = table[host].pop(0) if len(table[host]) > 1 else table[host][0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answer.split()]

    return getaddrinfo


async def test_one_private_address_among_public_ones_is_enough_to_refuse(
    ingest_settings: IngestSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolving({"both.example": ["8.8.8.8 10.0.0.1"]}))
    with pytest.raises(FetchError, match="not on the public internet"):
        await Fetcher(ingest_settings)("http://both.example/")


async def test_a_redirect_is_checked_like_the_first_address(
    site: Site, ingest_settings: IngestSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first host counts as public here; the one that it redirects to does not."""

    def first_only(address: Address) -> bool:
        return str(address) == "127.0.0.1"

    monkeypatch.setattr("onrecord_ingest.addresses.is_public", first_only)
    site.serve("/a", b"", "Location: http://127.0.0.2/secret", status="302 Found")
    with pytest.raises(FetchError, match=r"127\.0\.0\.2 is not on the public internet"):
        await Fetcher(ingest_settings)(site.url("/a"))
    assert len(site.asked) == 1


async def test_a_host_that_changes_its_address_is_reached_at_the_checked_one(
    site: Site, ingest_settings: IngestSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second resolution, which DNS rebinding waits for, never happens."""
    original = socket.getaddrinfo
    names: list[str] = []

    def getaddrinfo(host: str, port: int, **options: Any) -> list[Any]:
        names.append(str(host))
        return original("127.0.0.1" if host == "rebinding.example" else host, port, **options)

    def everywhere(_: Address) -> bool:
        return True

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr("onrecord_ingest.addresses.is_public", everywhere)
    site.serve("/a", PAGE.encode(), HTML)
    fetched = await Fetcher(ingest_settings)(site.url("/a", host="rebinding.example"))
    assert fetched.html == PAGE
    assert names.count("rebinding.example") == 1


@pytest.mark.parametrize("port", [0, 22, 25, 6379, 65535])
async def test_only_ports_of_pages_are_asked(ingest_settings: IngestSettings, port: int) -> None:
    with pytest.raises(FetchError, match=rf"not fetched from port {port}"):
        await Fetcher(ingest_settings)(f"http://93.184.215.14:{port}/")


async def test_a_page_that_never_ends_is_given_up_in_time(ingest_settings: IngestSettings) -> None:
    """Each byte comes soon after the one before, so that no single wait is long."""

    async def trickle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            while True:
                writer.write(b".")
                await writer.drain()
                await asyncio.sleep(0.02)

    server = await asyncio.start_server(trickle, "127.0.0.1", 0)
    patient = Fetcher(ingest_settings.model_copy(update={"fetch_private": True, "fetch_seconds": 0.5}))
    started = time.monotonic()
    with pytest.raises(TransientError, match=r"no whole answer within 0\.5 s"):
        await patient(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
    assert time.monotonic() - started < 5
    server.close()


async def test_a_packed_page_that_holds_nothing_is_bounded_too(fetch: Fetcher, site: Site) -> None:
    """One member with a comment that is longer than any page."""
    packed = bytearray(gzip.compress(b""))
    packed[3] |= 16  # FCOMMENT
    packed[10:10] = b"c" * 60_000 + b"\0"
    url = site.serve("/a", bytes(packed), HTML, "Content-Encoding: gzip")
    with pytest.raises(FetchError, match="more than 50000 bytes"):
        await fetch(url)


async def test_a_dropped_address_is_fetched_tried_again_and_accepted(
    run: Run, site: Site, ingest_settings: IngestSettings
) -> None:
    site.serve("/a", b"", HTML, status="503 Later")
    async with run(ingest_settings.model_copy(update={"fetch_private": True})) as ingest:
        name = await ingest.drop(url=site.url("/a"), language="en")

        async def asked() -> bool:
            return bool(site.asked)

        await wait_until(asked, description="the page was asked for")
        site.serve("/a", PAGE.encode(), HTML)
        assert (await ingest.settled(name))["status"] == "accepted"
        [event] = await ingest.accepted()
    assert event.data.url == site.url("/a")
    assert event.data.fetched_at is not None
    assert event.data.published_at is None
    assert len(site.asked) == 2
