"""The setting of a saying as the text words it: "his annual press conference", "a letter", "Telegram"."""

from collections.abc import Sequence
from functools import cache

from onrecord_extract.attributions import Offsets
from onrecord_extract.dates import is_date_word
from onrecord_extract.lexicon import words
from onrecord_extract.sentences import Token, words_of
from onrecord_extract.setting_words import platforms, setting_words
from onrecord_extract.towns import is_place
from onrecord_extract.when import EVENT

MAX_PHRASE_TOKENS = 12
"""How many words after its preposition the noun of a setting may stand."""
MAX_COMPLEMENT_TOKENS = 8

_SPOKEN_AT = frozenset({"at", "during", "attending", "over"})
_TOPIC = frozenset({"on", "over"})
"""Behind a question these open what is asked about: "a question on the visit"."""
_INSIDE = frozenset({"'", "’", '"', "“", "”", "‘", "-", "–", "&", "/"})


def venue_in(text: str, cue: Offsets | None, chunks: Sequence[Offsets]) -> Offsets | None:
    """The first setting that the chunks beside a cue name, without its preposition."""
    for start, end in chunks:
        tokens = words_of(text, start, end)
        told = bool(cue) and follows(text, cue, start) and tells(text, cue)
        found = _phrase_end(tokens, -1) if told else None
        if found and _is_told_at(tokens[:found]):
            return tokens[0].start, tokens[found - 1].end
        for i, token in enumerate(tokens):
            opens = token.lower in setting_words("before_settings") and not EVENT.search(text, start, token.start)
            asked = i > 0 and tokens[i - 1].lower in setting_words("asked_again")
            if opens and not (asked and token.lower in _TOPIC) and (found := _phrase_end(tokens, i)):
                phrase = tokens[i + 1].start, tokens[found - 1].end
                if not is_place(text[slice(*phrase)].removeprefix("the ")):  # "at the White House"
                    return phrase
    return None


def follows(text: str, cue: Offsets, start: int) -> bool:
    """Whether a chunk begins right behind a cue."""
    return cue[1] <= start and not text[cue[1] : start].strip()


def tells(text: str, cue: Offsets) -> bool:
    """Whether a cue has its hearer as object, as "told" has."""
    return any(token.lower in setting_words("telling") for token in words_of(text, *cue))


def _is_told_at(tokens: Sequence[Token]) -> bool:
    """Whether what is told something is a setting, be it a hearer too: "a briefing", "the National Assembly"."""
    titled = any(token.lower in setting_words("titled") for token in tokens)
    return titled or is_setting(tokens) or tokens[-1].lower in setting_words("chambers")


def is_setting(tokens: Sequence[Token]) -> bool:
    """Whether what is told something is a setting, as in "told a briefing"; "told a meeting" has a hearer."""
    return bool(tokens) and tokens[-1].lower in setting_words("told_settings")


def _phrase_end(tokens: Sequence[Token], i: int) -> int | None:
    """The token behind the setting whose preposition is token `i`; None where it has none."""
    preposition = tokens[i].lower if i >= 0 else ""
    if preposition == "on" and (length := _platform(tokens, i + 1)):
        return i + 1 + length
    nouns = _nouns(preposition)
    for j in range(i + 1, min(len(tokens), i + 1 + MAX_PHRASE_TOKENS)):
        token = tokens[j]
        if token.lower in setting_words("ends_settings") or not (token.is_word or token.text in _INSIDE):
            return None
        if token.lower in nouns and not is_date_word(token.text) and not _goes_on(tokens, j, nouns):
            return _complement_end(tokens, j) if _is_noun_phrase(tokens, i, j) else None
    return None


@cache
def _nouns(preposition: str) -> frozenset[str]:
    """The nouns that are settings behind a preposition: "on the show" and "in a letter", but not "on her release"."""
    if preposition == "on":
        return setting_words("behind_on")
    if preposition == "addressing" or preposition in setting_words("telling"):
        return setting_words("told_settings") | setting_words("chambers")
    spoken = setting_words("spoken") | setting_words("chambers")
    return spoken if preposition in _SPOKEN_AT else spoken | setting_words("written")


def _platform(tokens: Sequence[Token], i: int) -> int:
    """How many words from token `i` on name a medium."""
    names, longest = platforms()
    words_behind = [token.lower for token in tokens[i : i + longest]]
    return next((n for n in range(len(words_behind), 0, -1) if tuple(words_behind[:n]) in names), 0)


def _goes_on(tokens: Sequence[Token], j: int, nouns: frozenset[str]) -> bool:
    """Whether a noun is but a part of a longer name: "press conference", "interview programme", "House of Commons"."""
    following = [token.lower for token in tokens[j + 1 : j + 3]]
    return bool(following) and (following[0] in nouns or (following[0] in {"'", "’"} and following[-1] in nouns))


def _is_noun_phrase(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Whether what stands before the noun makes it that of a setting: "in a reply", but not "in order to"."""
    return j > i + 1 or tokens[j].lower in setting_words("bare") or tokens[j].is_capital


def _complement_end(tokens: Sequence[Token], j: int) -> int:
    """Where the phrase ends whose noun is token `j`, with the complement that belongs to it."""
    following = tokens[j + 1].lower if j + 1 < len(tokens) else ""
    if tokens[j].lower in setting_words("titled"):
        return _title_end(tokens, j + 1)
    if following not in {"of", "to", "at", "on"} or tokens[j].lower not in setting_words(f"reaching_{following}"):
        return j + 1
    if following == "on":
        length = _platform(tokens, j + 2)
        return j + 2 + length if length else j + 1
    end = j + 2
    while end < min(len(tokens), j + 2 + MAX_COMPLEMENT_TOKENS) and _is_inside(tokens[end], following):
        end += 1
    return end if end > j + 2 else j + 1


def _title_end(tokens: Sequence[Token], end: int) -> int:
    """Where the title ends that stands behind "the talk show"."""
    stop = min(len(tokens), end + MAX_COMPLEMENT_TOKENS)
    while end < stop and tokens[end].is_capital and not is_date_word(tokens[end].text):
        end += 1
    return end


def _is_inside(token: Token, tie: str) -> bool:
    if token.lower in words("months") or token.lower.endswith("day"):
        return False
    if not (token.is_word or token.text in _INSIDE):
        return False
    return token.lower not in setting_words("ends_settings") or (tie == "of" and token.lower == "and")
