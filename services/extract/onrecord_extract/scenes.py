"""Sentences that tell of the setting of what stands beside them: "Shen made the remarks at a regular briefing." """

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from onrecord_core.records import Speaker

from onrecord_extract.attributions import Attribution, Offsets

MAX_SCENE_CHARS = 240
MAX_AWAY_CHARS = 600
"""So far from its statement a scene may stand."""
MAX_SUBJECT_CHARS = 60
MAX_BACK = 6
"""Among so many statements before a scene is that of the speaker whom it names."""

_SCENE = re.compile(
    r"""\b(?:
      (?:made|makes|delivered|gave|issued)\s(?:the|these|those|this|his|her|its|their|such)\s
        (?:remarks?|comments?|statements?|announcement|disclosure|assertion|declaration|revelation|call|appeal|pledge
          |claims?)
    | (?:made|makes)\s(?:this|it|the\sdisclosure)\sknown
    | (?:disclosed|stated|revealed|said|announced|declared|confirmed)\s(?:this|so)\b
        (?=\s(?:at|in|on|during|while|when|to|through|via|yesterday|today|\w+day\b))
    | (?:was|were)\s(?:speaking|talking|addressing|responding)\b
    | (?:remarks|comments|statement|announcement)\s(?:were|was)\smade
    | (?:this|that)\s(?:was|is)\scontained\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_REACTION = re.compile(
    r"\b(?:(?:hit|shot|fired|struck|pushed)\sback|(?:responded|reacted|answered|retaliated)\b|(?:was|were)\squick\sto\s\w+"
    r"|followed\ssuit|weighed\sin)[^.!?\n]{0,120}"
)
_OPENING = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z])(?<!\b(?:Mr|Ms|Dr)\.\s)(?<!\bMrs\.\s)")
_END = re.compile(r"[.!?]['\"”’)]*(?=\s+[A-Z“\"‘']|\s*$)|\n")


def scenes(
    text: str, attributions: Sequence[Attribution], speakers: Sequence[Speaker]
) -> Iterator[tuple[int, int | None, list[Offsets]]]:
    """For each scene the index of the statement that it belongs to, that of its voice, and the chunks of the setting.

    It is that of the statement before it, of the one behind it where none is near; of several before it, that of the
    speaker whom it names. Where it names none of them it may name the voice of a body, which goes on to speak behind.
    """
    starts = [one.content[0][0] for one in attributions]
    pieces = sorted(piece for one in attributions for piece in one.content)
    opens = [start for start, _ in pieces]
    for match in _SCENE.finditer(text):
        inside = bisect_right(opens, match.start()) - 1
        if not starts or (inside >= 0 and match.start() < pieces[inside][1]):
            continue
        ended = _END.search(text, match.end(), match.end() + MAX_SCENE_CHARS)
        end = ended.start() if ended else min(len(text), match.end() + MAX_SCENE_CHARS)
        before = bisect_right(starts, match.start()) - 1
        near = before >= 0 and match.start() - attributions[before].content[-1][1] <= MAX_AWAY_CHARS
        chunks = [(match.start(), end)]
        behind = before + 1 < len(starts) and starts[before + 1] - match.end() <= MAX_AWAY_CHARS
        if near:
            subject = _subject(text, match.start())
            named = next((n for n in islice(range(before, -1, -1), MAX_BACK) if _is_of(subject, speakers[n])), None)
            voice = before + 1 if named is None and behind and _is_of(subject, speakers[before + 1]) else None
            yield before if named is None else named, voice, chunks
        elif behind:
            yield before + 1, None, chunks


def reactions(text: str, attributions: Sequence[Attribution]) -> Iterator[tuple[int, list[Offsets]]]:
    """For each sentence that tells when somebody reacted the index of the statement behind it in its paragraph."""
    starts = [one.frame[0] for one in attributions]
    for match in _REACTION.finditer(text):
        behind = bisect_right(starts, match.end())
        ends = _END.match(text, match.end())
        if ends and behind < len(starts) and not text[ends.end() : starts[behind]].strip():
            inside = behind and match.start() < attributions[behind - 1].frame[1]
            if not inside and "\n" not in text[ends.end() : starts[behind]]:
                yield behind, [match.span()]


def _subject(text: str, start: int) -> set[str]:
    """The words of the sentence before `start`."""
    before = text[max(0, start - MAX_SUBJECT_CHARS) : start].rpartition("\n")[2]
    return set(_OPENING.split(before)[-1].split())


def _is_of(subject: set[str], speaker: Speaker) -> bool:
    """Whether the subject of a scene names a speaker."""
    return bool(speaker.name) and str(speaker.name).split()[-1] in subject
