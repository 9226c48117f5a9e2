"""`onrecord dlq`: what could not be processed, and the ways out of there."""

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Annotated, NoReturn

import typer
from onrecord_core.letterbox import CannotRetryError, Letterbox
from onrecord_core.letters import Letter, Wanted, whole
from redis.asyncio import Redis
from redis.exceptions import RedisError

from onrecord.dlq_view import described, listed
from onrecord.options import DataDir, services
from onrecord.state import Endpoints
from onrecord.terminal import clean, counted, failures_told, stderr, stdout, write_json
from onrecord.waiting import AwayError

app = typer.Typer(
    no_args_is_help=True,
    help="Dead letters: entries that could not be processed, why, and the way back.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
_AGO = re.compile(r"(\d{1,6})([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}

Stream = Annotated[
    str | None, typer.Option(help="Only of this stream: submissions, articles or statements.", show_default=False)
]
Error = Annotated[str | None, typer.Option(help="Only of this type of error, or with this digest of the traceback.")]
Since = Annotated[
    str | None, typer.Option(metavar="TIME", help="Only set aside since: 2h, 7d, or an ISO 8601 date or time (UTC).")
]
Json = Annotated[bool, typer.Option("--json", help="JSON Lines, for programs.")]
Ids = Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Dead letters; see `onrecord dlq list`.")]
All = Annotated[bool, typer.Option("--all", help="All to which the filters apply.")]


@app.command("list")
def list_(
    *,
    stream: Stream = None,
    error: Error = None,
    since: Since = None,
    limit: Annotated[int, typer.Option(min=1, help="How many at most, the newest first.")] = 50,
    json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """List dead letters, the newest first.

    onrecord dlq list
    onrecord dlq list --stream articles --error GivenUpError --since 24h
    onrecord dlq list --json | jq -r .error.traceback_digest | sort | uniq -c
    """
    letters = _run(data_dir, lambda box: _found(box, _wanted(stream, error, since), limit=limit))
    if json:
        for letter in letters:
            write_json(letter.model_dump_json(exclude={"traceback"}))
    elif letters:
        stdout().print(listed(letters))
    else:
        stdout().print("no dead letters")


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="A dead letter; see `onrecord dlq list`.")],
    *,
    json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Show a dead letter: why, where the error was raised, and the entry itself.

    onrecord dlq show 1700000000001-0
    onrecord dlq show 1700000000001-0 --json | jq -r '.original[].value'
    """
    found = _run(data_dir, lambda box: box.read(name))
    if found is None:
        _fail(f"there is no dead letter {name}; see `onrecord dlq list`")
    letter, fields = found
    if json:
        write_json(whole(letter, fields).model_dump_json())
    else:
        stdout().print(described(letter, fields), soft_wrap=True)


@app.command()
def retry(
    ids: Ids = None,
    *,
    every: All = False,
    stream: Stream = None,
    error: Error = None,
    since: Since = None,
    data_dir: DataDir = None,
) -> None:
    """Put entries back into their streams, to be processed again.

    Every group of the stream gets the entry, also those that have processed it;
    a repeat changes nothing there. A letter that was retried is gone; to retry
    it again tells what became of it.

    onrecord dlq retry 1700000000001-0
    onrecord dlq retry --all --error FetchError --since 24h
    """

    async def one(box: Letterbox, name: str) -> str | None:
        retried = await box.retry(name)
        if retried is None:
            return None
        return f"retried before, as {retried.entry_id}" if retried.before else f"is {retried.entry_id} now"

    _each(data_dir, ids, _wanted(stream, error, since) if every else None, one, done="retried")


@app.command()
def drop(
    ids: Ids = None,
    *,
    every: All = False,
    stream: Stream = None,
    error: Error = None,
    since: Since = None,
    yes: Annotated[bool, typer.Option("--yes", help="Drop all without asking.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Remove dead letters with their entries, for good.

    onrecord dlq drop 1700000000001-0
    onrecord dlq drop --all --error LanguageError --yes
    """

    async def one(box: Letterbox, name: str) -> str | None:
        return "dropped" if await box.drop(name) else None

    if every and not yes:
        typer.confirm("Drop all dead letters to which the filters apply, with their entries?", abort=True)
    _each(data_dir, ids, _wanted(stream, error, since) if every else None, one, done="dropped")


def _each(
    data_dir: DataDir,
    ids: Sequence[str] | None,
    wanted: Wanted | None,
    act: Callable[[Letterbox, str], Awaitable[str | None]],
    *,
    done: str,
) -> None:
    """Do something to each letter, and say what came of it; status 1 where one is not there or does not let it."""
    if bool(ids) == bool(wanted):
        raise typer.BadParameter("name dead letters by their ids, or all to which the filters apply with --all")

    async def each(box: Letterbox) -> tuple[int, int]:
        names = ids or [letter.id for letter in await _found(box, wanted or Wanted())]
        went = failed = 0
        for name in names:
            try:
                what = await act(box, name)
            except CannotRetryError as error:
                what, reason = None, str(error)
            else:
                reason = f"there is no dead letter {name}"
            if what:
                went += 1
                stdout().print(f"{clean(name)}  {what}", soft_wrap=True)
            else:
                failed += 1
                stderr().print(clean(reason), style="red")
        return went, failed

    went, failed = _run(data_dir, each)
    stderr().print(f"{counted(went, 'dead letter')} {done}{f', {failed} not' if failed else ''}")
    if failed:
        raise typer.Exit(1)


async def _found(box: Letterbox, wanted: Wanted, *, limit: int | None = None) -> list[Letter]:
    letters: list[Letter] = []
    async for letter in box.find(wanted):
        letters.append(letter)
        if len(letters) == limit:
            break
    return letters


def _wanted(stream: str | None, error: str | None, since: str | None) -> Wanted:
    return Wanted(stream, error, _moment(since) if since else None)


def _moment(text: str) -> datetime:
    """A time: so long ago, or ISO 8601, in UTC where it names no zone."""
    if ago := _AGO.fullmatch(text):
        return datetime.now(UTC) - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"--since {text!r} is no time; write 2h, 7d, 2026-01-31 or 2026-01-31T09:30") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _run[T](data_dir: DataDir, work: Callable[[Letterbox], Awaitable[T]]) -> T:
    """Do something with the letters of the instance that the options name."""
    places = services(data_dir)

    async def run() -> T:
        async with _box(places) as box:
            return await work(box)

    with failures_told():
        return asyncio.run(run())


@asynccontextmanager
async def _box(places: Endpoints) -> AsyncGenerator[Letterbox]:
    try:
        async with Redis.from_url(places.redis_url, socket_connect_timeout=3) as redis:  # pyright: ignore[reportUnknownMemberType]
            yield Letterbox(redis, places.prefix)
    except (RedisError, ValueError) as error:
        raise AwayError(
            f"the streams' server does not answer ({error}); is it up? Start it with: onrecord up"
        ) from error


def _fail(message: str) -> NoReturn:
    stderr().print(f"onrecord: {clean(message)}", style="bold red")
    raise typer.Exit(1)
