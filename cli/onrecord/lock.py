"""One stack for a folder: whoever holds the lock runs it."""

import fcntl
import os
from pathlib import Path


class FolderLock:
    """A lock that the system gives back when its holder ends, however it ends."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "lock"
        self._file: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds it."""
        return self._file is not None

    def take(self) -> bool:
        """Take it; False where another process (or another stack of this one) holds it."""
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._file = file
        return True

    def give_back(self) -> None:
        """Let others take it."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
