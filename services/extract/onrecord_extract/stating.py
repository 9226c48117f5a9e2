"""What an article states of each saying in the words beside its cue: when, where, to whom, in which setting."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord_core.records import Article, SaidAt, Span

from onrecord_extract.addressees import addressee_in, asked_in
from onrecord_extract.article_day import reference_day
from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.background import Background
from onrecord_extract.beside import Surroundings
from onrecord_extract.dates import Days
from onrecord_extract.earlier import is_earlier, is_later, is_perfect, is_separate
from onrecord_extract.layout import Paragraph, lede_of, paragraphs
from onrecord_extract.near import near_what
from onrecord_extract.places import place_in, says_here
from onrecord_extract.setting_words import setting_words
from onrecord_extract.venues import venue_in
from onrecord_extract.when import dated

MAX_TIE_CHARS = 5

UNDATED = SaidAt()


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the text says of one saying, and where in the article it stands."""

    paragraph: Paragraph
    is_lede: bool
    said_at: SaidAt = UNDATED
    venue: Span | None = None
    addressee: Span | None = None
    place: Span | None = None
    is_background: bool = False
    is_earlier: bool = False
    """Whether the text calls it earlier than its other statements."""
    is_perfect: bool = False
    """Whether it is but the perfect that does so: "has demanded"."""
    is_here: bool = False
    """Whether it was said "here", where the article is from."""
    is_answer: bool = False
    """Whether its hearer is named as the one who asked, so that others may have heard it too."""
    is_separate: bool = False
    """Whether the text sets it apart from what was said before."""
    is_later: bool = False
    """Whether it was said later, or afterwards, with nothing told of how much."""
    is_nested: bool = False
    is_reply: bool = False
    """Whether it replies, in quotation marks or not, to what was said right before."""
    near: Span | None = None
    """What it was said after or at the end of: "the meeting" of "told NORD after the meeting"."""
    asked: Span | None = None
    """Whom it asks or warns to do something; its hearer where the text tells of no other."""

    @property
    def opens(self) -> bool:
        """Whether it sums up what is told below, so that what follows may date it: headline and lede do."""
        return (self.paragraph.headline or self.is_lede) and not (self.is_background or self.is_earlier)

    @property
    def is_remote(self) -> bool:
        """Whether it was written, posted or said on the phone, so that nobody was there to hear it."""
        return self.venue is not None and not setting_words("remote").isdisjoint(self.venue.text.lower().split())


class Stating:
    """Reads what an article states of each saying beside its cue; what is carried over is left to `carrying.py`."""

    def __init__(self, article: Article, attributions: Sequence[Attribution], today: date | None = None) -> None:
        self.text = article.text
        self.reference = reference_day(article, today)
        self._blocks = paragraphs(article.text)
        lede = lede_of(article.text)
        self._lede = lede.number if lede else -1
        self._surroundings = Surroundings(article.text, attributions)
        self._background = Background(article.text, attributions, self.reference)
        self._told: date | None = None

    def stated(self, attributions: Sequence[Attribution]) -> list[Occasion]:
        """What is stated of each, in order of the text."""
        at = 0
        found: list[Occasion] = []
        for attribution in attributions:
            while at + 1 < len(self._blocks) and self._blocks[at].end <= attribution.frame[0]:
                at += 1
            found.append(self._occasion(attribution, self._blocks[at]))
        return found

    def _occasion(self, attribution: Attribution, block: Paragraph) -> Occasion:
        chunks = self._surroundings.beside(attribution)
        cue = [attribution.cue] if attribution.cue else []  # a finder may count the day to it: "voted Thursday night"
        said_at, days = dated(self.text, [*cue, *chunks], self.reference, self._told)
        self._told = said_at.value or self._told
        is_told = not (block.headline or block.number == self._lede or said_at.phrase)
        earlier = is_earlier(self.text, attribution, chunks)
        perfect = not earlier and is_told and is_perfect(self.text, attribution)
        is_old = self._background.is_old(days) if said_at.phrase else self._background.tells_of_old(block)
        is_old = is_old or self._background.is_when_old(attribution)
        occasion = Occasion(
            block,
            is_lede=block.number == self._lede,
            said_at=said_at,
            is_background=is_old,
            is_earlier=earlier or perfect,
            is_perfect=perfect,
            is_separate=is_separate(self.text, chunks),
            is_later=is_later(self.text, chunks),
            is_nested=attribution.outer is not None and not _is_sourced(attribution, attribution.outer),
            is_reply=bool(attribution.cue) and self.text[slice(*attribution.cue)].lower() in setting_words("replying"),
            near=self._span(near_what(self.text, attribution, chunks)),
            asked=self._span(asked_in(self.text, attribution.cue)),
        )
        return self.with_setting(occasion, chunks, attribution)

    def _is_here(self, occasion: Occasion, chunks: Sequence[Offsets]) -> bool:
        """Whether it was said "here", or "today" as in a release: where and when the article is from."""
        phrase = occasion.said_at.phrase
        return says_here(self.text, chunks) or (phrase is not None and phrase.text.lower() == "today")

    def with_setting(self, occasion: Occasion, chunks: Sequence[Offsets], attribution: Attribution) -> Occasion:
        """With the venue, the hearer and the place that some chunks name, where it has none yet."""
        venue = venue_in(self.text, attribution.cue, chunks)
        hearer = addressee_in(self.text, attribution.cue, chunks)
        return replace(
            occasion,
            venue=occasion.venue or self._span(venue),
            addressee=occasion.addressee or self._span(hearer),
            is_answer=bool(
                hearer and self.text[max(0, hearer[0] - MAX_TIE_CHARS) : hearer[0]].endswith(("from ", "by "))
            ),
            place=occasion.place or self._span(place_in(self.text, chunks, venue)),
            is_here=occasion.is_here or self._is_here(occasion, chunks),
        )

    def is_old(self, days: Days | None) -> bool:
        """Whether days lie long before the article."""
        return self._background.is_old(days)

    def with_day(self, occasion: Occasion, chunks: Sequence[Offsets], told: date | None = None) -> Occasion:
        """With the day that some chunks give, where it has none yet; `told` is the day of which the text last told."""
        if occasion.said_at.phrase:
            return occasion
        said_at, days = dated(self.text, chunks, self.reference, told or self._told)
        return replace(occasion, said_at=said_at, is_background=occasion.is_background or self._background.is_old(days))

    def _span(self, offsets: Offsets | None) -> Span | None:
        return Span.of(self.text, *offsets) if offsets else None


def _is_sourced(inner: Attribution, outer: Attribution) -> bool:
    """Whether who reports a saying is but its source, named behind it: "She told the envoy …, her office said"."""
    return outer.cue is not None and outer.cue[0] >= inner.content[-1][1]
