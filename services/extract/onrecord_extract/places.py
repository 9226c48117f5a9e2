"""Where something was said: "in Dushanbe", "at the White House", "outside court", "here"."""

from collections.abc import Sequence

from onrecord_extract.attributions import Offsets
from onrecord_extract.dates import is_date_word
from onrecord_extract.lexicon import is_geographic, words
from onrecord_extract.sentences import Token, words_of
from onrecord_extract.setting_words import setting_words
from onrecord_extract.towns import is_place
from onrecord_extract.when import EVENT

MAX_NAME_TOKENS = 5
MAX_SITE_TOKENS = 7


def place_in(text: str, chunks: Sequence[Offsets], venue: Offsets | None) -> Offsets | None:
    """The first place that the chunks beside a cue name as that of the saying."""
    for start, end in chunks:
        tokens = words_of(text, start, end)
        for i, token in enumerate(tokens):
            if _tells_of_topic(tokens, i, venue):
                break
            opens = token.lower in setting_words("before_places") or _is_heard_from(tokens, i)
            if opens and not EVENT.search(text, start, token.start):
                found = _place_behind(text, tokens, i)
                if found and (not _overlaps(found, venue) or _is_way(tokens, i)):
                    return found
    return None


def place_of_source(text: str, source: Offsets) -> Offsets | None:
    """Where a source without a name is: "a diplomat in Oslo", "an officer posted in North Jutland"."""
    tokens = words_of(text, *source)
    for i, token in enumerate(tokens):
        if token.lower == "in" and i and not tokens[i - 1].is_capital:
            found = _name(tokens, i)
            return found if found and is_place(text[slice(*found)]) else None
    return None


def says_here(text: str, chunks: Sequence[Offsets]) -> bool:
    """Whether it was said "here": where the dateline is from."""
    return any(
        token.lower == "here" and not EVENT.search(text, start, token.start)
        for start, end in chunks
        for token in words_of(text, start, end)
    )


def _place_behind(text: str, tokens: Sequence[Token], i: int) -> Offsets | None:
    """The place behind a preposition: a known name or one that may be, or a site ("the Singhu border")."""
    name = _name(tokens, i)
    site = _site(tokens, i)
    if site and (name is None or site[1] > name[1] or not is_place(text[slice(*name)])):
        return site
    return name if name and _fits(text, tokens, i, name) else None


def _name(tokens: Sequence[Token], i: int) -> Offsets | None:
    """The run of capitalised words behind a preposition."""
    first = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].text == "the")
    after = first
    while after < min(len(tokens), first + MAX_NAME_TOKENS) and tokens[after].is_capital:
        if is_date_word(tokens[after].text):
            break
        after += 1
    return (tokens[first].start, tokens[after - 1].end) if after > first else None


def _site(tokens: Sequence[Token], i: int) -> Offsets | None:
    """A building or a piece of land behind a preposition, with its article: "the high school gym"."""
    if tokens[i].lower == "to":
        return None
    for n in range(i + 1, min(len(tokens), i + 1 + MAX_SITE_TOKENS)):
        token = tokens[n]
        if not token.is_word or is_date_word(token.text) or token.lower in words("subordinators") | {"of", "in", "on"}:
            return None
        last = n + 1 == len(tokens) or tokens[n + 1].lower not in setting_words("sites")
        if token.lower in setting_words("sites") and last:
            named = any(word.is_capital for word in tokens[i + 1 : n + 1]) or tokens[i + 1].lower == "the"
            first = i if tokens[i].lower == "outside" else i + 1
            if token.lower in setting_words("called_by_name") and tokens[n + 1 : n + 2] and tokens[n + 1].lower == "of":
                return _name(tokens, n + 1)  # "in the central city of Bergen"
            return (tokens[first].start, token.end) if named or first == i else None
    return None


def _fits(text: str, tokens: Sequence[Token], i: int, name: Offsets) -> bool:
    """Whether a name behind a preposition is a place: a known one, or behind "in" one that may be."""
    words_of_name = text[slice(*name)]
    if words_of_name.endswith(("'s", "’s")):
        return False
    if is_place(words_of_name):
        return tokens[i].lower != "to" or _is_way(tokens, i)
    if tokens[i].lower == "aboard":
        return True
    if tokens[i].lower not in {"in", "from"} or tokens[i + 1].text == "the" or is_geographic(words_of_name):
        return False
    groups = (words("org_words"), *map(setting_words, ("chambers", "spoken", "written")))
    return not any(words_of_name.split()[-1].lower() in group for group in groups)


def _tells_of_topic(tokens: Sequence[Token], i: int, venue: Offsets | None) -> bool:
    """Whether what follows is what was spoken about: "on the war", but not "on Monday"."""
    if i == 0 and tokens[i].lower in setting_words("behind_cue_topics"):
        return True
    if tokens[i].lower not in setting_words("before_topics") or _overlaps((tokens[i].start, tokens[i].end), venue):
        return False
    following = tokens[i + 1].text if i + 1 < len(tokens) else ""
    return not (is_date_word(following) or following[:1].isdigit())


def _is_way(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].lower == "to" and i > 0 and tokens[i - 1].lower in setting_words("ways")


def _is_heard_from(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].lower == "from" and i > 0 and tokens[i - 1].lower in setting_words("heard_from")


def _overlaps(one: Offsets, other: Offsets | None) -> bool:
    return other is not None and one[0] < other[1] and other[0] < one[1]
