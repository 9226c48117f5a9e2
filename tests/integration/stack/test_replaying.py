"""`onrecord replay` on a whole stack: shows what would change, goes on after crashes, doubles nothing."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from onrecord.stack import Stack
from onrecord_core.testing import wait_until
from psycopg import sql

from .conftest import SETTINGS

ARTICLES = 24
TABLES = ("article", "acceptance", "reading", "statement", "statement_version", "retraction", "outbox", "replay")
type Command = Callable[..., "subprocess.CompletedProcess[str]"]


def article(number: int) -> dict[str, str]:
    """An article with a statement that the rules find, and one with a cue that they do not know."""
    text = (
        f'"We will build {number + 2} bridges before the summer," Minister Anna Berg said.\n\n'
        f"Skipper Jane Doe vouchsafed that harbour number {number} would open in June.\n"
    )
    return {"text": text, "url": f"https://replay.example/{number}", "publisher": "The Replay Post", "language": "en"}


def rows(stack: Stack, table: str) -> list[Any]:
    with psycopg.connect(stack.state.database_url) as connection:
        every = sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(table))
        return connection.execute(every).fetchall()


def snapshot(stack: Stack) -> dict[str, list[Any]]:
    return {table: rows(stack, table) for table in TABLES}


def records(stack: Stack) -> list[Any]:
    with psycopg.connect(stack.state.database_url) as connection:
        return connection.execute("SELECT id, record::text, retracted_at FROM statement ORDER BY id").fetchall()


@pytest.fixture(scope="module")
def filled(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """A stack that has read the articles."""
    path = tmp_path_factory.mktemp("replay") / "articles.jsonl"
    path.write_text("\n".join(json.dumps(article(number)) for number in range(ARTICLES)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "onrecord.main", "ingest", str(path), "--data-dir", str(stack.data_dir)],
        env={**os.environ, **SETTINGS},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return stack


async def stored(stack: Stack) -> None:
    """Wait until the store has all articles with their statements, and has told what it has to tell."""

    async def through() -> bool:
        return len(rows(stack, "reading")) >= ARTICLES and not rows(stack, "outbox")

    await wait_until(through, description="all articles are stored")


async def test_a_dry_run_shows_what_would_change_and_writes_nothing(
    filled: Stack, onrecord: Command, tmp_path: Path
) -> None:
    await stored(filled)
    before = snapshot(filled)
    (tmp_path / "cues.tsv").write_text("vouchsafe\tpromise\tclause\tvouchsafed,vouchsafes\n", encoding="utf-8")
    options = ("replay", "--dry-run", "--data-dir", str(filled.data_dir))
    own = [("ONRECORD_LEXICON_DIR", str(tmp_path))]
    told = onrecord(*options, "--json", environment=own)
    assert told.returncode == 0, told.stderr
    lines = [json.loads(line) for line in told.stdout.splitlines()]
    assert len(lines) == ARTICLES
    assert {(len(line["new"]), len(line["retracted"]), line["unchanged"]) for line in lines} == {(1, 0, 1)}
    assert f"{ARTICLES} articles read: {ARTICLES} unchanged · 0 changed · {ARTICLES} new · 0 retracted" in told.stderr

    named = onrecord(*options, "--article", lines[0]["article_id"], environment=own)
    assert "Jane Doe: harbour number" in named.stdout
    assert "1 article read" in named.stdout
    same = onrecord(*options)
    assert f"{ARTICLES} articles read: {ARTICLES} unchanged · 0 changed · 0 new · 0 retracted" in same.stdout
    assert "0 articles read" in onrecord(*options, "--outdated").stdout
    assert snapshot(filled) == before


async def replay(stack: Stack) -> asyncio.subprocess.Process:
    """The command."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "onrecord.main", "replay", "--rate", "5", "--json", "--data-dir", str(stack.data_dir),
        env={**os.environ, **SETTINGS},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip


async def said(process: asyncio.subprocess.Process) -> bytes:
    """The first line of a command's messages."""
    assert process.stderr
    return await asyncio.wait_for(process.stderr.readline(), 60)


def kill(stack: Stack, name: str, number: signal.Signals = signal.SIGKILL) -> None:
    next(part.process for part in stack.state.parts if part.name == name).send(number)


async def test_a_replay_outlives_the_command_the_worker_and_the_store(filled: Stack) -> None:
    await stored(filled)
    before = records(filled)

    async def under_way() -> bool:
        with psycopg.connect(filled.state.database_url) as connection:
            (done,) = connection.execute("SELECT count(done_at) FROM replay_article").fetchone() or (0,)
        return done >= 5

    first = await replay(filled)
    named = await said(first)
    await wait_until(under_way, description="the replay is under way", within=60)
    kill(filled, "extract-1", signal.SIGSTOP)  # so that it does not end before the second command comes
    kill(filled, "store")
    first.send_signal(signal.SIGINT)
    _, told = await asyncio.wait_for(first.communicate(), 30)
    assert first.returncode == 130
    assert b"the services go on with it" in told

    second = await replay(filled)
    # it may tell first that the store is away
    lines = [line async for line in _until_named(second)]
    assert lines[-1] == named, "the second command began another replay"
    kill(filled, "extract-1")
    answer, told = await asyncio.wait_for(second.communicate(), 90)
    assert second.returncode == 0, told
    shown = json.loads(answer)
    figures = {name: shown[name] for name in ("articles", "done", "failed", "unchanged", "changed", "new")}
    assert figures == {
        "articles": ARTICLES, "done": ARTICLES, "failed": 0, "unchanged": ARTICLES, "changed": 0, "new": 0,
    }  # fmt: skip
    assert len(rows(filled, "replay")) == 1
    assert records(filled) == before


async def _until_named(process: asyncio.subprocess.Process) -> AsyncGenerator[bytes]:
    while True:
        line = await said(process)
        yield line
        if not line or line.startswith(b"replay "):
            return


async def test_the_history_is_shown(filled: Stack, onrecord: Command) -> None:
    await stored(filled)
    (statement, *_) = [name for name, _, _ in records(filled)]
    shown = onrecord("history", statement, "--data-dir", str(filled.data_dir))
    assert shown.returncode == 0, shown.stderr
    assert "in force" in shown.stdout
    assert "found      onrecord-rules/" in shown.stdout
    whole = json.loads(onrecord("history", statement, "--json", "--data-dir", str(filled.data_dir)).stdout)
    revisions = onrecord("history", whole["article_id"], "--data-dir", str(filled.data_dir))
    assert "current" in revisions.stdout
    assert "onrecord-rules/" in revisions.stdout
    unknown = onrecord("history", "st_none", "--data-dir", str(filled.data_dir))
    assert unknown.returncode == 1
    assert "there is no statement st_none" in unknown.stderr
