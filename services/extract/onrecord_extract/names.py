"""Who a source is: names completed from the document, pronouns, nouns, bodies and spokespersons resolved where safe.

A source is a noun phrase; the first of `READERS` that can tell whom it stands for does.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from onrecord_core.records import Span, Speaker

from onrecord_extract import affiliations
from onrecord_extract.attributions import Offsets
from onrecord_extract.bodies import body, spokesperson
from onrecord_extract.coreference import NEAR_CHARS, Heard
from onrecord_extract.country_names import as_written
from onrecord_extract.documents import author_of, document
from onrecord_extract.entities import is_named_body
from onrecord_extract.lexicon import words
from onrecord_extract.naming import beside, country_or_seat, label, new_name, surname
from onrecord_extract.offices import compatriot, person_called, styled, unnamed
from onrecord_extract.people import People
from onrecord_extract.pronouns import OBJECTS, PRONOUNS, pronoun
from onrecord_extract.role_words import is_role_word, without_possessive
from onrecord_extract.scene import UNKNOWN, Scene
from onrecord_extract.self_named import self_named
from onrecord_extract.sentences import Token, words_of
from onrecord_extract.source_phrases import Phrase, phrase_of
from onrecord_extract.titled_names import titled

__all__ = ["UNKNOWN", "Speakers"]

_CONTRACTED = re.compile(r"[’'](?:ve|ll|re|m|d|s)$")


def group(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    """ "Officials", "people close to the talks", "local sources": many, by no name."""
    head = phrase.head.lower
    plain = head in words("group_nouns") and head != "police" and not _is_proper(phrase)
    if head in words("fighters") and (force := scene.people.find(scene.text[slice(*_before_head(phrase))])):
        return scene.body(force, mention, "named", None) if is_named_body(force) else None
    if plain and not any(token.is_capital for token in phrase.core[:-1]):
        return unnamed(scene, phrase, mention)
    titled = head.endswith("s") and head[:-1] in words("home_offices") and scene.sums_up(mention.start)
    named = scene.people.find(scene.core_of(phrase)) is not None
    return unnamed(scene, phrase, mention) if titled and phrase.head.is_capital and not named else None


def _before_head(phrase: Phrase) -> Offsets:
    """Where what stands before a noun does: "M23" of "the M23 rebels"."""
    return phrase.core[0].start, phrase.core[-2 if len(phrase.core) > 1 else -1].end


def _is_proper(phrase: Phrase) -> bool:
    """Whether a noun of many opens a name: "the Families of the Harbour Forum"."""
    behind = phrase.near_complement
    opens = bool(phrase.determiner) and phrase.head.is_capital and bool(behind) and behind[0].lower == "of"
    return opens and behind[-1].is_capital and behind[-1].lower in words("org_words")


def side(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    """ "The Omani side": a country that talks to another."""
    core, country = scene.core_of(phrase), phrase.country
    named = without_possessive(phrase.head.lower) == "side" and len(phrase.core) > 1 and phrase.core[0].is_capital
    return scene.government(core, country, mention, "nominal") if named and country else None


def member(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    """ "A Republican", "one Danish MP", "one Democrat familiar with the talks": one of a party or a people, unnamed."""
    is_one = phrase.is_indefinite and phrase.head.is_capital
    is_kind = len(phrase.core) == 1 or is_role_word(phrase.head.lower)
    return unnamed(scene, phrase, mention) if is_one and is_kind else None


READERS: tuple[Callable[[Scene, Phrase, Span], Heard | None], ...] = (
    country_or_seat,
    document,
    label,
    side,
    group,
    member,
    self_named,
    styled,
    titled,
    beside,
    compatriot,
    spokesperson,
    surname,
    person_called,
    body,
    new_name,
)


@dataclass(slots=True)
class Speakers:
    """Resolves the sources of one document in order; remembers who spoke."""

    text: str
    people: People
    _scene: Scene = field(init=False)

    def __post_init__(self) -> None:
        self._scene = Scene(self.text, self.people)

    def resolve(self, start: int, end: int, within: Speaker | None = None) -> Speaker:
        """The speaker that the words from `start` to `end` stand for, in whose own words `within` they may stand."""
        tokens = words_of(self.text, start, end)
        if not any(token.is_word for token in tokens):
            return UNKNOWN
        heard = self._who(tokens, Span.of(self.text, start, end), within)
        heard = replace(heard, speaker=_as_written(self.text, heard.speaker))
        self._scene.hear(heard)
        if heard.entity and is_named_body(heard.entity):
            self.people.heard.append((end, heard.entity))
        return heard.speaker

    def completed(self, speaker: Speaker) -> Speaker:
        """A person without an office, with the one by which the text called that person later."""
        if speaker.role or speaker.kind != "person" or speaker.name is None:
            return speaker
        entity = self.people.find(speaker.name)
        role = entity.role if entity and entity.name == speaker.name else None
        if entity is None or role is None:
            return speaker
        spoken_for = affiliations.of_person(self.people, entity, role, entity.first)
        told = {"role": role.text, "affiliation": as_written(self.text, spoken_for) or speaker.affiliation}
        return speaker.model_copy(update=told)

    def implicit(self, at: int) -> Speaker:
        """The speaker of a quotation without a cue: who spoke last, if that was near; else nobody by name."""
        last = self._scene.heard[-1] if self._scene.heard else None
        if last is None or not last.speaker.name or at - last.end > NEAR_CHARS:
            return UNKNOWN
        return last.speaker.model_copy(update={"mention": None, "resolution": "implicit"})

    def _who(self, tokens: Sequence[Token], mention: Span, within: Speaker | None) -> Heard:
        word = _CONTRACTED.sub("", tokens[0].lower) if len(tokens) == 1 else ""
        word = OBJECTS.get(word, word)
        if word in PRONOUNS:
            return pronoun(self._scene, word, mention, within)
        if len(word) > 1 and word in words("function_words"):
            return self._scene.nobody(
                "anonymous", mention, ""
            )  # "his", "who": a finder saw too little; "A:" is a label
        phrase = phrase_of(tokens)
        while (author := author_of(phrase)) and len(author) < len(phrase.tokens):
            phrase = phrase_of(author)
        found = (reader(self._scene, phrase, mention) for reader in READERS)
        return next((heard for heard in found if heard), None) or unnamed(self._scene, phrase, mention)


def _as_written(text: str, speaker: Speaker) -> Speaker:
    affiliation = as_written(text, speaker.affiliation)
    return speaker if affiliation is speaker.affiliation else speaker.model_copy(update={"affiliation": affiliation})
