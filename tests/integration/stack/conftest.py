"""Folders with short paths, and stacks in them."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

import pytest
from onrecord import leftovers
from onrecord.stack import Stack, StackOptions
from onrecord.state import StackState

SETTINGS = {"ONRECORD_LEASE_SECONDS": "1", "ONRECORD_GRACE_SECONDS": "5", "ONRECORD_EXTRACTOR_MODEL": "rules"}
"""What a killed process had in work is taken over soon; texts that differ in a name alone are read alike."""


@pytest.fixture(scope="module")
def folder() -> Generator[Path]:
    """A data folder for the tests of a module, short enough for a Unix socket, with nothing left running."""
    made = Path(tempfile.mkdtemp(prefix="orst"))
    yield made
    leftovers.end(made)
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def stack(folder: Path) -> Generator[Stack]:
    """A stack on free ports."""
    with Stack(StackOptions(folder, ingest_port=0, store_port=0, environment=SETTINGS)) as running:
        yield running


class UpCommand:
    """`onrecord up` in a terminal session of its own."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "onrecord.main", "up", "--data-dir", str(folder), *FREE_PORTS, *options],
            env={**os.environ, **SETTINGS},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def state(self, within: float = 90.0) -> StackState:
        """Its state, once all is ready."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline and self.process.poll() is None:
            state = StackState.load(self.folder)
            if state and state.ready and state.supervisor.pid == self.process.pid:
                return state
            time.sleep(0.05)
        self.process.kill()
        raise AssertionError(f"not ready: {self.process.communicate()[0]}")

    def send(self, number: signal.Signals) -> str:
        """Send a signal to the command alone, wait for its end, and give what it printed."""
        self.process.send_signal(number)
        return self.process.communicate(timeout=60)[0]


FREE_PORTS = ("--ingest-port", "0", "--store-port", "0")


@pytest.fixture(scope="module")
def running(folder: Path) -> Generator[UpCommand]:
    """An `onrecord up` with two workers, which the tests of a module share."""
    command = UpCommand(folder, "--workers", "2")
    yield command
    if command.process.poll() is None:
        command.send(signal.SIGTERM)


@pytest.fixture
def up() -> Generator[Callable[..., UpCommand]]:
    """Starts `onrecord up`; what still runs in the end is ended."""
    started: list[UpCommand] = []

    def start(folder: Path, *options: str) -> UpCommand:
        command = UpCommand(folder, *options)
        started.append(command)
        return command

    yield start
    for command in started:
        if command.process.poll() is None:
            command.send(signal.SIGTERM)


@pytest.fixture
def onrecord() -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Runs the command to its end."""

    def run(*arguments: str, environment: Sequence[tuple[str, str]] = ()) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "onrecord.main", *arguments],
            env={**os.environ, **SETTINGS, "COLUMNS": "200", **dict(environment)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run
