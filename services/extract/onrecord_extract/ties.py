"""What ties a speaker to an occasion of a kind: a hearer, a setting, an office, a seat in a body, a form of address."""

import re
from collections.abc import Container, Iterator

from onrecord_core.records import Span, Speaker

from onrecord_extract.attributions import Attribution
from onrecord_extract.setting_words import setting_words
from onrecord_extract.stating import Occasion

KINDS = ("court", "chamber", "panel", "meeting", "talks", "briefing", "forum", "match")
"""The kinds of occasion; each has its nouns in the table `at_KIND`."""

_WORD = re.compile(r"[\w-]+")
_ADDRESS = {
    "court": re.compile(r"\b(?:your (?:honou?r|worship)|m[ey] lord(?:s|ships?)?|m['’]lud)\b", re.IGNORECASE),
    "panel": re.compile(r"\b(?:your honou?r|(?:mr|madam|mister)\.? chair(?:man|woman|person)?)\b", re.IGNORECASE),
    "chamber": re.compile(r"\b(?:mr|madam|mister)\.? (?:deputy )?(?:speaker|president)\b", re.IGNORECASE),
}
"""Forms of address that are heard nowhere else."""


def ties(text: str, one: Attribution, occasion: Occasion, speaker: Speaker, dated: Container[str]) -> Iterator[str]:
    """The kinds of occasion that a statement is on; those `dated` are of one day, which the text tells."""
    for span in (occasion.addressee, occasion.asked, occasion.venue, occasion.near):
        if span and not setting_words("other_occasions").intersection(_WORD.findall(span.text.lower())[:2]):
            yield from kinds_of(span)
    yield from _addressed(text, one)
    yield from _asked(one, occasion)
    yield from _offices(occasion, speaker)
    if "meeting" in dated and _has_seat(speaker) and _may_be_at(occasion, "meeting"):
        yield "meeting"
    if "panel" in dated and _sits_at_hearing(speaker) and _may_be_at(occasion, "panel"):
        yield "panel"
    if "talks" in dated and _is_both(speaker) and _may_be_at(occasion, "talks"):
        yield "talks"


def kinds_of(span: Span) -> Iterator[str]:
    """The kind of what a phrase names: by its last noun, or by that before a complement."""
    words = _WORD.findall(re.split(r" (?:of|on|in|at|for|with|to) ", span.text.lower(), maxsplit=1)[0])
    yield from (kind for kind in KINDS if words and words[-1] in setting_words(f"at_{kind}"))
    if not setting_words("after_match").isdisjoint(words):
        yield "match"


def is_of_court(span: Span) -> bool:
    """Whether a phrase names a court or who sits in it."""
    return "court" in kinds_of(span)


def _addressed(text: str, one: Attribution) -> Iterator[str]:
    for start, end in one.content:
        yield from (kind for kind, form in _ADDRESS.items() if form.search(text, start, end))


def _asked(one: Attribution, occasion: Occasion) -> Iterator[str]:
    """Where people are examined, for who asks or answers another to the face."""
    if one.lemma in setting_words("exchanging"):
        yield from (kind for kind in ("court", "panel", "chamber") if _may_be_at(occasion, kind))


def _offices(occasion: Occasion, speaker: Speaker) -> Iterator[str]:
    """The court, for who holds an office that is heard there, unless another setting is told of or a paper speaks."""
    mention = _WORD.findall(speaker.mention.text.lower()) if speaker.mention else []
    offices = {*_WORD.findall((speaker.role or "").lower()), *mention}
    is_paper = not setting_words("written").isdisjoint(mention)
    if not (is_paper or setting_words("court_offices").isdisjoint(offices)) and _may_be_at(occasion, "court"):
        yield "court"


def _has_seat(speaker: Speaker) -> bool:
    """Whether a speaker sits in a board or a council."""
    words = _WORD.findall(f"{speaker.role or ''} {speaker.mention.text if speaker.mention else ''}".lower())
    return speaker.kind == "person" and not setting_words("seats").isdisjoint(words)


def _sits_at_hearing(speaker: Speaker) -> bool:
    """Whether a speaker is of those who hear nominees and witnesses: a senator, the chair of a committee."""
    words = _WORD.findall(f"{speaker.role or ''} {speaker.mention.text if speaker.mention else ''}".lower())
    return speaker.kind == "person" and not setting_words("hearing_seats").isdisjoint(words)


def _is_both(speaker: Speaker) -> bool:
    """Whether those who met speak as one: "the two sides", "both ministers"."""
    mention = speaker.mention.text.lower().split() if speaker.mention else []
    return len(mention) > 1 and (mention[0] == "both" or mention[:2] == ["the", "two"])


def _may_be_at(occasion: Occasion, kind: str) -> bool:
    """Whether no hearer and no setting of another kind is told of."""
    named = [span for span in (occasion.addressee, occasion.venue) if span]
    return not named or any(kind in kinds_of(span) for span in named)
