"""Sources that are a body by a noun, or whoever speaks for one: "the army", "a company spokesman"."""

from collections.abc import Sequence

from onrecord_core.records import Resolution, Span

from onrecord_extract import affiliations
from onrecord_extract.chief_spokesmen import chief_spokesman
from onrecord_extract.coreference import Heard
from onrecord_extract.entities import Entity, is_named_body
from onrecord_extract.layout import paragraph_start
from onrecord_extract.lexicon import Country, country_named, seat_of, words
from onrecord_extract.naming import entity_named
from onrecord_extract.offices import anonymous, holder
from onrecord_extract.organizations import BodyKind, Sort, body_named, described, is_body, is_state_body
from onrecord_extract.role_words import is_role_word, without_possessive
from onrecord_extract.scene import BODIES, RECENT_SOURCES, Scene
from onrecord_extract.sentences import Token
from onrecord_extract.source_phrases import Phrase, phrase_of
from onrecord_extract.titled_names import titled
from onrecord_extract.towns import country_of_place
from onrecord_extract.without_office import gender_in

NEAR_NAMES = 8
MAX_LATER = 200
"""So many of the text's names may be what "a union" of the lede is."""
NEAR_CHARS = 600
"""Within so many characters behind a body "a spokesman" speaks for it."""
_FOR = frozenset({"for", "of", "from", "at"})
_RANKS_OF_SPOKESPERSONS = frozenset({"senior", "chief", "deputy", "former", "lead", "official", "unnamed", "top"})


