"""URLs are shown without the passwords that they may hold."""

import pytest
from onrecord.redacted import redacted


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://127.0.0.1:6379/0", "redis://127.0.0.1:6379/0"),
        ("redis://:secret@broker:6379/0", "redis://:…@broker:6379/0"),
        ("postgresql://me:a%40b@db/onrecord", "postgresql://me:…@db/onrecord"),
        ("postgresql://postgres@/onrecord?host=/tmp/x", "postgresql://postgres@/onrecord?host=/tmp/x"),
        ("postgresql://me@db/onrecord?password=secret", "postgresql://me@db/onrecord?password=…"),
        ("host=db password=secret", "…"),
    ],
)
def test_redacted(url: str, shown: str) -> None:
    assert redacted(url) == shown
