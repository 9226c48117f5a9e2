"""Brings the database's tables to this version, at every start or by `python -m onrecord_store.migrate`.

All migrations run in one transaction, under an advisory lock, so that stores that start together wait for each other.
"""

import psycopg
from alembic import command
from alembic.config import Config
from onrecord_core.errors import OnrecordError
from onrecord_core.logs import configure, get_logger
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from onrecord_store.settings import StoreSettings

LOCK = 0x6F6E7265636F7264
"""The advisory lock of migrations: "onrecord" in ASCII."""
OLDEST = 16
CONNECT_SECONDS = 5

log = get_logger(__name__)


class UnfitDatabaseError(OnrecordError):
    """A database that the store cannot use. The message says what it needs."""


def migrate(database_url: str) -> None:
    """Create or upgrade the tables; blocks.

    Raises UnfitDatabaseError for a server that is too old or an encoding that is not UTF-8, and
    psycopg.OperationalError where the database does not answer.
    """
    engine = create_engine("postgresql+psycopg://", creator=lambda: _connect(database_url), poolclass=NullPool)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%(lock)s)", {"lock": LOCK})
            _check(connection)
            config = Config()
            config.set_main_option("script_location", "onrecord_store:migrations")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except DBAPIError as error:
        if isinstance(error.orig, psycopg.Error):
            raise error.orig from error
        raise
    finally:
        engine.dispose()


def _connect(database_url: str) -> psycopg.Connection:
    return psycopg.connect(database_url, connect_timeout=CONNECT_SECONDS, client_encoding="utf-8")


def _check(connection: Connection) -> None:
    number, encoding = connection.exec_driver_sql(
        "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding')"
    ).one()
    if number < OLDEST:
        raise UnfitDatabaseError(f"PostgreSQL {OLDEST} or newer is needed, this is {number}")
    if encoding != "UTF8":
        raise UnfitDatabaseError(f"the database is encoded in {encoding}; create it with ENCODING 'UTF8'")


def main() -> None:
    """Migrate the database of `ONRECORD_DATABASE_URL`."""
    settings = StoreSettings()
    configure(settings, service="store")
    try:
        migrate(settings.database_url.get_secret_value())
    except (UnfitDatabaseError, psycopg.OperationalError) as error:
        raise SystemExit(
            f"not migrated: {error}\nsee that ONRECORD_DATABASE_URL names a PostgreSQL that runs"
        ) from error
    log.info("the database is up to date")


if __name__ == "__main__":
    main()
