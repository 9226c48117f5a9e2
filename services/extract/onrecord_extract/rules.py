"""The first finder of attributions: quotation marks, reporting cues and a few patterns, sentence by sentence."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from onrecord_core.records import Act

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.headlines import headline_match, signed_quotation
from onrecord_extract.layout import Paragraph
from onrecord_extract.patterns import Match, matches
from onrecord_extract.quotes import Quotation, quotations
from onrecord_extract.sentences import Sentence, Token, sentences, sentences_of

_CAPITALISED = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[-’'][^\W\d_]{2,})*")
_WORD = re.compile(r"\w+")
MIN_ORPHAN_WORDS = 4
"""A quotation without a cue is a statement from so many words on; a shorter one may be a title."""

CONFIDENCE = {
    "quotation_before": 0.95,  # "A," X said
    "quotation_split": 0.95,  # "A," X said, "B."
    "quotation_behind": 0.95,  # X said: "A."
    "clause_behind": 0.85,  # X said that A
    "clause_before": 0.8,  # A, X said
    "clause_split": 0.75,  # A, X said, B
    "according": 0.8,  # according to X, A
    "headline": 0.7,  # X: A; A — X
    "orphan": 0.5,  # "A." with no cue of its own
}
"""How sure a rule is, by hand and by order of what went wrong on the development texts; no probability."""


@dataclass(slots=True)
class _Draft:
    """An attribution on the way, with the quotations that it takes by their index."""

    attribution: Attribution
    """Without its content, which is still growing."""
    content: list[Offsets]
    quotations: list[int]
    paragraph: int
    ends_quoted: bool
    """Whether its content ends with a quotation, which the next sentence may carry on."""


@dataclass(frozen=True, slots=True)
class RuleFinder:
    """Finds attributions in English text by rules, in time linear in its length."""

    name: str = "onrecord-rules"
    version: str = "0.1.0"

    def find(self, text: str) -> list[Attribution]:
        """The attributions of `text` in order; raises nothing."""
        quoted = quotations(text)
        is_known = _known_names(text)
        drafts: list[_Draft] = []
        for sentence in sentences_of(text):
            found = list(_read(sentence, is_known))
            if found:
                drafts += (_drafted(match, sentence) for match in found)
            elif _is_quotation(sentence):
                _carry_on(drafts, text, sentence, quoted)
        chained = _chained(drafts, quoted)
        return [replace(draft.attribution, content=tuple(draft.content)) for draft in chained]


def attributions_within(text: str, start: int, end: int) -> Iterator[Attribution]:
    """The attributions of a stretch of text, such as a quotation, read as a paragraph of its own."""
    for sentence in sentences(text, [Paragraph(start, end, headline=False, number=0)], ()):
        for match in matches(sentence.tokens):
            draft = _drafted(match, sentence)
            yield replace(draft.attribution, content=tuple(draft.content))


def _known_names(text: str) -> Callable[[str], bool]:
    """Whether the text uses a capitalised word more than once."""
    counts = Counter(match[0] for match in _CAPITALISED.finditer(text))
    return lambda word: counts[word] > 1


def _read(sentence: Sentence, is_known: Callable[[str], bool]) -> Iterator[Match]:
    tokens = sentence.tokens
    found = list(matches(tokens))
    if not found and sentence.paragraph.headline and (match := headline_match(tokens, is_known)):
        found = [match]
    if not found and (match := signed_quotation(tokens)):
        found = [match]
    yield from found


def _drafted(match: Match, sentence: Sentence) -> _Draft:
    tokens = sentence.tokens
    pieces = [tokens[first:after] for first, after in match.pieces]
    last = [token for token in pieces[-1] if token.is_word or token.is_quotation]
    attribution = Attribution(
        content=(),
        source=_offsets(tokens[slice(*match.source)]) if match.source else None,
        cue=_offsets(tokens[slice(*match.cue)]),
        lemma=match.lemma,
        act=cast("Act", match.act),
        confidence=CONFIDENCE[match.rule],
        frame=(sentence.start, sentence.end),
    )
    content = [_offsets(piece) for piece in pieces]
    taken = [token.quotation for piece in pieces for token in piece if token.quotation is not None]
    return _Draft(attribution, content, taken, sentence.paragraph.number, bool(last) and last[-1].is_quotation)


def _offsets(tokens: Sequence[Token]) -> Offsets:
    return tokens[0].start, tokens[-1].end


def _is_quotation(sentence: Sentence) -> bool:
    """Whether a sentence of the body is a quotation and nothing else."""
    tokens = sentence.tokens
    quoted = any(token.is_quotation for token in tokens) and not any(token.is_word for token in tokens)
    return quoted and not sentence.paragraph.headline


def _carry_on(drafts: list[_Draft], text: str, sentence: Sentence, quoted: Sequence[Quotation]) -> None:
    """Add a quotation without a cue: to the quotation before it in its paragraph, else as one of its own."""
    taken = [token.quotation for token in sentence.tokens if token.quotation is not None]
    pieces = [(quoted[i].start, quoted[i].end) for i in taken]
    last = drafts[-1] if drafts else None
    if last and last.ends_quoted and last.paragraph == sentence.paragraph.number:
        last.content += pieces
        last.quotations += taken
        return
    size = sum(len(_WORD.findall(text, *quoted[i].inner)) for i in taken)
    if size < MIN_ORPHAN_WORDS and not quoted[taken[0]].continues:
        return
    frame = (sentence.start, sentence.end)
    attribution = Attribution((), None, None, "", "state", CONFIDENCE["orphan"], frame, carries_on=True)
    drafts.append(_Draft(attribution, pieces, taken, sentence.paragraph.number, ends_quoted=True))


def _chained(drafts: list[_Draft], quoted: Sequence[Quotation]) -> list[_Draft]:
    """One draft of a quotation over several paragraphs; the first cue that it has is the statement's."""
    kept: list[_Draft] = []
    for draft in drafts:
        first = draft.quotations[0] if draft.quotations else None
        before = kept[-1] if kept else None
        if before and first is not None and quoted[first].continues and first - 1 in before.quotations[-1:]:
            kept[-1] = _joined(before, draft)
        else:
            kept.append(draft)
    return kept


def _joined(first: _Draft, second: _Draft) -> _Draft:
    bearer = first if first.attribution.cue or not second.attribution.cue else second
    first.content += second.content
    first.quotations += second.quotations
    return _Draft(bearer.attribution, first.content, first.quotations, second.paragraph, second.ends_quoted)
