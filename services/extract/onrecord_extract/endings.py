"""Where an unquoted content ends before the words that a model counts to it."""

import re

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.cues import lexicon
from onrecord_extract.dates import PHRASE
from onrecord_extract.lexicon import words
from onrecord_extract.page import Page

_SENTENCE_END = re.compile(r"[a-z]{2}[.!?]$")
_REMARK = re.compile(
    r"(?:,\s|^)(?:an?|the)\s(?:claim|charge|allegation|accusation|remark|statement|comment|view|assertion|suggestion)s?"
    r"\s(?:which|that|he|she|they|it|the|rejected|denied|dismissed|echoed|disputed|repeated)\b"
)
"""What an article says of a content, behind it: ", a claim which the ministry dismissed"."""
_CLAUSE = re.compile(r"\s(?:that\s)?(?=(?:it|he|she|they|we|there|its|his|her|their|the|this|these|no)\s)")
_SECOND_VERB = re.compile(r",?\s(?:and|but)\s(?:\w+ly\s|also\s|then\s|further\s)?(?P<verb>[a-z]+)\sthat\b")
_HEADLINE_ASIDE = re.compile(r",?\sas\s(?=[\w’'$£€]+(?:\s[\w’'$£€]+){2})")
"""What goes on meanwhile, in a headline: "… as costs climb again"."""
_NARRATED = re.compile(r"\s(?:after|following|amid)\s")
"""What opens the article’s own words behind a closing quotation: "“zero tolerance” after rats were seen"."""
_ASIDE_AFTER = frozenset(
    {"accuse", "warn", "say", "deny", "urge", "vow", "threaten", "call for", "tell", "promise", "pledge"}
)


def is_remark(text: str, piece: Offsets) -> bool:
    """Whether a piece is the article's word on the content before it: "a claim which the ministry dismissed"."""
    return _REMARK.match(text[slice(*piece)]) is not None


def begun(page: Page, piece: Offsets, attribution: Attribution) -> Offsets:
    """Without the day of saying that a model counts to the clause behind it: "said yesterday | it had opened"."""
    start, end = piece
    cue = attribution.cue
    if cue is None or not cue[1] <= start <= cue[1] + 2:
        return piece
    day = PHRASE.match(page.text, start, end)
    clause = day and _CLAUSE.match(page.text, day.end(), end)
    return (clause.end(), end) if clause else piece


def ended(page: Page, piece: Offsets, attribution: Attribution) -> Offsets:
    """Without what follows an unquoted content: another sentence, another verb of its source, the article's remark."""
    start, end = piece
    if page.opens_quoted(piece):
        return piece
    until = attribution.frame[1]
    if start < until < end and _SENTENCE_END.search(page.text, max(start, until - 8), until):
        end = until
    home = page.paragraph(start)
    stops = [_REMARK, *([_HEADLINE_ASIDE] if home and home.headline and attribution.lemma in _ASIDE_AFTER else [])]
    ends = [match.start() for pattern in stops for match in pattern.finditer(page.text, start + 1, end)]
    ends += [one.end for one in page.quotations_in(piece) if one.closed and _NARRATED.match(page.text, one.end, end)]
    seconds = _SECOND_VERB.finditer(page.text, start + 1, end)
    ends += [match.start() for match in seconds if match["verb"] in words("held") or match["verb"] in lexicon()]
    return start, min(ends, default=end)
