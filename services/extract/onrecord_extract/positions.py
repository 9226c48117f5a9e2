"""What a statement does and how its speaker stands to what it is about: act, target, stance and conditions."""

from collections.abc import Sequence
from typing import NamedTuple

from onrecord_core.records import Act, Span, Speaker, Stance, StatementKind

from onrecord_extract.acts import act_of
from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.conditions import conditions_of
from onrecord_extract.lexicon import country_in, is_geographic
from onrecord_extract.role_words import without_possessive
from onrecord_extract.sentences import words_of
from onrecord_extract.stance_features import Told
from onrecord_extract.stances import stance_of
from onrecord_extract.target_features import Said
from onrecord_extract.targets import Targets
from onrecord_extract.worded_stances import worded_stance
from onrecord_extract.wording import PRONOUNS, Wording

_PRONOUNS = {"person": PRONOUNS - {"it"}} | dict.fromkeys(
    ("organization", "government", "media"), frozenset({"it", "they"})
)
"""By which pronouns a report calls a speaker of that kind."""


class Position(NamedTuple):
    """How a speaker stands to a thing."""

    act: Act
    target: str | None
    stance: Stance
    conditions: tuple[Span, ...]


def position_of(
    attribution: Attribution, content: Sequence[Offsets], kind: StatementKind, speaker: Speaker, targets: Targets
) -> Position:
    """The position that an attribution with this content, as it is recorded, gives its speaker.

    `targets` are those of the document.
    """
    text = targets.text
    wording = wording_of(text, content, speaker)
    act = act_of(wording, attribution)
    conditions = conditions_of(wording, act)
    cue = Wording.of(text, [attribution.cue]) if attribution.cue else None
    return Position(
        act=act,
        target=targets.of(Said(content, wording, act, speaker)),
        stance=stance_of(Told(wording, act, kind, speaker), worded_stance(wording, act, cue)),
        conditions=tuple(Span.of(text, *one) for one in conditions),
    )


def wording_of(text: str, content: Sequence[Offsets], speaker: Speaker) -> Wording:
    """The words of a content with those by which it may call its speaker."""
    return Wording.of(text, content, own_words(text, content, speaker), _PRONOUNS.get(speaker.kind, PRONOUNS))


def own_words(text: str, content: Sequence[Offsets], speaker: Speaker) -> frozenset[str]:
    """The words by which a content may call its speaker, in lower case: names, and those of a country it speaks for."""
    names = [speaker.name or "", speaker.affiliation.name if speaker.affiliation else ""]
    own = {word.lower() for name in names for word in name.split() if word[0].isupper()}
    code = speaker.affiliation.country if speaker.affiliation else None
    for token in (token for piece in content for token in words_of(text, *piece) if code and token.is_capital):
        country = country_in([token.text]) if is_geographic(token.text) else None
        if country and country.code == code:
            own.add(without_possessive(token.lower))
    first = words_of(text, *content[0])[:1]
    if code is None and first and is_geographic(first[0].text):
        own.add(first[0].lower)  # of an official whose country the text does not tell, it is most likely this one
    return frozenset(own)
