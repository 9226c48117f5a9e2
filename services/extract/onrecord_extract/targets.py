"""What the stance of a statement is towards: a noun phrase of its content, in the content's words."""

from collections.abc import Sequence

from onrecord_core.records import Act

from onrecord_extract.attributions import Offsets
from onrecord_extract.lexicon import words
from onrecord_extract.polarity import Evaluative, evaluatives
from onrecord_extract.sentences import Token, words_of
from onrecord_extract.topics import topics_in

MAX_TARGET_TOKENS = 12
MAX_LINKS = 2
"""How many prepositions a target goes over: "US plans | to …" none, "recognition | of the government | in Kabul" two."""
_LINKS = frozenset({"of", "in", "on", "to", "for", "with", "from", "against", "between", "over", "towards", "toward", "by"})
_LED_BY = _LINKS | {"about", "that", "at", "into", "as", "see", "not", "be", "being", "have", "having"}
_OBJECT_ACTS = frozenset({"praise", "criticise", "refuse", "deny", "agree", "demand", "threaten", "warn", "apologise"})
_OWNERS = frozenset({"its", "their", "his", "her", "our", "my", "your", "the", "a", "an", "this", "that", "these", "those",
                     "such", "some", "any", "all"})  # fmt: skip


def target_of(text: str, pieces: Sequence[Offsets], act: Act = "state") -> str | None:
    """What the content is about, its words without article or possessive; None where no noun phrase stands out.

    In this order: what an attitude is to ("opposition to | plans"), the phrase around the first topic of the lexicon,
    the phrase with which the content of a cue of judgement begins, the subject.
    """
    tokens = [token for piece in pieces for token in words_of(text, *piece)]
    held = [one for one in evaluatives(tokens) if one.kind in {"for", "against"}]
    strongest = max(held, key=lambda one: abs(one.score), default=None)
    ranges = [_object(tokens, strongest)] if strongest else []
    ranges += [_around(tokens, first, after) for first, after, _ in topics_in(tokens)[:1]]
    ranges.append(_phrase(tokens, _opening(tokens, 0)))
    if act in _OBJECT_ACTS:
        ranges = [ranges[-1], *ranges[:-1]]
    found = next((one for one in ranges if _is_named(tokens[slice(*one)])), None)
    return _plain(text, tokens[slice(*found)]) if found else None


def _object(tokens: Sequence[Token], attitude: Evaluative) -> tuple[int, int]:
    return _phrase(tokens, _opening(tokens, attitude.after))


def _opening(tokens: Sequence[Token], at: int) -> int:
    """Where a noun phrase begins at `at` or behind the words that lead to it."""
    while at < len(tokens) and (tokens[at].lower in _LED_BY | _OWNERS or not tokens[at].is_word):
        if tokens[at].text in ".;!?":
            break
        at += 1
    return at


def _around(tokens: Sequence[Token], first: int, after: int) -> tuple[int, int]:
    """The phrase of which a topic's words are the head."""
    start = first
    while start > max(0, first - 4) and (tokens[start - 1].is_capital or tokens[start - 1].text.endswith(("al", "ive", "ic", "ary"))):
        start -= 1
    if start == 0 and first > 0 and tokens[0].lower in words("function_words"):
        start = 1
    return start, _phrase(tokens, start, at_least=after)[1]


def _phrase(tokens: Sequence[Token], start: int, at_least: int = 0) -> tuple[int, int]:
    """A noun phrase from `start` on, with the phrases that prepositions tie to it."""
    end, links = start, 0
    while end < min(len(tokens), start + MAX_TARGET_TOKENS):
        token = tokens[end]
        if end >= at_least and token.lower in _LINKS and links < MAX_LINKS and end > start:
            links += 1
        elif end >= at_least and _ends_phrase(token):
            break
        end += 1
    while end > max(start, at_least) and tokens[end - 1].lower in _LINKS | _OWNERS:
        end -= 1
    return start, end


def _ends_phrase(token: Token) -> bool:
    if not token.is_word:
        return True
    closed = token.lower in words("function_words") - words("determiners") - _OWNERS or token.lower in words("auxiliaries")
    return closed or token.lower in words("subordinators") or token.lower in words("blockers")


def _is_named(phrase: Sequence[Token]) -> bool:
    """Whether a phrase names something, and is more than pronouns, numbers and small words."""
    small = words("function_words") | words("subject_pronouns") | _LED_BY
    return any(token.text[0].isalpha() and token.lower not in small for token in phrase)


def _plain(text: str, phrase: Sequence[Token]) -> str:
    first = 0
    while first < len(phrase) - 1 and phrase[first].lower in _OWNERS:
        first += 1
    return " ".join(text[phrase[first].start : phrase[-1].end].split())
