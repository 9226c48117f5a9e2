"""Ends what a supervisor that was killed leaves running: `python -m onrecord.guard FOLDER`, a child of each stack.

Its standard input is a pipe that the supervisor holds open. A supervisor that ends in order says so first; when the
pipe just closes, it was killed, and its processes are stopped in the order in which nothing is lost.
"""

import subprocess
import sys
import time
from pathlib import Path

from onrecord import leftovers
from onrecord.lock import FolderLock

FAREWELL = b"done"
LOCK_WITHIN = 3.0
"""Seconds."""


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
    # The system may close the pipe of a killed process a moment before it gives back its lock. Whoever holds the lock
    # for longer is a new supervisor, who has done this itself.
    deadline = time.monotonic() + LOCK_WITHIN
    while not lock.take():
        if time.monotonic() > deadline:
            return
        time.sleep(0.05)
    leftovers.end(data_dir)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
