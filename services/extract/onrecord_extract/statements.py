"""From attributions as a corpus marks them to those that are statements, cut as statements are.

The attribution corpus marks beliefs, intentions and what was not said too, and begins a content with its "that" or
"to". A statement is a proposition that somebody uttered, and its content the bare words.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.layout import Paragraph, paragraphs
from onrecord_extract.lemmas import known_cue
from onrecord_extract.lexicon import words
from onrecord_extract.quotes import Quotation, quotations
from onrecord_extract.rules import headline_attributions
from onrecord_extract.sentences import words_of
from onrecord_extract.sources import before_apposition, source_before
from onrecord_extract.transcripts import says_something, turns

MIN_ORPHAN_WORDS = 4
"""A quotation without source and cue is a statement from so many words on; a shorter one may be a title."""
NEGATION_TOKENS = 4
"""How many words before a cue may negate it."""
LEAD_CHARS = 200
"""How far before a cue its source or a negation is looked for."""
MAX_MARKS = 6
"""How many marks and blanks may stand between a content and the mark of the quotation that it is."""
_OPENER = re.compile(r"(?:that|to)\s+(?=\S)")
_NEGATIONS = frozenset({"not", "never", "nor", "neither", "without", "declined", "declines", "refused", "refuses"})


def stated(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions that are statements, with contents and sources cut as those of statements.

    Those that a finder has cut so itself come back as they are. What a statement reports in turn stands behind it. A
    headline in which a model saw no statement is read by its form: the corpora have no headlines like "Talks go on —
    envoy".
    """
    if not any(one.as_annotated for one in attributions):
        return list(attributions)
    page = _Page(text)
    attributions = _in_turns(text, attributions)
    found = [page.statement(one) if one.as_annotated else one for one in attributions]
    kept = page.chained([one for one in found if one])
    taken = {one.frame for one in kept}
    kept += [one for one in headline_attributions(text) if one.frame not in taken]
    kept += [inner for outer in kept for inner in page.reported(outer)]
    return sorted(kept, key=lambda one: (one.content[0][0], -one.content[-1][1]))


