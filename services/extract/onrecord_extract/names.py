"""Who a source is: names completed from the document, pronouns and "the envoy" resolved where that is safe."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from onrecord_core.records import Affiliation, Resolution, Span, Speaker, SpeakerKind

from onrecord_extract.lexicon import Country, country_in, country_named, is_geographic, kin, seat_of, words
from onrecord_extract.people import People, Role, apposition_behind, name_start, title_before, without_possessive
from onrecord_extract.sentences import Token, words_of

NEAR_CHARS = 2500
"""How far back the speaker may be whom "he" stands for."""
MAX_PEOPLE = 200
"""Among how many names a noun that stands before its name is looked up."""
CONTEXT_CHARS = 250
"""How much of the text around a source is read for its title."""

UNKNOWN = Speaker(name=None, kind="anonymous", resolution="unknown")


@dataclass(slots=True)
class Speakers:
    """Resolves the sources of one document in order; remembers who spoke last."""

    text: str
    people: People
    _last: list[tuple[Speaker, int]] = field(default_factory=list[tuple[Speaker, int]])

    def resolve(self, start: int, end: int) -> Speaker:
        """The speaker that the words from `start` to `end` stand for."""
        speaker = self._read(start, end)
        if speaker.name:
            self._last.append((speaker, end))
        return speaker

    def implicit(self, at: int) -> Speaker:
        """The speaker of a quotation without a cue: who spoke last, if that was near; else nobody by name."""
        last = self._recent(at)
        return last.model_copy(update={"mention": None, "resolution": "implicit"}) if last else UNKNOWN

    def _recent(self, at: int, *kinds: SpeakerKind) -> Speaker | None:
        for speaker, end in reversed(self._last[-8:]):
            if not kinds or speaker.kind in kinds:
                return speaker if at - end <= NEAR_CHARS else None
        return None

    def _read(self, start: int, end: int) -> Speaker:
        mention = Span.of(self.text, start, end)
        phrase = words_of(self.text, start, end)
        head = phrase[-1]
        if len(phrase) == 1 and head.lower in {"he", "she", "they", "it"}:
            return self._pronoun(mention, head.lower)
        plain = mention.text.removeprefix("the ").removeprefix("The ")
        if country := country_named(mention.text):
            return _government(plain, country, mention, "named")
        if seat := seat_of(mention.text):
            return _government(plain if seat_of(plain) else mention.text, seat, mention, "metonym")
        comma = next((n + 1 for n, t in enumerate(phrase) if t.text == ","), 0)
        named = comma + name_start(phrase[comma:])
        is_group = len(phrase) == 1 and head.lower in words("group_nouns")
        if head.is_capital and not is_group and named < len(phrase) and _names_nobody_else(phrase[named:]):
            return self._named(phrase, named, mention)
        return self._nominal(phrase, mention)

    def _named(self, phrase: Sequence[Token], named: int, mention: Span) -> Speaker:
        name = without_possessive(self.text[phrase[named].start : phrase[-1].end])
        full = self.people.complete(name)
        tokens = words_of(self.text, max(0, mention.start - CONTEXT_CHARS), mention.end + CONTEXT_CHARS)
        first = next((n for n, t in enumerate(tokens) if t.start >= phrase[named].start), 0)
        after = next((n for n, t in enumerate(tokens) if t.start >= mention.end), len(tokens))
        role = title_before(self.text, tokens, first) or apposition_behind(self.text, tokens, after)
        role = role or self.people.role_of(full)
        if _is_organization(phrase, named, full, role):
            kind = "media" if phrase[-1].lower in words("media_words") else "organization"
            country = country_in([t.text for t in phrase])
            return _speaker(full, kind, mention, "named", affiliation=_affiliation(country, None))
        return _speaker(full, "person", mention, "named", role, affiliation=_affiliation_of(self.people, full, role))

    def _pronoun(self, mention: Span, word: str) -> Speaker:
        if word in {"he", "she"}:
            found = self._recent(mention.start, "person") or self._only_person_near(mention.start)
        elif word == "they":
            found = self._recent(mention.start, "group", "organization", "government")
        else:
            found = self._recent(mention.start, "organization", "government", "media")
        if found is None:
            kind: SpeakerKind = "person" if word in {"he", "she"} else "anonymous"
            return Speaker(name=None, kind=kind, mention=mention, resolution="unknown")
        return found.model_copy(update={"mention": mention, "resolution": "pronoun"})

    def _only_person_near(self, at: int) -> Speaker | None:
        near = {m.name for m in self.people.before(at) if m.role and at - NEAR_CHARS <= m.start}
        if len(near) != 1:
            return None
        name = next(iter(near))
        role = self.people.role_of(name)
        return _speaker(name, "person", None, "named", role, affiliation=_affiliation_of(self.people, name, role))

    def _nominal(self, phrase: Sequence[Token], mention: Span) -> Speaker:
        head = next((t for t in reversed(phrase) if t.lower in words("roles")), phrase[-1])
        country = country_in([t.text for t in phrase])
        definite = phrase[0].lower not in words("determiners") - {"the", "his", "her", "its", "their"}
        if head.lower in words("roles") and definite and phrase[0].lower != "its":
            office = [t.lower for t in phrase if t.lower not in words("determiners") and not is_geographic(t.text)]
            name = self._office_holder(" ".join(office), country, mention.start)
            if name:
                role = self.people.role_of(name)
                affiliation = _affiliation(country, None) or _affiliation_of(self.people, name, role)
                return _speaker(name, "person", mention, "nominal", role, affiliation=affiliation)
        return _unnamed(self.text, phrase, mention, country)

    def _office_holder(self, office: str, country: Country | None, at: int) -> str | None:
        """The last person named before who holds such an office, in these very words first; else the only one."""
        for exactly in (True, False):
            for mention in self.people.before(at):
                if any(_fits(role, office, country, exactly) for role in self.people.roles.get(mention.name, ())):
                    return mention.name
            others = islice(self.people.roles.items(), MAX_PEOPLE)
            later = {n for n, roles in others if any(_fits(role, office, country, exactly) for role in roles)}
            if len(later) == 1:
                return later.pop()
        return None


def _fits(role: Role, office: str, country: Country | None, exactly: bool) -> bool:
    if country and role.country and role.country != country:
        return False
    head = office.rpartition(" ")[2]
    wanted = frozenset({head}) | kin().get(head, frozenset[str]())
    return office in role.text.lower() if exactly else bool(role.heads & wanted)


def _names_nobody_else(name: Sequence[Token]) -> bool:
    """Whether all words of a name are capitalised or particles, so that it is a name and no phrase."""
    return all(t.is_capital or t.lower in words("particles") or t.text == "." for t in name)


def _is_organization(phrase: Sequence[Token], named: int, full: str, role: Role | None) -> bool:
    if role:
        return False
    if " " not in full and (full.isupper() or phrase[0].lower == "the"):
        return True
    if named and phrase[named - 1].lower in words("org_words"):
        return True
    return phrase[named:][-1].lower in words("org_words")


def _government(name: str, country: Country, mention: Span, resolution: Resolution) -> Speaker:
    return _speaker(name, "government", mention, resolution, affiliation=_affiliation(country, None))


def _affiliation(country: Country | None, organization: str | None) -> Affiliation | None:
    if country:
        return Affiliation(name=country.name, country=country.code)
    return Affiliation(name=organization) if organization else None


def _affiliation_of(people: People, name: str, role: Role | None) -> Affiliation | None:
    country = next((r.country for r in people.roles.get(name, ()) if r.country), None)
    return _affiliation(country or (role.country if role else None), role.organization if role else None)


def _speaker(
    name: str | None,
    kind: SpeakerKind,
    mention: Span | None,
    resolution: Resolution,
    role: Role | None = None,
    *,
    affiliation: Affiliation | None = None,
) -> Speaker:
    return Speaker(
        name=name,
        kind=kind,
        mention=mention,
        resolution=resolution,
        role=role.text if role else None,
        affiliation=affiliation,
    )


def _unnamed(text: str, phrase: Sequence[Token], mention: Span, country: Country | None) -> Speaker:
    """An organisation by its words, its unnamed spokesperson, or nobody by name."""
    body = [t for t in phrase if t.lower not in words("determiners")]
    capitals = [t for t in body if t.is_capital]
    head = phrase[-1]
    affiliation = _affiliation(country, None)
    if head.lower.startswith("spokes") and len(capitals) == len(body) - 1 and capitals:
        name = text[body[0].start : body[-2].end]
        return Speaker(
            name=name, kind="organization", mention=mention, resolution="named", role=head.text, affiliation=affiliation
        )
    if len(body) > 1 and body[1].lower in {"for", "of"} and body[0].lower.startswith("spokes"):
        rest = [t for t in body[2:] if t.lower not in words("determiners")]
        name = text[rest[0].start : rest[-1].end] if rest else None
        return Speaker(
            name=name,
            kind="organization",
            mention=mention,
            resolution="named",
            role=body[0].text,
            affiliation=affiliation,
        )
    is_name = all(t.is_word and not t.text[0].isdigit() for t in body)
    if is_name and len(body) > 1 and (head.is_capital or head.lower in words("org_words")):
        name = without_possessive(text[body[0].start : body[-1].end])
        kind = "media" if body[-1].lower == "agency" and "news" in name else "organization"
        return _speaker(name, kind, mention, "named", affiliation=affiliation)
    kind = "group" if head.lower in words("group_nouns") else "anonymous"
    return Speaker(name=None, kind=kind, mention=mention, resolution="unknown", affiliation=affiliation)
