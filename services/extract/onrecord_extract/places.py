"""Where something was said: "in Dushanbe", "at the White House", "here"; and where the dateline is from."""

from collections.abc import Sequence

from onrecord_extract.attributions import Offsets
from onrecord_extract.dates import is_date_word
from onrecord_extract.lexicon import is_geographic, words
from onrecord_extract.sentences import Token, words_of
from onrecord_extract.setting_words import setting_words
from onrecord_extract.towns import is_place
from onrecord_extract.when import EVENT

MAX_NAME_TOKENS = 5
_BEFORE = frozenset("in at outside near to".split())
_TOPIC = frozenset("on about over of for regarding concerning against that".split())
_WAYS = frozenset("visit trip tour flying travelling traveling".split())


def place_in(text: str, chunks: Sequence[Offsets], venue: Offsets | None) -> Offsets | None:
    """The first place that the chunks beside a cue name as that of the saying."""
    for start, end in chunks:
        tokens = words_of(text, start, end)
        for i, token in enumerate(tokens):
            if _tells_of_topic(tokens, i, venue):
                break
            if token.lower in _BEFORE and not EVENT.search(text, start, token.start):
                name = _name(tokens, i)
                if name and (not _overlaps(name, venue) or _is_way(tokens, i)) and _fits(text, tokens, i, name):
                    return name
    return None


def says_here(text: str, chunks: Sequence[Offsets]) -> bool:
    """Whether it was said "here": where the dateline is from."""
    return any(token.lower == "here" for chunk in chunks for token in words_of(text, *chunk))


def _name(tokens: Sequence[Token], i: int) -> Offsets | None:
    """The run of capitalised words behind a preposition."""
    first = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].text == "the")
    after = first
    while after < min(len(tokens), first + MAX_NAME_TOKENS) and tokens[after].is_capital:
        if is_date_word(tokens[after].text):
            break
        after += 1
    return (tokens[first].start, tokens[after - 1].end) if after > first else None


def _fits(text: str, tokens: Sequence[Token], i: int, name: Offsets) -> bool:
    """Whether a name behind a preposition is a place: a known one, or behind "in" one that may be."""
    words_of_name = text[slice(*name)]
    if words_of_name.endswith(("'s", "’s")):
        return False
    if is_place(words_of_name):
        return tokens[i].lower != "to" or _is_way(tokens, i)
    if tokens[i].lower != "in" or tokens[i + 1].text == "the" or is_geographic(words_of_name):
        return False
    last = words_of_name.split()[-1].lower()
    return last not in words("org_words") | setting_words("chambers") | setting_words("spoken") | setting_words("written")


def _tells_of_topic(tokens: Sequence[Token], i: int, venue: Offsets | None) -> bool:
    """Whether what follows is what was spoken about: "on the war", "of the quake", but not "on Monday"."""
    if tokens[i].lower not in _TOPIC or _overlaps((tokens[i].start, tokens[i].end), venue):
        return False
    following = tokens[i + 1].text if i + 1 < len(tokens) else ""
    return not (is_date_word(following) or following[:1].isdigit())


def _is_way(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].lower == "to" and i > 0 and tokens[i - 1].lower in _WAYS


def _overlaps(one: Offsets, other: Offsets | None) -> bool:
    return other is not None and one[0] < other[1] and other[0] < one[1]
