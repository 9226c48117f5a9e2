"""A process that dies is started again, later and later, and the reason is told."""

import signal
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from onrecord.errors import StackError
from onrecord.logfiles import LogFile
from onrecord.spec import Spec
from onrecord.supervised import Notice, Supervised
from onrecord_core.testing import wait_until

LASTING = "import time; print('here', flush=True); time.sleep(600)"
FAILING = "import sys; print('no such thing', flush=True); sys.exit(3)"
BRIEF = "import sys, time; print('here', flush=True); time.sleep(1); sys.exit(3)"
STUBBORN = "import signal, time; signal.signal(15, signal.SIG_IGN); print('here', flush=True); time.sleep(600)"


class Made:
    """A supervised process, and what was told of it."""

    def __init__(self, folder: Path, program: str, *, grace: float = 5.0) -> None:
        self.notices: list[Notice] = []
        log = LogFile(folder / "it.log", "it")
        spec = Spec(
            name="it",
            command=(sys.executable, "-c", program),
            folder=folder,
            is_ready=lambda: "here" in "".join(log.tail()),
            ready_within=20.0,
            grace=grace,
        )
        self.process = Supervised(spec, log, notify=self.notices.append, on_start=lambda: None)

    async def ready(self) -> None:
        """Wait until it is ready."""

        async def ask() -> bool:
            return self.process.is_ready()

        await wait_until(ask, description="it is ready")

    def told(self, kind: str) -> list[Notice]:
        """The notices of one kind."""
        return [notice for notice in self.notices if notice.kind == kind]


@pytest.fixture
def run(tmp_path: Path) -> Generator[Callable[..., Made]]:
    """Starts a program under supervision."""
    started: list[Made] = []

    def start(program: str, *, grace: float = 5.0) -> Made:
        made = Made(tmp_path, program, grace=grace)
        started.append(made)
        made.process.start()
        return made

    yield start
    for made in started:
        made.process.stop()


async def test_a_killed_process_is_started_again(run: Callable[..., Made]) -> None:
    made = run(LASTING)
    await made.ready()
    first = made.process.identity
    assert first
    first.send(signal.SIGKILL)

    async def again() -> bool:
        return bool(made.told("restarted"))

    await wait_until(again, description="it is started again")
    second = made.process.identity
    assert second
    assert second != first
    assert second.alive
    assert "was killed by SIGKILL" in made.told("died")[0].detail


async def test_one_that_keeps_dying_is_started_later_and_later(run: Callable[..., Made]) -> None:
    made = run(BRIEF)
    await made.ready()

    async def three_times() -> bool:
        return len(made.told("died")) >= 3

    await wait_until(three_times, description="it died three times")
    details = [notice.detail for notice in made.told("died")[:3]]
    assert details == [f"ended with status 3; started again in {delay} s" for delay in ("0.1", "0.2", "0.4")]
    assert "here" in made.told("died")[0].log[-1]


async def test_one_that_dies_in_its_start_says_why(run: Callable[..., Made]) -> None:
    made = run(FAILING)
    with pytest.raises(StackError, match="ended with status 3 while it was starting") as failure:
        await made.ready()
    assert "no such thing" in failure.value.log[-1]


async def test_a_stopped_process_is_not_started_again(run: Callable[..., Made]) -> None:
    made = run(LASTING)
    await made.ready()
    made.process.stop()
    assert made.process.identity
    assert not made.process.identity.alive
    assert not made.told("died")


async def test_one_that_does_not_stop_in_time_is_killed(run: Callable[..., Made]) -> None:
    made = run(STUBBORN, grace=0.3)
    await made.ready()
    made.process.stop()
    assert made.process.identity
    assert not made.process.identity.alive
    assert "killed" in made.told("stopped")[0].detail
