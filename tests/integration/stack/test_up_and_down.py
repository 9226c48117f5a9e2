"""`onrecord up`: one stack for a folder, watched, stopped in order, and taken up again."""

import json
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from onrecord import leftovers
from onrecord.state import Part, StackState
from onrecord_core.testing import wait_until

if TYPE_CHECKING:
    from conftest import UpCommand

type Command = Callable[..., "subprocess.CompletedProcess[str]"]
TEXT = (
    'Bergen, 4 March 2025. "We will build a harbour here," Minister Anna Berg said on Tuesday to the people of Bergen.'
)


def gone(parts: tuple[Part, ...], folder: Path) -> bool:
    """Whether nothing of a stack runs any more."""
    left = [name for name in ("services", "valkey", "postgres") if leftovers.in_folder(folder / name)]
    return not left and not any(part.process.alive for part in parts)


def drop(state: StackState, publisher: str) -> None:
    """Drop one article."""
    submission = {"text": TEXT, "publisher": publisher, "published_at": "2025-03-04"}
    httpx.post(f"{state.ingest_url}/v1/articles", json=submission).raise_for_status()


async def stored(state: StackState, publisher: str) -> list[str]:
    """Ids of the statements of a publisher, once there are any."""

    async def ask() -> list[str]:
        async with httpx.AsyncClient(base_url=state.store_url) as client:
            found = (await client.get("/v1/statements", params={"publisher": publisher})).raise_for_status().json()
        return [item["id"] for item in found["items"]]

    return await wait_until(ask, description=f"statements of {publisher}")


def test_a_second_up_is_refused(running: "UpCommand", onrecord: Command) -> None:
    state = running.state()
    second = onrecord("up", "--data-dir", str(running.folder))
    assert second.returncode == 1
    assert f"process {state.supervisor.pid}" in second.stderr
    assert "onrecord down" in second.stderr
    assert state.running


def test_status_tells_of_each_group_and_process(running: "UpCommand", onrecord: Command) -> None:
    running.state()
    report = json.loads(onrecord("status", "--data-dir", str(running.folder), "--json").stdout)
    assert report["running"]
    alive = {part["name"] for part in report["processes"] if part["alive"]}
    assert alive == {"valkey", "postgres", "ingest", "store", "extract-1", "extract-2"}
    groups = {(group["stream"], group["group"]) for group in report["groups"] if group["ready"]}
    assert groups >= {
        ("onrecord:submissions", "ingest"),
        ("onrecord:articles", "extract"),
        ("onrecord:articles", "store"),
        ("onrecord:statements", "store"),
    }


def test_doctor_knows_the_ports_of_the_running_stack(running: "UpCommand", onrecord: Command) -> None:
    state = running.state()
    ports = [url.rpartition(":")[2] for url in (state.ingest_url, state.store_url)]
    options = ("--ingest-port", ports[0], "--store-port", ports[1], "--data-dir", str(running.folder))
    done = onrecord("doctor", *options, "--json")
    assert done.returncode == 0, done.stdout
    found = {check["name"]: check for check in json.loads(done.stdout)}
    assert found[f"port {ports[0]} (ingest)"]["detail"] == "in use by the stack of this folder"
    elsewhere = onrecord("doctor", *options[:4], "--data-dir", str(running.folder / "other"), "--json")
    assert elsewhere.returncode == 1
    assert "--ingest-port" in elsewhere.stdout


async def test_ctrl_c_stops_everything_and_the_next_up_goes_on(running: "UpCommand", onrecord: Command) -> None:
    state, folder = running.state(), running.folder
    drop(state, "Harbour News")
    before = await stored(state, "Harbour News")

    printed = running.send(signal.SIGINT)
    assert running.process.returncode == 0, printed
    assert gone(state.parts, folder)
    for where in (state.ingest_url, state.store_url, state.redis_url, str(folder / "logs"), "redis-cli -p "):
        assert where in printed
    idle = onrecord("status", "--data-dir", str(folder))
    assert idle.returncode == 1
    assert "onrecord up" in idle.stderr

    started = onrecord("up", "--detach", "--data-dir", str(folder), "--ingest-port", "0", "--store-port", "0")
    assert started.returncode == 0, started.stdout + started.stderr
    again = StackState.load(folder)
    assert again
    assert again.running
    assert again.store_url in started.stdout
    assert again.redis_port == state.redis_port
    assert await stored(again, "Harbour News") == before

    stopped = onrecord("down", "--data-dir", str(folder))
    assert stopped.returncode == 0, stopped.stderr
    assert gone(again.parts, folder)
    assert "No stack runs" in onrecord("down", "--data-dir", str(folder)).stdout


async def test_a_killed_up_leaves_nothing_behind(folder: Path, up: "Callable[..., UpCommand]") -> None:
    killed = up(folder)
    state = killed.state()
    killed.send(signal.SIGKILL)
    taken_over = up(folder)
    again = taken_over.state()
    assert not any(part.process.alive for part in state.parts)
    assert all(part.process.alive for part in again.parts)

    taken_over.send(signal.SIGKILL)

    async def ended() -> bool:
        return gone(again.parts, folder)

    await wait_until(ended, description="the guard has stopped what was left", within=60.0)


def test_a_port_in_use_is_named(folder: Path, onrecord: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        refused = onrecord("up", "--data-dir", str(folder), "--ingest-port", str(port), "--store-port", "0")
    assert refused.returncode == 1
    assert f"Port {port} is in use" in refused.stderr
    assert "--ingest-port" in refused.stderr
