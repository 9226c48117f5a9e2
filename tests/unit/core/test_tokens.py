"""Tokens: made once, kept as hashes, compared in constant time."""

import hashlib
import hmac
from pathlib import Path

import pytest
from onrecord_core.settings import Settings
from onrecord_core.tokens import SCOPES, find, make, parse
from pydantic import ValidationError


def test_a_token_is_found_by_its_characters_alone() -> None:
    secret, token = make("desk", ["write", "read"])
    others = [make(f"other-{number}", SCOPES)[1] for number in range(3)]
    assert find([*others, token], secret) == token
    assert find(others, secret) is None
    assert find([token], secret[:-1]) is None
    assert find([token], "") is None
    assert find([token], "\udcff") is None


def test_what_the_settings_keep_does_not_hold_the_token() -> None:
    secret, token = make("desk", ["write", "read"])
    assert token.line == f"desk:read+write:{hashlib.sha256(secret.encode()).hexdigest()}"
    assert parse(token.line) == (token,)


def test_no_two_tokens_are_alike_and_none_can_be_guessed() -> None:
    secrets = {make("desk", ["read"])[0] for _ in range(100)}
    assert len(secrets) == 100
    assert min(len(secret) for secret in secrets) == len("onrecord_") + 43  # 32 bytes in base64


def test_every_token_is_compared_whichever_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[bytes] = []
    original = hmac.compare_digest

    def compare(one: bytes, other: bytes) -> bool:
        compared.append(one)
        return original(one, other)

    monkeypatch.setattr(hmac, "compare_digest", compare)
    made = [make(f"desk-{number}", ["read"]) for number in range(4)]
    for secret in (made[0][0], made[3][0], "nonsense"):
        compared.clear()
        find([token for _, token in made], secret)
        assert compared == [token.digest for _, token in made]


def test_tokens_stand_in_words_or_lines_with_comments() -> None:
    lines = [make(name, ["read"])[1].line for name in ("one", "two")]
    assert [token.name for token in parse(" ".join(lines))] == ["one", "two"]
    assert [token.name for token in parse(f"# desks\n{lines[0]} # first\n\n  {lines[1]}\n")] == ["one", "two"]
    assert parse("") == ()


HASH = "0" * 64


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("onrecord_thesecretitself", r"token 1 is not like NAME:read\+write:SHA256"),
        (f"a:read:{HASH} b:read:{HASH[1:]}", "token 2 is not like"),
        (f"a:everything:{HASH}", "has the scope 'everything'; there are read, write, admin"),
        (f"a::{HASH}", "token 1 is not like"),
        (f"a:read:{HASH} a:write:{HASH}", "two tokens have the same name"),
    ],
)
def test_what_is_no_token_is_told_and_not_repeated(text: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_TOKENS", text)
    with pytest.raises(ValidationError, match=reason) as wrong:
        Settings()
    assert "thesecretitself" not in str(wrong.value)


def test_tokens_come_from_a_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "tokens.conf"
    path.write_text(f"# ours\nanalyst:read:{HASH}\n")
    monkeypatch.setenv("ONRECORD_TOKENS_FILE", str(path))
    monkeypatch.setenv("ONRECORD_TOKENS", f"desk:write:{HASH}")
    assert [token.name for token in Settings().known_tokens] == ["desk", "analyst"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "cannot be read"), ("# none yet\n", "holds no token; add one")],
    ids=["gone", "empty"],
)
def test_a_file_that_brings_no_token_leaves_nothing_open(
    content: str | None, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tokens.conf"
    if content is not None:
        path.write_text(content)
    monkeypatch.setenv("ONRECORD_TOKENS_FILE", str(path))
    with pytest.raises(ValidationError, match=reason):
        Settings()
