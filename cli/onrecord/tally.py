"""How articles that are dropped end, and how many came to which end."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from onrecord.files import PassedOver

Status = Literal["queued", "duplicate", "extracted", "refused"]


@dataclass(frozen=True, slots=True)
class Result:
    """How one article ended; `queued` where nobody waited."""

    file: str
    status: Status
    id: str | None = None
    """Of the submission."""
    article_id: str | None = None
    statements: int | None = None
    reason: str | None = None
    """Why it was refused, and what to change."""


@dataclass(slots=True)
class Tally:
    """How far all articles are."""

    found: int = 0
    queued: int = 0
    ended: Counter[Status] = field(default_factory=Counter[Status])
    statements: int = 0
    passed_over: list[PassedOver] = field(default_factory=list[PassedOver])
    ignored: Counter[str] = field(default_factory=Counter[str])
    """Names of fields that ingest does not read."""

    def add(self, result: Result) -> None:
        """Count one more that ended."""
        self.ended[result.status] += 1
        if result.status == "extracted":
            self.statements += result.statements or 0
