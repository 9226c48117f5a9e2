"""Clauses of what will be done, and by whom: "we will build", "he would not resign", "it will be published"."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from onrecord_extract.lexicon import words
from onrecord_extract.phrases import group
from onrecord_extract.wording import Wording

type Doer = Literal["speaker", "nobody", "other"]

SUBJECT_REACH = 3
"""How many words before a modal its subject may begin."""
VERB_REACH = 4
"""How many words behind a modal its verb may stand."""

_RELATIVE = (["that"], ["which"], ["who"])
"""Behind these a clause tells of a thing what it is: "a plant that will process milk"."""


class Future(NamedTuple):
    """A clause whose verb stands at word `at`, by whom it is to be done, and whether it is not to be."""

    at: int
    doer: Doer
    is_refused: bool


def futures(wording: Wording, plain: Sequence[str]) -> Iterator[Future]:
    """The clauses of what will be done in `plain`, the first words of a content, in order.

    What "would have" been is none. The doer is the speaker where the subject is "I" or "we", a name that stands for the
    speaker, an institution with "the", or, at the head of a report, the speaker's pronoun; nobody where the verb is a
    passive.
    """
    for i, word in enumerate(plain):
        if word not in group("futures") or plain[i + 1 : i + 2] == ["have"] or plain[i - 1 : i] in _RELATIVE:
            continue
        behind = plain[i + 1 : i + 1 + VERB_REACH]
        verb = next((n for n, one in enumerate(behind) if one not in group("negations") and not one.endswith("ly")), 0)
        refused = word.endswith("n't") or not group("negations").isdisjoint(behind[:verb])
        yield Future(i + 1 + verb, _doer(wording, plain, i), refused)


def _doer(wording: Wording, plain: Sequence[str], i: int) -> Doer:
    if is_own(wording, plain, i):
        return "speaker"
    behind = plain[i + 1 : i + 1 + VERB_REACH]
    participle = any(
        word.endswith(("ed", "en", "id", "ought", "ilt", "ent", "wn", "ept", "eld")) and word not in words("adverbs")
        for word in behind[1:]
    )
    return "nobody" if behind[:1] == ["be"] and participle else "other"


def is_own(wording: Wording, plain: Sequence[str], i: int) -> bool:
    """Whether the subject of the verb at word `i` is the speaker."""
    before = plain[max(0, i - SUBJECT_REACH) : i]
    contracted = plain[i].startswith(("i'", "we'"))
    told = i == 1 and before[0] in wording.pronouns and not wording.is_first_person
    body = len(before) > 1 and before[-1] in group("institutions") and before[-2] in {"the", "our", "my"}
    return contracted or told or body or any(word in wording.own or word in {"i", "we", "our"} for word in before)
