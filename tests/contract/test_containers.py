"""What the containers may do: as little as they can work with."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SERVICES = ("ingest", "extract", "store")
TO_CHANGE_USER = {"CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETPCAP", "SETUID"}


@pytest.fixture(scope="module")
def containers() -> dict[str, dict[str, Any]]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]


def test_every_container_is_read_only_and_gains_no_privileges(containers: dict[str, dict[str, Any]]) -> None:
    assert set(containers) >= {*SERVICES, "redis", "postgres"}
    for name, container in containers.items():
        assert container["read_only"] is True, name
        assert container["security_opt"] == ["no-new-privileges:true"], name
        assert container["cap_drop"] == ["ALL"], name
        assert set(container.get("cap_add", ())) <= (set() if name in SERVICES else TO_CHANGE_USER), name
        assert not container.keys() & {"privileged", "network_mode", "pid", "ipc", "userns_mode", "devices"}, name


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_bounds_on_memory_and_processes(containers: dict[str, dict[str, Any]], service: str) -> None:
    assert re.fullmatch(r"[1-9]\d*[mg]", containers[service]["mem_limit"])
    assert 0 < containers[service]["pids_limit"] <= 1000


def test_no_container_holds_anything_of_the_host(containers: dict[str, dict[str, Any]]) -> None:
    mounts = [mount for container in containers.values() for mount in container.get("volumes", ())]
    assert mounts
    assert not [mount for mount in mounts if mount.startswith((".", "/", "~"))]


def test_ports_are_published_on_loopback_alone(containers: dict[str, dict[str, Any]]) -> None:
    ports = [port for container in containers.values() for port in container.get("ports", ())]
    assert ports
    assert not [port for port in ports if not port.startswith("127.0.0.1:")]


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_does_not_run_as_root(service: str) -> None:
    lines = (ROOT / "services" / service / "Dockerfile").read_text(encoding="utf-8").splitlines()
    last_stage = lines[max(n for n, line in enumerate(lines) if line.startswith("FROM ")) :]
    users = [line.split()[1] for line in last_stage if line.startswith("USER ")]
    assert users == ["onrecord"]
    assert any("useradd" in line and "--uid 10001" in line for line in last_stage)


def test_no_secret_is_in_the_files(containers: dict[str, dict[str, Any]]) -> None:
    for container in containers.values():
        for name, value in container.get("environment", {}).items():
            if "PASSWORD" in name or "TOKEN" in name or "DATABASE_URL" in name:
                assert "${" in value, name
