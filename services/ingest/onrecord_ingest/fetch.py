"""Fetching the page of a URL, within bounds of time, size and redirects.

Passing faults (no answer, 429, 5xx) raise TransientError and are tried again; what trying again cannot help raises
FetchError.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.metadata import version

import httpx
from onrecord_core.errors import FetchError, MalformedEntryError, TransientError

from onrecord_ingest.addresses import CheckedTransport
from onrecord_ingest.decoding import charset_of, decode
from onrecord_ingest.settings import IngestSettings
from onrecord_ingest.unpack import Gunzip

HTML = {"text/html", "application/xhtml+xml"}
PLAIN = "text/plain"
HEADERS = {
    "User-Agent": f"onrecord/{version('onrecord-ingest')}",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.5",
    "Accept-Encoding": "gzip",
}
PASSING = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it was fetched, in one of `html` and `text`; `url` is where it was found, redirects followed."""

    url: str
    at: datetime
    html: str | None = None
    text: str | None = None


class Fetcher:
    """Fetches pages, each with a client of its own: no cookie, no connection and no proxy is shared."""

    def __init__(self, settings: IngestSettings) -> None:
        self._settings = settings
        self._verify = httpx.create_ssl_context(trust_env=False)

    async def __call__(self, url: str) -> Fetched:
        """Fetch a page; raises FetchError or TransientError."""
        try:
            async with asyncio.timeout(self._settings.fetch_seconds), self._client() as client:
                return await self._follow(client, client.build_request("GET", url))
        except (TimeoutError, httpx.TimeoutException) as error:
            raise TransientError(f"no whole answer within {self._settings.fetch_seconds:g} s from {url}") from error
        except (httpx.InvalidURL, UnicodeError) as error:  # the latter of a host's name, where a redirect leads
            raise FetchError(f"not a URL: {error}") from error
        except httpx.TransportError as error:
            raise TransientError(f"{url} cannot be reached: {error}") from error
        except MalformedEntryError as error:
            raise FetchError(f"{url}: {error}") from error

    def _client(self) -> httpx.AsyncClient:
        transport = CheckedTransport(self._verify, private=self._settings.fetch_private)
        seconds = self._settings.fetch_seconds
        return httpx.AsyncClient(transport=transport, headers=HEADERS, timeout=seconds, trust_env=False)

    async def _follow(self, client: httpx.AsyncClient, request: httpx.Request) -> Fetched:
        """Redirects are followed here, since httpx would read the whole body of each."""
        for _ in range(self._settings.fetch_redirects + 1):
            response = await client.send(request, stream=True)
            try:
                if response.next_request is None:
                    return await self._read(response)
                request = response.next_request
            finally:
                await response.aclose()
        raise FetchError(f"more than {self._settings.fetch_redirects} redirects; give the url where they end")

    async def _read(self, response: httpx.Response) -> Fetched:
        _check_status(response)
        kind, charset = _content_type(response)
        body = bytearray()
        limit = self._settings.fetch_bytes
        async for piece in _unpacked(response, limit=limit):
            body += piece
            if len(body) > limit:
                raise _too_large(limit)
        text = await asyncio.to_thread(decode, bytes(body), charset)
        found = str(response.url)
        now = datetime.now(UTC)
        return Fetched(found, now, text=text) if kind == PLAIN else Fetched(found, now, html=text)


def _too_large(limit: int) -> FetchError:
    return FetchError(f"the page has more than {limit} bytes; ONRECORD_FETCH_BYTES sets the limit")


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    if status in PASSING or response.is_server_error:
        raise TransientError(f"{response.url} answers {status}")
    if not response.is_success:
        raise FetchError(f"{response.url} answers {status}; check the url, or send the page in `html`")


def _content_type(response: httpx.Response) -> tuple[str, str | None]:
    header = response.headers.get("Content-Type", "text/html")
    kind = header.partition(";")[0].strip().lower()
    if kind not in HTML and kind != PLAIN:
        raise FetchError(f"{response.url} is {kind[:100]}, not a page; send the article's words in `text`")
    return kind, charset_of(header)


async def _unpacked(response: httpx.Response, *, limit: int) -> AsyncIterator[bytes]:
    """The body's bytes; no more than `limit` come. httpx's own decoder would make any amount of them at once."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in {"identity", "gzip", "x-gzip"}:
        raise FetchError(f"{response.url} comes packed as {encoding[:100]}, though gzip was asked for")
    gunzip = Gunzip() if encoding != "identity" else None
    came = 0
    async for data in response.aiter_raw():
        came += len(data)
        if came > limit:  # gzip can be long and hold nothing
            raise _too_large(limit)
        for piece in gunzip.feed(data) if gunzip else [data]:
            yield piece
    if gunzip:
        gunzip.finish()
