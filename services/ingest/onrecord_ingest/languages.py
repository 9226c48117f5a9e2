"""The language of a text, as py3langid finds it."""

import threading
from functools import cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # pyright: ignore[reportMissingTypeStubs]

MIN_LETTERS = 60
"""Below this many letters a text of one language is often taken for another."""
MIN_CONFIDENCE = 0.8
SAMPLE_CHARS = 5000
_loading = threading.Lock()


@cache
def _loaded() -> Any:
    kind: Any = LanguageIdentifier  # py3langid has no types
    return kind.from_model_file(MODEL_FILE, norm_probs=True)


def _identifier() -> Any:
    """The identifier; loading takes a second, and without the lock each thread that waits for it would load its own."""
    with _loading:
        return _loaded()


def detect(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None where it is too short, or mixed, to tell."""
    sample = text[:SAMPLE_CHARS]
    if sum(character.isalpha() for character in sample) < MIN_LETTERS:
        return None
    code, confidence = _identifier().classify(sample)
    return str(code) if confidence >= MIN_CONFIDENCE else None


def primary(tag: str) -> str:
    """The language of a BCP 47 tag, without its region: `en` of `en-GB`."""
    return tag.split("-", maxsplit=1)[0].lower()
