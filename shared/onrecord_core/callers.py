"""Who asks: by the token that comes with a request, else by the address that it comes from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from starlette.datastructures import Headers
from starlette.types import Scope as Request

from onrecord_core.tokens import SCOPES, Scope, Token, find

IPV6_SITE = 64
"""An IPv6 address is one of 2^64 that its owner may choose from; all of them are one caller."""
PREFIX = "bearer "
HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\[\]:]*))(?::\d*)?")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a request comes from, and what it may do."""

    name: str
    """For limits and logs: `token NAME`, or the address."""
    scopes: frozenset[Scope]
    wrong_token: bool = False
    """A token came with the request, and it is none of ours."""
    own: bool = False
    """This machine's own user, who needs no token and has no limit."""


def caller_of(request: Request, tokens: Sequence[Token]) -> Caller:
    """Who a request (ASGI's scope) comes from. Where there are no tokens, everybody may do everything."""
    address = _address((request.get("client") or ("",))[0])
    if not tokens:
        own = address is None or address.is_loopback
        return Caller(_site(address), frozenset(SCOPES), own=own)
    given = Headers(scope=request).get("authorization", "")
    token = find(tokens, given[len(PREFIX) :].strip()) if given[: len(PREFIX)].lower() == PREFIX else None
    if token:
        return Caller(f"token {token.name}", token.scopes)
    return Caller(_site(address), frozenset(), wrong_token=bool(given))


def is_own_name(host: str) -> bool:
    """Whether a Host header names a machine of one's own: an address, `localhost`, or a name without a dot.

    A name of the public DNS has a dot; its owner may have it resolve to 127.0.0.1 while a browser shows his page.
    """
    match = HOST.fullmatch(host)
    if not match:
        return False
    name = match[1] or match[2] or ""
    return _address(name) is not None or "." not in name or name.lower().endswith(".localhost")


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _site(address: IPv4Address | IPv6Address | None) -> str:
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, IPV6_SITE), strict=False))
    return str(address or "an unknown address")
