"""Which stance is ranked first, by what a content tells outright, how it is quoted and who says it."""

import pytest
from onrecord_core.records import Speaker, Stance, StatementKind
from onrecord_extract.stance_features import Told
from onrecord_extract.stances import stance_of
from onrecord_extract.worded_stances import worded_stance
from onrecord_extract.wording import Wording

CRITIC = Speaker(name="Ana Brandt", kind="person", resolution="named", role="opposition leader")
OFFICE = Speaker(name="Harbour Office", kind="organization", resolution="named")


def stance(content: str, kind: StatementKind, speaker: Speaker) -> Stance:
    wording = Wording.of(content)
    return stance_of(Told(wording, "state", kind, speaker), worded_stance(wording))


@pytest.mark.parametrize(
    ("content", "kind", "speaker", "expected"),
    [
        ("They are building a pier of sugar in the rain", "direct", CRITIC, "opposed"),
        ("a boat had been seen near the pier at noon", "indirect", OFFICE, "factual"),
        ("We welcome the pier", "direct", CRITIC, "supportive"),
        ("the pier is a danger to every ship", "indirect", OFFICE, "opposed"),
        ("no decision has been made", "indirect", OFFICE, "noncommittal"),
    ],
    ids=["a figure of a critic", "a fact", "outright support", "outright blame", "left open"],
)
def test_the_likeliest_stance_is_taken(content: str, kind: StatementKind, speaker: Speaker, expected: Stance) -> None:
    assert stance(content, kind, speaker) == expected


def test_who_says_the_same_words_may_tell() -> None:
    """Words that take no side are rather a critic's blame than an office's."""
    content = "The pier has been closed for nine weeks and nobody has said when it opens"
    assert stance(content, "direct", CRITIC) == "opposed"
    assert stance(content, "indirect", OFFICE) == "factual"


def test_what_sets_a_condition_is_conditional_whoever_says_it() -> None:
    content = "We will open the pier only if the owners pay for it"
    assert stance(content, "direct", CRITIC) == "conditional"
