"""What `onrecord doctor` finds, and what it says to do about it."""

import json
import shutil
import socket
from pathlib import Path
from typing import NamedTuple

import pytest
from onrecord import checks, machine, ports
from onrecord.main import app
from typer.testing import CliRunner


class Usage(NamedTuple):
    """As shutil tells it."""

    total: int
    used: int
    free: int


def test_a_file_in_the_way_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = machine.check_folder(tmp_path / "file" / "data")
    assert found.outcome == "fail"
    assert "--data-dir" in found.fix


def test_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    assert machine.check_folder(tmp_path / "a" / "b").outcome == "ok"
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(("free", "outcome"), [(10, "fail"), (10**9, "warn"), (10**12, "ok")])
def test_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, outcome: str) -> None:
    def usage(_: Path) -> Usage:
        return Usage(free, 0, free)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    found = machine.check_disk(tmp_path)
    assert found.outcome == outcome
    assert bool(found.fix) == (outcome != "ok")


def test_a_port_of_somebody_else(tmp_path: Path) -> None:
    with socket.create_server((ports.LOOPBACK, 0)) as server:
        found = machine.check_port("store", server.getsockname()[1], "--store-port", tmp_path)
    assert found.outcome == "fail"
    assert "--store-port" in found.fix


def test_no_docker_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(_: str) -> None:
        """Find no program."""

    monkeypatch.setattr(shutil, "which", nowhere)
    assert checks.check_docker().outcome == "warn"


def test_the_command_fails_where_something_needed_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    options = ["--data-dir", str(tmp_path / "file" / "x"), "--ingest-port", "0", "--store-port", "0"]
    done = CliRunner().invoke(app, ["doctor", "--json", *options])
    assert done.exit_code == 1
    found = {check["name"]: check for check in json.loads(done.stdout)}
    assert found["data folder"]["outcome"] == "fail"
    assert found["Valkey"]["outcome"] == "ok"
    assert found["PostgreSQL"]["outcome"] == "ok"


@pytest.mark.parametrize("command", ["up", "down", "status", "doctor"])
def test_help_teaches_with_examples(command: str) -> None:
    done = CliRunner().invoke(app, [command, "--help"])
    assert done.exit_code == 0
    assert f"onrecord {command}" in done.stdout