def body(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    """An organisation by a common noun, or by a long name such as "Interior Ministry of the eastern government"."""
    head = without_possessive(phrase.head.lower)
    common = not phrase.head.is_capital or (len(phrase.core) == 1 and not phrase.complement)
    if not common or not is_body(head) or (head in words("group_nouns") and head != "police"):
        return _long_name(scene, phrase, mention)
    if phrase.is_indefinite:
        if named := _named_later(scene, phrase, mention.start):
            return scene.body(named, mention, "nominal", phrase.country)
        spoken_for = affiliations.of_country(phrase.country) if is_state_body(head) else None
        return scene.nobody(_kind(head), mention, head, affiliation=spoken_for)
    if phrase.determiner in {"his", "her", "my", "your", "our"}:
        return scene.nobody(_kind(head), mention, head)  # "his office": a body without a name of its own
    return _called(scene, phrase, mention)


def _named_later(scene: Scene, phrase: Phrase, at: int) -> Entity | None:
    """What "an aid group" of a headline or lede is, where the text names one alone below."""
    if phrase.determiner not in {"a", "an"} or phrase.complement or not scene.sums_up(at):
        return None
    sort = Sort(phrase.head.lower, phrase.modifiers, phrase.country)
    entities = scene.people.foremost
    fitting = [entity for entity in entities if sort.fits(entity, loosely=bool(sort.modifiers))]
    return fitting[0] if len(fitting) == 1 and fitting[0].first > at else None


def _called(scene: Scene, phrase: Phrase, mention: Span) -> Heard:
    head = without_possessive(phrase.head.lower)
    if not any(token.is_capital for token in phrase.complement):
        spoke = [h.entity for h in reversed(scene.heard[-RECENT_SOURCES:]) if h.entity and not h.entity.is_person]
        owner = [without_possessive(t.lower) for t in phrase.owner if not country_named(without_possessive(t.text))]
        told = [word for word in phrase.modifiers if not word.endswith(("-based", "-listed"))]
        sort = Sort(head, [*owner, *told], phrase.country, any(t.is_capital for t in phrase.owner))
        if entity := body_named(scene.people, sort, mention.start, spoke):
            called: Resolution = "named" if entity.name in mention.text else "nominal"  # "Interfax news agency"
            return scene.body(entity, mention, called, phrase.country)
    name, country = _described(scene, phrase, head)
    placed = phrase.complement[:1] and phrase.complement[0].lower == "in"
    if country is None and placed and is_state_body(head):
        country = country_of_place(" ".join(token.text for token in phrase.near_complement[1:]))  # "in Oslo"
    if country is None and phrase.determiner in {"its", "their"} and is_state_body(head):
        country = scene.people.country_before(mention.start)  # "Senegal … its foreign ministry"
    kind = "media" if "news" in phrase.modifiers else _kind(head)  # "Harbour news agency"
    entity = scene.people.enter(Entity(name, kind, country=country, first=mention.start))
    entity.types |= {*phrase.modifiers, head}
    resolution: Resolution = "named" if phrase.modifiers or country else "nominal"
    return scene.body(entity, mention, resolution, country)


def _described(scene: Scene, phrase: Phrase, head: str) -> tuple[str, Country | None]:
    """The name that a noun makes: its own words, or "Sudanese army" where the text says so of "the army"."""
    if not phrase.modifiers and not phrase.country and (whole := described(scene.text, head)):
        return whole
    return _name_in(scene, phrase), phrase.country


def _name_in(scene: Scene, phrase: Phrase) -> str:
    first, last = phrase.core[0], phrase.head
    if phrase.owner and not country_named(without_possessive(phrase.owner[-1].text)):
        first = phrase.owner[0]
    if phrase.complement and phrase.complement[0].lower in {"of", "for"} and phrase.complement[-1].is_word:
        last = phrase.complement[-1]
    return without_possessive(scene.text[first.start : last.end])


def _long_name(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    head = phrase.head
    many = bool(phrase.complement) and head.lower in words("group_nouns")  # "the Families of the Harbour Forum"
    named = {phrase.complement[-1].lower if many else head.lower}
    if not head.is_capital or named.isdisjoint(words("org_words")) or is_role_word(head.lower):
        return None
    name = _name_in(scene, phrase)
    found = scene.people.find(name)
    entity = found or scene.people.enter(Entity(name, _kind(head.lower), first=mention.start))
    return scene.body(entity, mention, "named", phrase.country)


def _kind(word: str) -> BodyKind:
    if word in words("media_words"):
        return "media"
    return "government" if is_state_body(word) else "organization"


def spokesperson(scene: Scene, phrase: Phrase, mention: Span) -> Heard | None:
    """The person who holds the office, else the body for which an unnamed spokesperson speaks, with that role."""
    if not phrase.head.lower.startswith("spokes"):
        return None
    if not phrase.is_indefinite and (found := holder(scene, phrase, mention)):
        return scene.again(found, mention, "nominal")
    if chief := chief_spokesman(scene, phrase):
        return scene.person(chief, mention, "nominal")
    principal = _principal(scene, phrase)
    if principal is None:
        return anonymous(scene, phrase, mention)
    resolution: Resolution = "nominal" if principal.speaker.resolution == "nominal" else "named"
    told = {"mention": mention, "role": phrase.head.text, "resolution": resolution}
    speaker = principal.speaker.model_copy(update=told)
    return Heard(speaker, mention.end, principal.entity, phrase.head.lower, gender_in(phrase))


def _principal(scene: Scene, phrase: Phrase) -> Heard | None:
    """The body or person for whom an unnamed spokesperson speaks."""
    behind = [token for token in phrase.complement if token.is_word]
    if behind and behind[0].lower in _FOR:
        return _read(scene, behind[1:])
    before = [*phrase.owner, *phrase.core[:-1]]
    while before and before[0].lower in _RANKS_OF_SPOKESPERSONS:
        before = before[1:]
    while before and before[-1].lower in _RANKS_OF_SPOKESPERSONS:
        before = before[:-1]
    if any(token.lower in {"of", "for"} for token in before):
        span = Span.of(scene.text, before[0].start, before[-1].end)  # "Department of Health and Social Care"
        entity = entity_named(scene, span.text, span, body=True)
        entity.kind = _kind(before[0].lower)
        return scene.body(entity, span, "named", phrase.country)
    if before:
        return _read(scene, before)
    if phrase.determiner in {"its", "their", "the"}:
        return scene.last_of(phrase.tokens[0].start, BODIES)
    if not behind and (named := _named_beside(scene, phrase.tokens[0].start)):
        return named
    last = scene.heard[-1] if scene.heard and not behind else None
    near = last and last.speaker.kind in BODIES and phrase.tokens[0].start - last.end <= NEAR_CHARS
    return last if near else None  # "The ministry denied it. “We waited,” a spokesman said"


def _named_beside(scene: Scene, at: int) -> Heard | None:
    """The organisation that the sentences before in the same paragraph name: "We rang Acme. A spokesman said"."""
    start = paragraph_start(scene.text, at)
    for name, entity in scene.people.before(at, NEAR_NAMES):
        if name.start < start:
            return None
        if is_named_body(entity) and not scene.people.in_quotation(name.start):
            return scene.body(entity, Span.of(scene.text, name.start, name.end), "nominal", None)
    return None


def _read(scene: Scene, tokens: Sequence[Token]) -> Heard | None:
    if not tokens:
        return None
    span = Span.of(scene.text, tokens[0].start, tokens[-1].end)
    plain = without_possessive(span.text.removeprefix("the "))
    if country := country_named(plain) or seat_of(plain):
        return scene.government(plain, country, span, "named")
    phrase = phrase_of(tokens)
    if is_body(without_possessive(phrase.head.lower)) and not phrase.head.is_capital:
        return _called(scene, phrase, span)
    unexplained = scene.people.find(plain)
    if unexplained and unexplained.kind == "unknown":
        unexplained.kind = "organization"  # nothing says that it is a person, and it has a spokesperson
    found = titled(scene, phrase, span) or _long_name(scene, phrase, span)
    if found is None:
        name = without_possessive(scene.text[phrase.core[0].start : tokens[-1].end])
        return scene.body(entity_named(scene, name, span, body=True), span, "named", phrase.country)
    return found
