"""The log of each process of the stack: JSON lines, bounded in size however long it runs."""

import json
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

MAX_BYTES = 5_000_000
"""A log that has grown to this becomes `<name>.log.1`, in place of the one before."""
LONGEST_LINE = 64 * 1024
TAIL_BYTES = 64 * 1024


class LogFile:
    """A file of JSON lines; what a process prints that is not JSON becomes the `event` of a line."""

    def __init__(self, path: Path, name: str, *, max_bytes: int = MAX_BYTES) -> None:
        self.path = path
        self._name = name
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._begin = 0

    def begin(self) -> None:
        """Let `tail` give only what is written from now on."""
        with self._lock:
            self._begin = self.path.stat().st_size if self.path.exists() else 0

    def write(self, line: bytes) -> None:
        """Append one line of a process."""
        text = line.rstrip()
        if not text:
            return
        data = (text if text.startswith(b"{") and text.endswith(b"}") else self._wrapped(text)) + b"\n"
        with self._lock:
            if self.path.exists() and self.path.stat().st_size + len(data) > self._max_bytes:
                self.path.replace(self.path.with_name(self.path.name + ".1"))
                self._begin = 0
            with self.path.open("ab") as file:
                file.write(data)

    def _wrapped(self, text: bytes) -> bytes:
        line = {
            "timestamp": datetime.now(UTC).isoformat(),
            "service": self._name,
            "event": text.decode("utf-8", "replace"),
        }
        return json.dumps(line, ensure_ascii=False).encode()

    def copy_from(self, stream: IO[bytes]) -> None:
        """Write all that comes, until the process and all that it started have ended."""
        with stream:
            while line := stream.readline(LONGEST_LINE):
                self.write(line)

    def tail(self, lines: int = 12) -> list[str]:
        """The last lines since `begin`, made readable for people."""
        with self._lock:
            if not self.path.exists():
                return []
            with self.path.open("rb") as file:
                file.seek(max(self._begin, self.path.stat().st_size - TAIL_BYTES))
                raw = file.read().decode("utf-8", "replace").split("\n")[:-1]
        return [readable(line) for line in raw[-lines:]]


def readable(line: str) -> str:
    """One JSON line of a log as a person reads it."""
    try:
        parsed: object = json.loads(line)
    except ValueError:
        return line
    if not isinstance(parsed, dict):
        return line
    fields = cast("Mapping[str, Any]", parsed)
    rest = {key: value for key, value in fields.items() if key not in _HEAD}
    shown = [f"{key}={value}" for key, value in rest.items() if not isinstance(value, dict | list)]
    time = str(fields.get("timestamp", ""))[11:19]
    head = [time, str(fields.get("level", "")), str(fields.get("event", ""))]
    return " ".join([part for part in head if part] + shown + _traceback(fields))


_HEAD = ("timestamp", "level", "event", "service", "logger")


def _traceback(fields: Mapping[str, Any]) -> list[str]:
    """The last exception of a line in which structlog put a traceback as data."""
    exceptions = fields.get("exception")
    if not isinstance(exceptions, list) or not exceptions:
        return []
    first = cast("Mapping[str, Any]", exceptions[0])
    return [f"{first.get('exc_type')}: {first.get('exc_value')}"]
