"""A whole stack for strangers to try: real services as processes of their own, on a real Valkey and PostgreSQL."""

from collections.abc import Generator

import pytest
from onrecord.stack import Stack

from .fuzz import temporary_stack


@pytest.fixture(scope="package")
def stack() -> Generator[Stack]:
    """A stack with small limits, on free ports."""
    with temporary_stack() as running:
        yield running
