"""The occasion of each statement: the phrase that dates it, what the same speaker carries over, and its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord_core.records import Article, SaidAt, Span, Speaker

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.dates import PHRASE, reference_day, resolve
from onrecord_extract.layout import Paragraph, paragraphs
from onrecord_extract.lexicon import words

BACKGROUND = timedelta(days=7)
"""What a text dates so long before itself is background, and takes no day from elsewhere."""
MAX_LEAD_CHARS = 80
MAX_TAIL_CHARS = 160

# A day behind these words is that of an event, or of no one day.
_EVENT = re.compile(
    r"\b(?:after|before|since|until|till|following|ahead of|when|while)\b"
    r"|\b(?:last|next|coming|every|each|by|from|between|of|for)\s*$",
    re.IGNORECASE,
)
_UNDATED = SaidAt()


@dataclass(frozen=True, slots=True)
class Occasion:
    """When a statement was made and where in the article it stands."""

    said_at: SaidAt
    paragraph: Paragraph
    is_lede: bool
    is_background: bool
    is_earlier: bool
    """Whether the text calls it earlier than its other statements."""


def occasions(article: Article, attributions: Sequence[Attribution], speakers: Sequence[Speaker]) -> list[Occasion]:
    """The occasions of an article's attributions, in their order."""
    reference = reference_day(article)
    stated = list(_stated(article.text, attributions, reference))
    days: dict[str, date] = {}
    for i, (occasion, speaker) in enumerate(zip(stated, speakers, strict=True)):
        if speaker.name and not occasion.is_background and not occasion.is_earlier:
            if occasion.said_at.value:
                days[speaker.name] = occasion.said_at.value
            else:
                stated[i] = _carried(occasion, days.get(speaker.name))
    first = _first_days(stated, speakers)
    return [
        _carried(occasion, first.get(speaker.name or "")) if _opens(occasion) else occasion
        for occasion, speaker in zip(stated, speakers, strict=True)
    ]


def _first_days(found: Sequence[Occasion], speakers: Sequence[Speaker]) -> dict[str, date]:
    days: dict[str, date] = {}
    for occasion, speaker in zip(found, speakers, strict=True):
        if speaker.name and occasion.said_at.value and not occasion.is_background and not occasion.is_earlier:
            days.setdefault(speaker.name, occasion.said_at.value)
    return days


def _opens(occasion: Occasion) -> bool:
    """Whether a statement may be dated by what follows: headline and lede sum up what is told below."""
    return (occasion.paragraph.headline or occasion.is_lede) and not occasion.is_background and not occasion.is_earlier


def _carried(occasion: Occasion, day: date | None) -> Occasion:
    if day is None or occasion.said_at.value or occasion.said_at.phrase:
        return occasion
    return replace(occasion, said_at=SaidAt(value=day, precision="day", basis="carried"))


def _stated(text: str, attributions: Sequence[Attribution], reference: date | None) -> Iterator[Occasion]:
    blocks = paragraphs(text)
    lede = next((block.number for block in blocks if not block.headline), -1)
    at, old, before = 0, False, 0
    for attribution in attributions:
        start = attribution.frame[0]
        moved = at == 0
        while at + 1 < len(blocks) and blocks[at].end <= start:
            at, moved = at + 1, True
        if moved:
            old = _tells_of_old(text, blocks[at], reference)
        said_at = _said_at(text, attribution, max(before, start), reference)
        day = said_at.value
        long_ago = bool(day and reference and reference - day >= BACKGROUND)
        yield Occasion(
            said_at,
            blocks[at],
            is_lede=blocks[at].number == lede,
            is_background=long_ago or (old and day is None),
            is_earlier=_is_earlier(text, attribution),
        )
        before = max(before, attribution.content[-1][1])


def _tells_of_old(text: str, block: Paragraph, reference: date | None) -> bool:
    """Whether a paragraph dates itself long before the article."""
    if reference is None or block.headline:
        return False
    days = (resolve(phrase, reference) for phrase in PHRASE.finditer(text, block.start, block.end))
    return any(day and reference - day >= BACKGROUND for day in days)


def _said_at(text: str, attribution: Attribution, lead_from: int, reference: date | None) -> SaidAt:
    phrase = _phrase(text, attribution, lead_from)
    if phrase is None:
        return _UNDATED
    day = resolve(phrase, reference)
    span = Span.of(text, *phrase.span())
    return SaidAt(value=day, precision="day", basis="phrase", phrase=span) if day else SaidAt(phrase=span)


def _phrase(text: str, attribution: Attribution, lead_from: int) -> re.Match[str] | None:
    """The words beside the cue that date the saying."""
    if attribution.cue is None or attribution.source is None:
        return None
    for start, end in _behind(text, attribution):
        for match in PHRASE.finditer(text, start, end):
            if not _EVENT.search(text[start : match.start()]):
                return match
    lead = (max(lead_from, attribution.frame[0]), min(attribution.source[0], attribution.content[0][0]))
    if 0 < lead[1] - lead[0] <= MAX_LEAD_CHARS:
        # "On Monday, X said": the day closes what leads the sentence, and nothing makes it that of an event.
        for match in PHRASE.finditer(text, *lead):
            closes = not text[match.end() : lead[1]].strip(" ,\u00a0")
            if closes and not _EVENT.search(text[lead[0] : match.start()]):
                return match
    return None


def _behind(text: str, attribution: Attribution) -> Iterator[Offsets]:
    """The words between source and cue, and those behind both up to the content or the sentence's end."""
    cue, source = attribution.cue, attribution.source
    if cue is None or source is None:
        return
    if source[1] < cue[0]:
        yield source[1], cue[0]
    start = max(cue[1], source[1]) if source[0] >= cue[0] or source[1] <= cue[0] else cue[1]
    end = min([piece[0] for piece in attribution.content if piece[0] >= start], default=attribution.frame[1])
    yield start, max(start, min(end, start + MAX_TAIL_CHARS))


def _is_earlier(text: str, attribution: Attribution) -> bool:
    """ "had said", "previously warned", "confirmed, earlier, that"."""
    spans = list(_behind(text, attribution))
    near = " ".join(text[start:end] for start, end in spans).lower().replace(",", " ").split()
    between = text[slice(*spans[0])].lower().split() if len(spans) > 1 else []
    lead = text[attribution.frame[0] : attribution.frame[0] + 12].lower().split()[:1]
    return "had" in between or bool(words("past_markers").intersection(near + lead))
