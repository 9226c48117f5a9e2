"""`onrecord ingest`: articles into the queue, from files, folders, addresses and standard input."""

import asyncio
import contextlib
from collections.abc import Callable, Generator, Sequence
from dataclasses import asdict
from json import dumps
from typing import Annotated, Literal

import typer
from rich.console import Console

from onrecord.blocking import standard_input
from onrecord.client import connected
from onrecord.dropping import Dropper
from onrecord.files import missing, read
from onrecord.options import DataDir, services
from onrecord.progress_bar import Bar, dropping_row
from onrecord.tally import Result, Tally
from onrecord.terminal import clean, counted, failures_told, on_terminal, several, stderr, stdout, tallied, write_json
from onrecord.waiting import AwayError

type Tell = Callable[[Result], object]


def ingest(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE", help="File, folder, http(s) address, or - for standard input.")
    ],
    *,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Wait until all are through, or only queued.")] = True,
    output: Annotated[
        Literal["auto", "progress", "jsonl"],
        typer.Option("--format", help="auto: a progress bar on a terminal, JSON Lines elsewhere."),
    ] = "auto",
    retry: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="How long ingest may be away before this gives up.")
    ] = 30.0,
    patience: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="Give up when no article moves for so long.")
    ] = 600.0,
    ingest_url: Annotated[
        str | None,
        typer.Option(
            help="Where ingest answers; by default `ONRECORD_INGEST_URL`, else the stack that runs.", show_default=False
        ),
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Drop articles into the queue and follow them until their statements are out.

    Read are .txt, .html, .htm, .json (an article or a list of them), .jsonl
    and .ndjson, plain or .gz; folders with all that is in them; addresses of
    the web, which ingest fetches; and standard input, as JSON Lines or as one
    text, page or JSON document. An article in JSON has a text, html or url,
    and may have headline, publisher, authors, published_at and language.

    An article that was dropped before is told as a duplicate. A command that
    was broken off goes on where it stopped when it is given again: of a file
    that has not changed, an article is queued once a day, and told as it ended.

      onrecord ingest article.html
      onrecord ingest articles/ more.jsonl.gz
      onrecord ingest https://news.example/article
      jq -c '{text: .body, publisher: .source}' dump.json | onrecord ingest -
      onrecord ingest articles/ --format jsonl | jq 'select(.status == "refused")'

    The status is 0 where every article was taken, duplicates included, 1 where
    one was refused, 2 for bad usage.
    """
    if absent := missing(sources):
        raise typer.BadParameter(f"not there: {several(absent)}; name files, folders, http(s) addresses or -")
    if sources.count("-") > 1:
        raise typer.BadParameter("standard input can be named once")
    url = ingest_url or services(data_dir).ingest_url
    with failures_told(), _shown(bar=output == "progress" or (output == "auto" and on_terminal())) as (console, view):
        asyncio.run(_drop(sources, url, view, wait=wait, retry=retry, patience=patience, say=_warn(console)))
    if view.tally.ended["refused"]:
        raise typer.Exit(1)


class View:
    """What is seen of articles on their way; `tally` becomes that of the dropper."""

    def __init__(self, tell: Tell) -> None:
        self.tally = Tally()
        self.tell = tell


@contextlib.contextmanager
def _shown(*, bar: bool) -> Generator[tuple[Console, View]]:
    console = stdout() if bar else stderr()
    if not bar:
        view = View(lambda result: write_json(dumps(asdict(result), ensure_ascii=False)))
        yield console, view
    else:
        view = View(lambda result: _print_refusal(console, result))
        with Bar(console, lambda: dropping_row(view.tally)):
            yield console, view
    summarise(console, view.tally)


async def _drop(
    sources: Sequence[str],
    url: str,
    view: View,
    *,
    wait: bool,
    retry: float,
    patience: float,
    say: Callable[[str], object],
) -> None:
    async with connected(url, "ingest", patience=retry, say=say) as api:
        dropper = Dropper(api, listener=view.tell, wait=wait, resume=True, patience=patience)
        view.tally = dropper.tally
        try:
            await dropper.drop(read(sources, stdin=standard_input()))
        except AwayError as error:
            done = f"{counted(view.tally.queued, 'article')} of {view.tally.found} read so far queued"
            raise AwayError(f"{error} ({done}). The same command goes on from there.") from error


def _warn(console: Console) -> Callable[[str], object]:
    return lambda message: console.print(clean(message), style="yellow")


def _print_refusal(console: Console, result: Result) -> None:
    if result.status == "refused":
        console.print(f"refused  {clean(result.file)}: {clean(result.reason or '')}", style="red", soft_wrap=True)


def summarise(console: Console, tally: Tally) -> None:
    """Say how many articles came to which end, and what of their files was not read."""
    if not tally.found:
        console.print("No articles there. Read are .txt, .html, .json and .jsonl files, plain or .gz.")
    else:
        ended = tally.ended
        parts = [
            f"{counted(ended['extracted'], 'article')} with {counted(tally.statements, 'statement')}",
            f"{counted(ended['queued'], 'article')} queued",
            counted(ended["duplicate"], "duplicate"),
            f"{ended['refused']} refused",
        ]
        present = [ended["extracted"], ended["queued"], ended["duplicate"], ended["refused"]]
        console.print(" · ".join(part for part, number in zip(parts, present, strict=True) if number), soft_wrap=True)
    if tally.passed_over:
        passed = [f"{item.file} ({item.reason})" for item in tally.passed_over]
        console.print(f"passed over: {several(passed)}", style="dim", soft_wrap=True)
    if tally.ignored:
        console.print(f"fields that ingest does not read: {tallied(tally.ignored)}", style="dim", soft_wrap=True)
