"""`ONRECORD_REDIS_URL` and `ONRECORD_DATABASE_URL` replace the embedded servers."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from onrecord.errors import StackError
from onrecord.stack import Stack, StackOptions
from redis import Redis


def test_they_are_used_and_not_stopped(folder: Path, redis_url: str, make_database: Callable[[], str]) -> None:
    prefix = f"test-{secrets.token_hex(4)}:"
    options = StackOptions(
        folder, ingest_port=0, store_port=0, redis_url=redis_url, database_url=make_database(), prefix=prefix
    )
    with Redis.from_url(redis_url) as server:  # pyright: ignore[reportUnknownMemberType]
        with Stack(options) as stack:
            assert {part.name for part in stack.state.parts} == {"ingest", "extract-1", "store"}
            assert stack.state.redis_url == redis_url
            assert httpx.get(f"{stack.state.store_url}/v1/statements").json()["items"] == []
            assert server.exists(f"{prefix}submissions")
        assert server.ping()  # pyright: ignore[reportUnknownMemberType]
        for key in server.scan_iter(f"{prefix}*"):  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
            server.delete(key)  # pyright: ignore[reportUnknownArgumentType]


@pytest.mark.parametrize("variable", ["ONRECORD_REDIS_URL", "ONRECORD_DATABASE_URL"])
def test_one_that_does_not_answer_is_named_without_its_password(folder: Path, variable: str) -> None:
    options = StackOptions(folder, ingest_port=0, store_port=0)
    if variable == "ONRECORD_REDIS_URL":
        options = replace(options, redis_url="redis://:hidden@127.0.0.1:1/0")
    else:
        options = replace(options, database_url="postgresql://me:hidden@127.0.0.1:1/x")
    with pytest.raises(StackError, match=variable) as refused:
        Stack(options).start()
    assert "127.0.0.1:1" in str(refused.value)
    assert "hidden" not in str(refused.value)
