"""Dead letters as they are written: an entry that could not be processed, with why and its own fields byte for byte.

`onrecord_core.letterbox` reads them and has the ways back.
"""

import hashlib
import traceback
from collections.abc import Mapping
from pathlib import PurePath

from redis.typing import EncodableT, FieldT

from onrecord_core.events import DeadLetter, Failure, Origin, entry_deadlettered
from onrecord_core.streams import encode, unnamed
from onrecord_core.traceparent import found_in

ORIGINAL = "original."
"""Begins the names of the fields in which a dead letter keeps those of the entry."""
TRACEBACK = "traceback"
"""The field that holds where the error was raised."""
MESSAGE_CHARS = 2000
TRACEBACK_CHARS = 8000


def failure_of(error: Exception) -> Failure:
    """What a dead letter says of an error; it holds no value of a variable."""
    return Failure(
        type=type(error).__name__,
        message=_written(str(error))[:MESSAGE_CHARS],
        traceback_digest=_digest(error),
    )


def traceback_of(error: Exception) -> str:
    """Where an error was raised, and what it was raised from; the end of it where it is long. Empty if never raised."""
    if error.__traceback__ is None:
        return ""
    return _written("".join(traceback.format_exception(error)))[-TRACEBACK_CHARS:]


def letter_fields(
    letter: DeadLetter, original: Mapping[str, bytes], *, source: str, raised_at: str = ""
) -> dict[FieldT, EncodableT]:
    """The fields of the entry that carries a dead letter.

    `source` is the service that sets it aside, `raised_at` the traceback of the error.
    """
    origin = Origin(found_in(original))
    fields = encode(entry_deadlettered(letter, source=source, origin=origin))
    if raised_at:
        fields[TRACEBACK] = raised_at
    fields.update({unnamed(ORIGINAL + name): value for name, value in original.items()})
    return fields


def _written(text: str) -> str:
    """A text as UTF-8 can hold it: half a surrogate pair, which input may bring, becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


def _digest(error: Exception) -> str | None:
    """Groups failures raised at the same place; None where an error was never raised.

    The same on every machine and after a change above the line: of each frame, the module's file with its folder and
    the function.
    """
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return None
    places = [f"{'/'.join(PurePath(frame.filename).parts[-2:])}:{frame.name}" for frame in frames]
    return hashlib.sha256("\n".join([type(error).__name__, *places]).encode("utf-8", "replace")).hexdigest()[:12]
