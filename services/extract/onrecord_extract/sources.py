"""The source of a cue: the noun phrase before it ("the Russian envoy said") or behind it ("said the Russian envoy")."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord_extract.dates import is_date_word
from onrecord_extract.lexicon import either, words
from onrecord_extract.sentences import Token, words_of
from onrecord_extract.source_starts import MAX_SOURCE_TOKENS, is_break, is_source, phrase_start

MAX_APPOSITION_TOKENS = 30


@dataclass(frozen=True, slots=True)
class Source:
    """Tokens `first` to before `after` stand for who says it; `outer` is where an apposition behind them ends."""

    first: int
    after: int
    outer: int


def source_before(tokens: Sequence[Token], cue: int, floor: int) -> Source | None:
    """The noun phrase that ends before token `cue`, not further left than `floor`."""
    end = _skip_adverbs(tokens, cue, floor)
    end -= end > floor and tokens[end - 1].lower == "which"
    if end <= floor:
        return None
    if tokens[end].lower in {"who", "which"} and tokens[end - 1].text == ",":
        first = phrase_start(tokens, end - 1, floor)
        return Source(first, end - 1, end) if is_source(tokens[first : end - 1]) else None
    if tokens[end - 1].text in {",", ")", "—", "–"}:
        return _before_apposition(tokens, end - 1, floor)
    first = phrase_start(tokens, end, floor)
    return Source(first, end, end) if is_source(tokens[first:end]) else None


def source_after(tokens: Sequence[Token], at: int) -> Source | None:
    """The noun phrase that begins at token `at`, as in "said Jane Doe, the minister, on Monday"."""
    end = at
    limit = min(len(tokens), at + MAX_SOURCE_TOKENS)
    while end < limit and not is_break(tokens[end]) and not _opens_tail(tokens, end, at):
        end += 1
    if not is_source(tokens[at:end]) or tokens[at].text in words("particles") - {"al", "el"}:
        return None
    return Source(at, end, _apposition_end(tokens, end))


def before_apposition(text: str, source: tuple[int, int]) -> tuple[int, int]:
    """A source's offsets without the apposition behind its name: "Jane Doe" of "Jane Doe, the minister, …"."""
    tokens = words_of(text, *source)
    for at in range(1, len(tokens) - 1):
        if (
            tokens[at].text == "("
            and [token.text for token in tokens[at + 2 : at + 3]] == [")"]
            and at + 3 < len(tokens)
        ):
            continue  # "Czech National Bank (CNB) Governor Jane Doe"
        if tokens[at].text in {",", "(", "—", "–"}:
            named = is_source(tokens[:at]) and not _is_linked_title(tokens[:at]) and _is_apposition(tokens[at + 1 :])
            return (source[0], tokens[at - 1].end) if named else source
    return source


def _is_linked_title(phrase: Sequence[Token]) -> bool:
    """Whether a phrase is an office rather than a name: "Representative for X", of "Representative for X, Jane Doe"."""
    return any(t.lower in words("roles") for t in phrase) and any(t.lower in {"of", "for", "to"} for t in phrase)


def _skip_adverbs(tokens: Sequence[Token], cue: int, floor: int) -> int:
    end = cue
    while end > floor and (tokens[end - 1].lower in words("adverbs") or tokens[end - 1].text.endswith("ly")):
        if tokens[end - 1].is_capital and tokens[end - 1].text.endswith("ly"):
            break
        end -= 1
    # "Jane Doe on Monday said": a day may stand between the source and its cue.
    if end - 1 > floor and is_date_word(tokens[end - 1].text) and not tokens[end - 1].text.isdigit():
        end -= 2 if tokens[end - 2].lower == "on" else 1
    return end


def _before_apposition(tokens: Sequence[Token], close: int, floor: int) -> Source | None:
    """The phrase of which an apposition stands between it and the cue: "Jane Doe, the minister, said"."""
    opener = {")": "(", ",": ","}.get(tokens[close].text, tokens[close].text)
    at = _opener(tokens, close, floor, opener)
    if at is None:
        return None
    first = phrase_start(tokens, at, floor)
    phrase, between = tokens[first:at], tokens[at + 1 : close]
    if first > floor + 1 and tokens[first - 1].text == "," and _is_apposition(phrase):
        # "Jane Doe, leader of the party, which lost, said": an apposition to the phrase before it.
        return _before_apposition(tokens, at, floor) or Source(first, at, close + 1)
    if not is_source(phrase):
        return None
    if opener == "(" or first == floor or between[0].lower in {"who", "which", "whose"}:
        return Source(first, at, close + 1)
    plain = phrase[-1].is_capital or phrase[-1].lower in either("roles", "group_nouns")
    if plain and all(t.is_capital for t in between) and phrase[-1].lower in words("roles"):
        return Source(first, close, close + 1)
    return Source(first, at, close + 1) if plain and _is_apposition(between) else None


def _opener(tokens: Sequence[Token], close: int, floor: int, opener: str) -> int | None:
    """Where what is closed at token `close` opens; None where a quotation stands between, or nothing does."""
    for at in range(close - 1, max(floor, close - MAX_APPOSITION_TOKENS), -1):
        if tokens[at].is_quotation:
            return None
        if tokens[at].text == opener:
            return at if at < close - 1 else None
    return None


def _is_apposition(between: Sequence[Token]) -> bool:
    if not between:
        return False
    opening = between[0]
    if opening.lower in words("determiners") - {"that"} or opening.lower in {
        "who",
        "whose",
        "which",
        "also",
        "then",
        "now",
    }:
        return True
    if opening.text[0].isdigit() or opening.text.endswith("ing"):
        return True
    return any(t.lower in words("roles") for t in between[:8])


def _apposition_end(tokens: Sequence[Token], comma: int) -> int:
    """Where the apposition behind a source ends, or `comma` where there is none."""
    if comma >= len(tokens) or tokens[comma].text != ",":
        return comma
    end = comma + 1
    while end < min(len(tokens), comma + MAX_APPOSITION_TOKENS) and not is_break(tokens[end]):
        end += 1
    return end if end > comma + 1 and _is_apposition(tokens[comma + 1 : end]) else comma


def _opens_tail(tokens: Sequence[Token], i: int, first: int) -> bool:
    """Whether the source ends before token `i`; "of" and "for" belong to it, as in "head of the office for trade"."""
    token = tokens[i]
    if i == first:
        return False
    if token.lower in {"who", "that", "adding", "and", "but"}:
        return True
    if is_date_word(token.text) and not token.text.isdigit():
        return True
    return token.lower in words("tail_openers") - {"for"}
