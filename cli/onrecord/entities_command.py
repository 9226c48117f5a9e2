"""`onrecord entities`: who the speakers are across articles, and what is decided about that by hand."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from json import dumps
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote

import typer
from onrecord_core.errors import MalformedEntryError
from onrecord_core.records import Record
from onrecord_store.answers import Entity, EntityPage
from pydantic import ValidationError

from onrecord.client import Api, connected
from onrecord.entities_view import described, listed
from onrecord.options import DataDir, StoreUrl, services
from onrecord.terminal import failures_told, on_terminal, stderr, stdout, write_json

PAGE = 100
"""Entities asked for at a time."""
Output = Literal["auto", "table", "jsonl", "json"]

Id = Annotated[str, typer.Argument(metavar="ID", help="The id of an entity, as onrecord entities list gives it.")]
Format = Annotated[Output, typer.Option("--format", help="auto: a table on a terminal, JSON Lines elsewhere.")]

entities = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")


@entities.callback()
def about() -> None:
    """Who the speakers are across articles: list them, merge what is one, split what is two.

    A speaker's entity is found by its name and country, however the name is
    spelled. Where that is wrong, merge and split: what you decide holds for
    articles to come, too, and can be undone.

      onrecord entities list Kabulov
      onrecord entities merge ent_8b1f… ent_c03d…
      onrecord query --entity ent_8b1f…
    """


@entities.command("list")
def list_entities(
    name: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="Words of a name, in any order.", show_default=False)
    ] = None,
    *,
    kind: Annotated[
        Literal["person", "body"] | None, typer.Option(help="Persons, or ministries, organisations and all others.")
    ] = None,
    country: Annotated[str | None, typer.Option(help="Of which country: an ISO 3166-1 code such as RU.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to give.")] = 50,
    everything: Annotated[bool, typer.Option("--all", help="Give all, however many.")] = False,
    output: Format = "auto",
    store_url: StoreUrl = None,
    data_dir: DataDir = None,
) -> None:
    """List entities, those with the most statements first.

    onrecord entities list
    onrecord entities list lavrov --country RU
    onrecord entities list --kind body --all --format jsonl > bodies.jsonl
    """
    given = {"name": " ".join(name or []), "kind": kind, "country": country}
    filters = {option: value for option, value in given.items() if value}

    async def found(api: Api) -> list[Entity]:
        return await _pages(api, filters, limit=None if everything else limit)

    with failures_told():
        answer = asyncio.run(_asked(found, store_url, data_dir))
        _print(answer, output)
        if not answer:
            stderr().print("No entity matches. Try one word of the name, without --kind and --country.")
        elif len(answer) == limit and not everything:
            stderr().print(f"the first {limit}; more with --limit or --all", style="dim")


@entities.command("show")
def show(
    entity_id: Id,
    *,
    output: Format = "auto",
    store_url: StoreUrl = None,
    data_dir: DataDir = None,
) -> None:
    """Show an entity: all its names, and every id that counts as it.

    onrecord entities show ent_8b1f…
    """
    with failures_told():
        answer = asyncio.run(_asked(lambda api: _got(api, entity_id), store_url, data_dir))
        _print([answer], output, whole=True)


@entities.command("merge")
def merge(
    entity_id: Annotated[str, typer.Argument(metavar="ID", help="The entity that stays.")],
    others: Annotated[list[str], typer.Argument(metavar="OTHER…", help="Those that are the same.")],
    *,
    output: Format = "auto",
    store_url: StoreUrl = None,
    data_dir: DataDir = None,
) -> None:
    """Have other entities count as this one, now and in articles to come.

    Their ids stay good and stand for the one that stays. Undo it with split:

      onrecord entities merge ent_8b1f… ent_c03d… ent_77aa…
      onrecord entities split ent_c03d…
    """
    with failures_told():
        body = {"entities": others}
        answer = asyncio.run(_asked(lambda api: _posted(api, entity_id, "merge", body), store_url, data_dir))
        _print([answer], output, whole=True)


@entities.command("split")
def split(
    entity_id: Annotated[str, typer.Argument(metavar="ID", help="The id that stands apart, or what to split.")],
    *,
    country: Annotated[str | None, typer.Option(help="Split off the merged ids of this country.")] = None,
    name: Annotated[
        str | None, typer.Option(help="Split off statements under this name, as articles write it in full.")
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(help="Split off statements in articles of this publisher; goes with --name.")
    ] = None,
    statement: Annotated[
        list[str] | None,
        typer.Option("--statement", metavar="ID", help="Split off this statement; may be given several times."),
    ] = None,
    output: Format = "auto",
    store_url: StoreUrl = None,
    data_dir: DataDir = None,
) -> None:
    """Have part of an entity stand apart, now and in articles to come; prints the part.

    With no option, an id that was merged, or joined by its name, stands apart:

      onrecord entities split ent_c03d…
      onrecord entities split ent_8b1f… --publisher 'The Northport Gazette'
      onrecord entities split ent_8b1f… --name 'Anna Berg'
      onrecord entities split ent_8b1f… --statement st_1a2b… --statement st_3c4d…

    Undo it with merge: onrecord entities merge ent_8b1f… ent_NEW…
    """
    given = {"country": country, "name": name, "publisher": publisher, "statements": statement}
    body = {option: value for option, value in given.items() if value}
    with failures_told():
        answer = asyncio.run(_asked(lambda api: _posted(api, entity_id, "split", body), store_url, data_dir))
        _print([answer], output, whole=True)


async def _asked[T](ask: Callable[[Api], Awaitable[T]], store_url: str | None, data_dir: Path | None) -> T:
    async with connected(store_url or services(data_dir).store_url, "the store") as api:
        return await ask(api)


async def _pages(api: Api, filters: Mapping[str, str], *, limit: int | None) -> list[Entity]:
    found: list[Entity] = []
    cursor: str | None = None
    while True:
        size = PAGE if limit is None else min(PAGE, limit - len(found))
        answer = await api.get("/v1/entities", {**filters, "limit": size} | ({"cursor": cursor} if cursor else {}))
        page = _read(EntityPage, answer)
        found += page.items
        cursor = page.next_cursor
        if cursor is None or len(found) == limit:
            return found


async def _got(api: Api, entity_id: str) -> Entity:
    return _read(Entity, await api.get(f"/v1/entities/{quote(entity_id, safe='')}"))


async def _posted(api: Api, entity_id: str, action: str, body: Mapping[str, object]) -> Entity:
    return _read(Entity, await api.post(f"/v1/entities/{quote(entity_id, safe='')}/{action}", body))


def _read[R: Record](kind: type[R], answer: object) -> R:
    try:
        return kind.model_validate(answer)
    except ValidationError as error:
        raise MalformedEntryError("the store's answer is not of this version of onrecord; update both") from error


def _print(answer: Sequence[Entity], output: Output, *, whole: bool = False) -> None:
    form = output if output != "auto" else "table" if on_terminal() else "jsonl"
    if form == "jsonl":
        for entity in answer:
            write_json(entity.model_dump_json())
    elif form == "json":
        write_json(dumps([entity.model_dump(mode="json") for entity in answer], ensure_ascii=False))
    elif whole:
        stdout().print(*map(described, answer))
    elif answer:
        stdout().print(listed(answer))
