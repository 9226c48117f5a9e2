"""From attributions as a corpus marks them to those that are statements, cut as statements are.

The attribution corpus marks beliefs, intentions and what was not said too, and begins a content with its "that" or
"to". A statement is a proposition that somebody uttered, and its content the bare words.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from onrecord_extract.asides import around_cue, without_cues
from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.chains import by_paragraphs
from onrecord_extract.headline_quotes import headline_quotations
from onrecord_extract.lemmas import known_cue
from onrecord_extract.lexicon import words
from onrecord_extract.mistaken import (
    with_quoted_voice,
    with_source_behind,
    without_dateline,
    without_hearer,
    without_own_saying,
    without_topic,
)
from onrecord_extract.own_cues import by_own_cues
from onrecord_extract.page import Page
from onrecord_extract.pieces import bare, pieces_of, with_whole_cue, with_whole_object
from onrecord_extract.posts import with_posts
from onrecord_extract.rules import RuleFinder
from onrecord_extract.second_reading import is_own, read_again, read_within, with_neighbours
from onrecord_extract.selection import is_statement
from onrecord_extract.sentences import words_of
from onrecord_extract.sources import before_apposition, source_before
from onrecord_extract.transcripts import Turn, says_something, turns

_NARRATION = re.compile(r"\b[Ii]t (?:will|would|should|must|may|can) (?:also )?be (?:recalled|noted|remembered)$")
"""What an article says in its own name of a thing said before."""
_COMING = re.compile(r"(?:\b(?:will|would|shall)|[’'](?:ll|d))\s$")
LEAD_CHARS = 200
"""How far before a cue its source is looked for."""


def stated(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions that are statements, with contents and sources cut as those of statements.

    Those that a finder has cut so itself come back as they are. What a statement reports in turn stands behind it. A
    headline in which a model saw no statement is read by its form: the corpora have no headlines like "Talks go on —
    envoy".
    """
    if attributions and not any(one.as_annotated for one in attributions):
        return _in_turns(text, attributions)  # the rules have read the headlines themselves
    page, rules = Page(text), RuleFinder().find(text)
    seen = by_paragraphs(page, by_own_cues(page, with_posts(page, _in_turns(text, attributions)), rules))
    kept = [part for one in seen for part in (_stated(page, one) if one.as_annotated else [one])]
    kept = with_neighbours(page, kept, rules)
    kept += read_again(page, attributions, kept, rules)
    kept += headline_quotations(page, kept)
    kept += [inner for outer in kept for inner in _reported(page, outer)]
    return sorted(kept, key=lambda one: (one.content[0][0], -one.content[-1][1]))


def _in_turns(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """With the answers of a transcript as attributions, each holding those that a finder saw in it."""
    found = turns(text)
    starts = [turn.start for turn in found]
    inside: list[list[Attribution]] = [[] for _ in found]
    kept: list[Attribution] = []
    for one in attributions:
        at = (one.cue or one.content[0])[0]
        place = bisect_right(starts, at) - 1
        if place < 0 or at >= found[place].end:
            kept.append(one)
        elif within := tuple(piece for piece in one.content if found[place].start <= piece[0] < found[place].end):
            inside[place].append(replace(one, content=within))
    for turn, seen in zip(found, inside, strict=True):
        reported = [said for one in seen for said in _said_within(turn, one)]
        kept += [turn.attribution(tuple(reported))] if says_something(text, turn) else reported
    return sorted(kept, key=lambda one: one.content)


def _said_within(turn: Turn, one: Attribution) -> tuple[Attribution, ...]:
    """What a turn reports by an attribution in it: that, or its inner ones where its source is the turn's label."""
    if one.source is None:
        return ()
    return one.inner if one.lemma == ":" or one.source[0] < turn.pieces[0][0] else (one,)


def _stated(page: Page, attribution: Attribution) -> Iterator[Attribution]:
    """The statement that an attribution is, if it is one; of "It will be recalled that …" those that it tells of."""
    found = _statement(page, attribution)
    if found and found.cue and _NARRATION.search(page.text, max(0, found.cue[0] - LEAD_CHARS), found.cue[1]):
        yield from (replace(one, outer=None) for one in _reported(page, found))
    elif found:
        yield found


def _statement(page: Page, attribution: Attribution) -> Attribution | None:
    """The attribution as a statement, or None where it is none."""
    for mended in (
        with_whole_cue,
        with_whole_object,
        without_dateline,
        with_quoted_voice,
        without_own_saying,
        without_hearer,
        without_topic,
        with_source_behind,
        around_cue,
    ):
        attribution = mended(page, attribution)
    pieces = without_cues(page, pieces_of(page, attribution))
    if not pieces or not is_statement(page, attribution, pieces):
        return None
    content = tuple(bare(page, pieces, attribution))
    return replace(attribution, content=content, source=_source(page, attribution), cue=_verb(page, attribution.cue))


def _reported(page: Page, outer: Attribution) -> Iterator[Attribution]:
    """The statements of others that a statement reports in turn; "I said" are the speaker's own words."""
    found = [one for one in map(partial(_statement, page), _inside(page, outer)) if one]
    return (replace(one, outer=outer) for one in found or read_within(page, outer) if not _is_to_come(page, one))


def _is_to_come(page: Page, reported: Attribution) -> bool:
    """Whether it will be said: "It said that it would ask | parliament to approve it"."""
    at = (reported.cue or reported.content[0])[0]
    return _COMING.search(page.text, max(0, at - LEAD_CHARS), at) is not None


def _inside(page: Page, outer: Attribution) -> Iterator[Attribution]:
    for inner in outer.inner:
        own = inner.source and is_own(page, inner.source)
        at = (inner.cue or inner.content[0])[0]
        if not own and any(start <= at < end for start, end in outer.content):
            yield inner


def _verb(page: Page, cue: Offsets | None) -> Offsets | None:
    """The reporting words alone, so that a day among them can date the saying: "declared on Monday"."""
    tokens = words_of(page.text, *cue) if cue else []
    known = known_cue(tokens)
    return (tokens[known.first].start, tokens[known.after - 1].end) if known else cue


def _source(page: Page, attribution: Attribution) -> Offsets | None:
    """The words that name the source, without what stands beside the name; those before the cue for "who" or none."""
    found = attribution.source
    if found is None or page.text[slice(*found)].lower() in words("relative_pronouns"):
        found = _named_before(page, attribution) or found
    if found is None:
        return None
    start, end = before_apposition(page.text, found)
    kept = page.text[start:end].rstrip(" ,;:—–\u00a0")
    return (start, start + len(kept)) if kept else found


def _named_before(page: Page, attribution: Attribution) -> Offsets | None:
    """The name right before a cue whose source the finder did not see."""
    if attribution.cue is None:
        return None
    start, end = attribution.cue
    begin = max(attribution.frame[0], start - LEAD_CHARS)
    before = words_of(page.text, begin, start)
    cue, tokens = len(before), [*before, *words_of(page.text, start, end)]
    source = source_before(tokens, cue, 0)
    behind = {token.lower for token in tokens[source.outer : cue]} if source else set[str]()
    if source is None or behind - words("relative_pronouns"):
        return None
    is_office = tokens[source.first].lower in words("determiners") and behind  # "the auditor, who said"
    if not tokens[source.after - 1].is_capital and not is_office:
        return None
    return tokens[source.first].start, tokens[source.after - 1].end
