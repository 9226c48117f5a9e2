"""Words of a user's own, in the folder that `ONRECORD_LEXICON_DIR` names."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from onrecord_extract import data_files

TEXT = "Skipper Jane Doe vouchsafed that the harbour would open in June.\n"


def extracted(folder: Path, text: str = TEXT) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"ONRECORD_LEXICON_DIR": str(folder), "ONRECORD_EXTRACTOR_MODEL": "rules"}
    command = [str(Path(sys.executable).parent / "onrecord"), "extract", "--format", "jsonl", "-"]
    return subprocess.run(command, input=text, env=environment, capture_output=True, text=True, check=False, timeout=60)


def statements(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_cue_and_a_role_that_a_user_adds_are_known(tmp_path: Path) -> None:
    (tmp_path / "cues.tsv").write_text("# mine\nvouchsafe\tpromise\tclause\tvouchsafed,vouchsafes\n", encoding="utf-8")
    (tmp_path / "words.toml").write_text('roles = "skipper"', encoding="utf-8")
    (found,) = statements(extracted(tmp_path))
    assert found["cue"]["lemma"] == "vouchsafe"
    assert found["cue"]["act"] == "promise"
    assert found["speaker"]["name"] == "Jane Doe"


def test_a_row_of_a_users_replaces_what_the_package_says_of_the_same_form(tmp_path: Path) -> None:
    (tmp_path / "cues.tsv").write_text("tell\twarn\tclause\tannounced\n", encoding="utf-8")
    (found,) = statements(extracted(tmp_path, "Jane Doe announced that the harbour would open in June.\n"))
    assert (found["cue"]["lemma"], found["cue"]["act"]) == ("tell", "warn")


def test_a_word_with_a_hyphen_before_it_is_taken_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "words.toml").write_text('months = "-may brumaire"\n[irregular]\nwend = "went"\n', encoding="utf-8")
    monkeypatch.setattr(data_files, "_folder", lambda: tmp_path)
    tables = data_files.tables.__wrapped__("words.toml")
    assert {"april", "brumaire"} <= set(tables["months"].split())
    assert "may" not in tables["months"].split()
    assert tables["irregular"]["wend"] == "went"
    assert tables["irregular"]["say"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("cues.tsv", "vouchsafe\tpromise\n", "row 1 of cues.tsv has 2 columns instead of 4"),
        ("words.toml", "months = [", "words.toml is no TOML"),
        ("words.toml", "months = 3", "months of words.toml is to be a str"),
        ("cue.tsv", "", "cue.tsv adds to no lexicon; there are"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_at_the_start(tmp_path: Path, name: str, content: str, told: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    done = extracted(tmp_path)
    assert done.returncode == 2
    assert told in " ".join(done.stderr.replace("│", " ").split())


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    assert "is no folder" in " ".join(extracted(tmp_path / "none").stderr.replace("│", " ").split())
