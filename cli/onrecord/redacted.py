"""URLs that can be shown."""

import re
from urllib.parse import urlsplit

HIDDEN = "…"
_SECRET = re.compile(r"([?&][^=&]*password[^=&]*=)[^&]*", re.IGNORECASE)


def redacted(url: str) -> str:
    """A URL without the password that it may hold; what is no URL is not shown at all."""
    if "://" not in url:
        return HIDDEN
    parts = urlsplit(url)
    login, at, host = parts.netloc.rpartition("@")
    user, colon, _ = login.partition(":")
    shown = parts._replace(netloc=user + (colon + HIDDEN if colon else "") + at + host).geturl()
    return _SECRET.sub(rf"\1{HIDDEN}", shown)
