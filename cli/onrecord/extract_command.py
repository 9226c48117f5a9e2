"""`onrecord extract`: the statements of files, with neither broker nor database."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from onrecord_core.errors import RefusedError
from onrecord_core.records import Article, Statement
from rich.console import Console

from onrecord.as_article import as_article
from onrecord.files import PassedOver, is_address, missing, read
from onrecord.formats import Found, Unreadable
from onrecord.show import table
from onrecord.terminal import clean, counted, on_terminal, several, stderr, stdout, write_json

if TYPE_CHECKING:
    from onrecord_extract import AttributionFinder


def extract(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE", help="A file, a folder, or - for standard input.")],
    *,
    published_at: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day of publication of articles that tell none, such as 2021-12-23."),
    ] = None,
    output: Annotated[
        Literal["auto", "table", "jsonl"],
        typer.Option("--format", help="auto: a table on a terminal, JSON Lines elsewhere."),
    ] = "auto",
    attributions: Annotated[
        bool,
        typer.Option("--attributions", help="Print the attributions that statements are made of, a document a line."),
    ] = False,
) -> None:
    """Print the statements of articles in files.

    Nothing needs to run for this, and nothing is kept.

    Read are .txt, .html, .htm, .json (an article or a list of them), .jsonl
    and .ndjson, plain or .gz, and folders. In JSON Lines out, article.id is
    the id that an article in JSON brings, else the name of its file.

      onrecord extract article.txt
      onrecord extract --published-at 2021-12-23 article.txt
      onrecord extract --format jsonl articles/*.txt > statements.jsonl
      curl -s https://news.example/article | onrecord extract -

    With --attributions, the first layer: for each article one line of JSON
    with the spans of source, cue and content as the extractor found them, in
    the form that onrecord eval --predictions reads.

      onrecord extract --attributions corpus/text > predictions.jsonl

    The status is 0 where every article was read; 1 where one could not be; 2 for bad usage.
    """
    if addresses := [name for name in sources if is_address(name)]:
        raise typer.BadParameter(f"extract reads files, not {several(addresses)}; try: curl URL | onrecord extract -")
    if absent := missing(sources):
        raise typer.BadParameter(f"not there: {several(absent)}; name files or folders, or - for standard input")
    if attributions and output == "table":
        raise typer.BadParameter("--attributions prints JSON Lines; leave out --format table")
    reader = Reader(_day(published_at))
    if attributions:
        _write_attributions(reader, sources)
    else:
        console = stdout() if output == "table" or (output == "auto" and on_terminal()) else None
        _write_statements(reader, sources, console)
    if reader.failed:
        raise typer.Exit(1)


def _write_statements(reader: "Reader", sources: Sequence[str], console: Console | None) -> None:
    # Here, so that the other commands need not wait for the extractor.
    from onrecord_extract import extract as statements_of  # noqa: PLC0415

    for article, statements in reader.read(sources, partial(statements_of, finder=_finder())):
        if console:
            _print_table(console, article, statements)
        else:
            for statement in statements:
                write_json(statement.model_dump_json())


def _write_attributions(reader: "Reader", sources: Sequence[str]) -> None:
    from onrecord_extract import find_attributions  # noqa: PLC0415

    from onrecord.scoring.predictions import predicted_line  # noqa: PLC0415

    for article, found in reader.read(sources, partial(find_attributions, finder=_finder())):
        write_json(predicted_line(article.id, found))


def _finder() -> "AttributionFinder":
    from onrecord_extract import LexiconError, ModelError, configured_finder  # noqa: PLC0415

    try:
        return configured_finder()
    except (ModelError, LexiconError) as error:
        raise typer.BadParameter(str(error)) from error


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise typer.BadParameter(f"--published-at {value!r} is no day; write it as 2021-12-23") from error


class Reader:
    """Reads sources article by article; says on standard error what cannot be read, and counts it in `failed`."""

    def __init__(self, published_at: date | None) -> None:
        self.failed = 0
        self._published_at = published_at
        self._messages = stderr()

    def read[T](self, sources: Sequence[str], extracted: Callable[[Article], T]) -> Iterator[tuple[Article, T]]:
        """Each article with what is extracted of it."""
        for item in read(sources, stdin=typer.get_binary_stream("stdin")):
            match item:
                case PassedOver():
                    self._messages.print(f"passed over: {clean(item.file)} ({item.reason})", style="dim")
                case Unreadable():
                    self._fail(item.file, item.reason)
                case Found():
                    try:
                        article = as_article(item, published_at=self._published_at)
                        yield article, extracted(article)
                    except RefusedError as error:
                        self._fail(item.file, str(error))

    def _fail(self, file: str, reason: str) -> None:
        self.failed += 1
        self._messages.print(f"refused  {clean(file)}: {clean(reason)}", style="red")


def _print_table(console: Console, article: Article, statements: list[Statement]) -> None:
    title = " · ".join(clean(part) for part in (article.id, article.headline, article.publisher) if part)
    console.print(f"{title}: {counted(len(statements), 'statement')}", style="bold", soft_wrap=True)
    console.print()
    if statements:
        console.print(table(statements, sources=False))
