"""What `onrecord status` shows of groups, and what it says where there is nothing to show."""

import json
from pathlib import Path

from onrecord.main import app
from onrecord.status_view import Report, as_dict, rendered
from onrecord_core.groups import GroupProgress, Progress
from rich.console import Console
from typer.testing import CliRunner

BROKER = "redis://:secret@broker:6379/0"


def shown(report: Report) -> str:
    """The report as text."""
    console = Console(width=120, color_system=None)
    with console.capture() as capture:
        console.print(rendered(report))
    return capture.get()


def report_of(*groups: GroupProgress, dead: int = 0) -> Report:
    """A report on a broker that was given."""
    return Report(Path("/data"), BROKER, None, Progress(groups, dead))


def test_lag_and_pending_entries_are_shown_with_their_age() -> None:
    text = shown(report_of(GroupProgress("extract", "onrecord:articles", 9, 4, 2, 7300.0), dead=1))
    assert ["extract", "onrecord:articles", "9", "4", "2", "2", "h"] in [line.split() for line in text.splitlines()]
    assert "1 dead letter" in text
    assert "1 dead letters" not in text


def test_what_the_broker_cannot_tell_is_not_made_up() -> None:
    assert " ? " in shown(report_of(GroupProgress("x", "s", 9, None, 0, None)))


def test_a_group_that_never_was_is_said_to_be_missing() -> None:
    assert "store (not there yet)" in shown(report_of(GroupProgress("store", "s", 0, 0, 0, None, ready=False)))


def test_json_holds_the_same_and_no_password() -> None:
    made = as_dict(report_of(GroupProgress("extract", "s", 9, 4, 2, 1.5)))
    assert json.loads(json.dumps(made))["groups"][0]["lag"] == 4
    assert "secret" not in json.dumps(made)


def test_where_nothing_runs_it_says_what_to_do(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["status", "--data-dir", str(tmp_path)], env={"ONRECORD_REDIS_URL": None})
    assert done.exit_code == 1
    assert "onrecord up" in " ".join(done.stderr.split())


def test_a_broker_that_does_not_answer_is_named(tmp_path: Path) -> None:
    given = {"ONRECORD_REDIS_URL": "redis://:secret@127.0.0.1:1/0"}
    done = CliRunner().invoke(app, ["status", "--data-dir", str(tmp_path)], env=given)
    assert done.exit_code == 1
    assert "127.0.0.1:1" in done.stderr
    assert "secret" not in done.stderr
