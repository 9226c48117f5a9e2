"""`onrecord entities` on a running store."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from onrecord_core import problems
from onrecord_core.access import guard
from onrecord_core.testing import wait_until
from onrecord_store.database import make_pool
from onrecord_store.decisions import Decisions
from onrecord_store.entities import EntityReader
from onrecord_store.entity_routes import make_entity_router

if TYPE_CHECKING:
    from .conftest import Desk, Store


@dataclass(frozen=True)
class Ran:
    """How the command ended."""

    status: int
    stdout: str
    stderr: str


type Run = Callable[..., Awaitable[Ran]]


@pytest.fixture
async def run(store: "Store", monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[Run]:
    """Runs the command on the store, over HTTP, on a wide screen."""
    monkeypatch.setenv("COLUMNS", "200")
    async with make_pool(store.settings.database_url.get_secret_value(), size=2) as pool:
        api = FastAPI()
        guard(api, store.settings)
        api.include_router(make_entity_router(EntityReader(pool), Decisions(pool)))
        problems.install(api, invalid=[RequestValidationError])
        server = uvicorn.Server(uvicorn.Config(api, port=0, log_level="error", lifespan="off"))
        serving = asyncio.create_task(server.serve())

        async def started() -> bool:
            return server.started

        await wait_until(started, description="the store answers over HTTP")
        port = server.servers[0].sockets[0].getsockname()[1]

        async def ran(*words: str) -> Ran:
            line = [sys.executable, "-m", "onrecord.main", "entities", *words]
            process = await asyncio.create_subprocess_exec(
                *line, "--store-url", f"http://127.0.0.1:{port}", stdout=PIPE, stderr=PIPE
            )
            out, err = await process.communicate()
            assert process.returncode is not None
            return Ran(process.returncode, out.decode(), err.decode())

        yield ran
        server.should_exit = True
        await serving


async def test_list_merge_show_and_split(store: "Store", desk: "Desk", run: Run) -> None:
    told = [
        desk.said("We will talk.", speaker="Zamir Kabulov", country="RU", publisher="The Post"),
        desk.said("We do talk.", speaker="Zamir Kabulov", country="RU", publisher="The Gazette"),
        desk.said("We have talked.", speaker="Kabulov", country="RU"),
        desk.said("We sail.", speaker="Northport Ferries", speaks_as="organization"),
    ]
    await store.keep(desk, *told)
    lines = [json.loads(line) for line in (await run("list")).stdout.splitlines()]
    assert [(line["name"], line["statements"]) for line in lines[:1]] == [("Zamir Kabulov", 2)]
    assert len(lines) == 3
    full, short = (next(line["id"] for line in lines if line["name"] == n) for n in ("Zamir Kabulov", "Kabulov"))

    table = (await run("list", "kabulov", "--country", "ru", "--format", "table")).stdout
    assert all(part in table for part in (full, short, "Zamir Kabulov", "RU", "statements"))
    assert "Northport" not in table

    merged = (await run("merge", full, short, "--format", "table")).stdout
    for part in ("Zamir Kabulov · person · RU", full, "3 statements", "also: Kabulov", short, "merged by hand"):
        assert part in merged
    (shown,) = json.loads((await run("show", short, "--format", "json")).stdout)
    assert (shown["id"], shown["names"]) == (full, ["Zamir Kabulov", "Kabulov"])

    assert json.loads((await run("split", short)).stdout)["id"] == short
    apart = await run("split", full, "--publisher", "The Gazette", "--format", "table")
    assert f"split from {full}" in apart.stdout
    assert "1 statement" in apart.stdout
    one = await run("split", full, "--statement", told[0][1].id)
    assert json.loads(one.stdout)["statements"] == 1


async def test_all_entities_are_listed_page_by_page(store: "Store", desk: "Desk", run: Run) -> None:
    names = [
        f"Ana {first}{second}" for first in ("Bel", "Cor", "Dal", "Fen", "Gor") for second in map(chr, range(97, 123))
    ]
    told = [desk.said(f"Day {n}.", speaker=f"{name}do") for n, name in enumerate(names)]
    await store.keep(desk, *told)
    ids = {statement.speaker.entity_id for _, statement in told if statement.speaker}
    lines = [json.loads(line)["id"] for line in (await run("list", "--all")).stdout.splitlines()]
    assert len(lines) == len(set(lines))
    assert set(lines) == ids
    assert len(ids) > 100
    assert len((await run("list", "--limit", "7")).stdout.splitlines()) == 7


async def test_what_goes_wrong_is_told(store: "Store", desk: "Desk", run: Run) -> None:
    told = desk.said("We will sail.")
    await store.keep(desk, told)
    entity = json.loads((await run("list")).stdout)["id"]
    for words, says in [
        (["show", "ent_none"], "there is no entity ent_none"),
        (["show", "../statements"], "there is no"),
        (["merge", entity, "ent_none"], "there is no entity ent_none"),
        (["split", entity], "counts as no other entity"),
        (["split", entity, "--country", "Spain"], "body.country"),
        (["split", entity, "--name", "Ana", "--statement", "st_1"], "give one of"),
    ]:
        ran = await run(*words)
        assert ran.status == 1
        assert says in ran.stderr
        assert not ran.stdout
    nobody = await run("list", "nobody")
    assert nobody.status == 0
    assert "No entity matches" in nobody.stderr
    assert (await run("list", "--kind", "ghost")).status == 2