def _in_turns(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """With the answers of a transcript as attributions, each holding those that a finder saw in it."""
    found = turns(text)
    kept = [one for one in attributions if not any(turn.start <= one.content[0][0] < turn.end for turn in found)]
    for turn in found:
        inside = [one for one in attributions if turn.start <= one.content[0][0] < turn.end]
        reported = [one for one in inside if one.source and one.source[0] >= turn.pieces[0][0]]
        if says_something(text, turn):
            kept.append(turn.attribution(tuple(reported)))
        else:
            kept += reported
    return sorted(kept, key=lambda one: one.content)


class _Page:
    """A text with its paragraphs and quotations."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._paragraphs = paragraphs(text)
        self._starts = [paragraph.start for paragraph in self._paragraphs]
        self._quotations = quotations(text)
        self._marks = [quotation.start for quotation in self._quotations]

    def statement(self, attribution: Attribution) -> Attribution | None:
        """The attribution as a statement, or None where it is none."""
        pieces = [self._snapped(piece) for piece in attribution.content if self._paragraph(piece[0])]
        if not pieces:
            return None
        quoted = [one for piece in pieces for one in self._quoted(piece)]
        if not self._is_uttered(attribution, pieces, quoted):
            return None
        pieces = [self._opened(piece, attribution.cue) for piece in pieces]
        pieces = [self._with_against(piece, attribution.cue) for piece in pieces]
        found = attribution.source or self._named_before(attribution)
        source = found and before_apposition(self._text, found)
        rule = "tagged_quotation" if quoted and quoted[0].start == pieces[0][0] else attribution.rule
        return replace(attribution, content=tuple(pieces), source=source, cue=self._verb(attribution.cue), rule=rule)

    def reported(self, outer: Attribution) -> Iterator[Attribution]:
        """The statements of others that a statement reports in turn; "I said" are the speaker's own words."""
        for inner in outer.inner:
            own = inner.source and self._text[slice(*inner.source)].lower() in words("own_words")
            if not own and (statement := self.statement(inner)):
                yield replace(statement, outer=outer)

    def _verb(self, cue: Offsets | None) -> Offsets | None:
        """The reporting words alone, so that a day among them can date the saying: "declared on Monday"."""
        tokens = words_of(self._text, *cue) if cue else []
        known = known_cue(tokens)
        return (tokens[known.first].start, tokens[known.after - 1].end) if known else cue

    def _named_before(self, attribution: Attribution) -> Offsets | None:
        """The name right before a cue whose source the finder did not see."""
        if attribution.cue is None:
            return None
        start, end = attribution.cue
        begin = max(attribution.frame[0], start - LEAD_CHARS)
        before = words_of(self._text, begin, start)
        cue, tokens = len(before), [*before, *words_of(self._text, start, end)]
        source = source_before(tokens, cue, 0)
        if source is None or source.outer != cue or not tokens[source.after - 1].is_capital:
            return None
        return tokens[source.first].start, tokens[source.after - 1].end

    def chained(self, found: list[Attribution]) -> list[Attribution]:
        """Quotations over several paragraphs made one statement each, that of their first part."""
        kept: list[Attribution] = []
        for one in found:
            if kept and one.as_annotated and one.carries_on and self._goes_on(kept[-1], one):
                kept[-1] = replace(kept[-1], content=kept[-1].content + one.content)
            else:
                kept.append(one)
        return kept

    def _goes_on(self, before: Attribution, one: Attribution) -> bool:
        first, last = self._quoted(one.content[0]), self._quoted(before.content[-1])
        return bool(first and last and first[0].continues) and self._index(last[-1]) + 1 == self._index(first[0])

    def _is_uttered(self, attribution: Attribution, pieces: list[Offsets], quoted: list[Quotation]) -> bool:
        if attribution.cue is None:
            size = sum(token.is_word for piece in pieces for token in words_of(self._text, *piece))
            return attribution.source is not None or (bool(quoted) and size >= MIN_ORPHAN_WORDS)
        if quoted and quoted[0].start == pieces[0][0]:
            return True
        cue = words_of(self._text, *attribution.cue)
        begin = max(attribution.frame[0], attribution.cue[0] - LEAD_CHARS)
        before = words_of(self._text, begin, attribution.cue[0])[-NEGATION_TOKENS:]
        negated = any(token.lower in _NEGATIONS or token.lower.endswith(("n't", "n’t")) for token in [*before, *cue])
        held = attribution.lemma in words("held") or any(token.lower in words("held") for token in cue)
        question = self._text[pieces[0][0] :].startswith(("whether ", "if "))
        return not (negated or held or question)

    def _opened(self, piece: Offsets, cue: Offsets | None) -> Offsets:
        """Without the "that" or "to" that ties a content to the cue before it; a demonstrative "that" stays."""
        start, end = piece
        opener = _OPENER.match(self._text, start, end)
        if opener is None or cue is None or cue[0] > start:
            return piece
        following = words_of(self._text, opener.end(), min(end, opener.end() + 20))
        if following[0].lower in words("auxiliaries"):
            return piece
        return opener.end(), end

    def _with_against(self, piece: Offsets, cue: Offsets | None) -> Offsets:
        """With the "against" that a corpus counts to the cue before it: without it the content says the contrary."""
        last = words_of(self._text, *cue)[-1] if cue else None
        if last is None or last.lower != "against" or self._text[last.end : piece[0]].strip():
            return piece
        return (last.start, piece[1]) if last.end <= piece[0] else piece

    def _snapped(self, piece: Offsets) -> Offsets:
        """With the quotation marks beside it, where nothing but marks stands between."""
        start, end = piece
        for one in self._overlapping(start - 1, end + 1):
            if one.start <= start < one.end and self._is_bare(one.start, start):
                start = one.start
            if one.start < end <= one.end and self._is_bare(end, one.end):
                end = one.end
        return start, end

    def _quoted(self, piece: Offsets) -> list[Quotation]:
        """The quotations that begin in a piece."""
        return [one for one in self._overlapping(*piece) if piece[0] <= one.start]

    def _overlapping(self, start: int, end: int) -> Iterator[Quotation]:
        place = max(bisect_right(self._marks, start) - 1, 0)
        while place < len(self._quotations) and self._quotations[place].start < end:
            if self._quotations[place].end > start:
                yield self._quotations[place]
            place += 1

    def _index(self, quotation: Quotation) -> int:
        return bisect_right(self._marks, quotation.start) - 1

    def _paragraph(self, at: int) -> Paragraph | None:
        """The paragraph around an offset; None in page furniture."""
        place = bisect_right(self._starts, at) - 1
        return self._paragraphs[place] if place >= 0 and at < self._paragraphs[place].end else None

    def _is_bare(self, start: int, end: int) -> bool:
        """Whether marks and blanks alone stand in a short stretch."""
        return end - start <= MAX_MARKS and not any(map(str.isalnum, self._text[start:end]))
