"""What the rules read surely where a model saw nothing: quotations and "said that …" with their source, headlines.

A model that was not sure of an attribution may have mixed two sentences up; there the rules read other clauses too.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord_extract.asides import is_finite
from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.lexicon import words
from onrecord_extract.page import Page
from onrecord_extract.pieces import bare
from onrecord_extract.rules import attributions_within
from onrecord_extract.selection import MIN_CONFIDENCE, is_statement
from onrecord_extract.sentences import words_of

SURE = 0.85
"""What the rules are so sure of is taken in the body: quotations, and clauses that a "that" ties to their cue."""

_NO_CLAUSE = frozenset({"of", "so", "what", "how", "why", "upon", "on", "to", "with", "by", "in", "for", "at", "about"})
"""No clause that somebody says begins so: "the text agreed upon"."""

FAIR = 0.75
"""What the rules are so sure of is taken where a model was not sure."""


def read_again(
    page: Page, seen: Sequence[Attribution], kept: Sequence[Attribution], rules: Sequence[Attribution]
) -> Iterator[Attribution]:
    """The attributions of the rules that a model has neither kept nor judged.

    `seen` is what the model saw, statement or not: where it saw a cue and was fairly sure, it is right. `kept` are the
    statements made of it.
    """
    judged = _Stretches([one.cue for one in seen if one.cue and one.confidence >= MIN_CONFIDENCE])
    doubted = _Stretches([piece for one in seen for piece in one.content if _is_doubtful(page, one, piece)])
    taken = _Stretches([piece for one in kept for piece in one.content])
    for one in rules:
        if one.cue is None or one.source is None or judged.touch(one.cue):
            continue
        home = page.paragraph(one.cue[0])
        in_headline = home is not None and home.headline
        quoted = page.opens_quoted(one.content[0]) and not page.text[slice(*one.cue)].endswith("ing")
        tied = page.text.endswith(("that ", "that\u00a0"), 0, one.content[0][0])
        again = one.confidence >= FAIR and any(doubted.touch(piece) for piece in one.content)
        clear = again or (one.confidence >= SURE and (quoted or tied))
        free = not any(taken.touch(piece) for piece in one.content)
        if free and (in_headline or clear) and is_statement(page, one, one.content):
            yield one


def with_neighbours(page: Page, kept: Sequence[Attribution], rules: Sequence[Attribution]) -> list[Attribution]:
    """The statements with the quotations beside theirs, in sentences of their own, that the model left to nobody."""
    taken = _Stretches([piece for one in kept for piece in one.content])
    beside: dict[int, list[Offsets]] = {}
    for one in rules:
        loose = [piece for piece in one.content if page.opens_quoted(piece) and not taken.touch(piece)]
        if loose and len(loose) < len(one.content) and page.opens_quoted(one.content[0]):
            beside.update({piece[0]: loose for piece in one.content if piece not in loose})
    found: list[Attribution] = []
    for one in kept:
        loose = [new for piece in one.content for new in beside.pop(piece[0], [])] if one.as_annotated else []
        found.append(replace(one, content=tuple(sorted({*one.content, *loose}))) if loose else one)
    return found


def _is_doubtful(page: Page, attribution: Attribution, piece: Offsets) -> bool:
    """Whether a model was not sure of an attribution, or gave it words of another sentence than the cue's."""
    if attribution.confidence < MIN_CONFIDENCE or attribution.cue is None:
        return attribution.confidence < MIN_CONFIDENCE
    return not (attribution.frame[0] <= piece[0] < attribution.frame[1] or page.opens_quoted(piece))


def read_within(page: Page, outer: Attribution) -> Iterator[Attribution]:
    """What the rules read in the content of a statement, for one in which a model saw nothing reported in turn.

    A clause behind a cue with a source is taken: "She told him that it was broken". What speakers say of themselves ("I
    said") is their own.
    """
    for piece in outer.content:
        for one in attributions_within(page.text, *page.unquoted(piece)):
            if one.cue is None or one.source is None or one.confidence < SURE or one.content[0][0] < one.cue[1]:
                continue
            own = is_own(page, one.source)
            content = bare(page, [*one.content], one)
            clause = [token for token in words_of(page.text, *content[0]) if token.is_word]
            whole = clause and clause[0].lower not in _NO_CLAUSE and any(map(is_finite, clause))
            if whole and not own and is_statement(page, one, content):
                yield replace(one, content=tuple(content))


def is_own(page: Page, source: Offsets) -> bool:
    """Whether a source within a statement is the speaker: "I said", "let me assure you"."""
    return page.text[slice(*source)].lower().rpartition(" ")[2] in words("own_words")


class _Stretches:
    """Stretches of a text, asked whether they touch another."""

    def __init__(self, stretches: Sequence[Offsets]) -> None:
        self._found = sorted(stretches)

    def touch(self, other: Offsets) -> bool:
        place = bisect_left(self._found, (other[1], 0))
        return any(end > other[0] for _, end in self._found[max(0, place - 8) : place])
