"""What is left running of a stack whose supervisor was killed: found by the folder that each process works in.

No list of process numbers is needed, so nothing escapes that was started just before the kill.
"""

import signal
from pathlib import Path

import psutil

SERVICE_GRACE = 25.0
SERVER_GRACE = 30.0


def in_folder(folder: Path) -> list[psutil.Process]:
    """The processes that work in a folder."""
    found: list[psutil.Process] = []
    for process in psutil.process_iter():
        try:
            if process.status() != psutil.STATUS_ZOMBIE and process.cwd() == str(folder):
                found.append(process)
        except psutil.Error:
            # Gone by now, or somebody else's: in either case it is none of ours.
            continue
    return found


def _services(data_dir: Path) -> list[psutil.Process]:
    return [process for process in in_folder(data_dir / "services") if _runs_service(process)]


def _runs_service(process: psutil.Process) -> bool:
    try:
        words = process.cmdline()
    except psutil.Error:
        return False
    return any(word.startswith("onrecord_") and word.endswith(".app") for word in words)


def _named(processes: list[psutil.Process], name: str) -> list[psutil.Process]:
    found: list[psutil.Process] = []
    for process in processes:
        try:
            if process.name() == name:
                found.append(process)
        except psutil.Error:
            continue
    return found


def end(data_dir: Path) -> int:
    """End all that is left of the stack of a folder, in the order in which nothing is lost; gives how many it was."""
    services = _services(data_dir)
    _end(services, signal.SIGTERM, SERVICE_GRACE)
    servers = _named(in_folder(data_dir / "valkey"), "valkey-server")
    _end(servers, signal.SIGTERM, SERVER_GRACE)
    return len(services) + len(servers) + end_postgres(data_dir / "postgres", grace=SERVER_GRACE)


def end_postgres(folder: Path, *, grace: float) -> int:
    """End the server of a folder, or the processes that a killed one left; gives how many there were."""
    processes = _named(in_folder(folder), "postgres")
    head = _postmaster(folder)
    # A living server ends its processes itself (SIGINT: at once, but with all written); orphans have nothing to write.
    heads = [process for process in processes if process.pid == head]
    _end(processes, signal.SIGINT if heads else signal.SIGQUIT, grace, ask=heads or processes)
    return len(processes)


def _postmaster(folder: Path) -> int | None:
    try:
        return int((folder / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _end(
    processes: list[psutil.Process], number: signal.Signals, grace: float, *, ask: list[psutil.Process] | None = None
) -> None:
    for process in processes if ask is None else ask:
        _send(process, number)
    _, alive = psutil.wait_procs(processes, timeout=grace)
    for process in alive:
        _send(process, signal.SIGKILL)
    psutil.wait_procs(alive, timeout=5.0)


def _send(process: psutil.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return
