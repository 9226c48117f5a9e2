"""Whatever happens to containers, what was accepted is stored, once."""

import secrets
from collections.abc import Generator

import pytest

from tests.chaos.containers import container_site
from tests.chaos.run import chaos, summary

from .conftest import Compose, started

FAULTS = 24
"""Each kind at least once."""


@pytest.fixture
def compose() -> Generator[Compose]:
    """A stack of the test's own, in which it is known what is said."""
    with started(ONRECORD_EXTRACTOR_MODEL="rules") as stack:
        yield stack


@pytest.mark.timeout(1800)
async def test_faults_of_containers_lose_nothing_and_double_nothing(compose: Compose) -> None:
    seed = secrets.randbelow(1_000_000)
    print(f"seed {seed}")
    urls = {"redis_url": compose.redis_url, "ingest_url": compose.ingest_url, "store_url": compose.store_url}
    async with container_site(compose.project, **urls) as site:
        verdict = await chaos(site, FAULTS, seed)
    assert verdict.good, verdict
    assert verdict.statements
    print(summary(FAULTS, verdict))
