"""The whole of onrecord on one machine: Valkey, PostgreSQL and the services, each a process of its own.

with Stack(StackOptions(data_dir=Path(".onrecord"), ingest_port=0, store_port=0)) as stack:
    httpx.post(f"{stack.state.ingest_url}/v1/articles", json={"text": …})
"""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from onrecord import guard, leftovers, postgres
from onrecord.errors import AlreadyRunningError, StackError
from onrecord.lock import FolderLock
from onrecord.logfiles import LogFile
from onrecord.plan import Plan, StackOptions, plan
from onrecord.processes import Identity
from onrecord.spec import Spec
from onrecord.state import Part, StackState
from onrecord.supervised import Notice, Supervised

__all__ = ["Notice", "Stack", "StackOptions"]

LAST_ONE_WITHIN = 60.0
"""Seconds for the guard of a supervisor that was killed to stop what it left."""


def _tell_nobody(_: Notice) -> None:
    """Leave notices unread."""


class Stack:
    """Starts, watches and stops the processes of one folder; `notify` is called from several threads."""

    def __init__(self, options: StackOptions, notify: Callable[[Notice], None] = _tell_nobody) -> None:
        self.options = options
        self.data_dir = options.data_dir.expanduser().resolve()
        self._notify = notify
        self._lock = FolderLock(self.data_dir)
        self._guard: subprocess.Popen[bytes] | None = None
        self._saving = threading.Lock()
        self._state: StackState | None = None
        self._servers: list[Supervised] = []
        self._services: list[Supervised] = []

    @property
    def state(self) -> StackState:
        """Where everything is; raises StackError before `start`."""
        if self._state is None:
            raise StackError("the stack is not started")
        return self._state

    def start(self) -> None:
        """Start all and wait until all is ready; raises StackError, with nothing left running, where it cannot be."""
        try:
            (self.data_dir / "logs").mkdir(parents=True, exist_ok=True)
            self._take_lock()
        except OSError as error:
            raise StackError(f"{self.data_dir}: {error.strerror}. Give a folder with --data-dir.") from error
        try:
            self._start_all()
        except OSError as error:
            self.stop()
            raise StackError(f"{error}. See what is missing with `onrecord doctor`.") from error
        except BaseException:
            self.stop()
            raise

    def _start_all(self) -> None:
        leftovers.end(self.data_dir)
        self._guard = guard.start(self.data_dir)
        chosen = plan(self.options, self.data_dir)
        self._state = self._described(chosen)
        self._start_together(self._servers, chosen.servers)
        if self.options.database_url is None:
            postgres.ensure_database(chosen.database_url)
        self._start_together(self._services, chosen.services)
        self._save(ready=True)

    def stop(self) -> None:
        """Stop the services, then the servers that they need; what is in work is finished first."""
        for part in self._services:
            part.ask_to_stop()
        for part in (*self._services, *self._servers):
            part.stop()
        self._services, self._servers = [], []
        if self._lock.held:
            leftovers.end(self.data_dir)  # what an interrupt in the middle of a start may have let slip
            self._save(stopped=True)
        if self._guard:
            guard.dismiss(self._guard)
            self._guard = None
        self._lock.give_back()

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop it."""
        self.stop()

    def _take_lock(self) -> None:
        deadline = time.monotonic() + LAST_ONE_WITHIN
        while not self._lock.take():
            state = StackState.load(self.data_dir)
            if state is None or state.running or time.monotonic() > deadline:
                who = f" (process {state.supervisor.pid})" if state else ""
                raise AlreadyRunningError(
                    f"A stack already runs on {self.data_dir}{who}. See how it does with `onrecord status`, "
                    "stop it with `onrecord down`, or give another folder with --data-dir."
                )
            time.sleep(0.1)

    def _described(self, chosen: Plan) -> StackState:
        me = Identity.of(os.getpid())
        if me is None:
            raise StackError("This process is not in the system's list of processes. Is /proc mounted?")
        return StackState(
            supervisor=me,
            redis_url=chosen.redis_url,
            redis_port=chosen.redis_port,
            database_url=chosen.database_url,
            ingest_url=chosen.ingest_url,
            store_url=chosen.store_url,
            prefix=self.options.prefix,
            started_at=datetime.now(UTC),
        )

    def _start_together(self, started: list[Supervised], specs: Sequence[Spec]) -> None:
        for spec in specs:
            log = LogFile(self.data_dir / "logs" / f"{spec.name}.log", spec.name)
            part = Supervised(spec, log, notify=self._notify, on_start=self._save)
            started.append(part)
            part.start()
        awaited = list(started)
        while awaited:  # all of them are asked each time, so that one that died is known at once
            awaited = [part for part in awaited if not part.is_ready()]
            time.sleep(0.02)

    def _save(self, *, ready: bool = False, stopped: bool = False) -> None:
        """Write down which processes there are now; called by each that is started."""
        with self._saving:
            if self._state is None:
                return
            parts = [
                Part(name=part.spec.name, process=part.identity, port=part.spec.port)
                for part in (*self._servers, *self._services)
                if part.identity
            ]
            changes = {"parts": tuple(parts), "ready": ready or self._state.ready, "stopped": stopped}
            self._state = self._state.model_copy(update=changes)
            self._state.save(self.data_dir)
