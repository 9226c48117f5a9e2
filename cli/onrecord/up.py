"""`onrecord up`: the stack of a folder, in the foreground or in the background."""

import signal
import subprocess
import sys
import threading
import time
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.errors import StackError
from onrecord.options import DataDir, settings
from onrecord.overview import Notices, print_overview
from onrecord.state import StackState
from onrecord.terminal import stderr, stdout

if TYPE_CHECKING:
    from onrecord.plan import StackOptions

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
INTERRUPTED = 130
DETACHED_LOG = "up.log"


def up(
    *,
    data_dir: DataDir = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that extract statements.")] = 1,
    ingest_port: Annotated[
        int, typer.Option(envvar="ONRECORD_INGEST_PORT", min=0, max=65535, help="0 is any free one.")
    ] = 8081,
    store_port: Annotated[
        int, typer.Option(envvar="ONRECORD_STORE_PORT", min=0, max=65535, help="0 is any free one.")
    ] = 8080,
    redis_port: Annotated[
        int | None,
        typer.Option(
            min=1, max=65535, show_default=False, help="By default 6379, that of the last time or any, as it is free."
        ),
    ] = None,
    detach: Annotated[bool, typer.Option("--detach", "-d", help="Go to the background when all is ready.")] = False,
) -> None:
    """Start everything on this machine: Valkey, PostgreSQL, ingest, extract and the store.

    Nothing needs to be installed beside this package. All data is kept in
    one folder; another `up` on the same folder goes on where the last ended.
    A process that dies is started again. Ctrl-C stops everything in order,
    and nothing that was dropped is lost.

      onrecord up                        everything, data in ./.onrecord
      onrecord up --workers 4 --detach   four extractors, in the background
      onrecord up --data-dir ~/news --ingest-port 9081 --store-port 9080

    With a Redis, or a PostgreSQL, that is there already:

      ONRECORD_REDIS_URL=redis://broker:6379/0 onrecord up
      ONRECORD_DATABASE_URL=postgresql://me:…@db/onrecord onrecord up

    The status is 1 where it cannot be started; what is said then tells why.
    """
    from onrecord.plan import StackOptions  # noqa: PLC0415 - takes half a second, which other commands need not spend

    given = settings(data_dir)
    options = StackOptions(
        data_dir=given.data_dir.expanduser().resolve(),
        workers=workers,
        ingest_port=ingest_port,
        store_port=store_port,
        redis_port=redis_port,
        redis_url=given.redis_url,
        database_url=given.database_url,
        prefix=given.prefix,
    )
    try:
        if detach:
            _run_detached(options)
        else:
            _run(options)
    except StackError as error:
        _print_failure(error)
        raise typer.Exit(1) from error


def _run(options: "StackOptions") -> None:
    from onrecord.stack import Stack  # noqa: PLC0415 - see above

    console = stdout()
    notices = Notices(console)
    for number in SIGNALS:
        signal.signal(number, _interrupt)
    stack = Stack(options, notices)
    try:
        with notices.starting():
            stack.start()
    except KeyboardInterrupt:
        console.print("Interrupted; everything is stopped.")
        raise typer.Exit(INTERRUPTED) from None
    try:
        print_overview(console, stack.data_dir, stack.state)
        console.print("Ctrl-C stops it.", style="dim")
        threading.Event().wait()
    except KeyboardInterrupt:
        console.print("Stopping …")
    finally:
        stack.stop()
    console.print("Everything is stopped; `onrecord up` goes on from here.")


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    for number in SIGNALS:
        signal.signal(number, _be_patient)
    raise KeyboardInterrupt


def _be_patient(_number: int, _frame: FrameType | None) -> None:
    """Go on stopping in order; it has an end of its own."""


def _run_detached(options: "StackOptions") -> None:
    """Run this command again in a session of its own, and wait until it is ready; raises StackError."""
    logs = options.data_dir / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    arguments = [word for word in sys.argv[1:] if word not in {"--detach", "-d"}]
    with (logs / DETACHED_LOG).open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-m", "onrecord.main", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    console = stdout()
    with console.status("starting …"):
        state = _wait_for(process, options)
    if state is None:
        said = (logs / DETACHED_LOG).read_text("utf-8", "replace").splitlines()
        raise StackError("The stack did not start.", said[-40:])
    print_overview(console, options.data_dir, state)
    console.print("It runs in the background; `onrecord down` stops it.", style="dim")


def _wait_for(process: "subprocess.Popen[bytes]", options: "StackOptions") -> StackState | None:
    while process.poll() is None:
        state = StackState.load(options.data_dir)
        if state and state.supervisor.pid == process.pid and state.ready:
            return state
        time.sleep(0.1)
    return None


def _print_failure(error: StackError) -> None:
    console = stderr()
    for line in error.log:
        console.print("  " + line, style="dim")
    console.print(f"onrecord up: {error}", style="bold red")
