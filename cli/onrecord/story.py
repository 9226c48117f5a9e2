"""What the demo tells: the statements in the order of time, how one position moved, and what to try next."""

import shlex
import shutil
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

from onrecord_core.records import Statement
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.rehearsal import Told
from onrecord.show import DATE_WIDTH, STANCES, block, name_of, when, words_of
from onrecord.tally import Result
from onrecord.terminal import clean, counted, several
from onrecord.topics import Position, in_time, position

WORDS_WIDTH = 200
"""Characters of a statement in the timeline; above it stands whole."""
TIMELINE = 40
"""Statements of the timeline."""


class Story:
    """Tells what came of the articles. `limit`: how many statements are printed."""

    def __init__(self, console: Console, *, topic: str | None, country: str | None, limit: int) -> None:
        self._console = console
        self._topic = topic
        self._country = country
        self._limit = limit
        self._files: dict[str, str] = {}

    def tell(self, told: Told, *, options: str) -> None:
        """Print all of it; `options` go to each command that is named."""
        self._files = _files(told.results)
        self._tell_results(told.results)
        ordered = in_time(told.statements)
        self._print("")
        for statement in ordered[: self._limit]:
            self._print(block(statement, file=self._file(statement)))
        if len(ordered) > self._limit:
            self._print(f"… and {len(ordered) - self._limit} more; print them with --limit")
        shown = position(ordered, topic=self._topic, country=self._country)
        if shown:
            self._tell_position(shown)
        else:
            self._print("")
            self._print(_no_position(self._topic, self._country))
        self._tell_next(shown, options)

    def _tell_results(self, results: Sequence[Result]) -> None:
        duplicates = [result for result in results if result.status == "duplicate"]
        if duplicates and len(duplicates) == len(results):
            self._print(f"{counted(len(results), 'article')} dropped before: nothing is processed or stored twice")
        else:
            for result in duplicates:
                self._print(f"duplicate  {clean(result.file)} {_same_as(result, results)}")
        for result in results:
            if result.status == "refused":
                self._print(Text(f"refused  {clean(result.file)}: {clean(result.reason or '')}", style="red"))

    def _tell_position(self, shown: Position) -> None:
        self._print("")
        self._print(Text(f"{shown.name} on “{shown.topic}”", style="bold"))
        grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
        grid.add_column(width=DATE_WIDTH, no_wrap=True)
        stances = any(statement.stance for statement in shown.statements)
        if stances:
            grid.add_column(no_wrap=True)
        grid.add_column(ratio=1, overflow="fold")
        grid.add_column(max_width=24, overflow="fold")
        for statement in shown.statements[:TIMELINE]:
            words = Text(textwrap.shorten(words_of(statement), WORDS_WIDTH, placeholder=" …"))
            words.highlight_words(shown.forms, "bold", case_sensitive=False)
            stance = [Text(_stance(statement))] if stances else []
            grid.add_row(
                Text(when(statement), style="cyan"), *stance, words, Text(self._source(statement), style="dim")
            )
        self._print(grid)
        if len(shown.statements) > TIMELINE:
            self._print(f"… and {len(shown.statements) - TIMELINE} more")

    def _file(self, statement: Statement) -> str:
        return self._files.get(statement.article.id, "")

    def _source(self, statement: Statement) -> str:
        where = clean(statement.article.publisher or self._file(statement))
        return f"{name_of(statement)}, {where}" if where else name_of(statement)

    def _tell_next(self, shown: Position | None, options: str) -> None:
        command = program()
        self._print("")
        lines = [(f"{command} up{options}", "leave it running")]
        if shown:
            party = shown.party
            whose = f"--country {party.country}" if party.country else f"--speaker {shlex.quote(shown.name)}"
            words = shlex.quote(" OR ".join(shown.forms))
            lines.append((f"{command} query {words} {whose} --sort said_at{options}", ""))
            lines.append((f"{command} watch {whose}{options}", "new statements as they come"))
        lines.append((f"{command} ingest FILE{options}", "articles of yours"))
        for number, (line, why) in enumerate(lines):
            text = Text(f"  {'next:' if not number else '':<6}{line}")
            text.append(f"    {why}" if why else "", style="dim")
            self._console.print(text, soft_wrap=True)

    def _print(self, what: RenderableType) -> None:
        self._console.print(Padding(what, (0, 0, 0, 2)) if what else "")


def _same_as(duplicate: Result, results: Sequence[Result]) -> str:
    same = [r.file for r in results if r.article_id == duplicate.article_id and r is not duplicate]
    return f"is the article of {several(same)}" if same else "was dropped before"


def _stance(statement: Statement) -> str:
    return f"{STANCES[statement.stance]} {statement.stance}" if statement.stance else ""


def _files(results: Sequence[Result]) -> dict[str, str]:
    """The name of each article's file, by the article's id; of several, the first that was no duplicate."""
    first = sorted(results, key=lambda result: result.status == "duplicate")
    names: dict[str, str] = {}
    for result in first:
        if result.article_id:
            names.setdefault(result.article_id, Path(result.file).name)
    return names


def _no_position(topic: str | None, country: str | None) -> str:
    asked = [f"on {clean(topic)!r}" if topic else "", f"for {clean(country)}" if country else ""]
    said = " ".join(part for part in asked if part)
    return f"Nobody whose name or country is known says anything {said}".rstrip() + "; there is no position to show."


def program() -> str:
    """How this command can be called again from here."""
    called = Path(sys.argv[0])
    found = shutil.which("onrecord")
    if found and called.exists() and Path(found).samefile(called):
        return "onrecord"
    if called.name != "onrecord":
        return "onrecord"
    path = called.absolute()
    return shlex.quote(str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path))
