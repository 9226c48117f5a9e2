"""The words beside a cue that date the saying, and the day that they mean."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from onrecord_core.records import SaidAt, Span

from onrecord_extract.attributions import Offsets
from onrecord_extract.dates import PHRASE, Days
from onrecord_extract.reckoning import resolve
from onrecord_extract.sentences import words_of
from onrecord_extract.setting_words import setting_words

# A day behind these words is that of an event, or of no one day.
EVENT = re.compile(
    r"\b(?:after|(?<!testimony\ )(?<!testified\ )(?<!testifying\ )(?<!appearing\ )before|since|until|till|following"
    r"|ahead\ of|when|while|who|whom|whose|which|where|that|because"
    r"|scheduled|slated|due|planned|expected|set\ (?:for|to)|opens|begins)\b"
    r"|\b(?:opening|starting|beginning)\ (?:(?:late|early)\ )?(?:on\ |in\ )?$"
    r"|\b(?:coming|every|each|by|from|between|(?<!letter\ )(?<!statement\ )(?<!report\ )(?<!note\ )(?<!morning\ )"
    r"(?<!afternoon\ )(?<!evening\ )(?<!night\ )of|for|about|over|to"
    r"|until|than)\s*$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?\b")
POSSESSED_CHARS = 60


def dated(
    text: str, chunks: Sequence[Offsets], reference: date | None, told: date | None
) -> tuple[SaidAt, Days | None]:
    """When a statement was made by the chunks beside its cue, and the days that their words mean.

    Of several phrases a day wins over a week or a month, and an earlier one over a later.
    """
    coarse: tuple[SaidAt, Days | None] | None = None
    for phrase in _phrases(text, chunks):
        days = resolve(phrase, reference, told)
        span = Span.of(text, *phrase.span())
        if days and days.day:
            return SaidAt(value=days.day, precision="day", basis="phrase", phrase=span), days
        if coarse is None:
            basis = "phrase" if days else None
            coarse = SaidAt(precision=days and days.precision, basis=basis, phrase=span), days
    return coarse or (SaidAt(), None)


def _phrases(text: str, chunks: Sequence[Offsets]) -> Iterator[re.Match[str]]:
    for start, end in chunks:
        for match in PHRASE.finditer(text, start, end):
            named = match[0] == "Today" and match.start() > start  # "the Today programme"
            if not (named or EVENT.search(text, start, match.start()) or _is_owner(text, match.end(), end)):
                yield match


def _is_owner(text: str, at: int, end: int) -> bool:
    """Whether a day owns what follows ("Friday's storm"), unless that is how it was said ("Friday's briefing")."""
    if not _POSSESSIVE.match(text, at):
        return False
    owned = words_of(text, at, min(end, at + POSSESSED_CHARS))[:6]
    return not any(token.lower in setting_words("spoken") | setting_words("written") for token in owned)
