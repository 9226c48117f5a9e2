"""`onrecord down`: the end of a stack that runs."""

import signal
import time
from pathlib import Path
from typing import Annotated

import typer

from onrecord import leftovers
from onrecord.lock import FolderLock
from onrecord.options import DataDir, settings
from onrecord.state import StackState
from onrecord.terminal import stderr, stdout

EXIT_SECONDS = 5.0
"""A supervisor that has stopped everything has only its last words to say."""


def down(
    *,
    data_dir: DataDir = None,
    timeout: Annotated[float, typer.Option(min=1, metavar="SECONDS", help="How long to wait for its end.")] = 120.0,
) -> None:
    """Stop the stack of a folder; what is in work is finished first.

    It does not matter from where it was started, and in which way.

      onrecord down
      onrecord down --data-dir ~/news

    The status is 0 when nothing runs any more, also where nothing ran;
    1 where it did not end in time.
    """
    folder = settings(data_dir).data_dir.expanduser().resolve()
    console = stdout()
    state = StackState.load(folder)
    ran = state is not None and state.running
    if state and ran:
        state.supervisor.send(signal.SIGTERM)
    with console.status("stopping …"):
        ended, left = _wait(folder, timeout)
        if state and ended:
            state.supervisor.wait(EXIT_SECONDS)
    if not ended:
        stderr().print(
            f"onrecord down: the stack of {folder} has not ended within {timeout:g} s; see {folder / 'logs'}, "
            "and try again.",
            style="bold red",
        )
        raise typer.Exit(1)
    if left or ran:
        console.print(f"The stack of {folder} is stopped; `onrecord up` goes on from there.", soft_wrap=True)
    else:
        console.print(f"No stack runs on {folder}.", soft_wrap=True)


def _wait(folder: Path, seconds: float) -> tuple[bool, int]:
    """Whether its supervisor (or the guard of one that was killed) has ended, and how many processes were left."""
    if not folder.is_dir():
        return True, 0
    lock = FolderLock(folder)
    deadline = time.monotonic() + seconds
    while not lock.take():
        if time.monotonic() > deadline:
            return False, 0
        time.sleep(0.05)
    left = leftovers.end(folder)
    lock.give_back()
    return True, left
