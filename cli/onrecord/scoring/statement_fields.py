"""Which fields of a found statement are right."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from onrecord.scoring.gold_statements import Answer, Answers, GoldStatement
from onrecord.scoring.names import same_name, same_phrase
from onrecord.scoring.predicted_statements import PredictedStatement, Words

type _Right = Callable[[PredictedStatement, GoldStatement], bool]


def answers(first: Answer, more: Answers) -> list[Answer]:
    """All right answers; None among them asks for nothing."""
    return [first, *(more if isinstance(more, list) else [more] if more else [])]


def speakers(gold: GoldStatement) -> list[Answer]:
    """The right names of the speaker."""
    return answers(gold.speaker, gold.speaker_alt)


def days(gold: GoldStatement) -> list[Answer]:
    """The right days of saying."""
    return answers(gold.said_on, gold.said_on_alt)


def kinds(gold: GoldStatement) -> list[Answer]:
    """The right kinds."""
    return answers(gold.type, gold.type_alt)


def right_speaker(predicted: PredictedStatement, gold: GoldStatement) -> bool:
    """Whether the speaker is one of the right ones."""
    return any(same_name(predicted.name, answer) for answer in speakers(gold))


FIELDS: Mapping[str, _Right] = {
    "speaker": right_speaker,
    "role": lambda found, gold: _is_phrase(found.role, answers(gold.role, gold.role_alt)),
    "affiliation": lambda found, gold: _is_phrase(found.affiliation, answers(gold.affiliation, gold.affiliation_alt)),
    "kind": lambda found, gold: found.kind in kinds(gold),
    "said_at": lambda found, gold: found.said_on in days(gold),
    "stance": lambda found, gold: found.stance in answers(gold.stance, gold.stance_alt),
    "nested": lambda found, gold: bool(found.nested_in) == bool(gold.nested_in),
}
"""Each measured field but the content, and whether it is right."""

EXTRAS: Mapping[str, _Right] = {
    "speaker_kind": lambda found, gold: found.speaker_kind in answers(gold.speaker_kind, gold.speaker_kind_alt),
    "resolution": lambda found, gold: found.resolution in answers(gold.resolution, gold.resolution_alt),
    "country": lambda found, gold: found.country in answers(gold.country, gold.country_alt),
    "on_behalf_of": lambda found, gold: _is_phrase(
        found.on_behalf_of, answers(gold.on_behalf_of, gold.on_behalf_of_alt)
    ),
    "act": lambda found, gold: found.act in answers(gold.act, gold.act_alt),
    "section": lambda found, gold: found.section in map(_section, answers(gold.section, gold.section_alt)),
    "addressee": lambda found, gold: _is_phrase(_text(found.addressee), answers(gold.addressee, gold.addressee_alt)),
    "venue": lambda found, gold: _is_phrase(_text(found.venue), answers(gold.venue, gold.venue_alt)),
    "place": lambda found, gold: _is_phrase(_text(found.place), answers(gold.place, gold.place_alt)),
    "target": lambda found, gold: _is_phrase(found.target, answers(gold.target, gold.target_alt)),
    "conditions": lambda found, gold: _same_phrases([one.text for one in found.conditions], gold.conditions),
    "restates": lambda found, gold: bool(found.restates) == bool(gold.restates),
}
"""Fields that are measured where a corpus has answers to them: not all reference statements say them."""


def _section(answer: Answer) -> Answer:
    """A reference's section as a statement calls it."""
    return "headline" if answer == "subhead" else answer


def _text(words: Words | None) -> str | None:
    return words.text if words else None


def _same_phrases(found: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether each of the wanted phrases is found and none besides."""
    met = all(any(same_phrase(one, other) for other in found) for one in wanted)
    return met and all(any(same_phrase(one, other) for other in wanted) for one in found)


def _is_phrase(found: str | None, right: Iterable[Answer]) -> bool:
    return any(same_phrase(found, answer) for answer in right)
