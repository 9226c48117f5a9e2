"""What a browser says of the page that has it send a request: whether it is one of another site.

A page anywhere may have the browser of this machine's user send simple requests to loopback, such as a POST without a
body. It does not see the answer, but what was asked for is done.
"""

from starlette.datastructures import Headers
from starlette.types import Scope

OWN = frozenset({"same-origin", "none"})
"""Of `Sec-Fetch-Site`: a page of the service itself, and what the user typed or has as a bookmark."""


def is_foreign(request: Scope) -> bool:
    """Whether a request (ASGI's scope) comes from a page of another origin and is more than a link that was followed.

    Clients that are no browsers send neither `Sec-Fetch-Site` nor `Origin`; a page cannot leave out or change them.
    """
    headers = Headers(scope=request)
    site = headers.get("sec-fetch-site")
    if site is None:
        origin = headers.get("origin")
        return origin is not None and origin.partition("://")[2].lower() != headers.get("host", "").lower()
    followed = request["method"] == "GET" and headers.get("sec-fetch-dest") == "document"
    return site not in OWN and not followed
