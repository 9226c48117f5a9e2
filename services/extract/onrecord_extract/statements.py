"""From attributions as a corpus marks them to those that are statements, cut as statements are.

The attribution corpus marks beliefs, intentions and what was not said too, and begins a content with its "that" or
"to". A statement is a proposition that somebody uttered, and its content the bare words.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord_extract.attributions import Attribution, Offsets
from onrecord_extract.lemmas import known_cue
from onrecord_extract.lexicon import words
from onrecord_extract.own_cues import by_own_cues
from onrecord_extract.page import Page
from onrecord_extract.pieces import bare, pieces_of, with_whole_cue
from onrecord_extract.rules import headline_attributions
from onrecord_extract.sentences import words_of
from onrecord_extract.sources import before_apposition, source_before
from onrecord_extract.transcripts import says_something, turns

MIN_ORPHAN_WORDS = 4
"""A quotation without source and cue is a statement from so many words on; a shorter one may be a title."""
MIN_CONFIDENCE = 0.2
"""What is less likely right is no statement, unless quotation marks say that it is one."""
NEGATION_TOKENS = 4
"""How many words before a cue may negate it."""
LEAD_CHARS = 200
"""How far before a cue its source or a negation is looked for."""
_NEGATIONS = frozenset({"not", "never", "nor", "neither", "without", "declined", "declines", "refused", "refuses"})

_ANONYMITY = re.compile(r"(?:to be granted |to remain )?(?:not to be (?:named|identified|quoted)|anonym(?:ity|ous))")
"""What a source asks for itself, which is no statement on anything: "who asked not to be named"."""


def stated(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions that are statements, with contents and sources cut as those of statements.

    Those that a finder has cut so itself come back as they are. What a statement reports in turn stands behind it. A
    headline in which a model saw no statement is read by its form: the corpora have no headlines like "Talks go on —
    envoy".
    """
    page = Page(text)
    attributions = by_own_cues(page, _in_turns(text, attributions))
    found = [_statement(page, one) if one.as_annotated else one for one in attributions]
    kept = _chained(page, [one for one in found if one])
    if attributions and not any(one.as_annotated for one in attributions):
        return kept  # the rules have read the headlines themselves
    taken = {one.frame for one in kept}
    kept += [one for one in headline_attributions(text) if one.frame not in taken]
    kept += [inner for outer in kept for inner in _reported(page, outer)]
    return sorted(kept, key=lambda one: (one.content[0][0], -one.content[-1][1]))


def _in_turns(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """With the answers of a transcript as attributions, each holding those that a finder saw in it."""
    found = turns(text)
    starts = [turn.start for turn in found]
    inside: list[list[Attribution]] = [[] for _ in found]
    kept: list[Attribution] = []
    for one in attributions:
        place = bisect_right(starts, one.content[0][0]) - 1
        (inside[place] if place >= 0 and one.content[0][0] < found[place].end else kept).append(one)
    for turn, seen in zip(found, inside, strict=True):
        reported = [one for one in seen if one.source and one.source[0] >= turn.pieces[0][0]]
        kept += [turn.attribution(tuple(reported))] if says_something(text, turn) else reported
    return sorted(kept, key=lambda one: one.content)


def _statement(page: Page, attribution: Attribution) -> Attribution | None:
    """The attribution as a statement, or None where it is none."""
    attribution = with_whole_cue(page, attribution)
    pieces = pieces_of(page, attribution)
    if not pieces or not _is_uttered(page, attribution, pieces):
        return None
    content = tuple(bare(page, pieces, attribution.cue))
    return replace(attribution, content=content, source=_source(page, attribution), cue=_verb(page, attribution.cue))


def _reported(page: Page, outer: Attribution) -> Iterator[Attribution]:
    """The statements of others that a statement reports in turn; "I said" are the speaker's own words."""
    for inner in outer.inner:
        own = inner.source and page.text[slice(*inner.source)].lower() in words("own_words")
        if not own and (statement := _statement(page, inner)):
            yield replace(statement, outer=outer)


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
    if source is None or behind - words("relative_pronouns") or not tokens[source.after - 1].is_capital:
        return None
    return tokens[source.first].start, tokens[source.after - 1].end


def _chained(page: Page, found: list[Attribution]) -> list[Attribution]:
    """Quotations over several paragraphs made one statement each, that of their first part."""
    kept: list[Attribution] = []
    for one in found:
        if kept and one.as_annotated and one.carries_on and _goes_on(page, kept[-1], one):
            kept[-1] = replace(kept[-1], content=kept[-1].content + one.content)
        else:
            kept.append(one)
    return kept


def _goes_on(page: Page, before: Attribution, one: Attribution) -> bool:
    first, last = page.quotations_in(one.content[0]), page.quotations_in(before.content[-1])
    return bool(first and last and first[0].continues) and page.follows(first[0], last[-1])


def _is_uttered(page: Page, attribution: Attribution, pieces: list[Offsets]) -> bool:
    text = page.text
    if len(pieces) == 1 and text[slice(*pieces[0])].lower() in words("bare_objects"):
        return False
    if attribution.cue is None:
        size = sum(token.is_word for piece in pieces for token in words_of(text, *piece))
        quoted = any(page.quotations_in(piece) for piece in pieces)
        return attribution.source is not None or (quoted and size >= MIN_ORPHAN_WORDS)
    if page.opens_quoted(pieces[0]):
        return True
    if attribution.confidence < MIN_CONFIDENCE:
        return False
    cue = words_of(text, *attribution.cue)
    begin = max(attribution.frame[0], attribution.cue[0] - LEAD_CHARS)
    before = words_of(text, begin, attribution.cue[0])[-NEGATION_TOKENS:]
    known = known_cue(cue)  # a cue of the lexicon may hold a negation itself: "refused to rule out"
    beside = [*cue[: known.first], *cue[known.after :]] if known else cue
    negated = any(token.lower in _NEGATIONS or token.lower.endswith(("n't", "n’t")) for token in [*before, *beside])
    held = attribution.lemma in words("held") or any(token.lower in words("held") for token in cue)
    question = text.startswith(("whether ", "if "), pieces[0][0])
    return not (negated or held or question or _ANONYMITY.match(text, pieces[0][0]))
