"""The day of a body for who speaks for it shortly after, and of a group for those whom it sums up."""

import re
from collections.abc import Sequence
from datetime import date

from onrecord_core.records import Speaker

from onrecord_extract.setting_words import setting_words
from onrecord_extract.stating import Occasion
from onrecord_extract.taking import speaks_for
from onrecord_extract.ties import kinds_of

MAX_PARAGRAPHS = 2
MAX_VOICES = 12
"""So many paragraphs and statements behind a body its voice speaks on the same occasion."""
_VOICE = re.compile(r"spokes|press (?:officer|secretary)|media (?:officer|adviser)", re.IGNORECASE)


def day_of_body(found: Sequence[Occasion], speakers: Sequence[Speaker], n: int) -> date | None:
    """The day of the body that spoke right before, for its spokesperson or for who meets the press for it.

    What a lede tells of people of the United Nations on a day sums up what those of its agencies say below.
    """
    voice = speakers[n]
    if voice.kind != "person":
        return None
    is_spokesperson = bool(_VOICE.search(voice.role or ""))
    if is_spokesperson or _meets_press(found[n]):
        return _day_right_before(found, speakers, n)
    return _day_of_lede(found, speakers) if _is_united_nations(voice) else None


def _day_of_lede(found: Sequence[Occasion], speakers: Sequence[Speaker]) -> date | None:
    """The day on which the lede lets people of the United Nations speak."""
    for told, body in zip(found, speakers, strict=True):
        if not (told.is_lede or told.paragraph.headline):
            return None
        if told.is_lede and told.said_at.phrase and body.kind == "group" and _is_united_nations(body):
            return told.said_at.value
    return None


def _day_right_before(found: Sequence[Occasion], speakers: Sequence[Speaker], n: int) -> date | None:
    voice = speakers[n]
    for before in range(n - 1, max(-1, n - 1 - MAX_VOICES), -1):
        body, told = speakers[before], found[before]
        if found[n].paragraph.number - told.paragraph.number > MAX_PARAGRAPHS or body.name == voice.name:
            return None
        if told.said_at.value and told.said_at.phrase and body.kind != "person" and _is_voice(voice, body, told):
            return None if told.is_background or told.is_earlier else told.said_at.value
    return None


def _is_united_nations(speaker: Speaker) -> bool:
    name = speaker.affiliation.name if speaker.affiliation else ""
    return "_".join(name.lower().removeprefix("the ").split()) in setting_words("united_nations")


def _is_voice(voice: Speaker, body: Speaker, told: Occasion) -> bool:
    """Whether who speaks does so for a body; for the lede's also who has an office and no other body."""
    is_officer = voice.affiliation is None and voice.role is not None
    return speaks_for(voice, body) or (is_officer and told.is_lede and body.kind != "group")


def _meets_press(occasion: Occasion) -> bool:
    """Whether reporters or analysts hear what is said: "told a news conference", "told reporters"."""
    at_briefing = occasion.venue is not None and "briefing" in kinds_of(occasion.venue)
    hearers = occasion.addressee.text.lower().split() if occasion.addressee else []
    return at_briefing or not setting_words("press").isdisjoint(hearers)
