"""What one statement takes of another: all of its occasion, its day alone, or what is told below a headline."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord_core.records import SaidAt, Speaker

from onrecord_extract.stating import Occasion

MAX_BELOW = 50
"""Among so many statements below it a headline's is looked for."""


def filled(occasion: Occasion, other: Occasion) -> Occasion:
    """With what another statement of the occasion tells, where it does not tell so itself."""
    return replace(
        dated(occasion, other.said_at.value),
        venue=occasion.venue or other.venue,
        addressee=occasion.addressee or other.addressee,
        is_answer=occasion.is_answer if occasion.addressee else other.is_answer,
        place=occasion.place or other.place,
        is_here=occasion.is_here or other.is_here,
    )


def dated(occasion: Occasion, day: date | None) -> Occasion:
    """With the day of another statement, where it tells none itself."""
    if day is None or occasion.said_at.phrase or occasion.said_at.value:
        return occasion
    return replace(occasion, said_at=SaidAt(value=day, precision="day", basis="carried"))


def summing_up(n: int, found: Sequence[Occasion], speakers: Sequence[Speaker]) -> Occasion:
    """A headline or a lede with what is told below of the person whom it names in part, or of who speaks for a body."""
    occasion, speaker = found[n], speakers[n]
    if not occasion.opens or occasion.said_at.phrase or occasion.said_at.value or not speaker.name:
        return occasion
    for below in range(n + 1, min(n + 1 + MAX_BELOW, len(found))):
        other, voice = found[below], speakers[below]
        if other.said_at.value is None or other.is_background or other.is_earlier:
            continue
        if speaker.name != voice.name and _is_part(speaker.name, voice.name):
            return filled(occasion, other)
        if speaker.kind != "person" and not other.opens and speaks_for(voice, speaker):
            return dated(occasion, other.said_at.value)
    return occasion


def _is_part(name: str, whole: str | None) -> bool:
    """Whether a name is part of a fuller one: "Azhar", "Helvamed" of "Helvamed SA"."""
    return bool(whole) and set(name.lower().split()) <= set(str(whole).lower().split())


def _is_anothers(voice: Speaker, body: Speaker) -> bool:
    """Whether a voice speaks for another body of the same country: "Defence Ministry spokeswoman"."""
    spoken_for, own = voice.on_behalf_of or "", body.name or ""
    is_country = body.affiliation is not None and body.affiliation.name == own
    one, other = set(spoken_for.lower().split()), set(own.lower().split())
    return bool(one and other) and not (is_country or one <= other or other <= one)


def speaks_for(voice: Speaker, body: Speaker) -> bool:
    """Whether a voice speaks for a body or for its country."""
    if voice.affiliation is None or _is_anothers(voice, body):
        return False
    names = {body.name, *([body.affiliation.name] if body.affiliation else [])}
    codes = {body.affiliation.country} if body.affiliation and body.affiliation.country else set[str]()
    return voice.affiliation.name in names or voice.affiliation.country in codes
