"""The occasion of a transcript: its heading tells the day of a briefing, and what it is a transcript of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord_core.datelines import lines
from onrecord_core.records import SaidAt, Span

from onrecord_extract.attributions import Attribution
from onrecord_extract.dates import PHRASE
from onrecord_extract.reckoning import resolve
from onrecord_extract.sentences import Token, words_of
from onrecord_extract.setting_words import setting_words
from onrecord_extract.stating import Occasion
from onrecord_extract.towns import is_place
from onrecord_extract.transcripts import turns

MAX_HEADING_CHARS = 1200
MAX_PLACE_CHARS = 60
MAX_TITLE_TOKENS = 9
_TODAYS = re.compile(r"\b(?:today|yesterday)['’]s\s+(?P<what>[^.,;\n]{3,60})")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the heading of a transcript tells of all that is said in it."""

    said_at: SaidAt
    venue: Span | None
    place: Span | None


def of_transcript(text: str, attributions: Sequence[Attribution], occasions: Sequence[Occasion]) -> list[Occasion]:
    """The occasions with what a transcript's heading tells, for those that are turns in it."""
    found = turns(text)
    heading = _heading(text, found[0].start) if found else None
    if heading is None:
        return list(occasions)
    labels = {turn.label for turn in found}
    return [
        replace(
            occasion,
            said_at=_or(occasion.said_at, heading.said_at),
            venue=occasion.venue or heading.venue,
            place=occasion.place or heading.place,
            is_lede=False,
        )
        if one.source and one.source in labels and one.content[0][0] >= one.source[1]
        else occasion
        for one, occasion in zip(attributions, occasions, strict=True)
    ]


def _or(said_at: SaidAt, other: SaidAt) -> SaidAt:
    return said_at if said_at.phrase or said_at.value else other


def _heading(text: str, end: int) -> Heading | None:
    """What stands above the first turn; None for an interview, whose day is not that of the page.

    An interview that calls itself a transcript was heard on its day.
    """
    if end > MAX_HEADING_CHARS:
        return None
    venue = _venue(text, end) or _broadcast(text, end)
    if venue is None and setting_words("transcripts").isdisjoint(token.lower for token in words_of(text, 0, end)):
        return None
    for phrase in PHRASE.finditer(text, 0, end):
        days = resolve(phrase, None)  # none but a day with its year
        if days and days.day:
            span = Span.of(text, *phrase.span())
            said_at = SaidAt(value=days.day, precision="day", basis="dateline", phrase=span)
            return Heading(said_at, venue, _place(text, end))
    return Heading(SaidAt(), venue, _place(text, end))


def _venue(text: str, end: int) -> Span | None:
    """What is transcribed: "noon briefing" of "today's noon briefing by …", else "Daily Press Briefing" of a title."""
    todays = _TODAYS.search(text, 0, end)
    starts = [todays.start("what")] if todays else []
    starts += [match.start() for match in re.finditer(r"^\S", text[:end], re.MULTILINE)]
    for start in starts:
        line_end = text.find("\n", start, end)
        tokens = words_of(text, start, line_end if line_end >= 0 else end)[:10]
        for n, token in enumerate(tokens):
            if token.lower in setting_words("transcribed") and not _goes_on(tokens, n):
                owners = [at for at in range(n) if tokens[at].text.endswith(("'s", "’s"))]
                return Span.of(text, tokens[owners[-1] + 1 if owners else 0].start, token.end)
            if not token.is_word or token.lower in setting_words("ends_titles"):
                break
    return None


def _broadcast(text: str, end: int) -> Span | None:
    """What a page that calls itself a transcript was on: "BREAKFAST WITH ANA BRANDT" of a radio."""
    if setting_words("transcripts").isdisjoint(token.lower for token in words_of(text, 0, end)):
        return None
    for start, stop in lines(text[:end]):
        for part in re.finditer(r"[^,;|:]+", text[start:stop]):
            tokens = words_of(text, start + part.start(), start + part.end())
            named = tokens and len(tokens) <= MAX_TITLE_TOKENS and any(token.is_capital for token in tokens)
            if named and any(token.lower in setting_words("broadcasts") for token in tokens):
                return Span.of(text, tokens[0].start, tokens[-1].end)
    return None


def _place(text: str, end: int) -> Span | None:
    """A line of the heading that is a place and nothing else: "Treaty Room", "Doha, Qatar"."""
    for start, stop in lines(text[:end]):
        line = text[start:stop]
        named = len(line) <= MAX_PLACE_CHARS and all(word[0].isupper() for word in line.split() if word[0].isalpha())
        last = line.split()[-1].lower()
        if named and (is_place(line.split(",")[0]) or last in setting_words("sites")):
            return Span.of(text, start, stop)
    return None


def _goes_on(tokens: Sequence[Token], n: int) -> bool:
    return n + 1 < len(tokens) and tokens[n + 1].lower in setting_words("transcribed")
