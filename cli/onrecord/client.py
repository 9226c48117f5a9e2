"""HTTP to the services: what is away is tried again, and problem+json becomes a message that says what to do."""

import contextlib
import ipaddress
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from typing import cast
from urllib.parse import urlsplit

import httpx
from onrecord_core.errors import OnrecordError

from onrecord.settings import CliSettings
from onrecord.waiting import AwayError, LimitedError, again

TOO_MANY = 429
PASSING = frozenset({TOO_MANY, 502, 503, 504})
"""HTTP statuses of a service that will answer later."""
type Params = Mapping[str, str | int | bool | Sequence[str]]


class ProblemError(OnrecordError):
    """What a service says is wrong with a request; `status` is the HTTP status."""

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status


class Api:
    """One service at one address. `patience` is for how many seconds it may be away; `say` is told while it is."""

    def __init__(self, http: httpx.AsyncClient, name: str, *, patience: float, say: Callable[[str], object]) -> None:
        self._http = http
        self._name = name
        self._patience = patience
        self._say = say

    async def get(self, path: str, params: Params | None = None) -> dict[str, object]:
        """A JSON object; raises ProblemError and AwayError."""
        return _object((await self._persistent("GET", path, params=params)).text, self._name)

    async def post(self, path: str, body: Mapping[str, object] | None = None) -> dict[str, object]:
        """Post a JSON object and give that of the answer; raises ProblemError and AwayError.

        Where an answer was lost on its way, it is posted again.
        """
        headers = {"content-type": "application/json"}
        content = json.dumps(body or {}).encode()
        return _object((await self._persistent("POST", path, content=content, headers=headers)).text, self._name)

    async def post_lines(self, path: str, lines: bytes) -> list[dict[str, object]]:
        """Post JSON Lines and give those of the answer; raises ProblemError and AwayError.

        Where an answer was lost on its way, the lines are posted again; their keys have the service take them once.
        """
        headers = {"content-type": "application/x-ndjson"}
        response = await self._persistent("POST", path, content=lines, headers=headers)
        return [_object(line, self._name) for line in response.text.split("\n") if line.strip()]

    async def _persistent(
        self,
        method: str,
        path: str,
        *,
        params: Params | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        async def once() -> httpx.Response:
            try:
                response = await self._http.request(method, path, params=params, content=content, headers=headers)
            except (httpx.TransportError, httpx.InvalidURL) as error:
                raise AwayError(self._away(str(error) or type(error).__name__)) from error
            if response.status_code in PASSING:
                raise self._not_now(response)
            if response.is_error or response.is_redirect:
                raise ProblemError(said(_problem(response)), status=response.status_code)
            return response

        return await self.persist(once)

    async def persist[T](self, call: Callable[[], Awaitable[T]]) -> T:
        """Call until it does not raise AwayError, for as long as the service may be away."""
        return await again(call, patience=self._patience, say=self._say)

    def _not_now(self, response: httpx.Response) -> AwayError:
        problem, seconds = _problem(response), _retry_after(response)
        if response.status_code != TOO_MANY:
            return AwayError(f"{self._name} at {self._http.base_url}: {said(problem)}", retry_after=seconds)
        return LimitedError(
            f"the rate limit of {self._name} at {self._http.base_url} is reached: {problem.get('detail')}. "
            "Give the command again later, run fewer at a time, or raise ONRECORD_RATE_PER_SECOND of that service",
            retry_after=seconds,
        )

    def _away(self, reason: str) -> str:
        return f"{self._name} does not answer at {self._http.base_url} ({reason}); is it up? Start it with: onrecord up"


@contextlib.asynccontextmanager
async def connected(
    url: str, name: str, *, patience: float = 0.0, say: Callable[[str], object] = print
) -> AsyncGenerator[Api]:
    """A service at a base URL, to which the token of ONRECORD_TOKEN is shown."""
    token = CliSettings().token
    headers = {"Authorization": f"Bearer {token.get_secret_value()}"} if token else {}
    limits = httpx.Limits(max_connections=16)
    try:
        http = httpx.AsyncClient(
            base_url=url, headers=headers, timeout=30.0, limits=limits, trust_env=not _loopback(url)
        )
    except UnicodeEncodeError as error:
        raise AwayError("ONRECORD_TOKEN holds what no token has; copy it anew from where it was made") from error
    except (httpx.InvalidURL, ValueError) as error:
        raise AwayError(f"{url!r} is no address of a service ({error}); write http://host:port") from error
    async with http:
        yield Api(http, name, patience=patience, say=say)


def _loopback(url: str) -> bool:
    """Whether an address is this machine, for which no proxy of the environment is asked."""
    host = urlsplit(url).hostname or ""
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def _object(text: str, name: str) -> dict[str, object]:
    with contextlib.suppress(ValueError):
        value: object = json.loads(text)
        if isinstance(value, dict):
            return cast("dict[str, object]", value)
    raise ProblemError(f"{name} gave an answer that is not of onrecord: {text[:80]!r}; is the address right?", status=0)


def _problem(response: httpx.Response) -> Mapping[str, object]:
    with contextlib.suppress(ValueError):
        value: object = response.json()
        if isinstance(value, dict):
            return cast("Mapping[str, object]", value)
    return {"status": response.status_code, "title": response.reason_phrase, "detail": response.text[:200]}


def _retry_after(response: httpx.Response) -> float:
    """Seconds; a date, which no service of ours sends, is passed over."""
    given = response.headers.get("Retry-After", "")
    return float(given) if given.isdecimal() else 0.0


def said(problem: Mapping[str, object]) -> str:
    """A problem (RFC 9457) as one message: its title, what to change, and the fields that are wrong."""
    parts = [str(problem[key]) for key in ("title", "detail") if problem.get(key)]
    errors = problem.get("errors")
    if isinstance(errors, list):
        parts += [_field(error) for error in cast("list[object]", errors)]
    return ": ".join(dict.fromkeys(parts)) or f"HTTP {problem.get('status', 'error')}"


def _field(error: object) -> str:
    if not isinstance(error, dict):
        return str(error)
    named = cast("dict[str, object]", error)
    return " ".join(str(value) for value in named.values() if isinstance(value, str | int))
