"""The patterns around one cue: content before it, behind it or around it, and the source on either side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord_extract.complements import Complement, complement, content_end
from onrecord_extract.cues import FoundCue, cues_in
from onrecord_extract.lexicon import either, words
from onrecord_extract.sentences import Token
from onrecord_extract.source_starts import is_source
from onrecord_extract.sources import Source, source_after, source_before

DASHES = frozenset({"—", "–", "-", "--", "―"})
MIN_CLAUSE_WORDS = 3
CLAUSE_FRAMES = ("clause", "that", "hearer")
NOT_STATEMENTS = frozenset({"what", "how", "why", "which", "whom", "whose", "where"})

type Piece = tuple[int, int]
"""Tokens from the first to before the second."""


@dataclass(frozen=True, slots=True)
class Match:
    """An attribution within a sentence, in tokens; `until` is where the next one may begin."""

    pieces: tuple[Piece, ...]
    source: Piece | None
    cue: Piece
    lemma: str
    act: str
    rule: str
    until: int
    relative: bool = False
    """Whether it stands in a relative clause: "Jane Doe, who said that A, denied B"."""


def matches(tokens: Sequence[Token]) -> Iterator[Match]:
    """The attributions of a sentence, left to right; a cue within the content of another is passed over."""
    floor = 0
    previous: Match | None = None
    for cue in cues_in(tokens):
        if cue.first < floor:
            continue
        found = _match(tokens, cue, floor, previous)
        if found:
            yield found
            previous, floor = found, found.until


def _match(tokens: Sequence[Token], cue: FoundCue, floor: int, previous: Match | None) -> Match | None:
    if cue.entry.lemma == "according to":
        return _according(tokens, cue, floor)
    source = source_before(tokens, cue.first, floor)
    if source:
        return _with_subject(tokens, cue, floor, source)
    return _inverted(tokens, cue, floor) or _same_subject(tokens, cue, floor, previous)


def _with_subject(tokens: Sequence[Token], cue: FoundCue, floor: int, source: Source) -> Match | None:
    follows = complement(tokens, cue)
    before = tokens[source.first - 1] if source.first > floor else None
    if before and before.lower in NOT_STATEMENTS:
        return None
    if before and before.lower == "as":
        return _aside(tokens, cue, floor, source, follows)
    left = _left_of(tokens, floor, source.first)
    if left and tokens[left[1] - 1].is_quotation and not _introduced(tokens, follows):
        return _around(tokens, cue, left, source, follows, rule="quotation_before")
    if left and follows.kind == "none" and cue.takes(*CLAUSE_FRAMES):
        return _around(tokens, cue, left, source, follows, rule="clause_before")
    if follows.kind == "none" or (before and before.lower == "that" and not _introduced(tokens, follows)):
        return None
    subordinate = before is not None and before.lower in words("subordinators")
    relative = tokens[source.after].text == "," and source.after < cue.first and tokens[source.outer].lower == "who"
    found = _behind(tokens, cue, source, follows, to_comma=subordinate or relative)
    return replace(found, relative=relative)


def _left_of(tokens: Sequence[Token], floor: int, first: int) -> Piece | None:
    """The clause or quotation that a comma, a dash or its closing mark parts from the source at token `first`."""
    start, end = floor, first
    while start < end and (tokens[start].text in {",", ";", "and", "but"} or tokens[start].text in DASHES):
        start += 1
    if end <= start:
        return None
    if tokens[end - 1].is_quotation:
        return start, end
    if tokens[end - 1].text != "," and tokens[end - 1].text not in DASHES:
        return None
    return (start, end - 1) if end - 1 > start else None


def _introduced(tokens: Sequence[Token], follows: Complement) -> bool:
    return follows.kind == "clause" and tokens[follows.first - 1].text in {"that", ":"}


def _around(
    tokens: Sequence[Token], cue: FoundCue, left: Piece, source: Source, follows: Complement, *, rule: str
) -> Match | None:
    """The content stands before the cue, and may go on behind it: "A," he said, "B."."""
    rest = follows.first
    quoted = tokens[left[1] - 1].is_quotation
    if quoted and follows.kind == "quote" and tokens[rest - 1].text in {",", ":", "—"}:
        end = content_end(tokens, rest)
        return _matched(cue, (left, (rest, end)), source, "quotation_split", end)
    goes_on = follows.kind == "none" and rest + 1 < len(tokens) and tokens[rest].text == ","
    if goes_on and not quoted and not _turns(tokens[rest + 1]):
        end = content_end(tokens, rest + 1)
        return _matched(cue, (left, (rest + 1, end)), source, "clause_split", end)
    if not quoted and sum(t.is_word for t in tokens[left[0] : left[1]]) < MIN_CLAUSE_WORDS:
        return None
    until = rest if follows.kind == "none" else cue.after
    return _matched(cue, (left,), source, rule, max(until, cue.after))


def _turns(token: Token) -> bool:
    """Whether what follows a parenthetic cue is no more of the content."""
    return token.lower in words("subordinators") | {"and", "but", "who"} or token.text.endswith("ing")


def _behind(
    tokens: Sequence[Token], cue: FoundCue, source: Source | None, follows: Complement, *, to_comma: bool = False
) -> Match:
    end = content_end(tokens, follows.first, to_comma=to_comma)
    rule = "quotation_behind" if tokens[follows.first].is_quotation else "clause_behind"
    return _matched(cue, ((follows.first, end),), source, rule, end)


def _aside(tokens: Sequence[Token], cue: FoundCue, floor: int, source: Source, follows: Complement) -> Match | None:
    """ "As X said, A" and "A, as X said, B"."""
    if follows.kind != "none" or follows.first >= len(tokens) or source.first - 1 == floor == len(tokens):
        return None
    left = _left_of(tokens, floor, source.first - 1)
    comma = follows.first
    if tokens[comma].text != ",":
        return _matched(cue, (left,), source, "clause_before", comma) if left else None
    end = content_end(tokens, comma + 1) if comma + 1 < len(tokens) else comma
    pieces = tuple(piece for piece in (left, (comma + 1, end)) if piece and piece[0] < piece[1])
    return _matched(cue, pieces, source, "clause_split", end) if pieces else None


def _inverted(tokens: Sequence[Token], cue: FoundCue, floor: int) -> Match | None:
    """ "A," said X, "B."."""
    left = _left_of(tokens, floor, cue.first)
    if left is None or cue.is_participle or cue.after >= len(tokens):
        return None
    source = source_after(tokens, cue.after)
    quoted = tokens[left[1] - 1].is_quotation
    if source is None or not (quoted or _is_plain(tokens[source.first : source.after])):
        return None
    shifted = FoundCue(cue.entry, cue.first, source.outer, cue.form)
    follows = complement(tokens, shifted)
    if follows.kind == "clause":
        if not quoted:
            return None
        follows = Complement("none", source.outer)
    found = _around(tokens, shifted, left, source, follows, rule="quotation_before" if quoted else "clause_before")
    return found and Match(
        found.pieces, found.source, (cue.first, cue.after), found.lemma, found.act, found.rule, found.until
    )


def _is_plain(phrase: Sequence[Token]) -> bool:
    return phrase[-1].is_capital or phrase[-1].lower in either("roles", "group_nouns")


def _same_subject(tokens: Sequence[Token], cue: FoundCue, floor: int, previous: Match | None) -> Match | None:
    """ "X said A and warned that B", "X said A, adding that B", "X met Y and said that B"."""
    joint = cue.first - 1
    while joint >= floor and (tokens[joint].lower in words("adverbs") or tokens[joint].text.endswith("ly")):
        joint -= 1
    resumed = previous is not None and previous.relative and joint == floor and tokens[joint].text == ","
    if joint < max(floor - 1, 0) or not (resumed or _joins(tokens[joint], cue)):
        return None
    follows = complement(tokens, cue)
    if follows.kind == "none":
        return None
    if previous and joint <= floor + 1 and previous.source:
        first, after = previous.source
        return _behind(tokens, cue, Source(first, after, after), follows)
    subject = None if previous else _opening_subject(tokens, joint)
    return _behind(tokens, cue, subject, follows) if subject else None


def _joins(token: Token, cue: FoundCue) -> bool:
    """Whether a token joins a verb to the subject before it; a comma or a quotation joins a participle alone."""
    return token.lower in {"and", "but"} or (cue.is_participle and (token.text == "," or token.is_quotation))


def _opening_subject(tokens: Sequence[Token], joint: int) -> Source | None:
    """The name or pronoun with which a sentence opens; nothing where it is less plain."""
    end = 0
    while end < joint and tokens[end].is_capital and (tokens[end].lower not in words("function_words") or end == 0):
        end += 1
    phrase = tokens[:end]
    plain = is_source(phrase) and (len(phrase) > 1 or phrase[0].lower not in words("function_words") - {"he", "she"})
    return Source(0, end, end) if plain else None


def _according(tokens: Sequence[Token], cue: FoundCue, floor: int) -> Match | None:
    """ "According to X, A" and "A, according to X"."""
    source = source_after(tokens, cue.after)
    if source is None or tokens[source.after - 1].lower in words("inanimate"):
        return None
    left = _left_of(tokens, floor, cue.first) or ((floor, cue.first) if cue.first > floor else None)
    comma = source.outer
    if not left and (comma >= len(tokens) or tokens[comma].text != ","):
        comma = source.after
    if left:
        follows = Complement("none", comma)
        return _around(tokens, cue, left, source, follows, rule="according") if floor == 0 else None
    if comma + 1 < len(tokens) and tokens[comma].text == ",":
        end = content_end(tokens, comma + 1)
        return _matched(cue, ((comma + 1, end),), source, "according", end)
    return None


def _matched(cue: FoundCue, pieces: tuple[Piece, ...], source: Source | None, rule: str, until: int) -> Match:
    span = (source.first, source.after) if source else None
    return Match(pieces, span, (cue.first, cue.after), cue.entry.lemma, cue.entry.act, rule, until)
