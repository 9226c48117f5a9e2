"""Settings of the store service, on top of those that every service reads."""

from onrecord_core.settings import Settings
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from pydantic import Field, SecretStr, field_validator


class StoreSettings(Settings):
    """What the store service reads from `ONRECORD_*`."""

    database_url: SecretStr = Field(
        default=SecretStr("postgresql://127.0.0.1:5432/onrecord"),
        description="PostgreSQL 16 or newer, as a URL or as libpq's key=value; its password is never logged.",
    )
    store_port: int = Field(default=8080, ge=0, le=65535, description="The store service's port, for queries.")
    store_batch: int = Field(
        default=200, ge=1, le=5000, description="Entries that the store writes in one database transaction."
    )
    store_page: int = Field(default=50, ge=1, description="Statements in an answer that names no `limit`.")
    store_page_max: int = Field(default=200, ge=1, description="The largest `limit` that a query may ask for.")
    store_pool: int = Field(default=8, ge=1, description="Database connections that queries share.")
    store_query_seconds: float = Field(
        default=5.0, gt=0, description="A query that takes the database longer than this is answered with 503."
    )

    @field_validator("database_url")
    @classmethod
    def _readable(cls, url: SecretStr) -> SecretStr:
        try:
            conninfo_to_dict(url.get_secret_value())
        except ProgrammingError:
            # libpq's message may hold part of the password
            raise ValueError("write it as postgresql://USER:PASSWORD@HOST:5432/DATABASE") from None
        return url
