"""What the stance of a statement is towards: a noun phrase of its content, or a deed, in the content's words."""

from collections.abc import Iterator

from onrecord_core.records import Act

from onrecord_extract.inflection import gerund
from onrecord_extract.lexicon import words
from onrecord_extract.noun_phrases import Range, bare, is_named, is_own, opening, phrase_around, phrase_from
from onrecord_extract.phrases import group
from onrecord_extract.polarity import Evaluative
from onrecord_extract.wording import Wording

DEED_REACH = 15
"""Within how many words of a content the verb of what is to be done stands."""
MAX_LEAD = 3
"""How many small words may stand between such a verb and its object."""
TIE_CHARS = 8
"""How far before a content the "to" stands that ties it to its cue."""
_OBJECT_ACTS = frozenset({"praise", "criticise", "refuse", "deny", "agree", "demand", "threaten", "warn", "apologise"})
_DEED_ACTS = frozenset({"promise", "demand", "threaten", "refuse", "agree"})


def target_of(wording: Wording, act: Act = "state") -> str | None:
    """What a content that a cue of that act reports is about; None where neither a phrase nor a deed stands out.

    In this order: what is promised, demanded or refused ("to | cancel the contract"), what somebody is for doing
    ("ready to | resume talks"), the phrase with which the content of a cue of judgement begins ("slammed | the plan"),
    what an attitude is to ("opposition to | plans"), the subject, the phrase around the first topic of the lexicon;
    where the speaker is the subject, what it is to do.
    """
    attitude = _attitude(wording)
    if deed := _deed(wording, _verb(wording, act) if act in _DEED_ACTS else _wanted(wording, attitude)):
        return deed
    subject = phrase_from(wording, opening(wording, 0))
    options = _phrases(wording, subject, attitude, act)
    found = next((one for one in options if is_named(wording, one)), None)
    if found is None or (found == subject and is_own(wording, subject)):
        return _deed(wording, _verb(wording, act)) or (bare(wording, found) if found else None)
    return bare(wording, found)


def _attitude(wording: Wording) -> Evaluative | None:
    held = (one for one in wording.evaluatives if one.kind in {"for", "against"})
    return max(held, key=lambda one: abs(one.score), default=None)


def _phrases(wording: Wording, subject: Range, attitude: Evaluative | None, act: Act) -> Iterator[Range]:
    if act in _OBJECT_ACTS:
        yield subject
    if attitude:
        yield phrase_from(wording, opening(wording, attitude.after))
    if not is_own(wording, subject):
        yield subject
    for topic in wording.topics[:1]:
        yield phrase_around(wording, topic.first, topic.after)
    yield subject


def _deed(wording: Wording, verb: int | None) -> str | None:
    """A deed as a gerund with its object: "cancelling the contract"; None where the verb has none."""
    if verb is None or verb + 1 >= len(wording.words) or not _may_be_verb(wording, verb):
        return None
    start = opening(wording, verb + 1)
    found = phrase_from(wording, start)
    if start - verb > MAX_LEAD or wording.words[verb + 1] == "as" or not is_named(wording, found):
        return None
    word = wording.words[verb]
    return f"{word if word.endswith('ing') else gerund(word)} {wording.words_at(verb + 1, found[1])}"


def _wanted(wording: Wording, attitude: Evaluative | None) -> int | None:
    """The infinitive that an attitude is to: "ready to | resume"."""
    if attitude is None or attitude.kind != "for":
        return None
    tie = attitude.after - (wording.words[attitude.after - 1] == "to")
    return tie + 1 if wording.words[tie : tie + 1] == ["to"] else None


def _verb(wording: Wording, act: Act) -> int | None:
    """The first infinitive: behind the "to" that ties the content to its cue, behind a modal, behind "ready to"."""
    if not wording.tokens:
        return None
    start, count = wording.tokens[0].start, len(wording.words)
    is_tied = wording.text[max(0, start - TIE_CHARS) : start].rstrip().endswith(" to")
    ties = group("modals") | ({"to"} if act in _DEED_ACTS else set[str]())
    leading = (i + 1 for i in range(min(count, DEED_REACH)) if wording.words[i] in ties)
    at = 0 if is_tied else next(leading, count)
    while at < count and (wording.words[at] in words("blockers") | {"also"} or wording.words[at].endswith("ly")):
        at += 1
    return at if at < count else None


def _may_be_verb(wording: Wording, i: int) -> bool:
    word = wording.words[i]
    closed = words("function_words") | words("auxiliaries") | group("owners") | {"be", "have"}
    return wording.tokens[i].text.islower() and word not in closed
