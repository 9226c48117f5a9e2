"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

from onrecord.settings import CliSettings
from onrecord.state import Endpoints, endpoints

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        help="The folder of the stack to talk to; by default `ONRECORD_DATA_DIR`, else .onrecord.",
        file_okay=False,
        show_default=False,
    ),
]


def services(data_dir: Path | None) -> Endpoints:
    """Where the services answer: named in the environment, else of the stack that runs in the data folder."""
    return endpoints(settings(data_dir))


def settings(data_dir: Path | None) -> CliSettings:
    """The settings, with the data folder that the command line names."""
    return CliSettings(data_dir=data_dir) if data_dir else CliSettings()
