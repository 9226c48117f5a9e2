"""A stack as a bench sees it: articles go in, and it is seen when they can be asked for."""

import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import httpx
import psutil
import psycopg
from onrecord.client import connected
from onrecord.dropping import Dropper
from onrecord.formats import Found
from onrecord.stack import Stack
from onrecord_core.ids import article_id
from onrecord_core.testing import wait_until

PUBLISHER = "Bench"
LOOK = 0.005
"""Seconds from one look to the next, for an answer."""
LOOK_AT_ALL = 0.25
"""Seconds from one look to the next, at a round: a look takes processor time of the stack that it measures."""


@dataclass(frozen=True, slots=True)
class Passed:
    """What it took to bring articles through."""

    rate: float
    """Articles a second, from the first submission until the last one's statements could be asked for."""
    cpu: dict[str, float]
    """Seconds of processor time for each article, by process."""


class Pipeline:
    """Drops texts into a stack."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._dropped = 0

    async def passed(self, texts: Sequence[str]) -> Passed:
        """Drop texts as `onrecord ingest` does, and wait until all are stored with their statements."""
        self._dropped += len(texts)
        url = self._stack.state.database_url
        async with (
            connected(self._stack.state.ingest_url, "ingest", patience=60.0) as api,
            await psycopg.AsyncConnection.connect(url, autocommit=True) as connection,
        ):

            async def stored() -> bool:
                rows = await connection.execute("SELECT count(DISTINCT article_id) FROM reading")
                return ((await rows.fetchone()) or (0,))[0] == self._dropped

            before, started = self._cpu(), time.perf_counter()
            await Dropper(api, listener=lambda _: None, wait=False).drop(_found(texts))
            await wait_until(stored, description="all articles are stored", within=3600.0, every=LOOK_AT_ALL)
            seconds = time.perf_counter() - started
            cpu = {name: (after - before[name]) / len(texts) for name, after in self._cpu().items()}
        return Passed(len(texts) / seconds, cpu)

    async def latency(self, text: str) -> float:
        """Seconds from dropping one text until the store answers with its statements; it must hold one."""
        self._dropped += 1
        path = f"/v1/articles/{article_id(url=None, text=text)}"
        async with httpx.AsyncClient(trust_env=False) as http:
            started = time.perf_counter()
            article = next(_found([text])).fields
            (await http.post(f"{self._stack.state.ingest_url}/v1/articles", json=article)).raise_for_status()

            async def there() -> bool:
                answer = await http.get(f"{self._stack.state.store_url}{path}")
                return answer.is_success and bool(answer.json()["statements"])

            await wait_until(there, description="its statements are there", within=60.0, every=LOOK)
        return time.perf_counter() - started

    def _cpu(self) -> dict[str, float]:
        """Seconds of processor time that each process has taken so far, with those that it started."""
        return {part.name: _taken(part.process.pid) for part in self._stack.state.parts}


def _taken(pid: int) -> float:
    process = psutil.Process(pid)
    own = process.cpu_times()
    below = [own]
    for child in process.children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):  # PostgreSQL's processes that end count with their parent
            below.append(child.cpu_times())
    return own.children_user + own.children_system + sum(times.user + times.system for times in below)


def _found(texts: Sequence[str]) -> Iterator[Found]:
    for number, text in enumerate(texts):
        fields = {"text": text, "publisher": PUBLISHER, "published_at": "2025-03-04", "language": "en"}
        yield Found(f"{number}", f"{number}", fields)
