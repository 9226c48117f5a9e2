"""What `onrecord up` says: what happens to the processes, and where everything is."""

import contextlib
import threading
from collections.abc import Generator
from pathlib import Path
from urllib.parse import urlsplit

from rich.console import Console
from rich.status import Status

from onrecord.redacted import redacted
from onrecord.settings import CliSettings
from onrecord.state import StackState
from onrecord.supervised import Notice

STYLES = {"ready": "green", "restarted": "green", "died": "bold red"}


class Notices:
    """Prints what happens to the processes of a stack, as it happens; called from several threads."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._lock = threading.Lock()
        self._starting: list[str] = []
        self._status: Status | None = None

    @contextlib.contextmanager
    def starting(self) -> Generator[None]:
        """Show which processes are awaited."""
        with self._console.status("starting …") as self._status:
            yield
        self._status = None

    def __call__(self, notice: Notice) -> None:
        """Print a notice. A terminal that has gone away must not keep a process from being started again."""
        with self._lock, contextlib.suppress(OSError):
            self._show_awaited(notice)
            if notice.kind in STYLES or notice.detail:
                detail = f"  {notice.detail}" if notice.detail else ""
                self._console.print(f"{notice.name:<10} {notice.kind}{detail}", style=STYLES.get(notice.kind, ""))
            for line in notice.log if notice.kind == "died" else ():
                self._console.print(f"{'':<10} │ {line}", style="dim", soft_wrap=True)

    def _show_awaited(self, notice: Notice) -> None:
        if notice.kind == "starting":
            self._starting.append(notice.name)
        elif notice.name in self._starting:
            self._starting.remove(notice.name)
        if self._status and self._starting:
            self._status.update(f"starting {', '.join(self._starting)} …")


def print_overview(console: Console, data_dir: Path, state: StackState) -> None:
    """Say where everything is, in lines that can be copied."""
    rows = [
        ("ingest", f"{state.ingest_url}", "POST /v1/articles"),
        ("store", f"{state.store_url}", "GET /v1/statements"),
        ("streams", redacted(state.redis_url), f"{_redis_cli(state.redis_url)} XRANGE {state.prefix}statements - +"),
        ("database", redacted(state.database_url), ""),
        ("data", str(data_dir), ""),
        ("logs", str(data_dir / "logs"), ""),
    ]
    width = max(len(where) for _, where, use in rows if use)
    console.print()
    for name, where, use in rows:
        # Wider than a narrow terminal rather than broken: they are there to be copied.
        console.print(f"{name:<10}{where:<{width if use else 0}}   {use}".rstrip(), soft_wrap=True)
    console.print()
    folder = "" if data_dir == CliSettings().data_dir.resolve() else f" --data-dir {data_dir}"
    console.print(f"next:  onrecord ingest FILE{folder}", soft_wrap=True)
    console.print(f'       onrecord query "words"{folder}', soft_wrap=True)
    console.print(f"       onrecord status{folder}", soft_wrap=True)
    console.print()


def _redis_cli(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme == "redis" and parts.hostname == "127.0.0.1" and not parts.password:
        return f"redis-cli -p {parts.port or 6379}"
    return f"redis-cli -u '{redacted(url)}'"
