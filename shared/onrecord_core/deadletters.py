"""Dead letters: an entry that could not be processed, set aside with why, and with its own fields byte for byte."""

import hashlib
import traceback
from collections.abc import Mapping

from redis.typing import EncodableT, FieldT

from onrecord_core.events import DeadLetter, Failure, entry_deadlettered
from onrecord_core.streams import encode

ORIGINAL = "original."
"""Begins the names of the fields in which a dead letter keeps those of the entry."""


def failure_of(error: Exception) -> Failure:
    """What a dead letter says of an error; it holds no value of a variable."""
    return Failure(type=type(error).__name__, message=str(error), traceback_digest=_digest(error))


def letter_fields(letter: DeadLetter, original: Mapping[str, bytes], *, source: str) -> dict[FieldT, EncodableT]:
    """The fields of the entry that carries a dead letter; `source` is the service that sets it aside."""
    fields = encode(entry_deadlettered(letter, source=source))
    fields.update({ORIGINAL + name: value for name, value in original.items()})
    return fields


def _digest(error: Exception) -> str | None:
    """Groups failures raised at the same place; None where an error was never raised."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return None
    return hashlib.sha256("".join(f"{f.filename}:{f.name}" for f in frames).encode()).hexdigest()[:12]
