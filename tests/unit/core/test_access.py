"""The gate before a service's routes: who is let in, how often, how many at a time, how slowly."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from onrecord_core.access import OpenError, check_exposure, guard, needs
from onrecord_core.callers import caller_of, is_own_name
from onrecord_core.problems import MEDIA_TYPE, install
from onrecord_core.settings import Settings
from onrecord_core.tokens import Scope, make
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

READ, READER = make("reader", ["read"])
WRITE, WRITER = make("writer", ["write"])
TOKENS = SecretStr(f"{READER.line} {WRITER.line}")
STRANGER = ("203.0.113.7", 4711)


class Service:
    """A guarded service with a route for each scope; `/wait` answers when `go` is set."""

    def __init__(self, **settings: Any) -> None:
        self.go = asyncio.Event()
        self.entered = asyncio.Event()
        self.app = Starlette(
            routes=[
                *(Route(f"/{scope}", self._asking(scope), methods=["GET", "POST"]) for scope in ("read", "admin")),
                Route("/either", self._asking("write", "read")),
                Route("/wait", self._wait),
                Route("/healthz", self._fine),
            ]
        )
        install(self.app)
        guard(self.app, Settings(**settings))

    @staticmethod
    def _asking(*scopes: Scope) -> Any:
        async def route(request: Request) -> PlainTextResponse:
            await needs(*scopes)(request)
            return PlainTextResponse(f"{request.scope['onrecord.caller'].name} sent {len(await request.body())}")

        return route

    async def _wait(self, _: Request) -> PlainTextResponse:
        self.entered.set()
        await self.go.wait()
        return PlainTextResponse("done")

    @staticmethod
    async def _fine(_: Request) -> PlainTextResponse:
        return PlainTextResponse("ok")

    def client(self, token: str | None = None, *, address: tuple[str, int] = STRANGER) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        transport = httpx.ASGITransport(self.app, client=address)
        return httpx.AsyncClient(transport=transport, base_url="http://service", headers=headers)


@pytest.mark.parametrize(
    ("path", "token", "status"),
    [
        ("/read", READ, 200), ("/read", WRITE, 403), ("/read", None, 401), ("/read", READ[:-1], 401),
        ("/read", WRITER.line, 401), ("/either", READ, 200), ("/either", WRITE, 200), ("/admin", READ, 403),
        ("/healthz", None, 200), ("/healthz", "nonsense", 200), ("/nowhere", None, 404),
    ],
)  # fmt: skip
async def test_each_route_asks_for_its_scope(path: str, token: str | None, status: int) -> None:
    async with Service(tokens=TOKENS).client(token) as client:
        answer = await client.get(path)
    assert answer.status_code == status
    if status in {401, 403}:
        assert answer.headers["Content-Type"] == MEDIA_TYPE
        assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="onrecord"')
        assert not token or token not in answer.text


async def test_a_denial_says_what_to_do() -> None:
    service = Service(tokens=TOKENS)
    async with service.client() as client:
        assert "send `Authorization: Bearer TOKEN` with one for read" in (await client.get("/read")).json()["detail"]
    async with service.client("wrong") as client:
        answer = await client.get("/read")
        assert "not known here" in answer.json()["detail"]
        assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]
    async with service.client(WRITE) as client:
        answer = await client.get("/read")
        assert "use one with the scope read" in answer.json()["detail"]
        assert 'error="insufficient_scope", scope="read"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("header", [f"bearer {READ}", f"BEARER   {READ} "])
async def test_the_word_bearer_is_read_in_any_case(header: str) -> None:
    async with Service(tokens=TOKENS).client() as client:
        assert (await client.get("/read", headers={"Authorization": header})).status_code == 200


@pytest.mark.parametrize("header", [READ, f"Basic {READ}", "Bearer", "Bearer \xff", f"Bearer {READ} {READ}"])
async def test_anything_else_is_no_token(header: str) -> None:
    async with Service(tokens=TOKENS).client() as client:
        answer = await client.get("/read", headers={b"Authorization": header.encode("latin-1")})
    assert answer.status_code == 401


async def test_a_route_without_a_gate_is_closed() -> None:
    async def route(request: Request) -> PlainTextResponse:
        await needs("read")(request)
        return PlainTextResponse("open")

    transport = httpx.ASGITransport(Starlette(routes=[Route("/", route)]), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
        assert (await client.get("/")).status_code == 500


async def test_without_tokens_everybody_is_let_in() -> None:
    async with Service().client() as client:
        assert (await client.get("/admin")).status_code == 200


async def test_a_caller_that_asks_too_often_waits() -> None:
    service = Service(tokens=TOKENS, rate_per_second=0.5, rate_burst=2)
    async with service.client(READ) as reader, service.client(WRITE) as writer:
        answers = [await reader.get("/read") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert answers[2].headers["Retry-After"] == "2"
        assert answers[2].headers["Content-Type"] == MEDIA_TYPE
        assert (await writer.get("/either")).status_code == 200, "each has a limit of its own"


async def test_whoever_guesses_tokens_is_counted_by_address() -> None:
    service = Service(tokens=TOKENS, rate_per_second=0.001, rate_burst=5)
    answers: list[int] = []
    for number in range(8):
        async with service.client(f"onrecord_{number}", address=(f"2001:db8::{number}", 1)) as client:
            answers.append((await client.get("/read")).status_code)
    assert answers == [401] * 5 + [429] * 3, "a /64 of IPv6 is one caller"


async def test_the_user_of_this_machine_has_no_limit() -> None:
    async with Service(rate_per_second=0.001, rate_burst=1).client(address=("127.0.0.1", 1)) as client:
        assert [(await client.get("/read")).status_code for _ in range(3)] == [200] * 3


async def test_no_more_requests_are_in_work_than_set_and_health_is_still_told() -> None:
    service = Service(max_requests=1)
    async with service.client() as client, asyncio.TaskGroup() as tasks:
        slow = tasks.create_task(client.get("/wait"))
        await service.entered.wait()
        busy = await client.get("/read")
        assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
        assert (await client.get("/healthz")).status_code == 200
        service.go.set()
        assert (await slow).status_code == 200
        assert (await client.get("/read")).status_code == 200


async def test_a_body_that_never_ends_is_given_up() -> None:
    async def trickle() -> AsyncIterator[bytes]:
        while True:
            yield b"."
            await asyncio.sleep(0.02)

    async with Service(body_seconds=0.2).client() as client:
        answer = await client.post("/read", content=trickle())
    assert answer.status_code == 408
    assert "ONRECORD_BODY_SECONDS" in answer.json()["detail"]


@pytest.mark.parametrize("declared", [True, False])
async def test_a_body_that_no_route_bounds_is_bounded(declared: bool) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"." * 1000

    async with Service().client() as client:
        content = b"." * 100_000 if declared else pieces()
        assert (await client.post("/read", content=content)).status_code == 413
        assert (await client.post("/read", content=b"." * 60_000)).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8081", "localhost.evil.example", "[::1].x.y"])
async def test_a_page_whose_name_leads_here_reads_nothing(host: str) -> None:
    """DNS rebinding: the browser of this machine's user takes a stranger's page for one of this service."""
    service = Service()
    async with service.client(address=("127.0.0.1", 1)) as client:
        answer = await client.get("/read", headers={"Host": host})
    assert answer.status_code == 421


FOREIGN = [
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "empty"},
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "iframe"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1:3000"},
    {"Origin": "null"},
    {"Origin": ""},
]
OWN = [
    {},
    {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost:5173"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://127.0.0.1:8081"},
    {"Origin": "http://LOCALHOST", "Host": "localhost"},
]
LINK = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("headers", FOREIGN)
async def test_a_page_of_another_site_has_nothing_done(method: str, headers: dict[str, str]) -> None:
    """The browser of this machine's user sends it, and the service has no token by which to tell who asks."""
    async with Service().client(address=("127.0.0.1", 1)) as client:
        answer = await client.request(method, "/admin", headers={"Host": "127.0.0.1:8081", **headers})
    assert (answer.status_code, answer.headers["Content-Type"]) == (403, MEDIA_TYPE)
    assert "onrecord token new" in answer.json()["detail"]


