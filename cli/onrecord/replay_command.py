"""`onrecord replay`: stored articles through the current extractor again."""

import asyncio
from dataclasses import dataclass
from datetime import date
from json import dumps
from typing import Annotated, cast

import typer
from rich.console import RenderableType

from onrecord.client import Api, connected
from onrecord.options import DataDir, services
from onrecord.progress_bar import Bar, bar
from onrecord.replay_preview import preview
from onrecord.terminal import clean, counted, failures_told, stderr, stdout, write_json

POLL_SECONDS = 0.5
PATIENCE_SECONDS = 120.0
"""For how long the store may be away while a replay is followed."""
SHOWN_FAILURES = 10
RUNNING = "running"


def replay(
    *,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only articles accepted on this day (UTC) or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only articles accepted on this day (UTC) or earlier.")
    ] = None,
    article: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only this article; may be given several times.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Only from this publisher: a name, or words of it.")] = None,
    extractor: Annotated[
        str | None, typer.Option(metavar="NAME/VERSION", help="Only articles that this extractor read last.")
    ] = None,
    outdated: Annotated[
        bool, typer.Option("--outdated", help="Only articles that another extractor than the current read last.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read them here, print what would change, and store nothing.")
    ] = False,
    rate: Annotated[
        float | None, typer.Option(min=0.001, help="Articles a second at most; by default as many as can be read.")
    ] = None,
    stop: Annotated[bool, typer.Option("--stop", help="Stop the replays that run.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="JSON for programs: the replay, or with --dry-run a line for each article.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Have stored articles read again by the extractor that runs.

    What is found as before keeps its id, what is new is added, what is no
    longer found is retracted and stays in the history. New articles go first.

      onrecord replay --dry-run --since 2024-03-01
      onrecord replay --outdated
      onrecord replay --extractor onrecord-rules/0.1.0 --rate 5
      onrecord replay --article art_5b1c0d --article art_77aa12

    The services do it. Ctrl-C leaves them to it; the same command shows how
    far they are, and --stop ends it.

    With --dry-run this command reads the articles itself, by the extractor
    that ONRECORD_EXTRACTOR_MODEL and ONRECORD_LEXICON_DIR name, so that one
    can be tried before the services have it.

    The status is 1 where an article could not be read.
    """
    given = {
        "since": _day(since, "--since"),
        "until": _day(until, "--until"),
        "articles": article,
        "publisher": publisher,
        "extractor": extractor,
        "outdated": outdated or None,
        "rate": rate,
    }
    order: dict[str, object] = {name: value for name, value in given.items() if value is not None}
    if stop and (order or dry_run):
        raise typer.BadParameter("--stop stops all replays that run; give it alone")
    if dry_run and rate:
        raise typer.BadParameter("--rate is for the services; leave it out with --dry-run")
    with failures_told():
        url = services(data_dir).store_url
        if dry_run:
            preview(url, order, as_json=as_json)
        elif stop:
            asyncio.run(_stop(url))
        else:
            _follow(url, order, as_json=as_json)


def _day(value: str | None, option: str) -> str | None:
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError as error:
        raise typer.BadParameter(f"{option} {value!r} is no day; write it as 2021-12-23") from error


@dataclass
class _Shown:
    """The replay as it was last heard of."""

    replay: dict[str, object]

    def row(self) -> RenderableType:
        return bar("reading again", self.count("done"), self.count("articles"), summary(self.replay))

    def count(self, name: str) -> int:
        return cast("int", self.replay[name])


def _follow(url: str, order: dict[str, object], *, as_json: bool) -> None:
    try:
        done = asyncio.run(_followed(url, order))
    except KeyboardInterrupt:
        stderr().print("the services go on with it; the same command shows how far they are, and --stop ends it")
        raise typer.Exit(130) from None
    if as_json:
        write_json(dumps(done, ensure_ascii=False))
    else:
        _tell(done)
    if done["failed"]:
        raise typer.Exit(1)


async def _followed(url: str, order: dict[str, object]) -> dict[str, object]:
    messages = stderr()
    async with connected(url, "the store", patience=PATIENCE_SECONDS, say=messages.print) as api:
        shown = _Shown(await api.post("/v1/replays", order))
        messages.print(f"replay {shown.replay['id']}: {counted(shown.count('articles'), 'article')}", style="dim")
        with Bar(messages, shown.row):
            while shown.replay["status"] == RUNNING:
                await asyncio.sleep(POLL_SECONDS)
                shown.replay = await api.get(f"/v1/replays/{shown.replay['id']}")
        return shown.replay


def summary(replay: dict[str, object]) -> str:
    """What a replay found so far, in words."""
    names = ("unchanged", "changed", "new", "retracted")
    parts = [f"{replay[name]} {name}" for name in names if replay[name] or name != "changed"]
    parts += [f"{replay[name]} articles {words}" for name, words in _ARTICLES.items() if replay[name]]
    return " · ".join(parts)


_ARTICLES = {"skipped": "passed over", "failed": "failed"}


def _tell(done: dict[str, object]) -> None:
    console = stdout()
    articles = cast("int", done["done"])
    if not done["articles"]:
        console.print("no article is like that; GET /v1/articles of the store lists those there are")
        return
    end = "stopped after " if done["status"] == "stopped" else ""
    console.print(f"{end}{counted(articles, 'article')} read again: {summary(done)}", soft_wrap=True)
    failures = cast("list[dict[str, str]]", done["failures"])
    for failure in failures[:SHOWN_FAILURES]:
        stderr().print(f"failed  {clean(failure['article_id'])}: {clean(failure['reason'])}", style="red")


async def _stop(url: str) -> None:
    async with connected(url, "the store") as api:
        running = await _running(api)
        for replay in running:
            _tell(await api.post(f"/v1/replays/{replay['id']}/stop"))
        if not running:
            stderr().print("no replay runs")


async def _running(api: Api) -> list[dict[str, object]]:
    items = cast("list[dict[str, object]]", (await api.get("/v1/replays"))["items"])
    return [replay for replay in items if replay["status"] == RUNNING]
