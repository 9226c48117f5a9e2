"""The occasion that a saying stood beside: "told NORD after the meeting", "at the end of the talks"."""

import re
from collections.abc import Sequence

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.sentences import words_of
from onrecord_extract.setting_words import setting_words

MAX_LEAD_CHARS = 120
MAX_TOKENS = 6
_NEAR = re.compile(
    r"\b(?:(?:right|just|shortly|immediately|soon)\s+)?(?:after|following|outside|leaving"
    r"|at\s+the\s+(?:end|close|conclusion|start|opening|beginning)\s+of)\s+(?=\S)",
    re.IGNORECASE,
)


def near_what(text: str, one: Attribution, chunks: Sequence[Offsets]) -> Offsets | None:
    """The phrase behind "after" among the chunks beside a cue or at the head of its sentence, up to its noun."""
    first = min(span[0] for span in (one.cue, one.source, one.content[0]) if span)
    lead = one.frame[0], min(first, one.frame[0] + MAX_LEAD_CHARS)
    for start, end in (*chunks, lead):
        match = _NEAR.match(text, start, end) if (start, end) == lead else _NEAR.search(text, start, end)
        if match and (found := _noun_phrase(text, match.end(), end)):
            return found
    return None


def _noun_phrase(text: str, start: int, end: int) -> Offsets | None:
    tokens = words_of(text, start, end)[:MAX_TOKENS]
    for n, token in enumerate(tokens):
        following = tokens[n + 1].lower if n + 1 < len(tokens) else ""
        if token.lower in setting_words("gatherings") and following not in setting_words("gatherings"):
            return tokens[0].start, token.end
        if not (token.is_word or token.text in {"'", "’", "-"}) or token.lower in setting_words("ends_settings"):
            return None
    return None
