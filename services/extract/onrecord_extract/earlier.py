"""Words that set a saying apart from those around it: earlier, in the perfect, later, separate."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.lexicon import words
from onrecord_extract.sentences import words_of
from onrecord_extract.setting_words import setting_words

_UNITS = frozenset({"day", "week", "month", "year"})
MAX_CLAUSE_CHARS = 80
MAX_TENSE_WORDS = 3
"""So many words before its verb "had" may stand: "had also repeatedly said"."""
_AFTERWARDS = re.compile(r"\b(?:after|since)\s+(?:[^\s,.;]+\s+){0,7}$", re.IGNORECASE)
"""What opens a clause that tells of something said before: "His remarks came hours after the mayor alleged that"."""
_LONG_SINCE = re.compile(r"\b(?:in the past|in recent (?:days|weeks|months|years)|over the years)\b")

_LATER = re.compile(
    r"(?<!years )(?<!year )(?<!months )(?<!month )(?<!weeks )(?<!week )(?<!days )(?<!day )\b(?:later|afterwards?)\b"
    r"(?! (?:this|that|in|on|next))",
    re.IGNORECASE,
)


def is_later(text: str, chunks: Sequence[Offsets]) -> bool:
    """ "She later told reporters": on the day that was told, where nothing says of how much later."""
    return any(_LATER.search(text, *chunk) for chunk in chunks)


def is_separate(text: str, chunks: Sequence[Offsets]) -> bool:
    """ "In a separate post"; another question is one more at the same briefing."""
    for chunk in chunks:
        tokens = [token.lower for token in words_of(text, *chunk)]
        for token, following in zip_longest(tokens, tokens[1:]):
            if token in setting_words("separate") and following not in setting_words("asked_again"):
                return True
    return False


def is_earlier(text: str, attribution: Attribution, chunks: Sequence[Offsets]) -> bool:
    """ "had said", "previously warned", "confirmed, earlier, that"; "earlier today" and "earlier on Monday" are now."""
    cue, source = attribution.cue, attribution.source
    if cue is None:
        return False
    between = text[source[1] : cue[0]].lower().split()[-MAX_TENSE_WORDS:] if source and source[1] < cue[0] else []
    if source and _AFTERWARDS.search(text[max(attribution.frame[0], source[0] - MAX_CLAUSE_CHARS) : source[0]]):
        return True
    if "had" in between or "had" in text[slice(*cue)].lower().split()[:2]:
        return True
    for chunk in chunks:
        if _LONG_SINCE.search(text, *chunk):
            return True
        tokens = [token.lower for token in words_of(text, *chunk)]
        near = tokens[:2] + tokens[-1:]
        if words("past_markers").intersection(near) and not _is_today(tokens):
            return True
    return False


def is_perfect(text: str, attribution: Attribution) -> bool:
    """ "It has demanded", said at some time before: below the lede the perfect tells of no one occasion."""
    cue, source = attribution.cue, attribution.source
    if cue is None or source is None or source[1] > cue[0]:
        return False
    verbs = (text[source[1] : cue[0]].lower().split()[-MAX_TENSE_WORDS:], text[slice(*cue)].lower().split()[:1])
    return any(word in {"has", "have", "'ve", "’ve"} for some in verbs for word in some)


def _is_today(tokens: Sequence[str]) -> bool:
    """Whether "earlier" only tells the hour or counts from what was told: "earlier on Monday", "a day earlier"."""
    at = tokens.index("earlier") if "earlier" in tokens else len(tokens)
    after, before = " ".join(tokens[at + 1 : at + 2]), " ".join(tokens[max(0, at - 1) : at])
    return after in {"on", "this", "in", "at"} or after.endswith("day") or before.removesuffix("s") in _UNITS
