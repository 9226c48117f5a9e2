"""The `onrecord` command: each of its commands is a function of a module of its own."""

from importlib.metadata import version
from typing import Annotated

import typer

from onrecord import (
    demo_command,
    dlq_command,
    doctor,
    down,
    entities_command,
    eval_command,
    extract_command,
    history_command,
    ingest_command,
    query_command,
    replay_command,
    status,
    token_command,
    up,
    watch_command,
)

app = typer.Typer(
    name="onrecord",
    no_args_is_help=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_show_locals=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {version('onrecord')}")
        raise typer.Exit


@app.callback()
def onrecord(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """News into statements on the record: who said what, when, word for word.

    [bold]onrecord up[/bold] starts everything on this machine; then, in another terminal:

      onrecord ingest article.html     drop articles
      onrecord query "sanctions"       ask for statements
      onrecord watch                   follow new statements as they come

    Nothing else needs to be installed or configured; [bold]onrecord doctor[/bold] says what is missing.
    """


app.command("up", rich_help_panel="The stack")(up.up)
app.command("down", rich_help_panel="The stack")(down.down)
app.command("status", rich_help_panel="The stack")(status.status)
app.command("doctor", rich_help_panel="The stack")(doctor.doctor)
app.add_typer(dlq_command.app, name="dlq", rich_help_panel="The stack")
app.command("demo", rich_help_panel="The stack")(demo_command.demo)
app.command("ingest", rich_help_panel="Articles and statements")(ingest_command.ingest)
app.command("query", rich_help_panel="Articles and statements")(query_command.query)
app.add_typer(entities_command.entities, name="entities", rich_help_panel="Articles and statements")
app.command("history", rich_help_panel="Articles and statements")(history_command.history)
app.command("watch", rich_help_panel="Articles and statements")(watch_command.watch)
app.command("extract", rich_help_panel="Articles and statements")(extract_command.extract)
app.command("replay", rich_help_panel="Articles and statements")(replay_command.replay)
app.command("eval", rich_help_panel="Articles and statements")(eval_command.evaluate)
app.add_typer(token_command.app, name="token", rich_help_panel="The stack")

if __name__ == "__main__":
    app()
