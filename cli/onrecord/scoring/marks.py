"""What stands between quotation marks in a text, for the figures alone.

It is read line by line and without any judgement, so that a figure does not move with the extractor's own reading of
quotation marks.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

type Offsets = tuple[int, int]

_OPENING = re.compile(r"[“\"]|``")
_CLOSING = {"“": re.compile(r"[”\"]"), "``": re.compile("''"), '"': re.compile('"')}
_STRAY_CLOSING = re.compile("”|''")
"""What ends a passage that a straight mark began, where its line has no second straight mark."""
_SINGLE_OPENING = re.compile(r"(?<!\w)[‘'](?=\S)")
_SINGLE = re.compile(r"[‘’']")


def quoted_regions(text: str) -> list[Offsets]:
    """The stretches between quotation marks in order, the marks included.

    A double mark that nothing closes reaches to the end of its line. Single marks count in pairs, outside double ones.
    """
    found: list[Offsets] = []
    start = 0
    for line in text.split("\n"):
        doubles = list(_doubles(line))
        singles = [single for single in _singles(line) if not _overlaps_any(single, doubles)]
        found += [(start + first, start + after) for first, after in sorted([*doubles, *singles])]
        start += len(line) + 1
    return found


def _doubles(line: str) -> Iterator[Offsets]:
    position = 0
    while opening := _OPENING.search(line, position):
        closing = _CLOSING[opening[0]].search(line, opening.end())
        if closing is None and opening[0] == '"':
            closing = _STRAY_CLOSING.search(line, opening.end())
        position = closing.end() if closing else len(line)
        yield opening.start(), position


def _singles(line: str) -> Iterator[Offsets]:
    position = 0
    while opening := _SINGLE_OPENING.search(line, position):
        after = _single_end(line, opening.end())
        if after:
            yield opening.start(), after
        position = after or opening.end()


def _single_end(line: str, position: int) -> int | None:
    """Where the passage that begins at `position` ends: behind the next mark, unless that is no closing one."""
    for mark in _SINGLE.finditer(line, position):
        before, behind = line[mark.start() - 1], line[mark.end() : mark.end() + 1]
        followed = _is_word(behind)
        if mark[0] != "‘" and followed and _is_word(before):
            continue  # an apostrophe
        closes = mark[0] != "‘" and not followed and not before.isspace() and mark.start() > position
        return mark.end() if closes else None
    return None


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _overlaps_any(single: Offsets, doubles: list[Offsets]) -> bool:
    """Whether one of `doubles`, which are in order and apart, shares a character with `single`."""
    start, after = single
    last = bisect_left(doubles, (after, after)) - 1
    return last >= 0 and doubles[last][1] > start
