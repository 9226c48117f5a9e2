"""The docs name every setting, route and command, and the machine-readable descriptions are what the code says."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
import typer
from fastapi import FastAPI
from onrecord.main import app as command
from onrecord.settings import CliSettings
from onrecord_extract.settings import ExtractSettings
from onrecord_ingest.app import create_app as create_ingest
from onrecord_ingest.settings import IngestSettings
from onrecord_store.app import create_app as create_store
from onrecord_store.settings import StoreSettings
from pydantic_settings import BaseSettings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("settings", [IngestSettings, ExtractSettings, StoreSettings, CliSettings])
def test_every_setting_is_in_the_docs(settings: type[BaseSettings]) -> None:
    documented = page("operations.md")
    missing = [name for name in settings.model_fields if f"`ONRECORD_{name.upper()}`" not in documented]
    assert not missing


def test_the_docs_name_no_setting_that_is_gone() -> None:
    known = {
        f"ONRECORD_{name.upper()}"
        for settings in (IngestSettings, ExtractSettings, StoreSettings, CliSettings)
        for name in settings.model_fields
    }
    table = re.findall(r"^\| `(ONRECORD_[A-Z_]+)`", page("operations.md"), re.MULTILINE)
    assert set(table) == known


@pytest.mark.parametrize(
    "service", [create_ingest(IngestSettings()), create_store(StoreSettings())], ids=["ingest", "store"]
)
def test_every_route_is_in_the_docs(service: FastAPI) -> None:
    documented = page("http.md")
    routes = {f"{method.upper()} {path}" for path, methods in service.openapi()["paths"].items() for method in methods}
    assert routes
    assert not {route for route in routes if f"`{route}`" not in documented}


def test_every_command_is_in_the_docs() -> None:
    group = typer.main.get_group(command)
    documented = page("commands.md")
    assert not [name for name in group.commands if f"## onrecord {name}" not in documented]
    below = [f"{name} {sub}" for name, command in group.commands.items() for sub in getattr(command, "commands", {})]
    assert below
    assert not [name for name in below if f"`onrecord {name}" not in documented]


@pytest.fixture(scope="module")
def specs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("specs", ROOT / "scripts/specs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["specs"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["asyncapi.yaml", "openapi-ingest.json", "openapi-store.json"])
def test_a_description_is_what_the_code_says(specs: ModuleType, name: str) -> None:
    assert page(name) == specs.SPECS[name](), f"docs/{name} is stale; run make specs"
