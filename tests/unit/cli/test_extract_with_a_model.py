"""`onrecord extract` with a model named in the environment."""

from pathlib import Path

import pytest
from onrecord.main import app
from typer.testing import CliRunner


def test_a_folder_without_a_model_is_bad_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Ana Brandt said it is safe.", encoding="utf-8")
    monkeypatch.setenv("ONRECORD_EXTRACTOR_MODEL", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "400")
    result = CliRunner().invoke(app, ["extract", str(article)])
    assert result.exit_code == 2
    assert "ONRECORD_EXTRACTOR_MODEL" in result.output
    assert "manifest.json is missing" in result.output
