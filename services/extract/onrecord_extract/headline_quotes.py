"""Quotations in a headline that say there what somebody says below: "'You took my trust': carer is jailed".

Whose they are, only the body tells. A quotation that nobody utters below stays out: it may be a slogan.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from onrecord_extract.attributions import Attribution
from onrecord_extract.page import Page
from onrecord_extract.quotes import Quotation
from onrecord_extract.retellings import Likeness
from onrecord_extract.sentences import words_of

MIN_WORDS = 3
"""A shorter quotation in a headline may be a scare quote."""
MAX_QUOTATIONS = 8
CONFIDENCE = 0.7
"""By hand; no probability."""


def headline_quotations(page: Page, kept: Sequence[Attribution]) -> Iterator[Attribution]:
    """The quotations of headlines that no statement in `kept` holds and that one of them below retells."""
    found = [one for one in islice(page.quotations_in_headlines(), MAX_QUOTATIONS) if _is_free(page, one, kept)]
    below = [one for one in kept if one.cue and not _in_headline(page, one)]
    spoken = [tuple(page.text[slice(*piece)] for piece in one.content) for one in below]
    likeness = Likeness([*((page.text[slice(*one.inner)],) for one in found), *spoken])
    for n, quotation in enumerate(found):
        span = (quotation.start, quotation.end)
        voice = next((one for m, one in enumerate(below, start=len(found)) if likeness.holds(n, m)), None)
        if voice:
            yield Attribution((span,), None, None, "", "state", CONFIDENCE, span, voice=voice)


def _is_free(page: Page, quotation: Quotation, kept: Sequence[Attribution]) -> bool:
    start, end = quotation.start, quotation.end
    taken = any(piece[0] < end and start < piece[1] for one in kept for piece in one.content)
    return not taken and sum(token.is_word for token in words_of(page.text, start, end)) >= MIN_WORDS


def _in_headline(page: Page, attribution: Attribution) -> bool:
    paragraph = page.paragraph(attribution.content[0][0])
    return paragraph is not None and paragraph.headline
