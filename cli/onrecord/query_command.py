"""`onrecord query`: questions to the store."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import date
from json import dumps
from typing import Annotated, Literal, cast

import typer
from onrecord_core.errors import MalformedEntryError
from onrecord_core.records import Statement, StatementKind
from pydantic import ValidationError

from onrecord.client import Api, connected
from onrecord.options import DataDir, StoreUrl, services
from onrecord.show import table
from onrecord.terminal import failures_told, on_terminal, stderr, stdout, write_json

Sort = Literal["-said_at", "said_at", "-published_at", "published_at", "relevance"]
type Filters = Mapping[str, str]


def query(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help='Words to find; "a phrase", OR, and -without are understood.'),
    ] = None,
    *,
    speaker: Annotated[str | None, typer.Option(help="Who said it: a name, or words of it.")] = None,
    entity: Annotated[
        str | None, typer.Option(metavar="ID", help="Who said it, under whatever name; see onrecord entities.")
    ] = None,
    country: Annotated[str | None, typer.Option(help="For which country: an ISO 3166-1 code such as RU.")] = None,
    organization: Annotated[str | None, typer.Option(help="For which organisation.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published the article.")] = None,
    kind: Annotated[StatementKind | None, typer.Option(help="Word for word, partly, or in paraphrase.")] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Said on this day or later.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Said on this day or earlier.")] = None,
    dated: Annotated[
        bool | None,
        typer.Option("--dated/--undated", help="Only with a date, or only without.", show_default=False),
    ] = None,
    sort: Annotated[
        Sort,
        typer.Option(
            metavar="ORDER", help="-said_at (newest first), said_at, -published_at, published_at or relevance."
        ),
    ] = "-said_at",
    limit: Annotated[int, typer.Option(min=1, help="How many to give.")] = 20,
    everything: Annotated[bool, typer.Option("--all", help="Give all, however many.")] = False,
    output: Annotated[
        Literal["auto", "table", "jsonl", "json"],
        typer.Option("--format", help="auto: a table on a terminal, JSON Lines elsewhere."),
    ] = "auto",
    store_url: StoreUrl = None,
    data_dir: DataDir = None,
) -> None:
    """Ask the store who said what, when and where.

    onrecord query sanctions
    onrecord query '"customs union" OR tariffs' --country BR --from 2024-01-01
    onrecord query drugs --speaker Putin --kind direct --sort said_at
    onrecord query --publisher TASS --undated
    onrecord query --all --format jsonl > statements.jsonl
    """
    asked = " ".join(words or [])
    if sort == "relevance" and not asked:
        raise typer.BadParameter("--sort relevance needs WORDS to be relevant to")
    given = {
        "q": asked,
        "speaker": speaker,
        "entity": entity,
        "country": country,
        "organization": organization,
        "publisher": publisher,
        "kind": kind,
        "from": _day(first, "--from"),
        "to": _day(last, "--to"),
        "dated": None if dated is None else str(dated).lower(),
    }
    filters = {name: value for name, value in given.items() if value}
    form = output if output != "auto" else "table" if on_terminal() else "jsonl"
    with failures_told():
        url = store_url or services(data_dir).store_url
        asyncio.run(_answer(url, filters, sort=sort, limit=None if everything else limit, form=form))


def _day(value: str | None, option: str) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"{option} {value!r} is no day; write it as 2021-12-23") from error


async def _answer(url: str, filters: Filters, *, sort: str, limit: int | None, form: str) -> None:
    async with connected(url, "the store") as api:
        found: list[dict[str, object]] = []
        count = 0
        async for item in pages(api, filters, sort=sort, limit=limit):
            count += 1
            if form == "jsonl":
                write_json(dumps(item, ensure_ascii=False))
            else:
                found.append(item)
        if form == "json":
            write_json(dumps(found, ensure_ascii=False))
        elif form == "table" and found:
            stdout().print(table([statement_of(item) for item in found]))
        if not count:
            empty = not filters or not [item async for item in pages(api, {}, sort="-said_at", limit=1)]
            (stdout() if form == "table" else stderr()).print(nothing(filters, empty=empty), soft_wrap=True)
        elif form == "table" and count == limit:
            stderr().print(f"the first {count}; more with --limit or --all", style="dim")


async def pages(api: Api, filters: Filters, *, sort: str, limit: int | None) -> AsyncIterator[dict[str, object]]:
    """The store's statements, at most `limit` of them; raises ProblemError and AwayError.

    Pages are as long as the store makes them: how long they may be is a setting of its own.
    """
    left = limit
    params = {**filters, "sort": sort}
    while True:
        answer = await api.get("/v1/statements", params)
        items = cast("list[dict[str, object]]", answer["items"])[:left]
        for item in items:
            yield item
        cursor = cast("str | None", answer.get("next_cursor"))
        left = None if left is None else left - len(items)
        if cursor is None or left == 0:
            return
        params["cursor"] = cursor


def statement_of(item: object) -> Statement:
    """An item of the store's answer; raises MalformedEntryError where it is of another version."""
    try:
        return Statement.model_validate(item)
    except ValidationError as error:
        raise MalformedEntryError(
            "the store's answer is not of this version of onrecord; update both, or use --format jsonl"
        ) from error


def nothing(filters: Filters, *, empty: bool) -> str:
    """What to try when there is no answer; `empty` when the store holds no statement at all."""
    if empty:
        return "The store holds no statements yet. Drop articles with: onrecord ingest FILE, then ask again."
    tries = {
        "q": "fewer or other words (OR between them finds either)",
        "speaker": "the speaker's last name alone",
        "entity": "another --entity: onrecord entities list NAME finds ids",
        "country": "another --country, or none: not every speaker's country is known",
        "organization": "one word of the --organization",
        "publisher": "without --publisher",
        "kind": "without --kind",
        "from": "an earlier --from",
        "to": "a later --to",
        "dated": "without --dated or --undated",
    }
    if ("from" in filters or "to" in filters) and "dated" not in filters:
        tries["dated"] = "--undated instead of --from and --to: not every article tells the day"
        filters = {**filters, "dated": ""}
    return "\n".join(["No statement matches. Try:", *(f"  {tries[name]}" for name in filters)])
