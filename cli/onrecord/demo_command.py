"""`onrecord demo`: articles in, statements out, and how a position moved, on a stack of one's own."""

import asyncio
import contextlib
import sys
import time
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from onrecord_core.errors import OnrecordError
from rich.console import Console

from onrecord.dropping import StalledError
from onrecord.errors import StackError
from onrecord.files import missing
from onrecord.options import DataDir, settings
from onrecord.rehearsal import Rehearsal
from onrecord.settings import CliSettings
from onrecord.state import Endpoints, StackState, endpoints
from onrecord.story import Story
from onrecord.terminal import clean, failures_told, several, stderr, stdout

SAMPLES = Path("samples")


class DemoError(OnrecordError):
    """The demo cannot go on; the message says what to look at."""


def demo(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE", help="Files and folders with articles; by default ./samples."),
    ] = None,
    *,
    topic: Annotated[
        str | None, typer.Option(help="The topic of the timeline; by default the one spoken of most.")
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="The country of the timeline, such as NO; by default the one that spoke most.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many statements to print.")] = 100,
    patience: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="Give up when nothing moves for so long.")
    ] = 60,
    keep: Annotated[bool, typer.Option("--keep", help="Leave the stack running until Ctrl-C.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Drop articles, wait for their statements, and show who said what.

    This starts a stack in the data folder, or uses the one that runs there,
    and stops it again. The data stays: `onrecord up` shows the same.

      onrecord demo
      onrecord demo articles/ --topic sanctions --country BR
      onrecord demo --keep
    """
    sources = paths or [str(SAMPLES)]
    if absent := missing(sources):
        raise typer.BadParameter(f"not there: {several(absent)}; name a folder or files with articles")
    console = stdout()
    given = settings(data_dir)
    rehearsal = Rehearsal(console, sources, patience=patience)
    story = Story(console, topic=topic, country=country.upper() if country else None, limit=limit)
    with failures_told():
        try:
            with _stack(console, given) as places:
                told = asyncio.run(rehearsal.run(places))
                story.tell(told, options=_options(given))
                if keep:
                    _wait(console, places)
        except StalledError as error:
            raise DemoError(f"{error}; why is in the logs in {_shown(given.data_dir)}logs") from error
        except StackError as error:
            for line in error.log:
                stderr().print(f"  │ {clean(line)}", style="dim")
            raise DemoError(str(error)) from error
        except KeyboardInterrupt:
            console.print("Interrupted; what was dropped stays in the data folder and goes on with: onrecord up")
            raise typer.Exit(130) from None


@contextlib.contextmanager
def _stack(console: Console, given: CliSettings) -> Generator[Endpoints]:
    """The stack that runs in the data folder, else one of our own."""
    folder = given.data_dir
    state = StackState.load(folder)
    if state and state.running:
        console.print(f"  using the stack that runs in {_shown(folder)}", soft_wrap=True)
        yield endpoints(given)
        return
    from onrecord.stack import Stack, StackOptions  # noqa: PLC0415 - takes half a second, of all commands

    options = StackOptions(
        data_dir=folder.expanduser().resolve(),
        ingest_port=0,
        store_port=0,
        redis_url=given.redis_url,
        database_url=given.database_url,
        prefix=given.prefix,
    )
    started = time.monotonic()
    stack = Stack(options)
    with console.status("  starting Valkey, PostgreSQL, ingest, extract and store …"):
        stack.start()
    try:
        servers = " and ".join(part for part, given_url in _servers(given) if not given_url)
        where = f"{servers} are up on loopback" if servers else "the services are up on loopback"
        seconds = time.monotonic() - started
        console.print(f"  {where} after {seconds:.1f} s, data in {_shown(folder)}", soft_wrap=True)
        state = stack.state
        yield Endpoints(state.ingest_url, state.store_url, state.redis_url, state.prefix)
    finally:
        with console.status("  stopping the stack …"):
            stack.stop()


def _servers(given: CliSettings) -> Sequence[tuple[str, str | None]]:
    return (("Valkey", given.redis_url), ("PostgreSQL", given.database_url))


def _shown(folder: Path) -> str:
    path = folder.expanduser().resolve()
    with contextlib.suppress(ValueError):
        path = path.relative_to(Path.cwd())
    return f"{clean(str(path))}/"


def _options(given: CliSettings) -> str:
    """What a later command needs to find the same data."""
    usual = CliSettings().data_dir.expanduser().resolve()
    return "" if given.data_dir.expanduser().resolve() == usual else f" --data-dir {given.data_dir}"


def _wait(console: Console, places: Endpoints) -> None:
    console.print(f"  ingest {places.ingest_url}   store {places.store_url}", soft_wrap=True)
    console.print("  Ctrl-C stops it.", style="dim")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            time.sleep(3600)
