"""What the same speaker carries over on the same occasion: the day, the venue, the hearer, the place."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from onrecord_core.records import Speaker

from onrecord_extract.clashes import clash
from onrecord_extract.lexicon import either
from onrecord_extract.stating import Occasion
from onrecord_extract.taking import dated, filled, summing_up

MAX_PARAGRAPHS_BACK = 3
"""So many paragraphs below a headline or a lede its occasion may be told of; the day of a headline, further on, too."""
MAX_NESTED = 20
"""So many statements that others report may stand between two of a speaker."""


@dataclass(slots=True)
class _Group:
    """The statements of one speaker on one occasion, by their index, with all that is known of it."""

    members: list[int] = field(default_factory=list[int])
    known: Occasion | None = None


def carried(stated: Sequence[Occasion], speakers: Sequence[Speaker], home: str | None) -> list[Occasion]:
    """The occasions with what others of the same speaker tell of them; `home` is the place that the article is from.

    What is told goes forward to all that the speaker says until another occasion is told of, and backward to the
    headline, the lede and the statement right before.
    """
    found = list(stated)
    for group in _groups(found, speakers):
        _forward(found, group.members)
        _backward(found, group.members, home)
    return [summing_up(n, found, speakers) for n in range(len(found))]


def _groups(found: list[Occasion], speakers: Sequence[Speaker]) -> list[_Group]:
    groups: list[_Group] = []
    last = {_key(s): o.paragraph.number for o, s in zip(found, speakers, strict=True) if not o.is_background}
    current: dict[str, _Group] = {}
    aside: dict[str, int] = {}
    for n, speaker in enumerate(speakers):
        name, occasion = _key(speaker), found[n]
        if name is None:
            continue
        if occasion.is_background and not occasion.said_at.phrase and name in current:
            # who goes on to speak below comments on the past in between
            found[n] = replace(occasion, is_background=last.get(name, 0) <= occasion.paragraph.number)
            occasion = found[n]
        before = aside.pop(name, None)
        if before is not None and _goes_on(found[before], occasion):
            # what a statement of an earlier day tells goes on to the end of its paragraph
            found[n] = replace(occasion, is_background=found[before].is_background)
            aside[name] = before
            groups.append(_Group([before, n]))
        elif occasion.is_background or occasion.is_earlier or (occasion.is_nested and not occasion.said_at.phrase):
            if occasion.said_at.phrase:
                aside[name] = n
        else:
            group = current.get(name)
            if group is None or group.known is None or clash(group.known, occasion):
                if group and group.known and occasion.is_later:  # "Later, she told reporters": the same day
                    found[n] = occasion = dated(occasion, group.known.said_at.value)
                group = current[name] = _Group()
                groups.append(group)
            group.members.append(n)
            group.known = filled(occasion, group.known) if group.known else occasion
    return groups


def _goes_on(before: Occasion, occasion: Occasion) -> bool:
    marked = occasion.said_at.phrase or occasion.venue or occasion.addressee or occasion.place
    return before.paragraph == occasion.paragraph and not marked


def _forward(found: list[Occasion], members: Sequence[int]) -> None:
    for before, after in pairwise(members):
        found[after] = filled(found[after], found[before])


def _backward(found: list[Occasion], members: Sequence[int], home: str | None) -> None:
    """Carry to the headline, the lede and the statement right before what is told behind them."""
    for before, after in reversed(list(pairwise(members))):
        first, other = found[before], found[after]
        near = other.paragraph.number - first.paragraph.number <= MAX_PARAGRAPHS_BACK
        if (first.opens and near) or _is_next(found, before, after):
            found[before] = filled(first, _summed_up(first, other, home))
        elif first.opens and first.paragraph.headline:
            found[before] = dated(first, other.said_at.value)


def _summed_up(first: Occasion, other: Occasion, home: str | None) -> Occasion:
    """What a statement may take of one behind it.

    A headline and a lede that tell no day sum up all of it. What tells its own day was heard by others as well, and
    what was written or said in another place than the article is from may be another occasion.
    """
    if first.opens and not first.said_at.phrase:
        return other
    away = bool(home and other.place and other.place.text.lower() != home.lower())
    heard = first.venue or first.addressee or first.place or first.is_here
    if first.opens and (away or (other.is_remote and (heard or other.addressee))):
        other = replace(other, venue=None, place=None)
    return replace(other, addressee=None)


def _is_next(found: Sequence[Occasion], before: int, after: int) -> bool:
    """Whether nobody else speaks between two statements, and they stand in one paragraph or in neighbouring ones."""
    if found[after].paragraph.number - found[before].paragraph.number > 1 or after - before > MAX_NESTED:
        return False
    return all(found[n].is_nested for n in range(before + 1, after))


def _key(speaker: Speaker) -> str | None:
    """What tells a speaker apart: the name, or of one without a name the noun that stands for it ("?source")."""
    if speaker.name or speaker.mention is None:
        return speaker.name
    mention = speaker.mention.text.lower().split()
    described = list(takewhile(lambda word: word not in either("subordinators", "tail_openers"), mention))
    return f"?{described[-1].removesuffix('s')}" if len(described) > 1 else None
