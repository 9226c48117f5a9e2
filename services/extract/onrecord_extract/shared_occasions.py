"""What several speakers share: one trial, one session, one meeting, one voice for a body.

A second speaker is on the occasion of others only where the text ties him to it: by a hearer or a setting of the same
kind ("told the court"), by an office that speaks nowhere else ("the judge"), or as the voice of the body that spoke
right before. Where the text tells two days of a kind, none is shared.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from onrecord_core.records import SaidAt, Span, Speaker

from onrecord_extract.attributions import Attribution
from onrecord_extract.carrying import speaks_for
from onrecord_extract.dates import PHRASE
from onrecord_extract.reckoning import resolve
from onrecord_extract.setting_words import setting_words
from onrecord_extract.stating import Occasion, Stating
from onrecord_extract.when import EVENT

KINDS = ("court", "chamber", "panel", "meeting", "briefing", "forum")
"""The kinds of occasion; each has its nouns in the table `at_KIND`."""
EVENTFUL = ("court", "chamber", "meeting", "panel")
"""Those of which it is told that they were; the table `events_KIND` has their words."""
MAX_PARAGRAPHS = 2
MAX_VOICES = 12
"""So many paragraphs and statements behind a body its voice speaks on the same occasion."""
MAX_CLAUSE_CHARS = 160

_CLAUSE = re.compile(r"[,;:()\n]|[.!?]['\"”’]?\s|\s[-–—]+\s")
_VOICE = re.compile(r"spokes|press (?:officer|secretary)|media (?:officer|adviser)", re.IGNORECASE)
_WORD = re.compile(r"[\w-]+")


def shared(stating: Stating, attributions: Sequence[Attribution], stated: Sequence[Occasion],
           speakers: Sequence[Speaker]) -> list[Occasion]:  # fmt: skip
    """The occasions with the day of those that others are told to speak on."""
    found = [_before_court(occasion) for occasion in stated]
    days = _days(stating, attributions, found)
    for n, (occasion, speaker) in enumerate(zip(found, speakers, strict=True)):
        if _is_undated(occasion):
            ties = [*_ties(occasion, speaker), *(EVENTFUL if _is_exchange(attributions[n]) else ())]
            tied = next((days[kind] for kind in ties if kind in days), None)
            day = tied or _day_of_body(found, speakers, n)
            if day:
                said_at = SaidAt(value=day, precision="day", basis="carried")
                is_here = occasion.is_here or (tied is not None and tied == stating.reference)
                found[n] = replace(occasion, said_at=said_at, is_here=is_here)
    return found


def _before_court(occasion: Occasion) -> Occasion:
    """Who asks a court for something speaks to it; who asks a parliament may ask from anywhere."""
    asks = occasion.asked is not None and occasion.addressee is None and "court" in _kinds(occasion.asked)
    return replace(occasion, addressee=occasion.asked) if asks else occasion


def _is_undated(occasion: Occasion) -> bool:
    said_at = occasion.said_at
    aside = occasion.is_background or occasion.is_earlier or occasion.is_separate
    return not (said_at.phrase or said_at.value or aside)


def _ties(occasion: Occasion, speaker: Speaker) -> Iterator[str]:
    """The kinds of occasion that a statement is on."""
    for span in (occasion.addressee, occasion.asked, occasion.venue):
        if span and not setting_words("other_occasions").intersection(_WORD.findall(span.text.lower())[:2]):
            yield from _kinds(span)
    offices = _WORD.findall(f"{speaker.role or ''} {speaker.mention.text if speaker.mention else ''}".lower())
    if not setting_words("court_offices").isdisjoint(offices):
        yield "court"


def _is_exchange(attribution: Attribution) -> bool:
    """Whether it was asked or answered to another’s face, as on the one occasion that a text narrates."""
    return attribution.lemma in setting_words("exchanging")


def _kinds(span: Span) -> Iterator[str]:
    """The kind of what a phrase names: by its last noun, or by that before a complement."""
    words = _WORD.findall(re.split(r" (?:of|on|in|at|for|with|to) ", span.text.lower(), maxsplit=1)[0])
    yield from (kind for kind in KINDS if words and words[-1] in setting_words(f"at_{kind}"))


def _days(stating: Stating, attributions: Sequence[Attribution], found: Sequence[Occasion]) -> dict[str, date]:
    """The day of each kind of occasion of which the text tells one."""
    told: defaultdict[str, set[date]] = defaultdict(set)
    for occasion in found:
        if occasion.said_at.value and not occasion.is_background:
            for span in (occasion.addressee, occasion.venue):
                for kind in _kinds(span) if span else ():
                    told[kind].add(occasion.said_at.value)
    for kind, day in _narrated(stating, attributions):
        told[kind].add(day)
    return {kind: day for kind, (day, *more) in told.items() if not more}


def _narrated(stating: Stating, attributions: Sequence[Attribution]) -> Iterator[tuple[str, date]]:
    """The days that the text tells of an occasion outside of what is said: "was jailed on Friday"."""
    text = stating.text
    contents = sorted(piece for one in attributions for piece in one.content)
    starts = [start for start, _ in contents]
    for phrase in PHRASE.finditer(text):
        inside = bisect_right(starts, phrase.start()) - 1
        if inside >= 0 and phrase.start() < contents[inside][1]:
            continue
        days = resolve(phrase, stating.reference)
        if days and days.day and not stating.is_old(days):
            start, end = _clause(text, *phrase.span())
            yield from ((kind, days.day) for kind in EVENTFUL if _happened(text, kind, start, end, phrase.start()))


def _happened(text: str, kind: str, start: int, end: int, day: int) -> bool:
    """Whether a clause tells that an occasion was on the day that stands in it."""
    words = list(_WORD.finditer(text, start, end))
    if any(word[0].lower() in setting_words("to_come") for word in words if word.start() < day):
        return False
    events = [word.start() for word in words if word[0].lower() in setting_words(f"events_{kind}")]
    before = max((at for at in events if at < day), default=day)
    return bool(events) and not EVENT.search(text, before, day)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a phrase, from mark to mark."""
    first = max(0, start - MAX_CLAUSE_CHARS)
    opens = max((mark.end() for mark in _CLAUSE.finditer(text, first, start)), default=first)
    closes = _CLAUSE.search(text, end, end + MAX_CLAUSE_CHARS)
    return opens, closes.start() if closes else min(len(text), end + MAX_CLAUSE_CHARS)


def _day_of_body(found: Sequence[Occasion], speakers: Sequence[Speaker], n: int) -> date | None:
    """The day of the body that spoke right before, for its spokesperson."""
    voice = speakers[n]
    if voice.kind != "person" or not _VOICE.search(voice.role or ""):
        return None
    for before in range(n - 1, max(-1, n - 1 - MAX_VOICES), -1):
        body, told = speakers[before], found[before]
        if found[n].paragraph.number - told.paragraph.number > MAX_PARAGRAPHS or body.name == voice.name:
            return None
        if told.said_at.value and told.said_at.phrase and body.kind != "person" and speaks_for(voice, body):
            return None if told.is_background or told.is_earlier else told.said_at.value
    return None
