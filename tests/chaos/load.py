"""A steady load of articles, dropped as `onrecord ingest` drops them, and which of them were accepted."""

import threading
from collections.abc import Iterator
from random import Random

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
        self.accepted: dict[str, Made] = {}
        """Those that were answered with 202, by the ids of their submissions."""
        self.refused: list[Result] = []
        """Those that got another answer."""
        self._url = url
        self._pause = 1 / per_second
        self._press = Press(seed)
        self._random = Random(f"load {seed}")  # noqa: S311 - a test's, not a secret's
        self._sent: dict[str, Made] = {}
        self._latest: dict[str, Made] = {}

    async def drop(self) -> None:
        """Drop until the end, and on until each is answered."""
        async with connected(self._url, "ingest", patience=PATIENCE, say=lambda _: None) as api:
            await Dropper(api, listener=self._answered, wait=False, patience=PATIENCE).drop(self._articles())

    @property
    def in_order(self) -> list[Made]:
        """What was accepted, in the order of the submissions."""
        return [self.accepted[name] for name in sorted(self.accepted, key=_place)]

    def _answered(self, result: Result) -> None:
        if result.status == "queued" and result.id:
            self.accepted[result.id] = self._sent[result.file]
        else:
            self.refused.append(result)

    def _articles(self) -> Iterator[Found]:
        while not self.ended.wait(self._pause):
            made = self._next()
            self._sent[made.name] = made
            yield Found(made.name, made.name, made.submission)

    def _next(self) -> Made:
        """The next article: mostly a new one, else one that has to do with an earlier one, be that read or not."""
        kind = self._random.choice(KINDS)
        before = self._random.choice(list(self._latest.values())) if self._latest else None
        if kind == "bad":
            return self._press.bad()
        if kind == "new" or before is None:
            made = self._press.new()
        else:
            made = self._press.revision(before) if kind == "revision" else self._press.duplicate(before)
        self._latest[made.url] = made
        return made


def _place(entry_id: str) -> tuple[int, ...]:
    return tuple(map(int, entry_id.split("-")))
