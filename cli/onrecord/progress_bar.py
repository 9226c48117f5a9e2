"""A line that shows how far all articles are, for as long as somebody reads along."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from onrecord.tally import Tally
from onrecord.terminal import counted

BAR_WIDTH = 24


def dropping_row(tally: Tally) -> RenderableType:
    """A bar of the articles that are through, and in words where all are."""
    ended = tally.ended
    parts = [
        f"{tally.queued} queued",
        f"{ended['extracted']} extracted",
        counted(ended["duplicate"], "duplicate") if ended["duplicate"] else "",
        f"{ended['refused']} refused" if ended["refused"] else "",
        counted(tally.statements, "statement"),
    ]
    return bar_row(tally, " · ".join(part for part in parts if part))


def bar_row(tally: Tally, words: str) -> RenderableType:
    """A bar of the articles that are through, and words beside it."""
    return bar("dropping", tally.ended.total(), tally.found, words)


def bar(title: str, done: int, total: int, words: str) -> RenderableType:
    """A bar of what is done, with a title before it and words beside it."""
    row = Table.grid(padding=(0, 2, 0, 0))
    progress = ProgressBar(total=max(total, 1), completed=done, width=BAR_WIDTH)
    row.add_row(Text(title), progress, Text(f"{done}/{total}"), Text(words))
    return row


class Bar:
    """Shows what `row` gives, again and again while it is open; on what is no terminal it shows nothing."""

    def __init__(self, console: Console, row: Callable[[], RenderableType]) -> None:
        self._live = Live(console=console, get_renderable=row, refresh_per_second=10)
        self._shown = console.is_terminal

    def __enter__(self) -> Self:
        """Begin to show it."""
        if self._shown:
            self._live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Show it a last time and leave it there."""
        if self._shown:
            self._live.stop()
