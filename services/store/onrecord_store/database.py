"""Connections to PostgreSQL, and what its errors mean."""

import time
from weakref import WeakKeyDictionary

import psycopg
from onrecord_core.errors import RefusedError
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

from onrecord_store.sqlfiles import query

type Connection = psycopg.AsyncConnection[DictRow]
type Pool = AsyncConnectionPool[Connection]

WAIT_SECONDS = 3.0
"""How long a connection is waited for before the database counts as away."""
RECONNECT_SECONDS = 4.0
"""A pool's own attempts grow rare; after so long it gives up, and the next use begins anew."""
FRESH_SECONDS = 1.0
"""So long after its use a connection of what writes counts as alive."""
PREPARED_AFTER = 5
"""Uses of a statement before the server keeps its plan."""

SILENCE = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "connect_timeout": 5,
}
"""When a connection counts as broken, in libpq's names and units: some ten seconds without a word from the other
machine. Else one to a database that was moved, or whose machine died, is waited on for a quarter of an hour or more."""

_AWAY = frozenset({"08", "40", "53", "55", "57", "58"})
"""SQLSTATE classes of what passes: connections, deadlocks, full disks, locks, shutdowns, input and output."""
_READ_ONLY = "25006"
"""A standby that has not yet been made the primary."""
_UNFIT = frozenset({"22", "54"})
"""SQLSTATE classes of data that will never fit."""


def make_pool(database_url: str, *, size: int, read_only: bool = False, query_seconds: float = 0) -> Pool:
    """A pool, not yet open, of connections in UTC; a query over `query_seconds` (0: no limit) is broken off.

    What `database_url` says on how long to wait for the other machine counts more than SILENCE.
    """

    async def configure(connection: Connection) -> None:
        session = {"timeout": f"{int(query_seconds * 1000)}ms", "read_only": "on" if read_only else "off"}
        await connection.execute(query("session"), session)

    return AsyncConnectionPool(
        make_conninfo("", **{**SILENCE, **conninfo_to_dict(database_url)}),
        connection_class=psycopg.AsyncConnection[DictRow],
        kwargs={
            "autocommit": True,
            "row_factory": dict_row,
            "client_encoding": "utf-8",
            # Questions are never prepared: a plan is made for the filters that are given, not for all that could be.
            # What writes is the same few statements for ever, and planning them takes a quarter of the work.
            "prepare_threshold": None if read_only else PREPARED_AFTER,
        },
        min_size=1,
        max_size=size,
        open=False,
        configure=configure,
        check=AsyncConnectionPool[Connection].check_connection if read_only else _Checks(),
        timeout=WAIT_SECONDS,
        reconnect_timeout=RECONNECT_SECONDS,
    )


class _Checks:
    """Looks whether a connection is alive before it is used, unless it was used a moment ago.

    What writes comes again and again, and begins anew where a connection turns out to be broken.
    """

    def __init__(self) -> None:
        self._used: WeakKeyDictionary[Connection, float] = WeakKeyDictionary()

    async def __call__(self, connection: Connection) -> None:
        now = time.monotonic()
        if now - self._used.get(connection, -FRESH_SECONDS) >= FRESH_SECONDS:
            await AsyncConnectionPool[Connection].check_connection(connection)
        self._used[connection] = now


def is_away(error: psycopg.Error) -> bool:
    """Whether an error says that the database cannot answer now, rather than that it was asked wrongly."""
    state = error.sqlstate
    if state is None:
        return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return state[:2] in _AWAY or state == _READ_ONLY


def refusal(error: psycopg.Error) -> Exception:
    """A RefusedError for data that PostgreSQL will never take, else the error itself."""
    if (error.sqlstate or "")[:2] in _UNFIT or (error.sqlstate is None and isinstance(error, psycopg.DataError)):
        return RefusedError(f"PostgreSQL cannot keep it: {error.diag.message_primary or error}")
    return error
