"""Processes that outlive whoever started them: which one it was, whether it is alive, and how to end it."""

import contextlib
import signal
import time

import psutil
from pydantic import BaseModel, ConfigDict


class Identity(BaseModel):
    """A process, told from a later one with the same number by the time of its start."""

    model_config = ConfigDict(frozen=True)

    pid: int
    started: float
    """Seconds since 1970."""

    @classmethod
    def of(cls, pid: int) -> "Identity | None":
        """The process that has this number now; None where there is none, or only what is left of a dead one."""
        try:
            process = psutil.Process(pid)
            if process.status() == psutil.STATUS_ZOMBIE:
                return None
            return cls(pid=pid, started=process.create_time())
        except (psutil.NoSuchProcess, ValueError):
            return None

    @property
    def alive(self) -> bool:
        """Whether this very process still runs."""
        now = Identity.of(self.pid)
        # The clock may be set between two readings of the same start.
        return now is not None and abs(now.started - self.started) < 1.0

    def send(self, number: signal.Signals) -> None:
        """Send a signal; one to a process that has ended is passed over."""
        if self.alive:
            with contextlib.suppress(psutil.NoSuchProcess):
                psutil.Process(self.pid).send_signal(number)

    def wait(self, seconds: float) -> bool:
        """Whether it ended within so many seconds; for processes that need not be our children."""
        deadline = time.monotonic() + seconds
        while self.alive:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True
