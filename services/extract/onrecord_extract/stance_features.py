"""What speaks for each stance of a statement that tells none outright: how it is quoted, and who says it how."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord_core.records import Act, Speaker, StatementKind

from onrecord_extract.candidate_features import Named
from onrecord_extract.phrases import group
from onrecord_extract.polarity import Class
from onrecord_extract.role_words import role_words
from onrecord_extract.wording import Wording

MOST_EVALUATION = 3.0
LONG_WORDS = 40
SHORT_WORDS = 8
_EVALUATIONS: dict[str, frozenset[Class]] = {
    "attitude": frozenset({"for", "against", "ought", "ought not"}),
    "matter": frozenset({"good", "bad", "reverse", "relieve"}),
}
"""Whether words say what somebody thinks, or speak of good and bad things: "oppose the talks", "a flood"."""


@dataclass(frozen=True, slots=True)
class Told:
    """A statement, as far as it tells how its speaker stands to what it is about."""

    wording: Wording
    """The words of the content."""
    act: Act
    kind: StatementKind
    speaker: Speaker


def stance_features(told: Told) -> Iterator[Named]:
    """The features of a statement, whatever its stance."""
    words = told.wording.words
    yield "any", 1
    yield told.kind, 1
    yield f"act {told.act}", 1
    yield f"by {told.speaker.kind}", 1
    for name, kinds in _EVALUATIONS.items():
        scores = [one.score for one in told.wording.evaluatives if one.kind in kinds]
        yield f"{name} for", min(MOST_EVALUATION, sum(score for score in scores if score > 0))
        yield f"{name} against", min(MOST_EVALUATION, -sum(score for score in scores if score < 0))
    yield "length", min(len(words), LONG_WORDS) / LONG_WORDS
    yield "short", len(words) < SHORT_WORDS
    yield "question", "?" in words
    yield "exclamation", "!" in words
    yield "figures", any(word[0].isdigit() for word in words)
    for word in sorted(group("telling_words").intersection(words)):
        yield f"word {word}", 1
    for word in sorted(group("telling_offices").intersection(role_words(told.speaker.role or ""))):
        yield f"office {word}", 1
