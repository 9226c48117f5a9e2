"""TCP ports on loopback."""

import socket
from collections.abc import Iterable

import psutil

LOOPBACK = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether a server can listen on a port; one that a stopped server left in TIME_WAIT counts as free."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def any_free(preferred: Iterable[int] = (), *, taken: Iterable[int] = ()) -> int:
    """The first free one of those preferred, else any; none of those taken."""
    avoid = set(taken)
    for port in preferred:
        if port not in avoid and is_free(port):
            return port
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.bind((LOOPBACK, 0))
            port: int = probe.getsockname()[1]
        if port not in avoid:
            return port


def user_of(port: int) -> str:
    """Who listens on a port, as far as the system tells: ` by NAME (process N)`, or nothing."""
    try:
        connections = psutil.net_connections(kind="tcp")
        for connection in connections:
            if connection.status == psutil.CONN_LISTEN and connection.laddr and connection.laddr[1] == port:
                return (
                    f" by {psutil.Process(connection.pid).name()} (process {connection.pid})" if connection.pid else ""
                )
    except psutil.Error:
        # Other people's processes may not be looked at; macOS tells root alone.
        return ""
    return ""
