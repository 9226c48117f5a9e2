"""Settings of the `onrecord` command, from `ONRECORD_<NAME>`."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class CliSettings(BaseSettings):
    """What the command reads from the environment; what is not set is taken from the stack that runs.

    `docs/operations.md` lists all settings and a test holds it to that.
    """

    model_config = SettingsConfigDict(env_prefix="ONRECORD_", env_file=None, extra="ignore", frozen=True)

    data_dir: Path = Field(default=Path(".onrecord"), description="The folder in which `onrecord up` keeps everything.")
    ingest_url: str | None = Field(
        default=None, description="Where ingest answers; by default that of the running stack."
    )
    store_url: str | None = Field(
        default=None, description="Where the store answers; by default that of the running stack."
    )
    redis_url: str | None = Field(
        default=None, description="A Redis or Valkey server to use; `onrecord up` then starts none."
    )
    database_url: str | None = Field(
        default=None, description="A PostgreSQL database to use; `onrecord up` then starts none."
    )
    token: SecretStr | None = Field(
        default=None, description="The token that is sent to the services; `onrecord token new` makes one."
    )
    prefix: str = Field(
        default="onrecord:", description="Begins the name of every key, so that instances can share a server."
    )
