"""Logs are JSON for machines, and every line carries what is bound to its context."""

import json
import logging
from collections.abc import Generator
from typing import Literal

import pytest
import structlog
from onrecord_core.logs import configure, get_logger
from onrecord_core.settings import Settings


@pytest.fixture(autouse=True)
def logging_as_before() -> Generator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def test_lines_are_json_with_service_and_article(capsys: pytest.CaptureFixture[str]) -> None:
    configure(Settings(log_format="json"), service="extract")
    with structlog.contextvars.bound_contextvars(article_id="art_1", event_id="e1"):
        get_logger("onrecord.test").info("extracted", statements=3)
    line = json.loads(capsys.readouterr().err)
    assert line["event"] == "extracted"
    assert (line["service"], line["article_id"], line["event_id"], line["statements"]) == ("extract", "art_1", "e1", 3)
    assert line["level"] == "info"
    assert line["timestamp"].endswith("Z")


def test_lines_of_libraries_take_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    configure(Settings(log_format="json"), service="store")
    logging.getLogger("some.library").warning("slow %s", "query")
    assert json.loads(capsys.readouterr().err)["event"] == "slow query"


def test_an_error_is_one_line_with_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    configure(Settings(log_format="json"), service="store")
    get_logger("t").warning("failed", exc_info=ValueError("bad"))
    (line,) = capsys.readouterr().err.splitlines()
    assert "bad" in json.dumps(json.loads(line)["exception"])


@pytest.mark.parametrize("form", ["json", "console"])
def test_a_traceback_shows_no_values(form: Literal["json", "console"], capsys: pytest.CaptureFixture[str]) -> None:
    configure(Settings(log_format=form), service="store")
    try:
        password = "-".join(("opensesame", "1"))
        raise ValueError(len(password))  # noqa: TRY301
    except ValueError as error:
        get_logger("t").warning("failed", exc_info=error)
    assert "opensesame-1" not in capsys.readouterr().err


def test_the_level_is_a_setting(capsys: pytest.CaptureFixture[str]) -> None:
    configure(Settings(log_format="console", log_level="error"), service="store")
    get_logger("t").warning("not shown")
    get_logger("t").error("shown")
    assert "not shown" not in (err := capsys.readouterr().err)
    assert "shown" in err
