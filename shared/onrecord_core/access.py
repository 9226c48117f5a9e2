"""Who may do what over HTTP, how often, and how much at a time.

`guard` puts one gate before all routes of a service; a route asks it for a scope with `needs`:

    guard(app, settings)
    router = APIRouter(dependencies=[Depends(needs("read"))], responses=DENIALS)
    Route("/dead", dead_letters)    # Starlette: `await needs("admin")(request)` first
"""

import asyncio
import ipaddress
import math
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as ASGIScope

from onrecord_core.browsers import is_foreign
from onrecord_core.callers import Caller, caller_of, is_own_name
from onrecord_core.logs import get_logger
from onrecord_core.problems import RETRY_AFTER_SECONDS, ProblemError, ProblemResponse, responses
from onrecord_core.rates import Rates
from onrecord_core.settings import Settings
from onrecord_core.tokens import Scope

SMALL_BODY = 64 * 1024
HEALTH = frozenset({"/healthz", "/readyz", "/metrics"})
"""Answered however much is in work, so that a busy service is not taken for a dead one."""
DENIALS = responses(
    s401="No token, or one that is not known here.",
    s403="The token is not for this; or there are none, and a page of another site asks.",
    s429="Too many requests; `Retry-After` says when to go on.",
)
SCHEME = "A token of `onrecord token new`. Not asked for where the service was set up without tokens."

log = get_logger(__name__)


class OpenError(Exception):
    """A service that would be open to strangers. The message says what to set."""


def check_exposure(settings: Settings) -> None:
    """Raise OpenError where a service without tokens would listen to others than this machine, and nobody said so."""
    if settings.known_tokens or settings.open or _is_loopback(settings.host):
        return
    raise OpenError(
        f"ONRECORD_HOST is {settings.host}, and there are no tokens: everybody who reaches it could read and write. "
        "Make tokens with `onrecord token new` and set ONRECORD_TOKENS_FILE, or keep ONRECORD_HOST to 127.0.0.1. "
        "Where nothing but a private network reaches it, as in a container, ONRECORD_OPEN=true lets it listen as it is"
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def needs(*scopes: Scope) -> Callable[[Request], Awaitable[None]]:
    """A check that a request's caller has one of `scopes`; raises ProblemError, 401 or 403.

    For FastAPI's `Depends`, or to be awaited. Where there is no gate, it fails: nothing is open by mistake.
    """

    async def check(request: Request) -> None:
        caller: Caller = request.scope["onrecord.caller"]
        if caller.scopes.intersection(scopes):
            return
        wanted = " or ".join(scopes)
        if caller.scopes:
            challenge = f'Bearer realm="onrecord", error="insufficient_scope", scope="{" ".join(scopes)}"'
            detail = f"the token is not for this; use one with the scope {wanted}"
            raise ProblemError(403, detail, headers={"WWW-Authenticate": challenge})
        error = ', error="invalid_token"' if caller.wrong_token else ""
        unknown = "the token is not known here; check it, or" if caller.wrong_token else "a token is needed:"
        detail = f"{unknown} send `Authorization: Bearer TOKEN` with one for {wanted}; the command reads ONRECORD_TOKEN"
        raise ProblemError(401, detail, headers={"WWW-Authenticate": f'Bearer realm="onrecord"{error}'})

    return check


def guard(app: Starlette, settings: Settings, *, body_bytes: int | None = SMALL_BODY) -> None:
    """Put the gate before all routes of a service. None: its routes bound what they read of a body themselves."""
    app.add_middleware(Gate, settings=settings, body_bytes=body_bytes)


class Gate:
    """ASGI middleware: tells who asks, and keeps to the limits on how often, how many at a time, and how slowly."""

    def __init__(self, app: ASGIApp, settings: Settings, body_bytes: int | None) -> None:
        self._body_bytes = body_bytes
        self._app = app
        self._settings = settings
        self._tokens = settings.known_tokens
        self._rates = Rates(per_second=settings.rate_per_second, burst=settings.rate_burst)
        self._at_work = 0

    async def __call__(self, scope: ASGIScope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with a problem."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            scope["onrecord.caller"] = self._admitted(scope)
            _check_length(scope, self._body_bytes)
        except ProblemError as error:
            await ProblemResponse(error.problem, error.headers)(scope, receive, send)
            return
        if scope["path"] in HEALTH:
            await self._app(scope, receive, send)
            return
        self._at_work += 1
        try:
            await self._app(scope, _patient(receive, self._settings.body_seconds, self._body_bytes), send)
        finally:
            self._at_work -= 1

    def _admitted(self, scope: ASGIScope) -> Caller:
        """Who asks; raises ProblemError where the request goes no further."""
        if not self._tokens:
            _check_host(scope)
            _check_origin(scope)
        caller = caller_of(scope, self._tokens)
        if not caller.own and (wait := self._rates.wait(caller.name)):
            log.info("asks too often", caller=caller.name, wait=round(wait, 3))
            raise ProblemError(
                429,
                f"more than {self._settings.rate_per_second:g} requests a second; go on in {wait:.1f} s, "
                "put many articles into one batch, or raise ONRECORD_RATE_PER_SECOND",
                headers={"Retry-After": str(math.ceil(wait))},
            )
        if self._at_work >= self._settings.max_requests and scope["path"] not in HEALTH:
            detail = f"{self._at_work} requests are in work; try again in a while, or raise ONRECORD_MAX_REQUESTS"
            raise ProblemError(503, detail, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
        return caller


def _check_host(scope: ASGIScope) -> None:
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    if not is_own_name(host):
        detail = "a service without tokens answers to addresses and names without a dot alone, not to those of the web"
        raise ProblemError(421, f"{detail}; call it by its address, or set up tokens (`onrecord token new`)")


def _check_origin(scope: ASGIScope) -> None:
    if is_foreign(scope):
        detail = "a service without tokens does nothing for pages of other sites; call it from elsewhere than a page"
        raise ProblemError(403, f"{detail}, or set up tokens (`onrecord token new`)")


def _check_length(scope: ASGIScope, limit: int | None) -> None:
    declared = dict(scope["headers"]).get(b"content-length", b"")
    if limit is not None and declared.isdigit() and int(declared[:20]) > limit:
        raise _too_large(limit)


def _too_large(limit: int) -> ProblemError:
    return ProblemError(413, f"the body has more than {limit} bytes; send less", headers={"Connection": "close"})


def _patient(receive: Receive, seconds: float, limit: int | None) -> Receive:
    """Receives a body, which must be here within `seconds` and have at most `limit` bytes; raises ProblemError."""
    came = 0
    loop = asyncio.get_running_loop()
    deadline: float | None = loop.time() + seconds

    async def received() -> Message:
        nonlocal deadline, came
        if deadline is None:
            return await receive()
        try:
            async with asyncio.timeout_at(deadline):
                message = await receive()
        except TimeoutError:
            detail = f"the body was not here within {seconds:g} s; send less at a time, or raise ONRECORD_BODY_SECONDS"
            raise ProblemError(408, detail, headers={"Connection": "close"}) from None
        came += len(message.get("body", b""))
        if limit is not None and came > limit:
            raise _too_large(limit)
        if not message.get("more_body"):
            deadline = None  # what is received now is only that the client has gone
        return message

    return received
