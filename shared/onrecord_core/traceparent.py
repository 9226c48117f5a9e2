"""Trace context as W3C writes it: `00-<trace id>-<span id>-<flags>` (https://www.w3.org/TR/trace-context/).

It is carried from the submission on through every event, so that what is said of an article in three services' logs
can be found together, and so that spans of three services make one trace.
"""

import re
import secrets
from collections.abc import Mapping

_FORM = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-[!-~]{0,200})?")

_IN_JSON = re.compile(rb'"traceparent"\s*:\s*"([^"\\]{1,300})"')


def valid(value: object) -> str | None:
    """A traceparent in the form of version 00; None for what is none, which then counts as absent, as W3C has it."""
    match = _FORM.fullmatch(value) if isinstance(value, str) else None
    if match is None or (match[4] and match[0].startswith("00")):
        return None
    return f"00-{match[1]}-{match[2]}-{match[3]}"


def new() -> str:
    """A traceparent that begins a trace."""
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


def trace_id_of(traceparent: str) -> str:
    """The trace id of a valid traceparent."""
    return traceparent.split("-")[1]


def found_in(fields: Mapping[str, bytes]) -> str | None:
    """The traceparent of an entry that could not be processed, and perhaps not even read; None where it has none."""
    match = _IN_JSON.search(fields.get("data", b""))
    return valid((match[1] if match else fields.get("traceparent", b"")).decode("ascii", "replace"))
