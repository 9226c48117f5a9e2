"""What `onrecord status` shows, for people and for programs."""

from dataclasses import asdict, dataclass
from pathlib import Path

from onrecord_core.groups import GroupProgress, Progress
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.redacted import redacted
from onrecord.state import StackState
from onrecord.terminal import clean


@dataclass(frozen=True, slots=True)
class Report:
    """What runs, and how far it is."""

    data_dir: Path
    redis_url: str
    stack: StackState | None
    """The stack of the folder, if it runs."""
    progress: Progress | None
    error: str = ""
    """Why there is no progress to tell."""


def what_to_do(report: Report) -> str:
    """Why there is no progress to tell, and what to do about it."""
    if report.error:
        return f"onrecord status: {redacted(report.redis_url)} does not answer ({clean(report.error)})."
    return (
        f"onrecord status: no stack runs on {report.data_dir}. Start one with `onrecord up`, name its folder with "
        "--data-dir, or name a broker in ONRECORD_REDIS_URL."
    )


def as_dict(report: Report) -> dict[str, object]:
    """The report for programs."""
    parts = report.stack.parts if report.stack else ()
    progress = report.progress
    return {
        "running": report.stack is not None,
        "ready": report.stack is not None and report.stack.ready,
        "data_dir": str(report.data_dir),
        "redis_url": redacted(report.redis_url),
        "processes": [
            {"name": part.name, "pid": part.process.pid, "port": part.port, "alive": part.process.alive}
            for part in parts
        ],
        "groups": [asdict(group) for group in progress.groups] if progress else [],
        "dead_letters": progress.dead_letters if progress else None,
    }


def rendered(report: Report) -> RenderableType:
    """The report for people."""
    shown: list[RenderableType] = []
    if report.stack:
        shown += [_processes(report.stack), Text()]
    if report.progress:
        dead = report.progress.dead_letters
        shown += [_groups(report.progress), Text()]
        shown.append(Text(f"{dead} dead letter{'' if dead == 1 else 's'}", style="bold red" if dead else "green"))
    elif report.stack:
        shown.append(Text(what_to_do(report), style="bold red"))
    return Group(*shown)


def _processes(stack: StackState) -> Text:
    text = Text()
    for part in stack.parts:
        alive = part.process.alive
        port = f":{part.port}" if part.port else ""
        text.append(f"● {part.name}{port}  " if alive else f"○ {part.name} is down  ", "green" if alive else "bold red")
    return text


def _groups(progress: Progress) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("group")
    table.add_column("stream")
    for name in ("entries", "lag", "pending", "oldest pending"):
        table.add_column(name, justify="right")
    for group in progress.groups:
        table.add_row(*_cells(group), style="yellow" if group.waiting else "")
    return table


def _cells(group: GroupProgress) -> tuple[str, ...]:
    lag = "?" if group.lag is None else f"{group.lag}"
    oldest = "" if group.oldest_pending_seconds is None else _age(group.oldest_pending_seconds)
    name = clean(group.group) if group.ready else f"{group.group} (not there yet)"
    return name, group.stream, f"{group.entries}", lag, f"{group.pending}", oldest


def _age(seconds: float) -> str:
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.1f} s"
