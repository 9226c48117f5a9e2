"""Who may import whom, and that each package declares what it imports."""

import ast
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = {
    "onrecord_core": ROOT / "shared",
    "onrecord_ingest": ROOT / "services/ingest",
    "onrecord_extract": ROOT / "services/extract",
    "onrecord_store": ROOT / "services/store",
    "onrecord": ROOT / "cli",
}
SERVICES = {"onrecord_ingest", "onrecord_extract", "onrecord_store"}
PLUMBING = {
    "faststream",
    "redis",
    "fastapi",
    "starlette",
    "uvicorn",
    "psycopg",
    "psycopg_pool",
    "alembic",
    "sqlalchemy",
}
SHIPPED_WITH = {"onrecord_extract": {"onrecord_tagger"}}
"""Further packages of a service's distribution."""
DOMAIN = {
    "onrecord_extract": {"app", "handlers", "replays"},
    "onrecord_ingest": {
        "app",
        "handlers",
        "seen",
        "intake",
        "routes",
        "bodies",
        "batch",
        "replies",
        "letter_routes",
        "scopes",
    },
}
"""Of a service, the modules that may know brokers, HTTP and SQL; all others are its domain."""


def modules(package: str) -> Iterator[Path]:
    for name in (package, *sorted(SHIPPED_WITH.get(package, ()))):
        yield from sorted((PACKAGES[package] / name).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The top-level names that a module imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def all_imported(package: str) -> set[str]:
    return {name for path in modules(package) for name in imported(path)}


@pytest.mark.parametrize("package", sorted(SERVICES))
def test_a_service_imports_the_core_and_itself(package: str) -> None:
    strangers = (set(PACKAGES) - {"onrecord_core", package}) & all_imported(package)
    assert not strangers


def test_what_training_shares_imports_nothing_of_onrecord() -> None:
    """Training runs it without any service installed, on an older Python."""
    names = {
        name for path in (PACKAGES["onrecord_extract"] / "onrecord_tagger").rglob("*.py") for name in imported(path)
    }
    assert names - set(sys.stdlib_module_names) == {"onrecord_tagger", "numpy", "onnxruntime", "tokenizers"}


def test_the_core_imports_no_service() -> None:
    strangers = (set(PACKAGES) - {"onrecord_core"}) & all_imported("onrecord_core")
    assert not strangers


@pytest.mark.parametrize("package", sorted(DOMAIN))
def test_the_domain_knows_no_broker_no_http_and_no_sql(package: str) -> None:
    knowing = {path.stem: imported(path) & PLUMBING for path in modules(package) if path.stem not in DOMAIN[package]}
    assert not {stem: names for stem, names in knowing.items() if names}


def test_the_figures_know_no_terminal_and_measure_with_nothing_of_the_extractor() -> None:
    knowing = {path.stem: imported(path) for path in (PACKAGES["onrecord"] / "onrecord" / "scoring").glob("*.py")}
    assert not {stem for stem, names in knowing.items() if names & ({"typer", "rich"} | PLUMBING)}
    assert {stem for stem, names in knowing.items() if "onrecord_extract" in names} == {"evaluation", "predictions"}


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_a_package_declares_what_it_imports_and_nothing_else(package: str) -> None:
    project = tomllib.loads((PACKAGES[package] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {_normal(re.split(r"[\[<>=!~ ]", line)[0]) for line in project["dependencies"]}
    names = (
        all_imported(package)
        - set(sys.stdlib_module_names)
        - {package, "__future__"}
        - SHIPPED_WITH.get(package, set())
    )
    providers = importlib.metadata.packages_distributions()
    # several distributions may share a name, as those of OpenTelemetry do
    sources = ({_normal(found) for found in ([name] if name in PACKAGES else providers[name])} for name in names)
    wanted = {found for source in sources for found in source & declared or {min(source)}}
    assert wanted <= declared, f"imported and not declared: {wanted - declared}"
    assert not declared - wanted, f"declared and not imported: {declared - wanted}"


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_folders_of_the_workspace_are_no_packages() -> None:
    for folder in ("shared", "services", "services/ingest", "services/extract", "services/store", "cli"):
        assert not (ROOT / folder / "__init__.py").exists()
