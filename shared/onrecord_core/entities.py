"""Who a speaker is across articles: one name in one country, however it is spelled.

The id of an entity is made of the kind, the name's key and the country, so that anybody who has a statement has it
too, without asking the store. What one statement cannot tell, the store decides: whom a person without a country
joins, and what was merged or split by hand (`docs/entities.md`).
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from onrecord_core.body_names import body_of
from onrecord_core.ids import digest
from onrecord_core.personal_names import person_words
from onrecord_core.records import Speaker

NAME_CHARS = 300
"""So many characters of a name are compared."""
KNOWN = 10_000
"""Names whose keys are remembered."""

UNSPACED = "\u2e80"
"""From here on are the scripts of China and Japan, in which a full name is one word."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a speaker from others."""

    kind: Literal["person", "body"]
    """A ministry is a government to one reader and an organisation to another: all that is no person is a body."""
    words: tuple[str, ...]
    """The name's words, in one spelling."""
    country: str | None
    """ISO 3166-1 alpha-2."""
    is_vague: bool
    """A person's single name, or a body's that others have too: "Lavrov", "Foreign Ministry"."""
    article: str | None
    """The article outside of which nothing says who is meant; None for everybody else."""

    @property
    def key(self) -> str:
        """The words as one, for "Jong Un", "Jong-un" and "Jongun" are one name."""
        return "".join(self.words)

    @property
    def id(self) -> str:
        """The id of the entity."""
        return "ent_" + digest(self.kind, self.key, self.country or "", self.article or "")


def identify(speaker: Speaker, article_id: str) -> Identity | None:
    """Who speaks; None for a speaker that is not named."""
    if not speaker.name or speaker.kind == "anonymous":
        return None
    country = speaker.affiliation.country if speaker.affiliation else None
    identity = _identity(speaker.name[:NAME_CHARS], country, is_person=speaker.kind == "person")
    if identity is None or not identity.is_vague or identity.country:
        return identity
    return replace(identity, article=article_id)


def identified(speaker: Speaker, article_id: str) -> Speaker:
    """The speaker with the entity's id."""
    identity = identify(speaker, article_id)
    return speaker.model_copy(update={"entity_id": identity and identity.id})


@lru_cache(KNOWN)
def _identity(name: str, country: str | None, *, is_person: bool) -> Identity | None:
    """Who bears a name, whatever article names it."""
    if is_person:
        words = person_words(name) if name != name.lower() or name == name.upper() else ()
        is_vague = len(words) == 1 and words[0] < UNSPACED
    else:
        body = body_of(name, country)
        words, country, is_vague = (body.words, body.country, body.is_common) if body else ((), None, False)
    return Identity("person" if is_person else "body", words, country, is_vague, None) if words else None
