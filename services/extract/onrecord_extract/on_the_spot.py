"""What was said where the article is from: statements of the article's day take the place of its dateline."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from onrecord_core.records import Span, Speaker

from onrecord_extract.layout import dateline, paragraphs
from onrecord_extract.setting_words import setting_words
from onrecord_extract.stating import Occasion
from onrecord_extract.towns import country_code, is_town

_BYLINE = re.compile(r"\s*By [^\n,]{2,60}? in (?P<place>[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,2})\s*$", re.IGNORECASE)


def on_the_spot(
    text: str, occasions: Sequence[Occasion], speakers: Sequence[Speaker], reference: date | None
) -> list[Occasion]:
    """The occasions with the place that the article is from, where they were on its day and nothing tells of another.

    Of those who speak for another country than that of the place the text must tell that they were heard: at something,
    or by somebody. What is written, posted or said on the phone was said nowhere in particular.
    """
    place = _home(text)
    if place is None:
        return list(occasions)
    line = dateline(text)
    days = {reference} if line and line.day else {reference, reference and reference - timedelta(days=1)}
    code = country_code(place.text)
    return [
        replace(occasion, place=place)
        if occasion.place is None and _was_there(occasion, days) and _is_heard(occasion, speaker, code)
        else occasion
        for occasion, speaker in zip(occasions, speakers, strict=True)
    ]


def _home(text: str) -> Span | None:
    """The place that an article is from: of its dateline, else of its byline ("By Jane Doe in Cairo")."""
    line = dateline(text)
    if line and line.place:
        return Span.of(text, *line.place)
    for block in paragraphs(text):
        if not block.headline:
            return None
        match = _BYLINE.match(text, block.start, block.end)
        if match and is_town(match["place"]):
            return Span.of(text, *match.span("place"))
    return None


def _was_there(occasion: Occasion, days: set[date | None]) -> bool:
    if occasion.is_background or occasion.is_earlier:
        return False
    return occasion.is_here or (occasion.said_at.value is not None and occasion.said_at.value in days)


def _is_heard(occasion: Occasion, speaker: Speaker, code: str | None) -> bool:
    if occasion.is_here:
        return True
    if occasion.venue and setting_words("remote").intersection(occasion.venue.text.lower().split()):
        return False
    country = speaker.affiliation and speaker.affiliation.country
    foreign = country and code and country != code
    return not foreign or bool(occasion.venue or occasion.addressee)
