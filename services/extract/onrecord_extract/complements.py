"""What follows a cue: its hearer, when and where it was said, and where the content begins and ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord_extract.cues import FoundCue, cue_at
from onrecord_extract.dates import is_date_word
from onrecord_extract.lexicon import words
from onrecord_extract.sentences import Token
from onrecord_extract.source_starts import is_break
from onrecord_extract.sources import source_before

MAX_TAIL_TOKENS = 24
MAX_HEARER_TOKENS = 10
MAX_ASIDE_TOKENS = 9
MAX_CONTENT_LOOK = 40
MIN_CLAUSE_WORDS = 3
MIN_OBJECT_WORDS = 2
PREPOSITIONS = frozenset({"against", "of", "about", "for"})


@dataclass(frozen=True, slots=True)
class Complement:
    """What follows a cue: nothing of the content ("none"), or the content from token `first` on."""

    kind: Literal["none", "quote", "clause"]
    first: int


def complement(tokens: Sequence[Token], cue: FoundCue) -> Complement:
    """Read on behind a cue; with "none", `first` is where the words about the saying end."""
    at = cue.after
    opening = tokens[at].text if at < len(tokens) else ""
    if opening in PREPOSITIONS and cue.takes("preposition"):
        return Complement("clause", at)
    if cue.takes("hearer", "hearer_infinitive"):
        at = _behind_hearer(tokens, at)
    following = tokens[at].text if at < len(tokens) else ""
    if following == "to" and cue.takes("infinitive" if at == cue.after else "hearer_infinitive"):
        return Complement("clause", at)
    found = _behind_tail(tokens, at)
    return found if found.kind != "clause" or _fits(tokens, cue, found.first, at) else Complement("none", at)


def content_end(tokens: Sequence[Token], start: int, *, to_comma: bool = False) -> int:
    """Before which token a content from `start` on ends: at a second cue, at narration, else with the sentence."""
    for j in range(start + 1, len(tokens)):
        token = tokens[j]
        if tokens[j - 1].is_quotation and _is_participle(tokens, j):
            return j
        if token.text == "," and (to_comma or _turns_at_comma(tokens, j)):
            return j
        if token.lower in {"and", "but"} and _turns_at_conjunction(tokens, j):
            return j - 1 if tokens[j - 1].text == "," else j
    return len(tokens)


def _behind_hearer(tokens: Sequence[Token], at: int) -> int:
    if at < len(tokens) and tokens[at].lower in words("hearers") | {"him", "her", "them", "us", "me", "you"}:
        return at + 1
    end = at
    while end < min(len(tokens), at + MAX_HEARER_TOKENS) and not _ends_hearer(tokens, end, at):
        end += 1
    return end


def _ends_hearer(tokens: Sequence[Token], i: int, first: int) -> bool:
    token = tokens[i]
    if is_break(token) or token.lower in {"that", "to", "not", "how", "what", "whether", "why"} | words("tail_openers"):
        return True
    if i == first:
        return False
    after_names = all(t.is_capital for t in tokens[first:i])
    return token.lower in words("subject_pronouns") or (after_names and token.lower in words("determiners"))


def _behind_tail(tokens: Sequence[Token], at: int) -> Complement:
    """Skip "on Thursday", "in a statement", "at a briefing"; what then follows decides."""
    within = False
    for j in range(at, min(len(tokens), at + MAX_TAIL_TOKENS)):
        token = tokens[j]
        if token.is_quotation:
            return Complement("quote", j)
        if token.text == ":" or (token.text == "that" and not _is_relative(tokens, j, at)):
            return Complement("clause", j + 1)
        if token.text == "," and not _is_before_year(tokens, j):
            return _behind_comma(tokens, j)
        if token.text in ".;?!" or token.lower in {"and", "but"}:
            return Complement("none", j)
        if token.lower in words("tail_openers") or is_date_word(token.text):
            within = True
        elif token.text != "," and (not within or _begins_clause(tokens, j)):
            return Complement("clause", j)
    return Complement("none", min(len(tokens), at + MAX_TAIL_TOKENS))


def _is_relative(tokens: Sequence[Token], that: int, at: int) -> bool:
    """Whether a "that" goes with a noun before it and has no subject: "about the glow that climbs"."""
    if that == at or that + 1 >= len(tokens) or tokens[that - 1].is_capital or is_date_word(tokens[that - 1].text):
        return False
    following = tokens[that + 1].text
    verbal = following.islower() and following.endswith(("s", "ed")) and following != "its"
    return verbal or following in words("auxiliaries")


def _is_before_year(tokens: Sequence[Token], comma: int) -> bool:
    """Whether the comma is that of "on May 5, 2021"."""
    around = tokens[comma - 1 : comma + 2]
    return len(around) == 3 and around[0].text.isdigit() and around[2].text.isdigit()  # noqa: PLR2004  "5", ",", "2021"


def _behind_comma(tokens: Sequence[Token], comma: int) -> Complement:
    if comma + 1 < len(tokens) and tokens[comma + 1].is_quotation:
        return Complement("quote", comma + 1)
    for j in range(comma + 1, min(len(tokens), comma + MAX_ASIDE_TOKENS)):
        if tokens[j].is_quotation or cue_at(tokens, j):
            break
        if tokens[j].text == "that" and (tokens[j - 1].text == ","):
            return Complement("clause", j + 1)
    return Complement("none", comma)


def _begins_clause(tokens: Sequence[Token], j: int) -> bool:
    before = tokens[j - 1]
    if tokens[j].lower in words("subject_pronouns") - {"this"}:
        return before.lower not in words("tail_openers")
    return is_date_word(before.text) and not tokens[j].text.isdigit() and tokens[j].text not in {"night", "morning"}


def _fits(tokens: Sequence[Token], cue: FoundCue, first: int, at: int) -> bool:
    """Whether what follows is a content of this cue."""
    rest = tokens[first : first + MAX_CONTENT_LOOK]
    introduced = first > at and tokens[first - 1].text in {"that", ":"}
    size = sum(t.is_word for t in rest)
    has_quotation = any(t.is_quotation for t in rest)
    if introduced:
        return (size > 1 or has_quotation) and (not cue.takes("quote") or has_quotation)
    if rest and rest[0].lower in words("auxiliaries"):
        return False
    if cue.takes("clause", "hearer") and (size >= MIN_CLAUSE_WORDS or has_quotation):
        return True
    if cue.takes("object") and (size >= MIN_OBJECT_WORDS or has_quotation):
        return True
    return cue.takes("quoted") and has_quotation


def _turns_at_comma(tokens: Sequence[Token], comma: int) -> bool:
    """Whether an attribution begins at a comma: ", adding that …", ", according to X", ", the agency reported."."""
    at = comma + 1
    while at < len(tokens) and (tokens[at].lower in words("adverbs") or tokens[at].text.endswith("ly")):
        at += 1
    if at >= len(tokens):
        return False
    if tokens[at].text == "according":
        return True
    if cue_at(tokens, at):
        return _is_participle(tokens, at)
    for j in range(at + 1, min(len(tokens), at + MAX_ASIDE_TOKENS)):
        if tokens[j].text == "," or tokens[j].is_quotation:
            return False
        if (aside := cue_at(tokens, j)) and aside.entry.lemma in {"say", "report", "tell", "write"}:
            last = complement(tokens, aside)
            ends = last.kind == "none" and last.first >= len(tokens) - 1
            return ends and source_before(tokens, j, comma + 1) is not None
    return False


def _is_participle(tokens: Sequence[Token], at: int) -> bool:
    """Whether a participle begins that reports something: "adding that"."""
    cue = cue_at(tokens, at)
    return cue is not None and cue.is_participle and complement(tokens, cue).kind != "none"


def _turns_at_conjunction(tokens: Sequence[Token], conjunction: int) -> bool:
    """Whether a second verb of the same subject or plain narration begins: "and warned that …", "and on May 5 …"."""
    at = conjunction + 1
    adverb = ""
    while at < len(tokens) and (tokens[at].lower in words("adverbs") or tokens[at].text.endswith("ly")):
        adverb = tokens[at].lower
        at += 1
    if at >= len(tokens):
        return False
    cue = cue_at(tokens, at)
    if cue and cue.form != cue.entry.lemma and not cue.is_participle:
        return complement(tokens, cue).kind != "none"
    if tokens[at].text == "on" and at + 1 < len(tokens) and is_date_word(tokens[at + 1].text):
        return True
    return adverb in {"subsequently", "later", "then"} and tokens[at].text.endswith("ed")
