"""What looks at the figures names figures that there are: the dashboard, the alerts, the docs."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from onrecord_core.health import GroupFigures
from onrecord_core.measures import Measures
from onrecord_core.readiness import ConsumerProgress

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
OF_SAMPLES = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "gauge": ("",)}
NAME = re.compile(r"\b((?:onrecord|process)_\w+)")
SERVICES = {"ingest": 8081, "extract": 8082, "store": 8080}


@pytest.fixture(scope="module")
def samples() -> set[str]:
    """The names of all samples that a service tells."""
    progress = ConsumerProgress("onrecord:articles", "extract", 1, 1, 1.0, 1.0, 1.0, None)
    found = {"process_resident_memory_bytes", "process_cpu_seconds_total"}  # of prometheus-client, on Linux alone
    for collector in (Measures().registry, GroupFigures([("articles", progress)], 0)):
        for family in collector.collect():
            if family.name.startswith("onrecord_"):
                found |= {family.name + suffix for suffix in OF_SAMPLES[family.type]}
    return found


def read(name: str) -> Any:
    return yaml.safe_load((DEPLOY / name).read_text(encoding="utf-8"))


def panels() -> list[dict[str, Any]]:
    return json.loads((DEPLOY / "grafana/dashboards/onrecord.json").read_text(encoding="utf-8"))["panels"]


def expressions() -> Iterator[str]:
    for panel in panels():
        yield from (target["expr"] for target in panel["targets"])
    for group in read("alerts.yml")["groups"]:
        yield from (rule["expr"] for rule in group["rules"])


def test_the_dashboard_and_the_alerts_ask_for_figures_that_there_are(samples: set[str]) -> None:
    named = {name for expression in expressions() for name in NAME.findall(expression)}
    assert len(named) >= 12
    assert not named - samples


def test_the_dashboard_shows_all_figures(samples: set[str]) -> None:
    shown = {re.sub(r"_(bucket|sum|count)$", "", name) for text in expressions() for name in NAME.findall(text)}
    assert not {re.sub(r"_(bucket|sum|count)$", "", name) for name in samples} - shown


def test_the_panels_of_the_dashboard_do_not_overlap_and_use_the_data_source_that_is_set_up() -> None:
    [source] = read("grafana/provisioning/datasources/prometheus.yml")["datasources"]
    places: set[tuple[int, int]] = set()
    for panel in panels():
        assert panel["datasource"]["uid"] == source["uid"]
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert max(x for x, _ in cells) < 24
        assert not cells & places, panel["title"]
        places |= cells


def test_every_figure_is_in_the_docs_and_no_other(samples: set[str]) -> None:
    page = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    table = set(re.findall(r"^\| `(onrecord_\w+)", page, re.MULTILINE))
    families = {re.sub(r"_(bucket|sum|count)$", "", name) for name in samples if name.startswith("onrecord_")}
    assert table == families


def test_prometheus_asks_each_service_at_its_port() -> None:
    asked = {
        name: source["port"]
        for job in read("prometheus.yml")["scrape_configs"]
        for source in job["dns_sd_configs"]
        for name in source["names"]
    }
    assert asked == SERVICES


def test_the_files_that_the_containers_mount_are_there_and_only_loopback_reaches_them() -> None:
    compose = read("docker-compose.measures.yml")
    assert set(compose["services"]) == {"prometheus", "grafana"}
    for service in compose["services"].values():
        mounted = [volume.split(":")[0] for volume in service["volumes"] if volume.startswith("./")]
        assert mounted
        assert all((ROOT / path).exists() for path in mounted)
        assert all(port.startswith("127.0.0.1:") for port in service["ports"])
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
