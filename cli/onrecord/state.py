"""The file that tells where a stack runs: `<data folder>/stack.json`, and where the commands find their services."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from onrecord.processes import Identity
from onrecord.settings import CliSettings

DEFAULT_INGEST_URL = "http://127.0.0.1:8081"
DEFAULT_STORE_URL = "http://127.0.0.1:8080"
DEFAULT_REDIS_URL = "redis://127.0.0.1:6379/0"


class Part(BaseModel):
    """One process of a stack."""

    model_config = ConfigDict(frozen=True)

    name: str
    """`valkey`, `postgres`, `ingest`, `extract-1` …"""
    process: Identity
    port: int | None = None
    """Its TCP port on loopback; None where it has none."""


class StackState(BaseModel):
    """A stack that runs, or the last one of a folder."""

    model_config = ConfigDict(frozen=True)

    supervisor: Identity
    """The process that watches the others."""
    parts: tuple[Part, ...] = ()
    redis_url: str
    redis_port: int | None = None
    """That of the embedded Valkey, None where a server was given. The next stack on the folder prefers it."""
    database_url: str
    ingest_url: str
    store_url: str
    prefix: str
    started_at: datetime
    ready: bool = False
    """Every service has answered since the stack was started."""
    stopped: bool = False
    """It was stopped in order."""

    @property
    def running(self) -> bool:
        """Whether its supervisor is alive and at work."""
        return not self.stopped and self.supervisor.alive

    @staticmethod
    def path(data_dir: Path) -> Path:
        """The file in a data folder."""
        return data_dir / "stack.json"

    @classmethod
    def load(cls, data_dir: Path) -> "StackState | None":
        """The state of a folder; None where there is none, or none that this version reads."""
        try:
            return cls.model_validate_json(cls.path(data_dir).read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def save(self, data_dir: Path) -> None:
        """Write the state in one step; only its owner reads it, for a URL that was given may hold a password."""
        path = self.path(data_dir)
        new = path.with_suffix(".new")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(self.model_dump_json(indent=2))
        new.replace(path)


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the commands find what they talk to."""

    ingest_url: str
    store_url: str
    redis_url: str
    prefix: str


def endpoints(settings: CliSettings) -> Endpoints:
    """Each from the environment, else from the stack that runs in the data folder, else its default."""
    state = StackState.load(settings.data_dir)
    live = state if state and state.running else None
    prefix_given = "prefix" in settings.model_fields_set
    return Endpoints(
        ingest_url=settings.ingest_url or (live.ingest_url if live else DEFAULT_INGEST_URL),
        store_url=settings.store_url or (live.store_url if live else DEFAULT_STORE_URL),
        redis_url=settings.redis_url or (live.redis_url if live else DEFAULT_REDIS_URL),
        prefix=settings.prefix if prefix_given or not live else live.prefix,
    )
