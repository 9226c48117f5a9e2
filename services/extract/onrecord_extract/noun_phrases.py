"""Noun phrases told by the small words around them: no parser, and so no guess at what a verb is but by its form."""

from onrecord_extract.lexicon import words
from onrecord_extract.phrases import group
from onrecord_extract.wording import Wording

MAX_PHRASE_TOKENS = 12
MAX_LINKS = 2
"""How many prepositions a phrase goes over: of "recognition | of the government | in Kabul" two."""
MAX_LEFT = 4
"""How many adjectives and names before its head a phrase takes in."""
_ADJECTIVE_ENDINGS = ("al", "ive", "ic", "ary")

type Range = tuple[int, int]
"""Tokens from the first to before the second."""


def opening(wording: Wording, at: int) -> int:
    """Where a noun phrase begins at token `at` or behind the words that lead to it."""
    leads = group("leads") | group("owners")
    while at < len(wording.tokens) and (wording.words[at] in leads or not wording.tokens[at].is_word):
        if wording.words[at] in ".;!?":
            break
        at += 1
    return at


def phrase_from(wording: Wording, start: int, at_least: int = 0) -> Range:
    """The noun phrase that begins at `start`, with the phrases that prepositions tie to it, `at_least` taken in."""
    end, links = start, 0
    while end < min(len(wording.tokens), start + MAX_PHRASE_TOKENS):
        if end >= at_least:
            if wording.words[end] in group("links") and links < MAX_LINKS and end > start:
                links += 1
                if wording.words[end + 1 : end + 2] and wording.words[end + 1].endswith("ing"):
                    break  # "accused X of | stalling"
            elif (end in wording.begins and end > start) or _ends_phrase(wording, end) or _is_verb(wording, start, end):
                break
        end += 1
    while end > max(start, at_least) and wording.words[end - 1] in group("links") | group("owners"):
        end -= 1
    return start, end


def phrase_around(wording: Wording, first: int, after: int) -> Range:
    """The noun phrase of which the words from `first` to before `after` are the head."""
    start = first
    while start > max(0, first - MAX_LEFT) and _qualifies(wording, start - 1):
        start -= 1
    return phrase_from(wording, start, at_least=after)


def is_named(wording: Wording, phrase: Range) -> bool:
    """Whether a phrase names something, and is more than pronouns, numbers and small words."""
    small = words("function_words") | words("subject_pronouns") | group("leads") | group("nameless")
    plain = (word.partition("'")[0] for word in wording.words[slice(*phrase)])
    return any(word[:1].isalpha() and word not in small for word in plain)


def is_own(wording: Wording, phrase: Range) -> bool:
    """Whether a phrase stands for the speaker, or for nobody by name."""
    inside = wording.words[slice(*phrase)]
    return any(word in wording.own or word.partition("'")[0] in group("nameless") for word in inside)


def bare(wording: Wording, phrase: Range) -> str:
    """The words of a phrase without article or possessive."""
    first, after = phrase
    while first < after - 1 and wording.words[first] in group("owners"):
        first += 1
    return wording.words_at(first, after)


def _qualifies(wording: Wording, i: int) -> bool:
    if wording.words[i] in words("function_words") or not wording.tokens[i].is_word:
        return False
    return wording.tokens[i].is_capital or wording.words[i].endswith(_ADJECTIVE_ENDINGS)


def _ends_phrase(wording: Wording, i: int) -> bool:
    word = wording.words[i]
    if not wording.tokens[i].is_word:
        return True
    if word in words("determiners") | group("owners") or (word == "and" and _pairs(wording, i)):
        return False
    return any(word in words(closed) for closed in ("function_words", "auxiliaries", "subordinators", "blockers"))


def _pairs(wording: Wording, i: int) -> bool:
    """Whether an "and" ties what something is between: "relations between Moscow and Kabul"."""
    return "between" in wording.words[max(0, i - MAX_LEFT) : i]


def _is_verb(wording: Wording, start: int, i: int) -> bool:
    """Whether a past form stands behind a noun, as in "the two men distrusted each other", not "the seized papers"."""
    if i == start or not wording.words[i].endswith("ed") or wording.tokens[i].is_capital:
        return False
    before = wording.words[i - 1]
    small = words("determiners") | group("owners") | group("links")
    return not (before in small or before.endswith("ly") or before[0].isdigit())
