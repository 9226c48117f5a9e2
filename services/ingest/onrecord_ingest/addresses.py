"""Where a page may be fetched from: public addresses, and exactly those that were checked.

The service fetches what strangers name, from inside a network that strangers cannot see. So a host is resolved here,
each of its addresses is checked, and the connection goes to a checked address: a name that resolves to something
else a moment later (DNS rebinding) gains nothing. Every redirect passes here again.
"""

import asyncio
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import override

import httpx
from onrecord_core.errors import FetchError, TransientError

type Address = IPv4Address | IPv6Address

NOT_PUBLIC = tuple(IPv6Network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "3fff::/20"))
"""IPv6 that stands for IPv4 (NAT64, 6to4), where the address does not tell where it leads; the examples of RFC 9637."""
OF_THE_HOUSE = frozenset({ip_address("168.63.129.16"), *IPv4Network("192.88.99.0/24")})
"""Addresses that look public and are not: Azure's own service for each machine, and relays of 6to4."""
PORTS = {"http": 80, "https": 443}
PORTS_OF_PAGES = frozenset({80, 443, 8080, 8443})
"""Where pages are served; other ports belong to other protocols, and asking there would be a way to scan a network."""
RESOLVERS = 8
_resolvers = ThreadPoolExecutor(RESOLVERS, thread_name_prefix="resolver")
"""Threads of their own: a name whose server is silent holds one for half a minute, and pages are read in others."""


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet, for one receiver."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address.is_site_local or address.teredo or any(address in network for network in NOT_PUBLIC):
            return False
    if address in OF_THE_HOUSE:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


async def resolve(host: str, port: int, *, private: bool) -> list[str]:
    """The addresses of a host, in the system's order of preference.

    Raises FetchError where one of them is not public (unless `private`) or the host does not exist, TransientError
    where the name service does not answer.
    """
    try:
        looking = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        found = await asyncio.get_running_loop().run_in_executor(_resolvers, looking)
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise TransientError(f"the name service does not answer for {host}") from error
        raise FetchError(f"the host {host} is not known; check the url") from error
    except UnicodeError as error:
        raise FetchError("the host's name is not one; check the url") from error
    addresses = [str(info[4][0]) for info in found]
    if not private and not all(is_public(ip_address(address)) for address in addresses):
        raise FetchError(
            f"{host} is not on the public internet; send the page in `html`, or set ONRECORD_FETCH_PRIVATE"
        )
    return addresses


class CheckedTransport(httpx.AsyncHTTPTransport):
    """Connects to checked addresses alone; host header and certificate stay those of the name."""

    def __init__(self, verify: ssl.SSLContext, *, private: bool) -> None:
        # a connection kept alive belongs to one name, while this transport tells connections by address
        super().__init__(verify=verify, trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))
        self._private = private

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; raises what `resolve` and httpx raise."""
        url = request.url
        if url.scheme not in PORTS or not url.host:
            raise FetchError(f"only http and https are fetched, not {url.scheme or 'a path'}; check the url")
        if url.userinfo:
            raise FetchError("the url holds credentials; leave them out")
        port = PORTS[url.scheme] if url.port is None else url.port
        host = url.raw_host.decode("ascii")
        request.extensions = {**request.extensions, "sni_hostname": host}
        addresses = await resolve(host.strip("[]"), port, private=self._private)
        if port not in PORTS_OF_PAGES and not self._private:
            raise FetchError(f"pages are not fetched from port {port}; send the page in `html`")
        try:
            for address in addresses[:-1]:
                request.url = url.copy_with(host=address)
                try:
                    return await super().handle_async_request(request)
                except httpx.ConnectError:
                    continue
            request.url = url.copy_with(host=addresses[-1])
            return await super().handle_async_request(request)
        finally:
            request.url = url  # redirects are relative to the name
