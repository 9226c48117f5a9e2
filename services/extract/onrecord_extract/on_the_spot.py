"""What was said where the article is from: statements of the article's day take the place of its dateline."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from onrecord_core.datelines import lines
from onrecord_core.records import Span, Speaker

from onrecord_extract.attributions import Attribution
from onrecord_extract.layout import dateline, lede_of
from onrecord_extract.lexicon import Country, country_of_town
from onrecord_extract.places import place_of_source
from onrecord_extract.stating import Occasion
from onrecord_extract.towns import is_town

_BYLINE = re.compile(
    r"\s*By [^\n,]{2,60}? in (?P<place>[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,2})\s*$", re.IGNORECASE
)


def on_the_spot(
    text: str,
    occasions: Sequence[Occasion],
    speakers: Sequence[Speaker],
    place: Span | None,
    reference: date | None,
) -> list[Occasion]:
    """The occasions with the place that the article is from, where they were on its day and nothing tells of another.

    The text must tell that they were heard there: at something, by somebody, "here", or "today" as in a release; or a
    government speaks at its seat. What is written, posted or said on the phone was said nowhere in particular.
    """
    if place is None:
        return list(occasions)
    line = dateline(text)
    days = {reference} if line and line.day else {reference, reference and reference - timedelta(days=1)}
    seat = country_of_town(place.text)
    return [
        replace(occasion, place=place)
        if occasion.place is None
        and _was_there(occasion, days)
        and (_is_heard(occasion) or _is_at_seat(occasion, speaker, seat))
        else occasion
        for occasion, speaker in zip(occasions, speakers, strict=True)
    ]


def at_the_source(
    text: str, attributions: Sequence[Attribution], occasions: Sequence[Occasion], speakers: Sequence[Speaker]
) -> list[Occasion]:
    """The occasions with the place of a source that has no name but one ("a diplomat in Oslo")."""
    found = list(occasions)
    for n, (attribution, occasion, speaker) in enumerate(zip(attributions, occasions, speakers, strict=True)):
        if speaker.name is None and attribution.source and occasion.place is None:
            place = place_of_source(text, attribution.source)
            found[n] = replace(occasion, place=Span.of(text, *place)) if place else occasion
    return found


def home_of(text: str) -> Span | None:
    """The place that an article is from: of its dateline, else of its byline ("By Jane Doe in Cairo")."""
    line = dateline(text)
    if line and line.place:
        return Span.of(text, *line.place)
    lede = lede_of(text)
    for start, end in lines(text[: lede.start if lede else 0]):
        match = _BYLINE.match(text, start, end)
        if match and is_town(match["place"]):
            return Span.of(text, *match.span("place"))
    return None


def _was_there(occasion: Occasion, days: set[date | None]) -> bool:
    if occasion.is_background or occasion.is_earlier:
        return False
    return occasion.is_here or (occasion.said_at.value is not None and occasion.said_at.value in days)


def _is_at_seat(occasion: Occasion, speaker: Speaker, seat: Country | None) -> bool:
    """Whether a government speaks in a town of its own country."""
    body = speaker.affiliation if speaker.kind == "government" and not occasion.is_remote else None
    return bool(body and seat and body.country == seat.code)


def _is_heard(occasion: Occasion) -> bool:
    return not occasion.is_remote and bool(occasion.is_here or occasion.venue or occasion.addressee)
