"""What a finder of attributions hands to the rest: offsets alone, in the words of the attribution corpora.

An attribution ties a content to its source by a cue (Pareti 2012). A finder sees nothing but the text; names, dates and
kinds are worked out from its spans by the other modules, whichever finder is in use.
"""

from dataclasses import dataclass
from typing import Protocol

from onrecord_core.records import Act

type Offsets = tuple[int, int]
"""A stretch of the text in code points, end exclusive."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A content that the text attributes, with the words that attribute it."""

    content: tuple[Offsets, ...]
    """The pieces in order, outer quotation marks included where they have any."""
    source: Offsets | None
    """The words that stand for who says it; None where nothing beside the content does."""
    cue: Offsets | None
    lemma: str
    """The cue's lemma; empty without a cue."""
    act: Act
    confidence: float
    """How likely it is right, from 0 to 1."""
    frame: Offsets
    """The sentence around it, where a date or a venue of the saying may stand."""
    carries_on: bool = False
    """Whether the source is the previous attribution's: a quotation without a cue of its own."""
    as_annotated: bool = False
    """Whether it is cut as the attribution corpora cut it; `statements.py` then cuts it anew, or leaves it out."""
    verbatim: bool = False
    """Whether the content is the speaker's own words though no marks stand around it, as an answer in a transcript."""
    inner: "tuple[Attribution, ...]" = ()
    """What its content attributes in turn: "said that the envoy had promised to go"."""
    outer: "Attribution | None" = None
    """The statement that reports this one, where it is an inner one."""
    voice: "Attribution | None" = None
    """The statement whose speaker is this one's, of which nothing beside the content says who speaks."""


class AttributionFinder(Protocol):
    """Finds the attributions of a text; the heart of the extractor, and what a neural tagger replaces."""

    @property
    def name(self) -> str:
        """What statements say of which extractor found them."""
        ...

    @property
    def version(self) -> str:
        """The version beside the name."""
        ...

    def find(self, text: str) -> list[Attribution]:
        """The attributions of `text`, in order of their content; a pure function that raises nothing."""
        ...
