"""Statements from attributions: who, how and when, section and id."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from onrecord_core.entities import identified
from onrecord_core.ids import statement_id
from onrecord_core.records import Article, Cue, Extractor, Section, Span, Speaker, Statement

from onrecord_extract.about import about_of
from onrecord_extract.attributions import Attribution
from onrecord_extract.census import people_of
from onrecord_extract.contents import cut
from onrecord_extract.names import UNKNOWN, Speakers
from onrecord_extract.occasions import occasions
from onrecord_extract.positions import position_of
from onrecord_extract.quotes import quotations
from onrecord_extract.retellings import retellings
from onrecord_extract.stating import Occasion
from onrecord_extract.targets import Targets


def assemble(
    article: Article, attributions: Sequence[Attribution], extractor: Extractor, *, today: date | None = None
) -> list[Statement]:
    """The statements of an article in order of the text; every span of them holds what the article holds there.

    `today` is the day that no article is later than.
    """
    statements = list(_statements(article, attributions, extractor, today))
    told = retellings(statements)
    return [one.model_copy(update={"restates": told[one.id]}) if one.id in told else one for one in statements]


def _statements(
    article: Article, attributions: Sequence[Attribution], extractor: Extractor, today: date | None
) -> Iterator[Statement]:
    text, ref = article.text, article.ref
    marks = {quotation.start: quotation for quotation in quotations(text)}
    pieces = [cut(text, one.content, marks, verbatim=one.verbatim) for one in attributions]
    found = [(attribution, *piece) for attribution, piece in zip(attributions, pieces, strict=True) if piece[0]]
    people = people_of(text)
    speakers = _resolved(Speakers(text, people), [attribution for attribution, _, _ in found])
    said = occasions(article, [attribution for attribution, _, _ in found], speakers, today)
    targets = Targets(text, people, [content for _, content, _ in found])
    seen = Counter[tuple[str, ...]]()
    ids: dict[Attribution, str] = {}
    for (attribution, content, kind), speaker, occasion in zip(found, speakers, said, strict=True):
        cue = Span.of(text, *attribution.cue) if attribution.cue else None
        key = (cue.text if cue else "", *(text[start:end] for start, end in content))
        seen[key] += 1
        ids[attribution] = statement_id(article.id, key[1:], key[0], seen[key] - 1)
        position = position_of(attribution, content, kind, speaker, targets)
        yield Statement(
            id=ids[attribution],
            article=ref,
            speaker=identified(speaker, article.id),
            cue=Cue(span=cue, lemma=attribution.lemma, act=position.act) if cue else None,
            content=tuple(Span.of(text, start, end) for start, end in content),
            kind=kind,
            said_at=occasion.said_at,
            about=about_of(text, content, people),
            target=position.target,
            stance=position.stance,
            conditions=position.conditions,
            addressee=occasion.addressee,
            venue=occasion.venue,
            place=occasion.place,
            section=_section(occasion),
            nested_in=ids.get(attribution.outer) if attribution.outer else None,
            confidence=round(attribution.confidence, 3),
            extractor=extractor,
        )


def _resolved(speakers: Speakers, attributions: Sequence[Attribution]) -> list[Speaker]:
    told: dict[Attribution, Speaker] = {}
    for attribution in attributions:
        told[attribution] = _speaker(speakers, attribution, told)
    found = [told[attribution] for attribution in attributions]
    found = [speakers.completed(speaker) for speaker in found]
    by = dict(zip(reversed(attributions), reversed(found), strict=True))
    return [_voice(one, by) or own for one, own in zip(attributions, found, strict=True)]


def _voice(attribution: Attribution, by: Mapping[Attribution, Speaker]) -> Speaker | None:
    """The speaker of the statement below that a headline's quotation is taken from."""
    if attribution.voice is None:
        return None
    speaker = by[attribution.voice]
    return speaker.model_copy(update={"mention": None, "resolution": "implicit"})


def _speaker(speakers: Speakers, attribution: Attribution, told: Mapping[Attribution, Speaker]) -> Speaker:
    if attribution.source:
        outer = attribution.outer
        own = outer is not None and (outer.verbatim or speakers.people.in_quotation(attribution.source[0]))
        return speakers.resolve(*attribution.source, within=told.get(outer) if outer and own else None)
    # "it was announced": a cue without a source names nobody, and nobody is to be guessed
    return UNKNOWN if attribution.cue else speakers.implicit(attribution.frame[0])


def _section(occasion: Occasion) -> Section:
    if occasion.paragraph.headline:
        return "headline"
    if occasion.is_background:
        return "background"
    return "lede" if occasion.is_lede else "body"
