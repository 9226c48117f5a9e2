"""Tokens: who may do what. A service knows their hashes alone.

A token is 32 random bytes, made by `onrecord token new`. With so much chance in it there is nothing to guess, so one
round of SHA-256 keeps it; scrypt, which makes guessing slow, would only make every request slow, and hand a stranger
a way to keep the processor busy.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast, get_args

Scope = Literal["read", "write", "admin"]
"""read: ask the store. write: drop articles and ask how far they are. admin: dead letters, replay, entities."""

SCOPES: tuple[Scope, ...] = get_args(Scope)
MARK = "onrecord_"
"""Begins every token, so that one in a wrong place is found by a search."""
RANDOM_BYTES = 32
LINE = re.compile(r"([A-Za-z0-9._-]{1,64}):([a-z+]+):([0-9a-f]{64})")


class TokensError(ValueError):
    """Tokens that cannot be read from the settings. The message repeats nothing of them."""


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token; `digest` is the SHA-256 of its characters."""

    name: str
    scopes: frozenset[Scope]
    digest: bytes

    @property
    def line(self) -> str:
        """The token as the settings have it: `NAME:SCOPE+SCOPE:SHA256`."""
        return f"{self.name}:{'+'.join(scope for scope in SCOPES if scope in self.scopes)}:{self.digest.hex()}"


def make(name: str, scopes: Iterable[Scope]) -> tuple[str, Token]:
    """A new token: its characters, which are nowhere else, and what the settings keep; raises TokensError."""
    secret = MARK + secrets.token_urlsafe(RANDOM_BYTES)
    token = Token(name, frozenset(scopes), _digest(secret))
    parse(token.line)
    return secret, token


def parse(text: str) -> tuple[Token, ...]:
    """The tokens of a setting: lines of a file or words of a variable, with `#` before comments; raises TokensError."""
    words = [word for line in text.splitlines() for word in line.partition("#")[0].split()]
    tokens = tuple(_token(number, word) for number, word in enumerate(words, 1))
    if len({token.name for token in tokens}) < len(tokens):
        raise TokensError("two tokens have the same name; give each its own, for limits and logs go by it")
    return tokens


def _token(number: int, word: str) -> Token:
    match = LINE.fullmatch(word)
    if not match:
        raise TokensError(f"token {number} is not like NAME:read+write:SHA256; `onrecord token new` makes such a line")
    scopes = match[2].split("+")
    if strange := sorted(set(scopes) - set(SCOPES)):
        raise TokensError(f"token {number} has the scope {strange[0][:20]!r}; there are {', '.join(SCOPES)}")
    return Token(match[1], frozenset(cast("list[Scope]", scopes)), bytes.fromhex(match[3]))


def find(tokens: Iterable[Token], secret: str) -> Token | None:
    """The token of these characters, if it is one of `tokens`; takes the same time whichever it is, and for none."""
    digest = _digest(secret)
    found = None
    for token in tokens:
        if hmac.compare_digest(token.digest, digest):
            found = token
    return found


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).digest()
