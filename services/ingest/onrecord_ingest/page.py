"""What a page says, and how it passes from the process that reads it to the one that asked."""

import json
import struct
from dataclasses import asdict, dataclass
from datetime import date

SIZE = struct.Struct(">Q")
"""The number of bytes that follow."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article's page, as it stands; what it does not say is None."""

    text: str
    headline: str | None = None
    authors: tuple[str, ...] = ()
    published_on: date | None = None
    publisher: str | None = None
    language: str | None = None
    """BCP 47, as the page's `lang` has it."""
    url: str | None = None
    """What the page calls its own address."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of reading: a page, or why it is refused."""

    page: Page | None = None
    refused: str = ""
    cause: str = ""
    """What the extractors stumbled over, for the log."""

    def as_json(self) -> bytes:
        """JSON, which whoever reads it need not trust."""
        return json.dumps(asdict(self), default=date.isoformat).encode()


def framed(data: bytes) -> bytes:
    """Data with its size before it."""
    return SIZE.pack(len(data)) + data
