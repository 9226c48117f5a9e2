"""What the same speaker carries over on the same occasion: the day, the venue, the hearer, the place."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onrecord_core.records import SaidAt, Span, Speaker

from onrecord_extract.stating import Occasion

_FIELDS = ("venue", "addressee", "place")


@dataclass(slots=True)
class _Group:
    """The statements of one speaker on one occasion, by their index, with what the last one of them is known to have."""

    members: list[int] = field(default_factory=list[int])
    known: Occasion | None = None


def carried(stated: Sequence[Occasion], speakers: Sequence[Speaker]) -> list[Occasion]:
    """The occasions with what others of the same speaker tell of them.

    What is told goes forward to all that the speaker says until another occasion is told of, and backward to the
    headline, the lede and the statement right before.
    """
    found = list(stated)
    for group in _groups(found, speakers):
        _forward(found, group.members)
        _backward(found, group.members)
    return [_summing_up(n, found, speakers) for n in range(len(found))]


def _groups(found: list[Occasion], speakers: Sequence[Speaker]) -> list[_Group]:
    groups: list[_Group] = []
    last = {s.name: o.paragraph.number for o, s in zip(found, speakers, strict=True) if not o.is_background}
    current: dict[str, _Group] = {}
    aside: dict[str, int] = {}
    for n, (occasion, speaker) in enumerate(zip(found, speakers, strict=True)):
        name = speaker.name
        if not name:
            continue
        if occasion.is_background and not occasion.said_at.phrase and name in current:
            # who goes on to speak below comments on the past in between
            occasion = found[n] = replace(occasion, is_background=last.get(name, 0) <= occasion.paragraph.number)
        before = aside.pop(name, None)
        if before is not None and _goes_on(found[before], occasion):
            # what a background statement tells goes on to the end of its paragraph
            found[n] = replace(occasion, is_background=True)
            aside[name] = before
            groups.append(_Group([before, n]))
        elif occasion.is_background or occasion.is_earlier:
            if occasion.is_background and occasion.said_at.phrase:
                aside[name] = n
        else:
            group = current.get(name)
            if group is None or group.known is None or _clash(group.known, occasion):
                group = current[name] = _Group()
                groups.append(group)
            group.members.append(n)
            group.known = _filled(occasion, group.known) if group.known else occasion
    return groups


def _goes_on(before: Occasion, occasion: Occasion) -> bool:
    marked = occasion.said_at.phrase or occasion.venue or occasion.addressee or occasion.place
    return before.paragraph == occasion.paragraph and not marked


def _clash(known: Occasion, occasion: Occasion) -> bool:
    """Whether a statement tells of another occasion than the one that its speaker was last known to speak on."""
    if occasion.is_separate:
        return True
    phrase, told = occasion.said_at.phrase, known.said_at
    if phrase and told.phrase and occasion.said_at.value != told.value:
        return True
    if phrase and not occasion.said_at.value and not (told.phrase and told.phrase.text == phrase.text):
        return True
    if phrase and told.value and occasion.said_at.value != told.value:
        return True
    return any(_differ(getattr(known, name), getattr(occasion, name)) for name in _FIELDS)


def _differ(one: Span | None, other: Span | None) -> bool:
    """Whether two phrases name two things: they share no noun at their end, "a briefing" and "the daily briefing" do."""
    if one is None or other is None:
        return False
    a, b = (span.text.lower().split() for span in (one, other))
    return a[-1] not in b and b[-1] not in a


def _forward(found: list[Occasion], members: Sequence[int]) -> None:
    for before, after in zip(members, members[1:], strict=False):
        found[after] = _filled(found[after], found[before])


def _backward(found: list[Occasion], members: Sequence[int]) -> None:
    for before, after in reversed(list(zip(members, members[1:], strict=False))):
        if found[before].opens or _is_next(found, before, after):
            found[before] = _filled(found[before], found[after])


def _is_next(found: Sequence[Occasion], before: int, after: int) -> bool:
    """Whether nobody else speaks between two statements, and they stand in one paragraph or in neighbouring ones."""
    if any(not found[n].is_nested for n in range(before + 1, after)):
        return False
    return found[after].paragraph.number - found[before].paragraph.number <= 1


def _filled(occasion: Occasion, other: Occasion) -> Occasion:
    """With what another statement of the occasion tells, where it does not tell so itself."""
    return replace(
        _dated(occasion, other.said_at),
        venue=occasion.venue or other.venue,
        addressee=occasion.addressee or other.addressee,
        place=occasion.place or other.place,
        is_here=occasion.is_here or other.is_here,
    )


def _dated(occasion: Occasion, said_at: SaidAt) -> Occasion:
    if said_at.value is None or occasion.said_at.phrase or occasion.said_at.value:
        return occasion
    return replace(occasion, said_at=SaidAt(value=said_at.value, precision="day", basis="carried"))


def _summing_up(n: int, found: Sequence[Occasion], speakers: Sequence[Speaker]) -> Occasion:
    """A headline or a lede in which a government or a body speaks takes the day of who speaks for it below."""
    occasion, speaker = found[n], speakers[n]
    if not occasion.opens or occasion.said_at.phrase or occasion.said_at.value or speaker.kind == "person":
        return occasion
    below = (
        other.said_at
        for other, voice in zip(found[n + 1 :], speakers[n + 1 :], strict=True)
        if other.said_at.value and not (other.is_background or other.is_earlier or other.opens)
        and _speaks_for(voice, speaker)
    )  # fmt: skip
    return _dated(occasion, next(below, SaidAt()))


def _speaks_for(voice: Speaker, body: Speaker) -> bool:
    if voice.affiliation is None or body.name is None:
        return False
    names = {body.name, *([body.affiliation.name] if body.affiliation else [])}
    codes = {body.affiliation.country} if body.affiliation and body.affiliation.country else set[str]()
    return voice.affiliation.name in names or (voice.affiliation.country in codes)

