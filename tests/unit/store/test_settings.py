"""The database's password stays out of sight."""

import pytest
from onrecord_store.settings import StoreSettings
from pydantic import SecretStr, ValidationError

PASSWORD = "open-sesame"


def test_the_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_DATABASE_URL", f"postgresql://u:{PASSWORD}@db/onrecord")
    settings = StoreSettings()
    assert PASSWORD in settings.database_url.get_secret_value()
    assert PASSWORD not in f"{settings!r} {settings} {settings.model_dump_json()}"


@pytest.mark.parametrize("url", [f"db {PASSWORD}", f"postgresql://u:{PASSWORD}@db:x:y/onrecord?nonsense"])
def test_nor_is_it_when_the_url_is_wrong(url: str) -> None:
    with pytest.raises(ValidationError) as caught:
        StoreSettings(database_url=SecretStr(url))
    assert PASSWORD not in str(caught.value)
    assert "postgresql://USER:PASSWORD@HOST" in str(caught.value)
