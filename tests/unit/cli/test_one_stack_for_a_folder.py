"""Whoever holds the lock of a folder runs its stack."""

import socket
from pathlib import Path

import pytest
from onrecord import ports
from onrecord.errors import AlreadyRunningError, PortInUseError
from onrecord.lock import FolderLock
from onrecord.plan import plan
from onrecord.stack import Stack, StackOptions


def test_the_lock_is_held_once(tmp_path: Path) -> None:
    first, second = FolderLock(tmp_path), FolderLock(tmp_path)
    assert first.take()
    assert not second.take()
    first.give_back()
    assert second.take()
    second.give_back()


def test_a_stack_does_not_start_on_a_folder_that_is_taken(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    assert lock.take()
    with pytest.raises(AlreadyRunningError, match="onrecord down"):
        Stack(StackOptions(tmp_path)).start()
    lock.give_back()


def test_a_port_that_is_asked_for_must_be_free(tmp_path: Path) -> None:
    with socket.create_server((ports.LOOPBACK, 0)) as server:
        port = server.getsockname()[1]
        assert not ports.is_free(port)
        with pytest.raises(PortInUseError, match=rf"{port} is in use.*--store-port"):
            plan(StackOptions(tmp_path, ingest_port=0, store_port=port), tmp_path)
        assert ports.any_free([port]) != port
    assert ports.is_free(port)


def test_a_port_is_not_given_out_twice() -> None:
    free = ports.any_free()
    assert ports.any_free([free]) == free
    assert ports.any_free([free], taken=[free]) != free
