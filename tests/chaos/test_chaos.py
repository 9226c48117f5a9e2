"""Whatever breaks, what was accepted is stored, once: a short form of `make chaos`."""

import secrets

import pytest

from .embedded import embedded_site
from .run import chaos, summary

FAULTS = 8
GAP = (0.2, 2.0)


@pytest.mark.timeout(600)
async def test_a_few_faults_lose_nothing_and_double_nothing() -> None:
    seed = secrets.randbelow(1_000_000)
    print(f"seed {seed}")
    async with embedded_site() as site:
        verdict = await chaos(site, FAULTS, seed, gap=GAP)
    assert verdict.good, verdict
    assert verdict.statements
    print(summary(FAULTS, verdict))
