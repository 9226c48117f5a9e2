"""The log of a process: JSON lines, never larger than it may be, readable at its end."""

import json
from pathlib import Path

from onrecord.logfiles import LogFile, readable


def test_json_is_kept_and_text_is_wrapped(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "x.log", "x")
    log.write(b'{"event": "ready", "port": 1}\n')
    log.write("not JSON: é \n".encode())
    log.write(b"\n")
    lines = [json.loads(line) for line in log.path.read_text("utf-8").splitlines()]
    assert lines[0] == {"event": "ready", "port": 1}
    assert lines[1]["event"] == "not JSON: é"
    assert lines[1]["service"] == "x"
    assert len(lines) == 2


def test_it_is_turned_over_when_it_has_grown(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "x.log", "x", max_bytes=1000)
    for number in range(100):
        log.write(b'{"event": "%d", "fill": "%s"}' % (number, b"." * 50))
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["x.log", "x.log.1"]
    assert all(path.stat().st_size <= 1000 for path in tmp_path.iterdir())
    assert "99" in log.tail()[-1]


def test_the_tail_is_of_the_last_start_alone(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "x.log", "x")
    log.write(b'{"event": "of the first"}')
    log.begin()
    assert log.tail() == []
    log.write(b'{"event": "of the second"}')
    assert log.tail() == ["of the second"]


def test_a_line_is_shown_as_a_person_reads_it() -> None:
    line = {"timestamp": "2026-01-02T03:04:05.6Z", "level": "warning", "event": "late", "service": "x", "seconds": 3}
    assert readable(json.dumps(line)) == "03:04:05 warning late seconds=3"
    failed = {"event": "failed", "exception": [{"exc_type": "KeyError", "exc_value": "'a'"}]}
    assert readable(json.dumps(failed)) == "failed KeyError: 'a'"
    assert readable("no JSON {") == "no JSON {"
    assert readable("[1]") == "[1]"
