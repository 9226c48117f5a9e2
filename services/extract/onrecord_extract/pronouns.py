"""Whom a pronoun stands for: who spoke last, whom a clause since is about, or a person whom the text has introduced."""

import re
from collections.abc import Iterator, Sequence

from onrecord_core.records import Span, Speaker, SpeakerKind

from onrecord_extract.asides import is_finite
from onrecord_extract.bodies import body, spokesperson
from onrecord_extract.coreference import NEAR_CHARS, RECENT, Heard, compatible, last_person, person_before
from onrecord_extract.entities import Entity, gender_of, is_named_body
from onrecord_extract.layout import paragraph_start
from onrecord_extract.lexicon import either, words
from onrecord_extract.offices import anonymous
from onrecord_extract.organizations import is_body
from onrecord_extract.role_words import is_role_word
from onrecord_extract.scene import BODIES, Scene
from onrecord_extract.sentences import Token, words_beginning
from onrecord_extract.source_phrases import Phrase, phrase_of
from onrecord_extract.without_office import gender_in

GENDERS = {"he": "m", "she": "f"}
PRONOUNS = frozenset({*GENDERS, "they", "it", "i", "we", "you"})
OBJECTS = {"him": "he", "her": "she", "them": "they", "me": "i", "us": "we"}
"""The pronouns behind a preposition: "according to him"."""
NEAR_NAMES = 12
MAX_HEARD = 200
"""Among so many who spoke last is whom a pronoun means."""
MAX_INTRODUCED = 7
"""Of how many words is what introduces a person: "A former deputy head of the agency"."""
MAX_LISTED_CHARS = 30
_LISTED = re.compile(r"\b[A-Z][\w’'-]*(?:,| and) $")
"""What stands before a name that follows another of its list or a place: "in Osh, Naryn and"."""
_SAID = frozenset({"said", "says"})
_ENDS = frozenset({"who", "in", "at", "of", "from", "with", "for", "on", ",", "familiar", "close"})


def pronoun(scene: Scene, word: str, mention: Span, within: Speaker | None = None) -> Heard:
    """Whom a pronoun stands for; a person whose gender nothing else tells has the pronoun's from then on.

    `within` is the speaker in whose own words it stands, so that "he" is another.
    """
    gender = GENDERS.get(word)
    found = _meant(scene, word, mention, within)
    if found is None:
        return scene.nobody("person" if gender else "anonymous", mention, "person" if gender else "", gender)
    entity = found if isinstance(found, Entity) else found.entity
    if isinstance(found, Entity) and is_named_body(found):
        return scene.body(found, mention, "pronoun", None)
    if entity and entity.is_person and gender:
        entity.gender = entity.gender or gender
    return scene.again(found, mention, "pronoun")


def _meant(scene: Scene, word: str, mention: Span, within: Speaker | None) -> Heard | Entity | None:
    at, gender = mention.start, GENDERS.get(word)
    others = [one for one in scene.heard[-MAX_HEARD:] if within is None or one.speaker.name != within.name]
    if gender:
        found = _named_within(scene, at, gender, within) if within else None
        found = found or person_before(scene.people, others, at, gender)
        if isinstance(found, Entity) and within and found.name == within.name:
            found = None
        return _introduced(scene, at, gender, found, own=within is not None) or found
    if word == "you":
        return _asked(scene, others) or last_person(others, at, None)
    if word in {"i", "we"}:
        return last_person(scene.heard, at, None)
    kinds: tuple[SpeakerKind, ...] = ("group", *BODIES) if word == "they" else BODIES
    unnamed = _unnamed_before(scene, at) if word == "they" else None
    spoke = unnamed or scene.last_of(at, kinds)
    if within:
        return _told_of(scene, at, _own_start(scene, at, within), own=True) or spoke
    if word != "it":
        return spoke
    since = spoke.end if spoke else 0
    return _told_of(scene, at, since) or _body_told_of(scene, at, since) or spoke


def _unnamed_before(scene: Scene, at: int) -> Heard | None:
    """The person without a name, gender untold, who spoke last in the same paragraph: "One MP said no. They said"."""
    last = scene.heard[-1] if scene.heard else None
    single = last and last.speaker.kind == "anonymous" and last.is_person and last.gender is None
    return last if last and single and paragraph_start(scene.text, at) <= last.end <= at else None


def _asked(scene: Scene, heard: Sequence[Heard]) -> Heard | None:
    """Who answered last, in a transcript: "you" of the next question."""
    labels = (one for one in reversed(heard) if one.is_person and scene.text[one.end : one.end + 1] == ":")
    return next(labels, None)


def _named_within(scene: Scene, at: int, gender: str, within: Speaker) -> Entity | None:
    """The last person whom the speaker has named in the same paragraph: "Ana Brandt rang me. She told me"."""
    begin = _own_start(scene, at, within)
    for mention, entity in scene.people.before(at, NEAR_NAMES):
        if mention.start < begin:
            return None
        if entity.is_person and entity.name != within.name and compatible(gender_of(entity), gender):
            return entity
    return None


