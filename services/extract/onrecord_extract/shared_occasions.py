"""What several speakers share: one trial, one session, one meeting, one exchange, one voice for a body.

A second speaker is on the occasion of others only where the text ties him to it (`ties.py`), as the voice of the body
that spoke right before, or by a reply. Who appears on a day says on it what is quoted next. Where the text tells two
days of a kind, none is shared.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate

from onrecord_core.records import Span, Speaker

from onrecord_extract.attributions import Attribution
from onrecord_extract.body_days import day_of_body
from onrecord_extract.narrated import Narration, paragraph_of
from onrecord_extract.setting_words import setting_words
from onrecord_extract.stating import Occasion, Stating
from onrecord_extract.taking import dated
from onrecord_extract.ties import is_of_court, kinds_of, ties

MAX_PARAGRAPHS_BELOW = 2
"""So many paragraphs below the sentence that lets a person appear the first words of that person may stand."""

MAX_PARAGRAPHS_OF_TALKS = 8
"""And those of somebody whom the sentence lets talk with another."""

MAX_NEAR = 200
"""And so many statements, where they crowd in a paragraph."""

MAX_BACK = 6
"""So many paragraphs back the occasion may have been told of that "the ceremony" stands for."""


def shared(stating: Stating, attributions: Sequence[Attribution], stated: Sequence[Occasion],
           speakers: Sequence[Speaker]) -> list[Occasion]:  # fmt: skip
    """The occasions with the day of those that others are told to speak on."""
    found = [_before_court(occasion) for occasion in stated]
    narration = Narration(stating, attributions)
    _appearing(narration, attributions, found, speakers)
    for n, occasion in enumerate(found):
        if is_undated(occasion) and (day := day_of_body(found, speakers, n)):
            found[n] = dated(occasion, day)
    days = _days(narration, found)
    for n, (one, occasion, speaker) in enumerate(zip(attributions, found, speakers, strict=True)):
        if is_undated(occasion):
            tied = ties(stating.text, one, occasion, speaker, days)
            day = next((days[kind] for kind in tied if kind in days), None) or _last_told(found, n)
            if day:
                is_here = occasion.is_here or day == stating.reference
                found[n] = replace(dated(occasion, day), is_here=is_here)
    return exchanged(attributions, found, speakers)


def is_undated(occasion: Occasion) -> bool:
    """Whether a statement may take the day of others."""
    said_at = occasion.said_at
    aside = occasion.is_background or occasion.is_earlier or occasion.is_separate or occasion.is_nested
    return not (said_at.phrase or said_at.value or aside)


def _before_court(occasion: Occasion) -> Occasion:
    """Who asks a court for something speaks to it; who asks a parliament may ask from anywhere."""
    asks = occasion.asked is not None and occasion.addressee is None and is_of_court(occasion.asked)
    return replace(occasion, addressee=occasion.asked) if asks else occasion


def _appearing(narration: Narration, attributions: Sequence[Attribution], found: list[Occasion],
               speakers: Sequence[Speaker]) -> None:  # fmt: skip
    """Date the first words of whoever appears on a day; `carrying.py` dates what the speaker goes on to say."""
    starts = [one.frame[0] for one in attributions]
    for told in narration.appearances():
        start, end = told.sentence
        named = set(narration.text[start:end].replace("’s", "").replace("'s", "").replace(",", " ").split())
        at = paragraph_of(narration.text, told.at)
        reach = MAX_PARAGRAPHS_OF_TALKS if narration.tells_of_talks(told) else MAX_PARAGRAPHS_BELOW
        seen: set[str] = set()
        first = bisect_left(starts, start)
        for n in range(first, min(len(found), first + MAX_NEAR)):
            name = speakers[n].name
            if found[n].paragraph.number - at > reach:
                break
            if name and name not in seen and name.split()[-1] in named and attributions[n].frame[1] > told.at:
                seen.add(name)
                found[n] = dated(found[n], told.day) if is_undated(found[n]) else found[n]


def _last_told(found: Sequence[Occasion], n: int) -> date | None:
    """The day last told, for what was said at "the same function" or, with no more words, at "the ceremony"."""
    if any(_is_last(span) for span in (found[n].venue, found[n].near) if span):
        for before in range(n - 1, max(-1, n - 1 - MAX_NEAR), -1):
            other = found[before]
            if found[n].paragraph.number - other.paragraph.number > MAX_BACK:
                return None
            if other.said_at.value and not other.is_nested:
                return None if other.is_background or other.is_earlier else other.said_at.value
    return None


def _is_last(span: Span) -> bool:
    match span.text.lower().split():
        case ["the" | "that", "same", *_]:
            return True
        case ["the" | "that", noun]:
            return noun in setting_words("last_occasions")
        case _:
            return False


def _days(narration: Narration, found: Sequence[Occasion]) -> dict[str, date]:
    """The day of each kind of occasion of which the text tells one."""
    told: list[tuple[str, date]] = list(narration.occasions())
    for occasion in found:
        aside = occasion.is_background or occasion.is_earlier or occasion.is_remote
        if occasion.said_at.value and not aside:
            for span in (occasion.addressee, occasion.venue):
                told += [(kind, occasion.said_at.value) for kind in (kinds_of(span) if span else ())]
    return _single(told)


def _single(told: Iterable[tuple[str, date]]) -> dict[str, date]:
    days: defaultdict[str, set[date]] = defaultdict(set)
    for kind, day in told:
        days[kind].add(day)
    return {kind: day for kind, (day, *more) in days.items() if not more}


def exchanged(
    attributions: Sequence[Attribution], stated: Sequence[Occasion], speakers: Sequence[Speaker]
) -> list[Occasion]:
    """The occasions with who replies and who is replied to on one day; an unknown voice that goes on is on it, too."""
    found = list(stated)
    own = [-1, *accumulate((n if not one.is_nested else -1 for n, one in enumerate(stated)), max)]
    for n in range(1, len(found)):
        before = own[n]
        if before < 0 or found[n].paragraph.number - found[before].paragraph.number > 1:
            continue
        near = found[n].paragraph == found[before].paragraph
        goes_on = near and speakers[n].name is None and attributions[n].lemma in setting_words("going_on")
        answers = found[n].is_reply or (near and attributions[before].lemma == "ask")
        if goes_on or (answers and speakers[n].name != speakers[before].name):
            for first, other in ((n, before), (before, n)):
                if is_undated(found[first]):
                    found[first] = dated(found[first], found[other].said_at.value)
    return found
