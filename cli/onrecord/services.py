"""The three services as processes of a stack."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx
from onrecord_core.settings import Settings

from onrecord.ports import LOOPBACK
from onrecord.spec import Spec

READY_WITHIN = 60.0
EXTRA_GRACE = 5.0
"""Seconds that a service gets to end beyond those that it gives to what is in work."""


def spec(data_dir: Path, name: str, module: str, port: int, environment: Mapping[str, str]) -> Spec:
    """How to run a service; `environment` adds to that of this process."""
    folder = data_dir / "services"
    folder.mkdir(exist_ok=True)
    health = f"http://{LOOPBACK}:{port}/readyz"
    return Spec(
        name=name,
        command=(sys.executable, "-P", "-m", f"onrecord_{module}.app"),
        folder=folder,
        port=port,
        environment={
            **environment,
            "ONRECORD_HOST": LOOPBACK,
            "ONRECORD_LOG_FORMAT": "json",
            f"ONRECORD_{module.upper()}_PORT": str(port),
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": _absolute(os.environ.get("PYTHONPATH", "")),
        },
        is_ready=lambda: is_healthy(health),
        ready_within=READY_WITHIN,
        grace=Settings().grace_seconds + EXTRA_GRACE,
    )


def _absolute(search_path: str) -> str:
    """A search path that means the same in another folder."""
    return os.pathsep.join(str(Path(part).absolute()) for part in search_path.split(os.pathsep) if part)


def is_healthy(url: str) -> bool:
    """Whether a service answers that it is well."""
    try:
        return httpx.get(url, timeout=5.0, trust_env=False).is_success
    except httpx.HTTPError:
        return False