def _own_start(scene: Scene, at: int, within: Speaker) -> int:
    """Where in the same paragraph a speaker's own words begin, behind the words that stand for the speaker."""
    mention = within.mention
    return max(paragraph_start(scene.text, at), mention.end if mention and mention.end <= at else 0)


def _told_of(scene: Scene, at: int, since: int, *, own: bool = False) -> Entity | None:
    """The body that a clause of the same paragraph is about: "Acme has sent a statement. It denies".

    In a speaker's own words (`own`) the clause may stand in the quotation.
    """
    begin = max(since, paragraph_start(scene.text, at))
    for mention, entity in scene.people.before(at, NEAR_NAMES):
        if mention.start < begin:
            return None
        plain = entity.kind == "unknown" and not (entity.roles or entity.titles or entity.gender)
        owns = scene.text[mention.end : mention.end + 1] in {"’", "'"}
        listed = _LISTED.search(scene.text, max(0, mention.start - MAX_LISTED_CHARS), mention.start)
        if not mention.is_subject or owns or listed or (scene.people.in_quotation(mention.start) and not own):
            continue
        if plain:
            entity.kind = "organization"
        return entity if is_named_body(entity) else None
    return None


def _body_told_of(scene: Scene, at: int, since: int) -> Heard | None:
    """The body that a sentence of the same paragraph is about by its noun: "The union will vote. It said"."""
    tokens = words_beginning(scene.text, max(since, paragraph_start(scene.text, at), at - NEAR_CHARS), at)
    for n in range(len(tokens) - 2, -1, -1):
        opens = n == 0 or tokens[n - 1].text in ".!?"
        heads = [m for m in _inside(tokens, n) if is_body(tokens[m].lower) and m + 1 < len(tokens)]
        if not (opens and tokens[n].lower == "the" and heads) or scene.people.in_quotation(tokens[n].start):
            continue
        behind = tokens[heads[-1] + 1]
        if is_finite(behind) or behind.lower in _SAID | {",", "which"}:
            phrase = phrase_of(tokens[n : heads[-1] + 1])
            return body(scene, phrase, Span.of(scene.text, phrase.tokens[0].start, phrase.tokens[-1].end))
    return None


def _introduced(scene: Scene, at: int, gender: str, found: Heard | Entity | None, *, own: bool) -> Heard | None:
    """Whom "A former employee" of the same paragraph introduced without a name, later than who else may be meant."""
    since = _last_of(scene, at, found)
    tokens = words_beginning(scene.text, max(paragraph_start(scene.text, at), at - NEAR_CHARS), at)
    for n in range(len(tokens) - 1, -1, -1):
        if tokens[n].start < since:
            return None
        quoted = scene.people.in_quotation(tokens[n].start)
        if not _introduces(tokens, n, own=own) or (quoted and not own):
            continue
        phrase = _phrase_at(tokens, n, own=own)
        if phrase and compatible(gender_in(phrase), gender):
            span = Span.of(scene.text, phrase.tokens[0].start, phrase.tokens[-1].end)
            return spokesperson(scene, phrase, span) or anonymous(scene, phrase, span)
    return None


def _last_of(scene: Scene, at: int, found: Heard | Entity | None) -> int:
    """Where a person was heard or named last before an offset; 0 for nobody."""
    if found is None or isinstance(found, Heard):
        return found.end if found else 0
    return next((m.start for m, e in scene.people.before(at, RECENT) if e is found), 0)


def _introduces(tokens: Sequence[Token], n: int, *, own: bool) -> bool:
    """Whether a token opens a new person's phrase: as subject of a sentence, or, in a speaker's own words, anywhere."""
    before = tokens[n - 1] if n else None
    if own:
        is_said_of = before is not None and (before.lower in either("auxiliaries", "adverbs") | {"as", ","})
        return tokens[n].lower in words("introducing") and not is_said_of
    opens = before is None or before.is_quotation or before.text in ".!?" or before.lower == "but"
    return opens and tokens[n].lower in words("articles_of_new")


def _phrase_at(tokens: Sequence[Token], first: int, *, own: bool) -> Phrase | None:
    """The phrase of a person without a name that begins at a token; None where it is none."""
    for n in _inside(tokens, first):
        if _is_person(tokens[n].lower, own=own) and n + 1 < len(tokens):
            behind = tokens[n + 1]
            if is_finite(behind) or behind.lower in _ENDS | _SAID or (own and not behind.is_capital):
                return phrase_of(tokens[first : n + 1])
    return None


def _inside(tokens: Sequence[Token], first: int) -> Iterator[int]:
    for n in range(first + 1, min(len(tokens), first + MAX_INTRODUCED)):
        if not tokens[n].is_word or tokens[n].lower in _ENDS:
            return
        yield n


def _is_person(word: str, *, own: bool) -> bool:
    return is_role_word(word) or word.startswith("spokes") or (own and word in words("acquaintances"))
