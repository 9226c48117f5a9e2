"""A document while its sources are resolved in order: who was heard, and the records of whoever speaks next."""

from collections.abc import Collection
from dataclasses import dataclass, field

from onrecord_core.records import Affiliation, Resolution, Span, Speaker, SpeakerKind

from onrecord_extract import affiliations
from onrecord_extract.coreference import NEAR_CHARS, Heard
from onrecord_extract.entities import Entity
from onrecord_extract.layout import lede_of
from onrecord_extract.lexicon import Country
from onrecord_extract.people import People
from onrecord_extract.principals import on_behalf
from onrecord_extract.role_words import without_possessive
from onrecord_extract.roles import Role
from onrecord_extract.source_phrases import Phrase, is_state_run

UNKNOWN = Speaker(name=None, kind="anonymous", resolution="unknown")
BODIES: tuple[SpeakerKind, ...] = ("organization", "government", "media")
RECENT_SOURCES = 8


@dataclass(slots=True)
class Scene:
    """What the resolvers of sources share."""

    text: str
    people: People
    heard: list[Heard] = field(default_factory=list[Heard])
    labelled: dict[str, Heard] = field(default_factory=dict[str, Heard])
    """The last person of each surname whose words a label opened: "Jane Doe:", then "Doe:"."""

    def hear(self, heard: Heard) -> None:
        """Remember who has spoken."""
        self.heard.append(heard)
        _, parted, surname = (heard.speaker.name or "").rpartition(" ")
        if parted and heard.is_person and self.is_label(heard):
            self.labelled[surname] = heard

    def is_label(self, heard: Heard) -> bool:
        """Whether a source was named by a label: "Jane Doe:"."""
        mention = heard.speaker.mention
        return mention is not None and self.text.startswith(":", mention.end)

    def core_of(self, phrase: Phrase) -> str:
        """The core of a phrase as the text has it."""
        return without_possessive(self.text[phrase.core[0].start : phrase.head.end])

    def person(self, entity: Entity, mention: Span, resolution: Resolution, beside: Role | None = None) -> Heard:
        """A person of the document as the speaker, in the fullest role that it gives."""
        entity.kind = "person"
        role = entity.role or beside
        at = entity.first or mention.start
        speaker = Speaker(
            name=entity.name,
            kind="person",
            mention=mention,
            resolution=resolution,
            role=role.text if role else None,
            affiliation=affiliations.of_person(self.people, entity, role, at),
            on_behalf_of=on_behalf(self.people, entity, role, at),
        )
        return Heard(speaker, mention.end, entity, next(iter(role.heads), "") if role else "")

    def body(self, entity: Entity, mention: Span, resolution: Resolution, country: Country | None) -> Heard:
        """An organisation of the document as the speaker; `country` is the one that the phrase for it names."""
        kind: SpeakerKind = "organization" if entity.kind in ("person", "unknown") else entity.kind
        affiliation = affiliations.of_body(self.people, entity, country)
        if country and is_state_run(mention.text):
            affiliation = affiliations.of_country(country)
        speaker = Speaker(name=entity.name, kind=kind, mention=mention, resolution=resolution, affiliation=affiliation)
        return Heard(speaker, mention.end, entity)

    def government(self, name: str, country: Country, mention: Span, resolution: Resolution) -> Heard:
        """A country, or the seat of its government, as a speaker in its own right."""
        speaker = Speaker(
            name=name,
            kind="government",
            mention=mention,
            resolution=resolution,
            affiliation=affiliations.of_country(country),
        )
        return Heard(speaker, mention.end)

    def nobody(
        self,
        kind: SpeakerKind,
        mention: Span,
        head: str = "",
        gender: str | None = None,
        *,
        role: Role | None = None,
        affiliation: Affiliation | None = None,
    ) -> Heard:
        """A speaker whom the text does not name; `head` is the noun by which it may be called again."""
        speaker = Speaker(
            name=None,
            kind=kind,
            mention=mention,
            resolution="unknown",
            role=role.text if role else None,
            affiliation=affiliation,
        )
        return Heard(speaker, mention.end, head=head, gender=gender)

    def again(self, found: Heard | Entity, mention: Span, resolution: Resolution) -> Heard:
        """Whom other words stood for before, by the words of `mention`."""
        if isinstance(found, Entity):
            return self.person(found, mention, resolution)
        if found.entity and found.entity.is_person:
            return self.person(found.entity, mention, resolution)
        how: Resolution = resolution if found.speaker.name else "unknown"
        speaker = found.speaker.model_copy(update={"mention": mention, "resolution": how})
        return Heard(speaker, mention.end, found.entity, found.head, found.gender)

    def last_of(self, at: int, kinds: Collection[SpeakerKind]) -> Heard | None:
        """The last source of such a kind, if it was near."""
        for heard in reversed(self.heard[-RECENT_SOURCES:]):
            if heard.speaker.kind in kinds:
                return heard if at - heard.end <= NEAR_CHARS else None
        return None

    def sums_up(self, at: int) -> bool:
        """Whether an offset stands in the headlines or the first paragraph, which sum up what follows."""
        lede = lede_of(self.text)
        return lede is None or at < lede.end
