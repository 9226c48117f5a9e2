"""Ends what a supervisor that was killed leaves running: `python -m onrecord.guard FOLDER`, a child of each stack.

Its standard input is a pipe that the supervisor holds open. A supervisor that ends in order says so first; when the
pipe just closes, it was killed, and its processes are stopped in the order in which nothing is lost.
"""

import subprocess
import sys
from pathlib import Path

from onrecord import leftovers
from onrecord.lock import FolderLock

FAREWELL = b"done"


def start(data_dir: Path) -> "subprocess.Popen[bytes]":
    """Start the guard of a stack."""
    return subprocess.Popen(  # noqa: S603 - what we run is of our own making
        [sys.executable, "-m", "onrecord.guard", str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def dismiss(guard: "subprocess.Popen[bytes]") -> None:
    """Tell it that there is nothing left to end."""
    guard.communicate(FAREWELL)


def main(data_dir: Path) -> None:
    """Wait for the end of the supervisor."""
    if sys.stdin.buffer.read() == FAREWELL:
        return
    lock = FolderLock(data_dir)
    if lock.take():  # else a new supervisor holds it, who has done this itself
        leftovers.end(data_dir)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
