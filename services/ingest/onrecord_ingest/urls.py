"""The address of an article: its canonical form, by which an article is known, and the date that may stand in it."""

import re
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit, urlunsplit

from courlan import normalize_url
from onrecord_core.errors import RefusedError

MAX_URL_CHARS = 2048
SCHEMES = ("http", "https")
DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)")
ROUTED = ("!", "/")
"""Begins a fragment that a page's own code takes for its path; any other only names a place on the page."""


class URLError(RefusedError):
    """A URL that is not the address of a page."""


def canonical_url(url: str) -> str:
    """The form of a URL under which its article is known; raises URLError.

    Host in lower case, no default port, credentials, tracking parameters or place on the page; parameters in order.
    courlan's `scrub_url` is left out: of an archive's address it keeps the archive's part alone.
    """
    url = url.strip()
    if len(url) > MAX_URL_CHARS:
        raise URLError(f"the url has {len(url)} characters; give one of at most {MAX_URL_CHARS}")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise URLError(f"not a URL: {error}") from None
    if parts.scheme.lower() not in SCHEMES or not host or re.search(r"[\s\0-\x1f]", url):
        raise URLError("give the url in full, beginning with http:// or https:// and without spaces")
    bracketed = f"[{host}]" if ":" in host else host
    netloc = bracketed if port is None else f"{bracketed}:{port}"
    fragment = parts.fragment if parts.fragment.startswith(ROUTED) else ""
    path = "" if parts.path == "/" and not parts.query else parts.path
    # courlan drops a query without names (`?12345`), which tells articles of one page apart
    query = parts.query if parse_qs(parts.query) else ""
    clean = normalize_url(urlunsplit((parts.scheme, netloc, path, query, fragment)))
    return f"{clean}?{parts.query}" if parts.query and not query and not fragment else clean


def date_in_url(url: str | None) -> date | None:
    """The day that stands in a URL's path as year, month, day; None where there is none or it is yet to come."""
    for match in DATE.finditer(urlsplit(url).path if url else ""):
        try:
            day = date(int(match[1]), int(match[3]), int(match[4]))
        except ValueError:
            continue
        if day <= datetime.now(UTC).date():
            return day
    return None