@pytest.mark.parametrize("headers", OWN)
async def test_what_is_no_page_of_another_site_is_answered(headers: dict[str, str]) -> None:
    async with Service().client(address=("127.0.0.1", 1)) as client:
        answer = await client.post("/admin", headers={"Host": "127.0.0.1:8081", **headers})
    assert answer.status_code == 200


async def test_a_link_may_be_followed_and_a_form_not_sent() -> None:
    async with Service().client(address=("127.0.0.1", 1)) as client:
        assert (await client.get("/admin", headers=LINK)).status_code == 200
        assert (await client.post("/admin", headers=LINK)).status_code == 403


async def test_a_token_says_who_asks_whatever_page_it_is() -> None:
    async with Service(tokens=TOKENS).client(READ) as client:
        assert (await client.get("/read", headers=FOREIGN[0])).status_code == 200


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8081", "localhost:8081", "[::1]:8081", "ingest", "192.168.1.9", "a.localhost"]
)
def test_names_of_ones_own(host: str) -> None:
    assert is_own_name(host)


@pytest.mark.parametrize("host", ["example.org", "example.org:80", "127.0.0.1.nip.io", "1.2.3", "[::1].example.org"])
def test_names_of_others(host: str) -> None:
    assert not is_own_name(host)


async def test_a_service_with_tokens_answers_to_any_name() -> None:
    async with Service(tokens=TOKENS).client(READ) as client:
        assert (await client.get("/read", headers={"Host": "onrecord.example"})).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_loopback_is_open(host: str) -> None:
    check_exposure(Settings(host=host))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.9", "203.0.113.7", "news.example"])  # noqa: S104
def test_another_address_needs_tokens_or_somebody_who_says_so(host: str) -> None:
    with pytest.raises(OpenError, match=r"onrecord token new.*ONRECORD_TOKENS_FILE.*127\.0\.0\.1.*ONRECORD_OPEN=true"):
        check_exposure(Settings(host=host))
    check_exposure(Settings(host=host, tokens=TOKENS))
    check_exposure(Settings(host=host, open=True))


def test_tokens_are_asked_for_though_it_may_be_open() -> None:
    settings = Settings(open=True, tokens=TOKENS)
    request: dict[str, Any] = {"type": "http", "client": STRANGER, "headers": []}
    assert not caller_of(request, settings.known_tokens).scopes
