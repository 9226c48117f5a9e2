"""`onrecord token`: tokens for reading, writing and administration."""

import secrets
from typing import Annotated, cast

import typer
from onrecord_core.tokens import SCOPES, Scope, TokensError, make

from onrecord.terminal import stderr, stdout

app = typer.Typer(no_args_is_help=True, help="Make tokens, with which services tell who may do what.")


@app.command()
def new(
    *,
    scope: Annotated[
        list[str],
        typer.Option(
            metavar="|".join(SCOPES),
            help="What it is for; may be given several times. read: ask the store. write: drop articles and follow "
            "them. admin: administration.",
        ),
    ],
    name: Annotated[
        str | None,
        typer.Option(
            help="Whose it is: letters, digits, `.`, `_` and `-`. Limits and logs go by it.", show_default=False
        ),
    ] = None,
) -> None:
    """Make a token and print it, this once, with the line for the settings.

    Services keep only a hash, from which the token cannot be had back. Give
    the token to its owner, and the line to every service: in ONRECORD_TOKENS,
    or in the file that ONRECORD_TOKENS_FILE names; then start them again.

      onrecord token new --scope write
      onrecord token new --scope read --scope write --name analyst
      onrecord token new --scope write --name newsdesk 2>token.txt >>tokens.conf

    Where it is used: `ONRECORD_TOKEN=onrecord_… onrecord ingest articles/`, or
    the header `Authorization: Bearer onrecord_…`. To take a token back, remove
    its line and start the services again.
    """
    if strange := set(scope) - set(SCOPES):
        raise typer.BadParameter(f"--scope is one of {', '.join(SCOPES)}, not {min(strange)!r}")
    try:
        secret, token = make(name or f"token-{secrets.token_hex(3)}", cast("list[Scope]", scope))
    except TokensError as error:
        raise typer.BadParameter("--name has 1 to 64 letters, digits, dots, underscores and hyphens") from error
    stderr().print("the token, for its owner; it is shown this once:", style="dim")
    stderr().print(secret, soft_wrap=True, highlight=False)
    stderr().print("the line for ONRECORD_TOKENS_FILE of the services:", style="dim")
    stdout().print(token.line, soft_wrap=True, highlight=False)
