"""`ONRECORD_<NAME>` sets a setting; a bad value is told, not guessed at."""

import pytest
from onrecord_core.settings import Settings, consumer_name
from pydantic import ValidationError


def test_defaults_are_for_one_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_REDIS_URL", raising=False)
    assert Settings().redis_url == "redis://127.0.0.1:6379/0"
    assert Settings().host == "127.0.0.1"


def test_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_LEASE_SECONDS", "2.5")
    assert Settings().lease_seconds == 2.5


def test_a_bad_value_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MAX_TRIES", "0")
    with pytest.raises(ValidationError, match="max_tries"):
        Settings()


def test_two_consumers_never_share_a_name() -> None:
    assert consumer_name() != consumer_name()
