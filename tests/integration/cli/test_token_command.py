"""`onrecord token new`, and the token that the other commands send."""

import json

import pytest
from onrecord.main import app
from onrecord_core.tokens import find, parse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from typer.testing import CliRunner

from .conftest import Serve


def test_the_token_is_printed_once_beside_the_line_for_the_settings(runner: CliRunner) -> None:
    done = runner.invoke(app, ["token", "new", "--scope", "write", "--scope", "read", "--name", "desk"])
    assert done.exit_code == 0
    [token] = parse(done.stdout)
    assert (token.name, token.scopes) == ("desk", {"write", "read"})
    [secret] = [word for word in done.stderr.split() if word.startswith("onrecord_")]
    assert find([token], secret) == token
    assert secret not in done.stdout


def test_a_name_is_made_where_none_is_given(runner: CliRunner) -> None:
    lines = [runner.invoke(app, ["token", "new", "--scope", "write"]).stdout for _ in range(2)]
    assert len({parse(line)[0].name for line in lines}) == 2


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--scope", "all"], "read, write, admin"),
        (["--scope", "read", "--name", "a b"], "--name has 1 to 64"),
        ([], "--scope"),
    ],
)
def test_what_no_token_can_be_made_of_is_bad_usage(runner: CliRunner, arguments: list[str], reason: str) -> None:
    done = runner.invoke(app, ["token", "new", *arguments])
    assert done.exit_code == 2
    assert reason in done.stderr


def test_the_commands_send_the_token_of_the_environment(
    runner: CliRunner, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str | None] = []

    async def statements(request: Request) -> JSONResponse:
        shown.append(request.headers.get("Authorization"))
        return JSONResponse({"items": [], "next_cursor": None})

    with serve(Starlette(routes=[Route("/v1/statements", statements)])) as url:
        runner.invoke(app, ["query", "--store-url", url])
        monkeypatch.setenv("ONRECORD_TOKEN", "onrecord_abc")
        done = runner.invoke(app, ["query", "--store-url", url])
    assert done.exit_code == 0
    assert shown == [None, "Bearer onrecord_abc"]


def test_a_refusal_says_what_to_set(runner: CliRunner, serve: Serve) -> None:
    problem = {"title": "Unauthorized", "status": 401, "detail": "a token is needed; the command reads ONRECORD_TOKEN"}

    async def refuse(_: Request) -> JSONResponse:
        return JSONResponse(problem, 401, media_type="application/problem+json")

    with serve(Starlette(routes=[Route("/v1/statements", refuse)])) as url:
        done = runner.invoke(app, ["query", "--store-url", url])
    assert done.exit_code == 1
    assert "ONRECORD_TOKEN" in done.output
    assert "onrecord_" not in json.dumps(done.output)
