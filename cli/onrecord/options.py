"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

from onrecord.errors import StackError
from onrecord.settings import CliSettings
from onrecord.state import Endpoints, StackState, endpoints
from onrecord.terminal import failures_told

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        help="The folder of the stack to talk to; by default `ONRECORD_DATA_DIR`, else .onrecord.",
        file_okay=False,
        show_default=False,
    ),
]
StoreUrl = Annotated[
    str | None,
    typer.Option(
        help="Where the store answers; by default `ONRECORD_STORE_URL`, else the stack that runs.", show_default=False
    ),
]


def services(data_dir: Path | None) -> Endpoints:
    """Where the services answer: named in the environment, else of the stack that runs in the data folder.

    A folder that the command line names stands for its own stack: where none runs there, the command ends with
    status 1 instead of asking whatever else listens at the usual ports.
    """
    given = settings(data_dir)
    named = given.ingest_url or given.store_url or given.redis_url
    state = StackState.load(given.data_dir)
    with failures_told():
        if data_dir and not named and not (state and state.running):
            raise StackError(f"No stack runs on {data_dir}. Start it with `onrecord up --data-dir {data_dir}`.")
    return endpoints(given)


def settings(data_dir: Path | None) -> CliSettings:
    """The settings, with the data folder that the command line names."""
    return CliSettings(data_dir=data_dir) if data_dir else CliSettings()
