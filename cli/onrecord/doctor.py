"""`onrecord doctor`: what is missing on this machine, and how to get it."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from onrecord.options import DataDir, settings
from onrecord.terminal import stdout, write_json

MARKS = {"ok": ("✓", "green"), "warn": ("!", "yellow"), "fail": ("✗", "bold red")}


def doctor(
    *,
    data_dir: DataDir = None,
    ingest_port: Annotated[int, typer.Option(envvar="ONRECORD_INGEST_PORT", min=0, max=65535)] = 8081,
    store_port: Annotated[int, typer.Option(envvar="ONRECORD_STORE_PORT", min=0, max=65535)] = 8080,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON list, for programs.")] = False,
) -> None:
    """Check this machine for what onrecord needs, and say how to get the rest.

    Looked at are Python, the packages, whether Valkey and PostgreSQL run
    here, the data folder, disk, memory, the ports, and two things that can
    be done without: Docker and the network.

      onrecord doctor
      onrecord doctor --data-dir /mnt/big --store-port 9080
      onrecord doctor --json | jq '.[] | select(.outcome != "ok")'

    The status is 1 where something is missing that `onrecord up` needs.
    """
    from onrecord.checks import all_checks  # noqa: PLC0415 - loads what other commands need not
    from onrecord.machine import Check  # noqa: PLC0415

    given = settings(data_dir)
    console = stdout()
    found: list[Check] = []
    for check in all_checks(
        given.data_dir.expanduser().resolve(),
        ingest_port=ingest_port,
        store_port=store_port,
        embedded=(given.redis_url is None, given.database_url is None),
    ):
        found.append(check)
        if not as_json:
            mark, style = MARKS[check.outcome]
            console.print(f"{mark} {check.name:<20} {check.detail}", style=style, soft_wrap=True)
            if check.fix:
                console.print(f"  {'':<20} {check.fix}", soft_wrap=True)
    if as_json:
        write_json(json.dumps([asdict(check) for check in found]))
    if any(check.outcome == "fail" for check in found):
        raise typer.Exit(1)
