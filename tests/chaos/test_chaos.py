"""Whatever breaks, what was accepted is stored, once: short forms of `make chaos`."""

import os
import secrets

import pytest

from .embedded import embedded_site
from .run import chaos, summary

ON_CONTAINERS = os.environ.get("ONRECORD_TEST_CONTAINERS") == "1"


@pytest.mark.timeout(600)
async def test_a_few_faults_lose_nothing_and_double_nothing() -> None:
    await _survives(8, gap=(0.2, 2.0))


@pytest.mark.skipif(not ON_CONTAINERS, reason="takes minutes; `make test-containers` runs it")
@pytest.mark.timeout(1800)
async def test_many_faults_lose_nothing_and_double_nothing() -> None:
    await _survives(25, gap=(1.0, 6.0))


async def _survives(faults: int, *, gap: tuple[float, float]) -> None:
    seed = secrets.randbelow(1_000_000)
    print(f"seed {seed}")
    async with embedded_site() as site:
        verdict = await chaos(site, faults, seed, gap=gap)
    assert verdict.good, verdict
    assert verdict.statements
    print(summary(faults, verdict))
