"""Noun phrases told by the small words around them and by the verbs of `data/noun_phrases.toml`: no parser."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from onrecord_extract.inflection import forms_of
from onrecord_extract.lexicon import words
from onrecord_extract.phrases import group
from onrecord_extract.sentences import Token

MAX_LINKS = 2
"""How many prepositions a phrase goes over: of "recognition | of the government | in Kabul" two."""
MAX_BASE_TOKENS = 6
MAX_PHRASE_TOKENS = 9
MIN_ADVERB_CHARS = 5
"""A shorter word in "-ly" is a noun, or may be one."""

type Kind = Literal["owner", "link", "number", "word", "other"]

_CONTRACTED = frozenset({"t", "re", "ve", "ll", "d", "m"})
_NO_INFINITIVES = ("ing", "ion", "ment", "ity")
_OPENING_MARKS = frozenset(".!?:\"“‘'")
_NUMERAL_MARKS = frozenset("%$€£")


class NounPhrase(NamedTuple):
    """A noun phrase by the numbers of its tokens."""

    lead: int
    """Where it begins with its articles and possessives: "the | grain talks"."""
    first: int
    """Where it begins without them."""
    head: int
    """The last word before its first preposition."""
    after: int
    links: int
    """How many prepositions it goes over."""

    def moved(self, by: int) -> "NounPhrase":
        """The same phrase among tokens with `by` more before them."""
        return NounPhrase(self.lead + by, self.first + by, self.head + by, self.after + by, self.links)


def closed(name: str) -> frozenset[str]:
    """A class of words of `data/noun_phrases.toml`, such as "times"."""
    return words(name, "noun_phrases.toml")


def noun_phrases(tokens: Sequence[Token], plain: Sequence[str], kinds: Sequence[Kind]) -> list[NounPhrase]:
    """The noun phrases among tokens of these `kinds`, whose words in lower case are `plain`, in order.

    Each phrase comes by itself ("talks") and with what prepositions tie to it ("talks on the islands"). Linear in the
    number of tokens.
    """
    bases = {lead: (first, after) for lead, first, after in _bases(tokens, plain, kinds)}
    found: list[NounPhrase] = []
    for lead, (first, after) in bases.items():
        head, end = after - 1, after
        found.append(NounPhrase(lead, first, head, after, 0))
        for links in range(1, MAX_LINKS + 1):
            tied = bases.get(end + 1) if end < len(kinds) and kinds[end] == "link" else None
            if tied is None or tied[1] - first > MAX_PHRASE_TOKENS:
                break
            end = tied[1]
            found.append(NounPhrase(lead, first, head, end, links))
    return found


def kinds_of(tokens: Sequence[Token], plain: Sequence[str]) -> list[Kind]:
    """What each token is to a noun phrase."""
    return [_kind(token, word) for token, word in zip(tokens, plain, strict=True)]


def _kind(token: Token, word: str) -> Kind:
    if not token.is_word:
        return "number" if word in _NUMERAL_MARKS else "other"
    if word in closed("owners"):
        return "owner"
    if word in closed("links"):
        return "link"
    if word[0].isdigit():
        return "number"
    return "other" if _is_small(token, word) else "word"


def _is_small(token: Token, word: str) -> bool:
    """Whether a word is an adverb, a contraction or one of a closed class: no part of a noun phrase."""
    if word in _small():
        return not (token.is_capital and word in words("months"))
    if "'" in word and word.partition("'")[2] in _CONTRACTED:
        return True
    return word.endswith("ly") and len(word) >= MIN_ADVERB_CHARS and not token.is_capital


@cache
def _small() -> frozenset[str]:
    groups = ("function_words", "auxiliaries", "subordinators", "blockers", "adverbs")
    return closed("adverbs").union(group("nameless"), *(words(name) for name in groups))


def _bases(tokens: Sequence[Token], plain: Sequence[str], kinds: Sequence[Kind]) -> Iterator[tuple[int, int, int]]:
    """Runs of words up to a verb: where each begins with and without what owns it, and before which token it ends."""
    i = 0
    while i < len(kinds):
        first = i
        while i < len(kinds) and kinds[i] in {"word", "number"} and i - first < MAX_BASE_TOKENS:
            if kinds[i] == "word" and _is_verb(tokens, plain, kinds, i, first):
                break
            i += 1
        if "word" in kinds[first:i] and not _is_predicate(plain, kinds, first, i):
            lead = first
            while lead and kinds[lead - 1] == "owner":
                lead -= 1
            yield lead, first, i
        i = max(i, first + 1) + (i > first and i < len(kinds) and kinds[i] == "word")


def _is_predicate(plain: Sequence[str], kinds: Sequence[Kind], first: int, after: int) -> bool:
    """Whether a single word is a participle, or what something is said to be: "they are ready", "had promised"."""
    if after - first > 1 or kinds[first - 1 : first] == ["owner"]:
        return False
    before = plain[first - 1] if first else ""
    return plain[first].endswith("ed") or (before in words("passive") and not plain[first].endswith("s"))


@cache
def _verbs() -> frozenset[str]:
    forms = {form for verb in closed("verbs") for form in forms_of(verb) if not form.endswith("ing")}
    return closed("pasts") | forms


def _is_verb(tokens: Sequence[Token], plain: Sequence[str], kinds: Sequence[Kind], i: int, first: int) -> bool:
    """Whether a word is a verb by its form and what stands before it; `first` is where its run of words begins."""
    if i == 0:
        return plain[i] in closed("verbs")
    word, before, kind = plain[i], plain[i - 1], kinds[i - 1]
    if kind == "owner" or (tokens[i].is_capital and before not in _OPENING_MARKS):
        return False
    if before in _subjects() or before.endswith("n't"):
        return kind == "other"
    if before == "to":
        return _is_infinitive(plain, kinds, i)
    if word.endswith("ed"):
        return before in words("auxiliaries") or (i > first and kind == "word" and not before.endswith("'s"))
    return word in _verbs()


@cache
def _subjects() -> frozenset[str]:
    """Words behind which a verb stands: "they | vow", "will | vow"."""
    return group("modals") | words("subject_pronouns") | group("holders") | {"not", "who"}


def _is_infinitive(plain: Sequence[str], kinds: Sequence[Kind], i: int) -> bool:
    """Whether a word behind "to" is a verb: "to lift the ban", and not "return to work"."""
    word = plain[i]
    follows = i + 1 < len(kinds) and (
        kinds[i + 1] in {"owner", "number"} or plain[i + 1] in {"him", "them", "me", "us", "it", "you"}
    )
    if word in closed("verbs") or (follows and not word.endswith(_NO_INFINITIVES)):
        return True
    return word in closed("verbs_or_nouns") and i + 1 < len(kinds) and (follows or kinds[i + 1] == "word")
