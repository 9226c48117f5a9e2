"""`onrecord status`: what runs, and how far each consumer group is."""

import asyncio
import json
import time
from typing import Annotated

import typer
from onrecord_core.groups import read
from redis.asyncio import Redis
from redis.exceptions import RedisError
from rich.live import Live

from onrecord.options import DataDir, settings
from onrecord.settings import CliSettings
from onrecord.state import StackState, endpoints
from onrecord.status_view import Report, as_dict, rendered, what_to_do
from onrecord.terminal import stderr, stdout, write_json

EVERY_SECONDS = 1.0


def status(
    *,
    data_dir: DataDir = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Again every second, until Ctrl-C.")] = False,
) -> None:
    """Show what runs and how far each consumer group is: lag, pending entries, dead letters.

    lag is what a group has not read; pending is what it has read and not
    finished. Both are 0 when all articles are through.

      onrecord status
      onrecord status --watch
      onrecord status --json | jq '.groups[] | {group, stream, lag}'

    Dead letters are entries that could not be processed; each says why:

      onrecord dlq list

    Of a stack that runs elsewhere:

      ONRECORD_REDIS_URL=redis://broker:6379/0 onrecord status

    The status is 1 where nothing runs.
    """
    given = settings(data_dir)
    try:
        while True:
            report = asyncio.run(ask(given))
            if as_json:
                write_json(json.dumps(as_dict(report)))
            elif not watch or report.progress is None:
                stdout().print(rendered(report))
            else:
                _follow(given, report)
            if not (watch and as_json):
                break
            time.sleep(EVERY_SECONDS)
    except KeyboardInterrupt:
        return
    if report.progress is None:
        stderr().print(what_to_do(report), style="bold red")
        raise typer.Exit(1)


def _follow(given: CliSettings, report: Report) -> None:
    with Live(rendered(report), console=stdout(), auto_refresh=False) as live:
        while True:
            time.sleep(EVERY_SECONDS)
            live.update(rendered(asyncio.run(ask(given))), refresh=True)


async def ask(given: CliSettings) -> Report:
    """Read the state file and ask the broker."""
    folder = given.data_dir.expanduser().resolve()
    state = StackState.load(folder)
    stack = state if state and state.running else None
    where = endpoints(given)
    if stack is None and given.redis_url is None:
        return Report(folder, where.redis_url, None, None)
    try:
        async with Redis.from_url(where.redis_url, socket_connect_timeout=3, socket_timeout=5) as redis:  # pyright: ignore[reportUnknownMemberType]
            return Report(folder, where.redis_url, stack, await read(redis, where.prefix))
    except RedisError as error:
        return Report(folder, where.redis_url, stack, None, str(error))
