"""A steady load of articles, dropped as `onrecord ingest` drops them, and which of them were accepted."""

import threading
from collections.abc import Iterator
from random import Random

import httpx
from onrecord.client import connected
from onrecord.dropping import Dropper
from onrecord.formats import Found
from onrecord.tally import Result

from .articles import Made, Press

PATIENCE = 300.0
KINDS = ("new", "new", "new", "new", "new", "new", "revision", "duplicate", "bad")


class Load:
    """Articles that are dropped one after the other until it is told to end."""

    def __init__(self, seed: int, *, url: str, per_second: float) -> None:
        self.ended = threading.Event()
        self.accepted: list[Made] = []
        """Those that were answered with 202."""
        self.refused: list[Result] = []
        """Those that got another answer."""
        self._url = url
        self._pause = 1 / per_second
        self._press = Press(seed)
        self._random = Random(f"load {seed}")  # noqa: S311 - a test's, not a secret's
        self._sent: dict[str, Made] = {}
        self._latest: dict[str, Made] = {}
        self._ids: dict[str, str | None] = {}

    async def drop(self) -> None:
        """Drop until the end, and on until each is answered."""
        async with connected(self._url, "ingest", patience=PATIENCE, say=lambda _: None) as api:
            await Dropper(api, listener=self._answered, wait=False, patience=PATIENCE).drop(self._articles())

    def _answered(self, result: Result) -> None:
        if result.status == "queued":
            self._ids[result.file] = result.id
            self.accepted.append(self._sent[result.file])
        else:
            self.refused.append(result)

    def _articles(self) -> Iterator[Found]:
        while not self.ended.wait(self._pause):
            made = self._next()
            self._sent[made.name] = made
            yield Found(made.name, made.name, made.submission)

    def _next(self) -> Made:
        """The next article: mostly a new one, else one that has to do with an earlier one."""
        kind = self._random.choice(KINDS)
        before = self._random.choice(list(self._latest.values())) if self._latest else None
        if kind == "bad":
            return self._press.bad()
        if kind == "new" or before is None or not self._is_through(before):
            made = self._press.new()
        else:
            made = self._press.revision(before) if kind == "revision" else self._press.duplicate(before)
        self._latest[made.url] = made
        return made

    def _is_through(self, made: Made) -> bool:
        """Whether it was judged and read: only then is it known that what is dropped next comes after it."""
        name = self._ids.get(made.name)
        if name is None:
            return False
        try:
            answer = httpx.get(f"{self._url}/v1/articles/{name}", timeout=1.0, trust_env=False)
        except httpx.TransportError:
            return False
        return answer.is_success and answer.json()["status"] in ("extracted", "duplicate")
