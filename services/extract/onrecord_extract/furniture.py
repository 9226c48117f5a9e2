"""The lines of a page that belong to no article: navigation, captions, prompts, boilerplate, notes on the author.

The words by which they are known are in `data/furniture.toml`. Nothing is cut from the text, so offsets stay; what
stands in such a line is not read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord_extract.data_files import tables

MAX_CHARS = 400
"""A longer line that merely holds a phrase is prose."""
MAX_OPENED_CHARS = 1500
"""A longer line that begins with a phrase is prose."""
MAX_LISTED_CHARS = 140
"""Below "Related articles", a longer line is prose again."""
MIN_BODY_LINES = 3
"""A note on the author stands below so many lines of an article at the least."""

_STOPS = (".", "!", "?", "”", '"')
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Known:
    whole: re.Pattern[str]
    opening: re.Pattern[str]
    anywhere: re.Pattern[str]
    patterns: re.Pattern[str]
    closing: re.Pattern[str]
    lists: re.Pattern[str]
    bio: re.Pattern[str]


def furniture(lines: Sequence[str]) -> list[bool]:
    """Of each line of a page whether it is furniture; linear in their length."""
    known = _known()
    found = [_is_furniture(line, known) for line in lines]
    _mark_sections(lines, known, found)
    _mark_bios(lines, known.bio, found)
    return found


def _is_furniture(line: str, known: _Known) -> bool:
    if len(line) > MAX_OPENED_CHARS:
        return False
    if known.opening.match(line):
        return True
    return len(line) <= MAX_CHARS and any(
        pattern.search(line) for pattern in (known.whole, known.patterns, known.anywhere)
    )


def _mark_sections(lines: Sequence[str], known: _Known, found: list[bool]) -> None:
    """Mark what stands below "Notes to editors" to the end, and below "Related articles" while headlines follow."""
    listed = seen_prose = False
    for place, line in enumerate(lines):
        short, stopped = len(line) <= MAX_LISTED_CHARS, line.endswith(_STOPS)
        if seen_prose and short and known.closing.match(line):
            found[place:] = [True] * (len(lines) - place)
            return
        listed = short and (known.lists.match(line) is not None or (listed and not stopped))
        found[place] = found[place] or listed
        seen_prose = seen_prose or (stopped and not found[place])


def _mark_bios(lines: Sequence[str], bio: re.Pattern[str], found: list[bool]) -> None:
    """Mark what says who a person is that the prose names nowhere else: the author."""
    prose = [place for place, is_furniture in enumerate(found) if not is_furniture]
    noted = {place: match["last"] for place in prose if (match := bio.match(lines[place]))}
    named = set(noted.values())
    elsewhere = (
        {word for place in prose if place not in noted for word in _WORD.findall(lines[place]) if word in named}
        if named
        else set[str]()
    )
    for above, place in enumerate(prose):
        is_author = place in noted and noted[place] not in elsewhere
        found[place] = is_author and (above >= MIN_BODY_LINES or (place > 0 and found[place - 1]))


@cache
def _known() -> _Known:
    """The expressions of `data/furniture.toml`, each for a way in which a line is known."""
    found = {group: tuple(map(str, phrases)) for group, phrases in tables("furniture.toml").items()}
    closing = [_whole(found["closing"]), *found["closing_patterns"]]
    return _Known(
        whole=re.compile(_whole(found["whole"])),
        # a line that begins with a quotation mark is somebody's: “Tell us the truth,” …
        opening=re.compile(rf"(?i:[^\w\"'“‘«„]{{0,12}}(?:{_any(found['opening'])}))"),
        anywhere=re.compile(rf"(?i:(?<!\w)(?:{_any(found['anywhere'])}))"),
        patterns=re.compile("|".join(found["patterns"])),
        closing=re.compile("|".join(closing)),
        lists=re.compile(_whole(found["lists"])),
        bio=re.compile(
            r"(?:[A-Z][\w.’'-]+ ){1,3}(?:[A-Z]\w*[-’'])?(?P<last>\w+),? "
            rf"(?:is (?:an?|the|our) [^.]{{0,60}}\b(?:{_any(found['authors'])})\b|(?:{_any(found['author_verbs'])}))"
        ),
    )


def _whole(phrases: Sequence[str]) -> str:
    return rf"(?i:^\W{{0,12}}(?:{_any(phrases)})\W{{0,12}}$)"


def _any(phrases: Sequence[str]) -> str:
    """Phrases as one expression; those that end with a letter end with a word."""
    return "|".join(
        r".{0,80}?".join(re.escape(part).replace(r"\ ", r"\s+") for part in phrase.split("…"))
        + (r"\b" if phrase[-1].isalpha() else "")
        for phrase in phrases
    )
