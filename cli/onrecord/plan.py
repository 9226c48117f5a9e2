"""What a stack is going to consist of, decided before anything is started."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from onrecord import ports, postgres, services, valkey
from onrecord.errors import PortInUseError, StackError
from onrecord.redacted import redacted
from onrecord.spec import Spec
from onrecord.state import StackState

EXTRACT_PORT = 8082


@dataclass(frozen=True, slots=True)
class StackOptions:
    """What a stack is to be; a port of 0 is any free one."""

    data_dir: Path
    workers: int = 1
    """Processes of extract."""
    ingest_port: int = 8081
    store_port: int = 8080
    redis_port: int | None = None
    """None: 6379, else the one of the last time, else any, whichever is free."""
    redis_url: str | None = None
    """A server to use in place of the embedded Valkey."""
    database_url: str | None = None
    """A database to use in place of the embedded PostgreSQL."""
    prefix: str = "onrecord:"
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    """Further settings of the services, by the names of their environment variables."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything is going to be."""

    redis_url: str
    redis_port: int | None
    database_url: str
    ingest_url: str
    store_url: str
    servers: tuple[Spec, ...]
    """Started first and stopped last; empty where both were given by URL."""
    services: tuple[Spec, ...]


def plan(options: StackOptions, data_dir: Path) -> Plan:
    """Choose ports; raises StackError for a port in use and for a server that was given and does not answer."""
    taken: list[int] = []

    def port(wanted: int, option: str, preferred: tuple[int, ...] = ()) -> int:
        chosen = _asked_for(wanted, option) if wanted else ports.any_free(preferred, taken=taken)
        taken.append(chosen)
        return chosen

    ingest = port(options.ingest_port, "--ingest-port")
    store = port(options.store_port, "--store-port")
    servers: list[Spec] = []
    redis_url, redis_port = options.redis_url, None
    if redis_url is None:
        redis_port = port(options.redis_port or 0, "--redis-port", _redis_ports(options, data_dir))
        redis_url = valkey.url(redis_port)
        servers.append(valkey.spec(data_dir, redis_port))
    elif not valkey.answers(redis_url):
        raise _no_answer("ONRECORD_REDIS_URL", redis_url, "the embedded Valkey")
    database_url = options.database_url
    if database_url is None:
        embedded = postgres.spec(data_dir)
        database_url = embedded.url
        servers.append(embedded.spec)
    elif not postgres.answers(database_url):
        raise _no_answer("ONRECORD_DATABASE_URL", database_url, "the embedded PostgreSQL")
    environment = {
        **options.environment,
        "ONRECORD_REDIS_URL": redis_url,
        "ONRECORD_DATABASE_URL": database_url,
        "ONRECORD_PREFIX": options.prefix,
    }
    extract = [port(0, "", () if not options.ingest_port else (EXTRACT_PORT + n,)) for n in range(options.workers)]
    names = [("ingest", "ingest", ingest), ("store", "store", store)]
    names += [(f"extract-{number}", "extract", port) for number, port in enumerate(extract, 1)]
    return Plan(
        redis_url=redis_url,
        redis_port=redis_port,
        database_url=database_url,
        ingest_url=f"http://{ports.LOOPBACK}:{ingest}",
        store_url=f"http://{ports.LOOPBACK}:{store}",
        servers=tuple(servers),
        services=tuple(services.spec(data_dir, name, module, port, environment) for name, module, port in names),
    )


def _asked_for(port: int, option: str) -> int:
    if not ports.is_free(port):
        raise PortInUseError(
            f"Port {port} is in use{ports.user_of(port)}. Stop what uses it, or choose another with {option}."
        )
    return port


def _redis_ports(options: StackOptions, data_dir: Path) -> tuple[int, ...]:
    last = StackState.load(data_dir)
    remembered = (last.redis_port,) if last and last.redis_port else ()
    # Where any port will do for the services, as in the demo, 6379 is left to the stack that will stay.
    return (valkey.PREFERRED_PORT, *remembered) if options.ingest_port else remembered


def _no_answer(variable: str, url: str, embedded: str) -> StackError:
    return StackError(f"{redacted(url)} does not answer. Start it, correct {variable}, or unset it to use {embedded}.")
