"""A service that would be open to strangers does not start."""

import os
import subprocess
import sys

import pytest

EVERYWHERE = "0.0.0.0"  # noqa: S104


@pytest.mark.parametrize("service", ["ingest", "store", "extract"])
def test_a_service_without_tokens_starts_on_loopback_alone(service: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", f"onrecord_{service}.app"],
        env={
            **os.environ,
            "ONRECORD_HOST": EVERYWHERE,
            "ONRECORD_EXTRACTOR_MODEL": "rules",
            "ONRECORD_REDIS_URL": "redis://127.0.0.1:1/0",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    for word in ("not started", "ONRECORD_TOKENS_FILE", "ONRECORD_OPEN", "onrecord token new"):
        assert word in done.stderr
