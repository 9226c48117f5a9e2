"""What onrecord needs of a machine: room on the disk and in memory, ports, a network for some things."""

import contextlib
import shutil
import socket
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil

from onrecord import ports
from onrecord.state import StackState

GIGABYTE = 1_000_000_000
ENOUGH_DISK, LEAST_DISK = 5 * GIGABYTE, GIGABYTE // 2
ENOUGH_MEMORY, LEAST_MEMORY = 2 * GIGABYTE, GIGABYTE // 2
NETWORK_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    outcome: Literal["ok", "warn", "fail"]
    detail: str
    fix: str = ""
    """What to do about it."""


def check_folder(data_dir: Path) -> Check:
    """Whether the data folder can be written, or made."""
    existing = _existing(data_dir)
    try:
        with tempfile.TemporaryFile(dir=existing):
            return Check("data folder", "ok", str(data_dir) if existing == data_dir else f"{data_dir} (not there yet)")
    except OSError as error:
        fix = "Give a folder that you may write: --data-dir, or ONRECORD_DATA_DIR."
        return Check("data folder", "fail", f"{existing}: {error.strerror}", fix)


def check_disk(data_dir: Path) -> Check:
    """Free space where the data folder is."""
    free = shutil.disk_usage(_existing(data_dir)).free
    detail = f"{free / GIGABYTE:.1f} GB free"
    if free < LEAST_DISK:
        return Check("disk", "fail", detail, f"Free some space: at least {LEAST_DISK / GIGABYTE:.1f} GB.")
    if free < ENOUGH_DISK:
        return Check(
            "disk", "warn", detail, f"Enough to begin with; a large archive needs {ENOUGH_DISK / GIGABYTE:g} GB."
        )
    return Check("disk", "ok", detail)


def check_memory() -> Check:
    """Memory that is not in use."""
    free = psutil.virtual_memory().available
    detail = f"{free / GIGABYTE:.1f} GB available"
    fix = "Close other programs, or run fewer --workers."
    if free < LEAST_MEMORY:
        return Check("memory", "fail", detail, fix)
    return Check("memory", "warn" if free < ENOUGH_MEMORY else "ok", detail, fix if free < ENOUGH_MEMORY else "")


def check_port(name: str, port: int, option: str, data_dir: Path) -> Check:
    """Whether a port is free, or ours already."""
    title = f"port {port} ({name})"
    if port == 0 or ports.is_free(port):
        return Check(title, "ok", "free")
    state = StackState.load(data_dir)
    if state and state.running and any(part.port == port for part in state.parts):
        return Check(title, "ok", "in use by the stack of this folder")
    return Check(title, "fail", f"in use{ports.user_of(port)}", f"Stop what uses it, or give `onrecord up` {option}.")


def check_network() -> Check:
    """Names of the internet, which only articles dropped by URL need."""
    found = threading.Event()
    # Nothing bounds the time that the system takes to say that a name is not found.
    asking = threading.Thread(target=_look_up, args=[found], daemon=True)
    asking.start()
    asking.join(NETWORK_SECONDS)
    if found.is_set():
        return Check("network", "ok", "names of the internet are found")
    return Check("network", "warn", "no names of the internet", "Articles by URL cannot be fetched; all else works.")


def _look_up(found: threading.Event) -> None:
    with contextlib.suppress(OSError):
        socket.getaddrinfo("example.org", 443)
        found.set()


def _existing(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.exists())
