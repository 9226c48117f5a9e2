"""`onrecord watch`: new statements as they come."""

import asyncio
import contextlib
from dataclasses import dataclass
from typing import Annotated, Literal

import typer
from onrecord_core.events import StatementExtracted, StatementRetracted
from onrecord_core.records import Statement, StatementKind
from onrecord_store.names import words
from rich.console import Console

from onrecord.live import Following
from onrecord.options import DataDir, services
from onrecord.show import block
from onrecord.terminal import clean, failures_told, on_terminal, stderr, stdout, write_json


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements are shown; a field that is None asks for nothing."""

    speaker: str | None = None
    country: str | None = None
    publisher: str | None = None
    kind: StatementKind | None = None

    def __call__(self, statement: Statement) -> bool:
        """Whether a statement is one of them."""
        speaker = statement.speaker
        affiliation = speaker.affiliation if speaker else None
        return (
            _named(self.speaker, speaker.name if speaker else None)
            and (self.country is None or (affiliation is not None and affiliation.country == self.country.upper()))
            and _named(self.publisher, statement.article.publisher)
            and self.kind in (None, statement.kind)
        )


def _named(wanted: str | None, name: str | None) -> bool:
    """By the rule of the store: every word that is wanted is one of the name's, in whatever case and accents."""
    return wanted is None or set(words(wanted)) <= set(words(name))


def watch(
    *,
    speaker: Annotated[str | None, typer.Option(help="Only of this speaker: a name, or words of it.")] = None,
    country: Annotated[str | None, typer.Option(help="Only for this country: an ISO 3166-1 code such as RU.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Only from this publisher: a name, or words of it.")] = None,
    kind: Annotated[StatementKind | None, typer.Option(help="Only word for word, partly, or in paraphrase.")] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="ID|-",
            help="Begin after this entry of the stream; - is its beginning. By default only what is new is shown.",
        ),
    ] = None,
    output: Annotated[
        Literal["auto", "table", "jsonl"],
        typer.Option("--format", help="auto: to be read on a terminal, JSON Lines elsewhere."),
    ] = "auto",
    data_dir: DataDir = None,
) -> None:
    """Follow new statements live, until Ctrl-C.

    Any number of people may watch; nobody takes anything from another.

    onrecord watch
    onrecord watch --country RU --kind direct
    onrecord watch --since - --format jsonl > statements.jsonl
    onrecord watch --format jsonl | jq -r '.speaker.name'
    """
    if country and len(country) != 2:  # noqa: PLR2004 - ISO 3166-1 alpha-2
        raise typer.BadParameter("--country is a code of two letters, such as RU; see ISO 3166-1 alpha-2")
    places = services(data_dir)
    wanted = Wanted(speaker, country, publisher, kind)
    form = output if output != "auto" else "table" if on_terminal() else "jsonl"
    messages = stderr()

    def say(message: str) -> None:
        messages.print(clean(message), style="dim")

    with failures_told(), contextlib.suppress(KeyboardInterrupt):
        following = Following(places.redis_url, places.prefix, since=since, say=say)
        asyncio.run(_print_all(following, wanted, stdout() if form == "table" else None))


async def _print_all(following: Following, wanted: Wanted, console: Console | None) -> None:
    """Print to a console to be read, or JSON Lines where there is none."""
    async for event in following.events():
        if isinstance(event, StatementExtracted) and wanted(event.data):
            if console:
                console.print(block(event.data, address=True))
                console.print()
            else:
                write_json(event.data.model_dump_json())
        elif isinstance(event, StatementRetracted):
            if console:
                console.print(f"withdrawn: {clean(event.data.statement_id)}", style="yellow")
            else:
                write_json(event.data.model_dump_json())
