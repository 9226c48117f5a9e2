"""A process that is started again whenever it dies."""

import os
import pwd
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from onrecord.errors import StackError
from onrecord.logfiles import LogFile
from onrecord.processes import Identity
from onrecord.spec import Spec

FIRST_DELAY = 0.1
LONGEST_DELAY = 30.0
STEADY_SECONDS = 30.0
"""One that has run for this long before it died is started again as if it were the first time."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that happened to a process of the stack."""

    kind: Literal["starting", "ready", "died", "restarted", "stopping", "stopped"]
    name: str
    detail: str = ""
    log: tuple[str, ...] = ()
    """The last lines of its log, when it died."""


class Supervised:
    """Runs a process by its spec until `stop`. One that dies before it was ready for the first time stays dead."""

    def __init__(
        self, spec: Spec, log: LogFile, *, notify: Callable[[Notice], None], on_start: Callable[[], None]
    ) -> None:
        self.spec = spec
        self.log = log
        self.identity: Identity | None = None
        self._status: int | None = None
        self._started = time.monotonic()
        self._was_ready = False
        self._notify = notify
        self._on_start = on_start
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._pump: threading.Thread | None = None
        self._watcher = threading.Thread(target=self._watch, name=f"watch-{spec.name}", daemon=True)

    def start(self) -> None:
        """Start it, and watch it from now on; raises OSError where it cannot be started at all."""
        self._notify(Notice("starting", self.spec.name))
        self._spawn()
        self._watcher.start()

    def is_ready(self) -> bool:
        """Whether it is ready; raises StackError with the end of its log when it has died, or its time is over."""
        if self._was_ready:
            return True
        if self._status is not None:
            raise StackError(f"{self.spec.name} {ended(self._status)} while it was starting.", self.log.tail())
        if time.monotonic() - self._started > self.spec.ready_within:
            raise StackError(f"{self.spec.name} is not ready after {self.spec.ready_within:g} s.", self.log.tail())
        self._was_ready = self.spec.is_ready()
        if self._was_ready:
            self._notify(Notice("ready", self.spec.name))
        return self._was_ready

    def ask_to_stop(self) -> None:
        """Start it no more, and send it the signal to stop."""
        with self._lock:
            asked = self._stopping.is_set()
            self._stopping.set()
            process = self._process
        if process and process.poll() is None and not asked:
            self._notify(Notice("stopping", self.spec.name))
            process.send_signal(self.spec.stop_signal)

    def stop(self) -> None:
        """Stop it; kill it with all it started when it has not ended within its grace."""
        self.ask_to_stop()
        process = self._process
        if process is None:
            return
        try:
            process.wait(self.spec.grace)
        except subprocess.TimeoutExpired:
            self._kill(process)
            self._notify(Notice("stopped", self.spec.name, f"killed: not ended after {self.spec.grace:g} s"))
        else:
            self._notify(Notice("stopped", self.spec.name))
        if self._pump:
            self._pump.join(1.0)

    @staticmethod
    def _kill(process: subprocess.Popen[bytes]) -> None:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        process.wait()

    def _spawn(self) -> None:
        self.spec.before_start()
        user = pwd.getpwnam(self.spec.user) if self.spec.user else None
        self.log.begin()
        with self._lock:
            if self._stopping.is_set():
                return
            # A session of its own: the terminal's Ctrl-C is for us, who stop all in order.
            self._process = subprocess.Popen(  # noqa: S603 - what we run is of our own making
                self.spec.command,
                cwd=self.spec.folder,
                env={**os.environ, **self.spec.environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=user.pw_uid if user else None,
                group=user.pw_gid if user else None,
                extra_groups=[] if user else None,
            )
            self.identity = Identity.of(self._process.pid)
            self._pump = threading.Thread(target=self.log.copy_from, args=[self._process.stdout], daemon=True)
            self._pump.start()
        self._on_start()

    def _watch(self) -> None:
        delay = FIRST_DELAY
        while process := self._process:
            since = time.monotonic()
            status = process.wait()
            if self._stopping.is_set():
                return
            if self._pump:
                self._pump.join(0.5)
            self._status = status
            if not self._was_ready:
                return  # it cannot be started: whoever waits for it is told
            if time.monotonic() - since > STEADY_SECONDS:
                delay = FIRST_DELAY
            detail = f"{ended(status)}; started again in {delay:g} s"
            self._notify(Notice("died", self.spec.name, detail, tuple(self.log.tail())))
            if not self._respawn_after(delay):
                return
            delay = min(delay * 2, LONGEST_DELAY)

    def _respawn_after(self, delay: float) -> bool:
        while not self._stopping.wait(delay):
            try:
                self._spawn()
            except (OSError, StackError) as error:
                self._notify(Notice("died", self.spec.name, f"cannot be started: {error}"))
                delay = LONGEST_DELAY
            else:
                self._notify(Notice("restarted", self.spec.name))
                return True
        return False


def ended(status: int) -> str:
    """Why a process ended, from its exit status."""
    if status >= 0:
        return f"ended with status {status}"
    try:
        return f"was killed by {signal.Signals(-status).name}"
    except ValueError:
        return f"was killed by signal {-status}"
