"""The state file, and where the commands find what they talk to."""

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from onrecord.options import services
from onrecord.processes import Identity
from onrecord.settings import CliSettings
from onrecord.state import Part, StackState, endpoints

DEAD = Identity(pid=os.getpid(), started=1.0)
"""This process's number, but another process."""


def me() -> Identity:
    """This process."""
    found = Identity.of(os.getpid())
    assert found
    return found


def state_of(supervisor: Identity) -> StackState:
    """A stack that a process watches."""
    return StackState(
        supervisor=supervisor,
        parts=(Part(name="valkey", process=supervisor, port=7001),),
        redis_url="redis://127.0.0.1:7001/0",
        redis_port=7001,
        database_url="postgresql://postgres@/onrecord?host=/x",
        ingest_url="http://127.0.0.1:7002",
        store_url="http://127.0.0.1:7003",
        prefix="mine:",
        started_at=datetime(2026, 1, 2, tzinfo=UTC),
    )


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:  # pyright: ignore[reportUnusedFunction]
    for name in [name for name in os.environ if name.startswith("ONRECORD_")]:
        monkeypatch.delenv(name)


def test_it_is_read_as_it_was_written_and_by_its_owner_alone(tmp_path: Path) -> None:
    state = state_of(me())
    state.save(tmp_path)
    assert StackState.load(tmp_path) == state
    assert stat.S_IMODE(StackState.path(tmp_path).stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "{", '{"pids": []}'])
def test_a_file_of_another_kind_is_no_state(tmp_path: Path, content: str) -> None:
    StackState.path(tmp_path).write_text(content)
    assert StackState.load(tmp_path) is None


def test_no_file_is_no_state(tmp_path: Path) -> None:
    assert StackState.load(tmp_path) is None


def test_a_process_with_the_same_number_is_not_the_same() -> None:
    assert me().alive
    assert not DEAD.alive


def test_a_running_stack_is_found(tmp_path: Path) -> None:
    state_of(me()).save(tmp_path)
    found = endpoints(CliSettings(data_dir=tmp_path))
    assert found.ingest_url == "http://127.0.0.1:7002"
    assert found.store_url == "http://127.0.0.1:7003"
    assert found.redis_url == "redis://127.0.0.1:7001/0"
    assert found.prefix == "mine:"


def test_a_stack_that_ended_is_not(tmp_path: Path) -> None:
    state_of(DEAD).save(tmp_path)
    found = endpoints(CliSettings(data_dir=tmp_path))
    assert found.ingest_url == "http://127.0.0.1:8081"
    assert found.store_url == "http://127.0.0.1:8080"
    assert found.prefix == "onrecord:"


def test_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state_of(me()).save(tmp_path)
    monkeypatch.setenv("ONRECORD_STORE_URL", "http://elsewhere")
    monkeypatch.setenv("ONRECORD_PREFIX", "other:")
    found = endpoints(CliSettings(data_dir=tmp_path))
    assert found.store_url == "http://elsewhere"
    assert found.prefix == "other:"
    assert found.ingest_url == "http://127.0.0.1:7002"


def test_a_folder_that_is_named_stands_for_its_own_stack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit):
        services(tmp_path)
    assert "onrecord up --data-dir" in capsys.readouterr().err
    monkeypatch.setenv("ONRECORD_STORE_URL", "http://elsewhere")
    assert services(tmp_path).store_url == "http://elsewhere"
