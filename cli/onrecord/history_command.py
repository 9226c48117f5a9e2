"""`onrecord history`: what was added, kept and retracted, when, and by which extractor."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from json import dumps
from typing import Annotated, cast

import typer
from onrecord_core.changes import changes
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.client import connected
from onrecord.options import DataDir, services
from onrecord.query_command import statement_of
from onrecord.show import name_of, words_of
from onrecord.terminal import clean, counted, failures_told, stdout, write_json

DIGITS = 12
"""Of a revision, as it is shown."""
type Answer = Mapping[str, object]
type Items = Sequence[dict[str, object]]


def history(
    name: Annotated[str, typer.Argument(metavar="ID", help="Of a statement (st_…) or an article (art_…).")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="The store's answer, for programs.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Show what was before, of a statement or an article.

    Of an article: its revisions, and what each reading of them added, kept
    and retracted. Of a statement: when it was found and retracted, and every
    account that was given of it.

      onrecord history st_d44c6d3286ea0c8646877fb9
      onrecord history art_6438c03fa61dfc8ad6505feb
    """
    is_statement = name.startswith("st_")
    path = f"/v1/statements/{name}/history" if is_statement else f"/v1/articles/{name}/revisions"
    if "/" in name or "?" in name:
        raise typer.BadParameter(f"{name!r} is no id; `onrecord query --format jsonl` prints ids")
    with failures_told():
        answer = asyncio.run(_answer(services(data_dir).store_url, path))
        if as_json:
            write_json(dumps(answer, ensure_ascii=False))
        elif is_statement:
            _print_statement(stdout(), answer)
        else:
            _print_article(stdout(), answer)


async def _answer(url: str, path: str) -> dict[str, object]:
    async with connected(url, "the store") as api:
        return await api.get(path)


def _print_article(console: Console, answer: Answer) -> None:
    for revision in _items(answer, "revisions"):
        parts = [
            _when(revision["accepted_at"]),
            f"revision {str(revision['revision'])[:DIGITS]}",
            counted(cast("int", revision["characters"]), "character"),
            clean(str(revision["headline"] or "")),
            "current" if revision["is_current"] else "",
        ]
        console.print(Text(" · ".join(part for part in parts if part), style="bold"))
        console.print(_readings(_items(revision, "readings")))
        console.print()


def _readings(readings: Items) -> Table:
    view = Table(box=None, padding=(0, 2, 0, 2), header_style="dim")
    for title in ("read", "extractor"):
        view.add_column(title, no_wrap=True)
    for title in ("added", "kept", "retracted"):
        view.add_column(title, justify="right", no_wrap=True)
    view.add_column("", overflow="fold")
    for reading in readings:
        counts = [str(len(_names(reading, key))) for key in ("added", "kept", "retracted")]
        note = " ".join(_names(reading, "retracted")) if reading["rules"] else "of a revision that was replaced by then"
        view.add_row(_when(reading["extracted_at"]), _extractor(reading["extractor"]), *counts, note)
    return view


def _print_statement(console: Console, answer: Answer) -> None:
    accounts = _items(answer, "accounts")
    newest = statement_of(accounts[-1]["statement"])
    console.print(Text(f"{name_of(newest)}: {words_of(newest)}", style="bold"))
    console.print(f"{'in force' if answer['in_force'] else 'retracted'} · article {answer['article_id']}")
    console.print()
    for step in _items(answer, "steps"):
        by = _extractor(step["extractor"]) if step["extractor"] else "a retraction"
        revision = str(step["revision"])[:DIGITS]
        console.print(f"{_when(step['at'])}  {step['step']:<9}  {by} in revision {revision}", soft_wrap=True)
    console.print()
    _print_accounts(console, accounts)


def _print_accounts(console: Console, accounts: Items) -> None:
    before = None
    for account in accounts:
        statement = statement_of(account["statement"])
        revision, start = statement.article.revision[:DIGITS], statement.content[0].start
        by = f"{clean(statement.extractor.name)}/{clean(statement.extractor.version)}"
        times = f"{_when(account['found_at'])}, last {_when(account['last_found_at'])}"
        line = f"{times}  account by {by} at {start} of revision {revision}"
        fields = changes([before], [statement]).changed if before else ()
        differs = f"; differs in {', '.join(fields[0].fields)}" if fields else ""
        console.print(line + differs, soft_wrap=True)
        before = statement


def _items(answer: Answer, name: str) -> Items:
    return cast("Items", answer[name])


def _names(reading: Answer, name: str) -> list[str]:
    return [clean(one) for one in cast("list[str]", reading[name])]


def _extractor(value: object) -> str:
    named = cast("dict[str, str]", value)
    return clean(f"{named['name']}/{named['version']}")


def _when(value: object) -> str:
    """A moment as this machine's clock shows it."""
    return f"{datetime.fromisoformat(str(value)).astimezone():%Y-%m-%d %H:%M:%S}"
