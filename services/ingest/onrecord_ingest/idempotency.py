"""Idempotency keys: a request that is sent again is taken once.

As in the IETF's draft (draft-ietf-httpapi-idempotency-key-header): the same key with the same body gets the same
answer, the same key with another body is refused with 422.
"""

import hashlib
import re
from dataclasses import dataclass

from onrecord_core.problems import ProblemError

HEADER = "Idempotency-Key"
_KEY = re.compile(r'"([\x20-\x21\x23-\x7e]{1,200})"|([\x21\x23-\x7e]{1,200})')
OTHER_BODY = "this Idempotency-Key came with another body before; give what is new a key of its own"


@dataclass(frozen=True, slots=True)
class Key:
    """A client's key, and what it came with."""

    name: str
    """A hash of the key: what a client sends makes no name in the database."""
    body: str
    """A hash of the body."""


def key_of(given: str | None, body: bytes) -> Key | None:
    """The key of a request, between quotation marks or not; raises ProblemError for one that cannot be used."""
    if given is None:
        return None
    match = _KEY.fullmatch(given.strip())
    if not match:
        raise ProblemError(400, f'the header {HEADER} is 1 to 200 printable ASCII characters, as in {HEADER}: "a-uuid"')
    return Key(_hash((match[1] or match[2]).encode()), _hash(body))


def of_line(key: Key | None, number: int, line: bytes) -> Key | None:
    """The key of a line of a batch, which has it from the batch's."""
    return key and Key(_hash(f"{key.name} {number}".encode()), _hash(line))


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
