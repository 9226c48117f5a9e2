"""Settings from the environment, `ONRECORD_<NAME>`; each service adds its own to these."""

import os
import socket
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from onrecord_core.tokens import Token, TokensError, parse


class Settings(BaseSettings):
    """What every service reads. `docs/operations.md` lists all settings and a test holds it to that."""

    model_config = SettingsConfigDict(
        env_prefix="ONRECORD_", env_file=None, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    redis_url: str = Field(default="redis://127.0.0.1:6379/0", description="Redis 7.0 or newer, or Valkey.")
    prefix: str = Field(
        default="onrecord:", description="Begins the name of every key, so that instances can share a server."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least level logged."
    )
    log_format: Literal["auto", "json", "console"] = Field(
        default="auto", description="`auto` is coloured text on a terminal and JSON elsewhere."
    )
    host: str = Field(default="127.0.0.1", description="The address a service listens on.")
    lease_seconds: float = Field(
        default=10.0,
        gt=0,
        description="An entry whose consumer has been silent for this long is taken over by another.",
    )
    retry_max_seconds: float = Field(
        default=300.0, gt=0, description="The longest delay before an entry is tried again."
    )
    max_tries: int = Field(
        default=5, ge=1, description="Deliveries of a failing entry before it becomes a dead letter."
    )
    progress_days: float = Field(
        default=30.0, gt=0, description="Days for which ingest can tell how far an article or submission is."
    )
    keep_hours: float = Field(
        default=48.0, ge=0, description="Hours for which entries that all services have processed stay in the streams."
    )
    trim_seconds: float = Field(default=30.0, gt=0, description="How often the streams are trimmed.")
    dead_days: float = Field(default=90.0, gt=0, description="Days for which a dead letter is kept.")
    dead_max: int = Field(default=10_000, ge=1, description="The most dead letters kept; the oldest go first.")
    queue_max_bytes: int = Field(
        default=1024 * 1024 * 1024,
        ge=0,
        description="Memory that the streams may take before ingest takes no more, in bytes; 0 sets no bound.",
    )
    queue_max_memory: float = Field(
        default=0.75,
        gt=0,
        le=1,
        description="The part of the server's maxmemory that may be in use before ingest takes no more.",
    )
    stall_seconds: float = Field(
        default=120.0, gt=0, description="A consumer with work waiting and none done for this long is not healthy."
    )
    hang_seconds: float = Field(
        default=600.0,
        ge=0,
        description="A process that reads one article for so long, or does nothing else meanwhile, ends itself to be "
        "started again; 0 is never.",
    )
    grace_seconds: float = Field(
        default=20.0, ge=0, description="Time that a stopping service gives to what is in work."
    )
    tokens: SecretStr = Field(
        default=SecretStr(""), description="Hashed tokens, as `onrecord token new` prints them, with spaces between."
    )
    tokens_file: Path | None = Field(default=None, description="A file of hashed tokens, one a line.")
    open: bool = Field(default=False, description="Listen on any address without tokens; for private networks.")
    rate_per_second: float = Field(
        default=100.0, ge=0, description="Requests a second that a token, or an address, may send in the long run."
    )
    rate_burst: int = Field(default=1000, ge=1, description="Requests that it may send at once.")
    max_requests: int = Field(default=64, ge=1, description="Requests that a process has in work at a time.")
    body_seconds: float = Field(default=120.0, gt=0, description="Time in which the body of a request must be here.")

    @field_validator("tokens_file", mode="before")
    @classmethod
    def _given(cls, value: object) -> object:
        return value or None

    @model_validator(mode="after")
    def _tokens_are_readable(self) -> Self:
        _ = self.known_tokens
        return self

    @property
    def known_tokens(self) -> tuple[Token, ...]:
        """The tokens of both settings; none where the service is open. Raises TokensError."""
        text = self.tokens.get_secret_value()
        if self.tokens_file:
            try:
                text = f"{text}\n{self.tokens_file.read_text(encoding='utf-8')}"
            except (OSError, UnicodeDecodeError) as error:
                raise TokensError(f"ONRECORD_TOKENS_FILE cannot be read: {error}") from None
        found = parse(text)
        if self.tokens_file and not found:
            raise TokensError("ONRECORD_TOKENS_FILE holds no token; add one, or unset it")
        return found


def consumer_name() -> str:
    """A name for this process within its consumer groups, not used by any other that runs."""
    return f"{socket.gethostname()}-{os.getpid()}-{os.urandom(3).hex()}"
