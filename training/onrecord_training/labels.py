"""What the model learns to say of a window: a label for each unit, spans, and links between them.

PolNeAR marks the outermost attribution only: in its train set contents overlap in 273 of
1,992,377 characters, and a source or cue lies inside a content in 25. So one label for each unit
says all there is, and where two spans do meet, the outermost content keeps its units; spans that
lost units to another are dropped together with their links. Attributions inside a content are
left to a second pass over that content.
"""

from dataclasses import dataclass

from onrecord_tagger.labels import RELATIONS, ROLES, UnitSpan, begin
from onrecord_tagger.pieces import Pieces
from onrecord_tagger.windows import Window
from onrecord_training.corpus import Attribution

NOBODY = -1  # the dependent has no such head


@dataclass(frozen=True)
class Target:
    """The gold of one text, in units.

    Attributes:
        labels: a label for each unit.
        spans: every labelled span, in order.
        links: (relation, dependent, head): indices into `RELATIONS` and `spans`; head may be `NOBODY`.
    """

    labels: list[int]
    spans: list[UnitSpan]
    links: list[tuple[int, int, int]]


def _unit_spans(pieces: Pieces, attribution: Attribution, role: int) -> list[UnitSpan]:
    found = [pieces.units(span) for span in attribution.spans(ROLES[role])]
    return [UnitSpan(first, last, role) for first, last in filter(None, found)]


def target(pieces: Pieces, attributions: tuple[Attribution, ...]) -> Target:
    """The gold of a whole article."""
    by_role = [[_unit_spans(pieces, one, role) for role in range(3)] for one in attributions]
    wanted = sorted(
        {span for roles in by_role for spans in roles for span in spans},
        key=lambda span: (-span.role, span.first - span.last, span.first),
    )
    labels = [0] * len(pieces.heads)
    kept: set[UnitSpan] = set()
    for span in wanted:
        if not any(labels[span.first : span.last + 1]):
            kept.add(span)
            labels[span.first : span.last + 1] = [begin(span.role) + 1] * (span.last - span.first + 1)
            labels[span.first] = begin(span.role)
    spans = sorted(kept)
    index = {span: position for position, span in enumerate(spans)}
    links: set[tuple[int, int, int]] = set()
    for roles in by_role:
        for relation, (dependent, head) in enumerate(RELATIONS):
            # of several pieces the first stands for the role
            heads = [index[span] for span in roles[head][:1] if span in index]
            if heads or not roles[head]:
                found = [span for span in roles[dependent] if span in index]
                links.update((relation, index[span], heads[0] if heads else NOBODY) for span in found)
    return Target(labels, spans, sorted(links))


def within(whole: Target, window: Window) -> Target:
    """The part of an article's gold that a window shows, counted from the window's first unit.

    A span over the window's edge is cut there; a link whose head is outside is left out.
    """
    seen = [
        position for position, span in enumerate(whole.spans) if span.first < window.stop and span.last >= window.first
    ]
    place = {position: order for order, position in enumerate(seen)} | {NOBODY: NOBODY}
    spans = [
        UnitSpan(
            max(whole.spans[position].first, window.first) - window.first,
            min(whole.spans[position].last, window.stop - 1) - window.first,
            whole.spans[position].role,
        )
        for position in seen
    ]
    links = [
        (relation, place[dependent], place[head])
        for relation, dependent, head in whole.links
        if dependent in place and head in place
    ]
    return Target(whole.labels[window.first : window.stop], spans, links)
