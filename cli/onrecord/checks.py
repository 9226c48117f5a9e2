"""What `onrecord doctor` looks at: the programs here, the machine in `machine.py`; each for real."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from onrecord.errors import StackError
from onrecord.machine import Check, check_disk, check_folder, check_memory, check_network, check_port

OLDEST_PYTHON = (3, 12)
PACKAGES = ("onrecord", "onrecord-core", "onrecord-ingest", "onrecord-extract", "onrecord-store")
REINSTALL = "Install onrecord again: make install"


def all_checks(data_dir: Path, *, ingest_port: int, store_port: int, embedded: tuple[bool, bool]) -> Iterator[Check]:
    """Look at everything in turn; `embedded` says whether Valkey and PostgreSQL are the embedded ones."""
    valkey, postgres = embedded
    looks: list[Callable[[], Check]] = [check_python, check_packages]
    if valkey:
        looks.append(check_valkey)
    if postgres:
        looks.append(check_postgres)
    looks += [lambda: check_folder(data_dir), lambda: check_disk(data_dir), check_memory]
    looks.append(lambda: check_port("ingest", ingest_port, "--ingest-port", data_dir))
    looks.append(lambda: check_port("store", store_port, "--store-port", data_dir))
    looks += [check_docker, check_network]
    for look in looks:
        yield look()


def check_python() -> Check:
    """The version of Python."""
    found = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return Check("Python", "ok", found)
    return Check("Python", "fail", found, "Install Python 3.12 or newer; `make install` finds it.")


def check_packages() -> Check:
    """The services."""
    missing: list[str] = []
    for package in PACKAGES:
        try:
            version(package)
        except PackageNotFoundError:
            missing.append(package)
    if missing:
        return Check("packages", "fail", f"not installed: {', '.join(missing)}", REINSTALL)
    return Check("packages", "ok", f"onrecord {version('onrecord')}")


def check_valkey() -> Check:
    """Whether the embedded Valkey runs here."""
    from onrecord import valkey  # noqa: PLC0415 - an import that fails is one of the findings

    fix = "Run a Redis 7 or Valkey of your own and name it in ONRECORD_REDIS_URL."
    try:
        return Check("Valkey", "ok", _first_line([str(valkey.binary()), "--version"]))
    except (StackError, OSError, subprocess.SubprocessError) as error:
        return Check("Valkey", "fail", str(error), fix)


def check_postgres() -> Check:
    """Whether the embedded PostgreSQL runs here."""
    from onrecord import postgres  # noqa: PLC0415 - see above

    fix = "Run a PostgreSQL 16 or newer of your own and name it in ONRECORD_DATABASE_URL."
    try:
        return Check("PostgreSQL", "ok", _first_line([str(postgres.binaries() / "postgres"), "--version"]))
    except (OSError, subprocess.SubprocessError) as error:
        return Check("PostgreSQL", "fail", str(error), fix)


def _first_line(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)  # noqa: S603 - our binaries
    return done.stdout.strip().split("\n")[0]


def check_docker() -> Check:
    """Docker, which only `docker compose up` needs."""
    if not shutil.which("docker"):
        return Check("Docker", "warn", "not installed", "Not needed, unless you want the containers.")
    try:
        found = _first_line(["docker", "version", "--format", "{{.Server.Version}}"])
    except (OSError, subprocess.SubprocessError):
        return Check("Docker", "warn", "installed, but does not answer", "Not needed, unless you want the containers.")
    return Check("Docker", "ok", found)
