"""The compose stack, built from the Dockerfiles and started for these tests."""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Compose:
    """A running compose project of its own name, on free ports."""

    command: tuple[str, ...]
    project: str
    environment: Mapping[str, str]
    ingest_url: str
    store_url: str
    redis_url: str

    def run(self, *arguments: str, within: float = 900) -> str:
        """Run a compose command; returns its output, raises CalledProcessError."""
        done = subprocess.run(
            [*self.command, "-p", self.project, *arguments],
            cwd=ROOT,
            env=dict(self.environment),
            check=False,
            capture_output=True,
            text=True,
            timeout=within,
        )
        if done.returncode:
            pytest.fail(f"{' '.join(done.args)}\n{done.stdout[-3000:]}\n{done.stderr[-6000:]}")
        return done.stdout


def compose_command() -> tuple[str, ...]:
    """Compose v2 where it is there, else docker-compose 1.29."""
    if not shutil.which("docker") or subprocess.run(["docker", "info"], capture_output=True, check=False).returncode:
        pytest.fail("no Docker engine answers: start one; these tests are about containers")
    if subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode == 0:
        return ("docker", "compose")
    if shutil.which("docker-compose"):
        return ("docker-compose",)
    pytest.fail("neither `docker compose` nor `docker-compose` is installed")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def compose() -> Generator[Compose]:
    with started() as stack:
        yield stack


@contextlib.contextmanager
def started(**settings: str) -> Generator[Compose]:
    """A stack with two extract containers, and with settings of its own; gone with its data afterwards."""
    ports = {name: free_port() for name in ("REDIS", "INGEST", "STORE")}
    environment = {
        **os.environ,
        "POSTGRES_PASSWORD": secrets.token_hex(16),
        **{f"ONRECORD_{name}_PORT": str(port) for name, port in ports.items()},
        **settings,
    }
    stack = Compose(
        command=compose_command(),
        project=f"onrecordtest{secrets.token_hex(3)}",
        environment=environment,
        ingest_url=f"http://127.0.0.1:{ports['INGEST']}",
        store_url=f"http://127.0.0.1:{ports['STORE']}",
        redis_url=f"redis://127.0.0.1:{ports['REDIS']}/0",
    )
    try:
        stack.run("up", "-d", "--build", "--scale", "extract=2")
        yield stack
    finally:
        print(stack.run("logs", "--no-color", "--tail", "30", "ingest", "extract", "store"))
        stack.run("down", "-v", "--remove-orphans")
